// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/ntlmssp.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"

namespace weir::protocol {
namespace {

constexpr std::array<std::uint8_t, 8> signature = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};
constexpr std::size_t longestText = 256;
constexpr std::uint32_t unicodeFlag = 0x00000001, versionFlag = 0x02000000;

/// Where a text or list lies, by its length and place.
struct Field {
    std::size_t length = 0, place = 0;
};

Field readField(ByteReader& reader) {
    Field field;
    field.length = reader.u16le();
    reader.skip(2);
    field.place = reader.u32le();
    return field;
}

/// A field's octets; nothing, with `needMore`, where they are not all there. No message is larger than 64 KiB or so.
std::optional<Bytes> octetsOf(Bytes message, const Field& field, bool& needMore) {
    constexpr std::size_t farthest = 1 << 17;
    if (field.length == 0)
        return Bytes{};
    if (field.place > farthest)
        return std::nullopt;
    if (field.place + field.length > message.size()) {
        needMore = true;
        return std::nullopt;
    }
    return message.subspan(field.place, field.length);
}

std::string textOf(Bytes octets, bool unicode) {
    octets = octets.first(std::min(octets.size(), 2 * longestText));
    std::string out = unicode ? fromUtf16le(octets) : std::string(asText(octets));
    out.resize(std::min(out.size(), longestText));
    return out;
}

void readVersion(ByteReader& reader, NtlmMessage& out) {
    constexpr std::uint8_t currentRevision = 15;
    const std::uint8_t major = reader.u8(), minor = reader.u8();
    const std::uint16_t build = reader.u16le();
    reader.skip(3);
    if (reader.u8() != currentRevision || !reader || build == 0)
        return;
    out.majorVersion = major;
    out.minorVersion = minor;
    out.build = build;
}

/// AV_PAIRs (section 2.2.2.1).
void readTargetInfo(Bytes info, NtlmMessage& out) {
    ByteReader reader(info);
    constexpr int most = 64;
    for (int i = 0; i < most && reader.remaining() >= 4; ++i) {
        const std::uint16_t kind = reader.u16le();
        const Bytes value = reader.bytes(reader.u16le());
        if (!reader || kind == 0)
            return;
        if (kind == 1)
            out.workstation = textOf(value, true);
        else if (kind == 2)
            out.domain = textOf(value, true);
        else if (kind == 3)
            out.hostName = textOf(value, true);
    }
}

bool readAuthenticate(Bytes message, ByteReader& reader, NtlmMessage& out, bool& needMore) {
    reader.skip(16);  // the answers to the challenge: never read
    const Field domain = readField(reader), user = readField(reader), workstation = readField(reader);
    reader.skip(8);
    const std::uint32_t flags = reader.u32le();
    if (!reader) {
        needMore = true;
        return false;
    }
    const bool unicode = (flags & unicodeFlag) != 0;
    for (const auto& [field, text] :
         {std::pair(&domain, &out.domain), std::pair(&user, &out.user), std::pair(&workstation, &out.workstation)}) {
        const auto octets = octetsOf(message, *field, needMore);
        if (!octets)
            return false;
        *text = textOf(*octets, unicode);
    }
    constexpr std::size_t afterVersion = 72;
    if ((flags & versionFlag) != 0 && (domain.length == 0 || domain.place >= afterVersion))
        readVersion(reader, out);
    return true;
}

bool readChallenge(Bytes message, ByteReader& reader, NtlmMessage& out, bool& needMore) {
    readField(reader);
    const std::uint32_t flags = reader.u32le();
    reader.skip(16);
    const Field info = readField(reader);
    if (!reader) {
        needMore = true;
        return false;
    }
    if ((flags & versionFlag) != 0)
        readVersion(reader, out);
    const auto octets = octetsOf(message, info, needMore);
    if (!octets)
        return false;
    readTargetInfo(*octets, out);
    return true;
}

}  // namespace

std::optional<std::size_t> findNtlm(Bytes octets, std::size_t from) {
    if (from >= octets.size())
        return std::nullopt;
    const auto found = std::search(octets.begin() + static_cast<std::ptrdiff_t>(from), octets.end(), signature.begin(),
                                   signature.end());
    return found == octets.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - octets.begin()));
}

std::optional<NtlmMessage> readNtlm(Bytes message, bool& needMore) {
    needMore = false;
    ByteReader reader(message);
    const Bytes mark = reader.bytes(signature.size());
    const std::uint32_t type = reader.u32le();
    if (!reader) {
        needMore = std::equal(message.begin(),
                              message.begin() + static_cast<std::ptrdiff_t>(std::min(message.size(), signature.size())),
                              signature.begin());
        return std::nullopt;
    }
    if (!std::equal(mark.begin(), mark.end(), signature.begin()))
        return std::nullopt;
    NtlmMessage out;
    out.type = static_cast<NtlmMessage::Type>(type);
    switch (type) {
        case 1:
            return out;
        case 2:
            return readChallenge(message, reader, out, needMore) ? std::optional(std::move(out)) : std::nullopt;
        case 3:
            return readAuthenticate(message, reader, out, needMore) ? std::optional(std::move(out)) : std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace weir::protocol
