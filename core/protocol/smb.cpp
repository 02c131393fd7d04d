// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/smb.h"

#include <algorithm>
#include <charconv>

#include "core/base/utf8.h"
#include "core/protocol/nbns.h"
#include "core/protocol/systemnames.h"

namespace weir::protocol {
namespace {

constexpr std::size_t longestText = 256;

/// A text that ends with zero; in Unicode it begins at an even place of the message.
std::string text(ByteReader& reader, bool unicode) {
    if (unicode && reader.position() % 2 != 0)
        reader.skip(1);
    const Bytes rest = reader.whole().subspan(reader.position());
    std::size_t size = 0;
    const std::size_t unit = unicode ? 2 : 1;
    while (size + unit <= rest.size() && (rest[size] != 0 || (unicode && rest[size + 1] != 0))) size += unit;
    const Bytes octets = reader.bytes(size);
    if (!reader.atEnd())
        reader.skip(unit);
    std::string out =
        unicode ? fromUtf16le(octets.first(std::min(octets.size(), 2 * longestText))) : std::string(asText(octets));
    out.resize(std::min(out.size(), longestText));
    return out;
}

}  // namespace

std::optional<SessionMessage> nextSessionMessage(ByteReader& reader) {
    constexpr std::uint32_t longest = 16 * 1024;
    constexpr std::uint8_t data = 0, firstOfSession = 0x81, keepAlive = 0x85;
    if (reader.remaining() < 4)
        return std::nullopt;
    ByteReader ahead = reader;
    const std::uint8_t type = ahead.u8();
    const std::uint32_t length = ahead.u24();
    if ((type != data && (type < firstOfSession || type > keepAlive)) || length > longest) {
        reader.fail();
        return std::nullopt;
    }
    if (ahead.remaining() < length)
        return std::nullopt;
    reader.skip(4);
    return SessionMessage{type, reader.bytes(length)};
}

std::string callingName(Bytes data) {
    ByteReader reader(data);
    for (const bool calling : {false, true}) {
        const auto name = decodeNetbiosName(asText(reader.bytes(reader.u8())));
        reader.skip(1);
        if (!reader || !name)
            return {};
        if (calling)
            return name->name;
    }
    return {};
}

std::optional<SmbSessionSetup> readSmbSessionSetup(Bytes message) {
    constexpr std::uint32_t mark = 0xff534d42;
    constexpr std::uint8_t sessionSetup = 0x73, responseFlag = 0x80;
    constexpr std::uint16_t unicodeFlag = 0x8000;
    ByteReader reader(message);
    if (reader.u32() != mark || reader.u8() != sessionSetup)
        return std::nullopt;
    reader.skip(4);
    SmbSessionSetup out;
    out.response = (reader.u8() & responseFlag) != 0;
    const bool unicode = (reader.u16le() & unicodeFlag) != 0;
    reader.skip(20);
    const std::uint8_t words = reader.u8();
    ByteReader parameters = reader.sub(std::size_t{words} * 2);
    reader.skip(2);
    if (!reader)
        return std::nullopt;
    if (out.response) {
        constexpr std::uint8_t extended = 4, plain = 3;
        if (words != extended && words != plain)
            return std::nullopt;
        parameters.skip(6);
        reader.skip(words == extended ? parameters.u16le() : 0u);
    } else {
        constexpr std::uint8_t extended = 12, plain = 13;
        if (words != extended && words != plain)
            return std::nullopt;
        parameters.skip(14);
        const std::size_t first = parameters.u16le();
        const std::size_t second = words == plain ? parameters.u16le() : 0u;
        reader.skip(first);  // a token, or answers to a challenge: never read
        reader.skip(second);
        if (words == plain) {
            out.account = text(reader, unicode);
            out.domain = text(reader, unicode);
        }
    }
    if (!reader)
        return std::nullopt;
    out.nativeSystem = text(reader, unicode);
    return out;
}

std::uint16_t highestSmb2Dialect(Bytes message) {
    constexpr std::uint32_t mark = 0xfe534d42, responseFlag = 1;
    constexpr std::uint16_t negotiate = 0, requestSize = 36, latest = 0x0311;
    ByteReader reader(message);
    if (reader.u32() != mark)
        return 0;
    reader.skip(8);
    const std::uint16_t command = reader.u16le();
    reader.skip(2);
    const std::uint32_t flags = reader.u32le();
    reader.skip(44);
    const std::uint16_t size = reader.u16le(), count = reader.u16le();
    reader.skip(32);
    if (!reader || command != negotiate || (flags & responseFlag) != 0 || size != requestSize)
        return 0;
    std::uint16_t highest = 0;
    for (unsigned i = 0; i < count && reader.remaining() >= 2; ++i) {
        const std::uint16_t dialect = reader.u16le();
        if (dialect <= latest)
            highest = std::max(highest, dialect);
    }
    return highest;
}

std::string systemOfDialect(std::uint16_t dialect) {
    switch (dialect) {  // learn.microsoft.com: MS-SMB2, appendix A, notes on negotiation
        case 0x0311:
            return windowsName(10, 0);
        case 0x0302:
            return windowsName(6, 3);
        case 0x0300:
            return windowsName(6, 2);
        case 0x0210:
            return windowsName(6, 1);
        case 0x0202:
            return windowsName(6, 0);
        default:
            return {};
    }
}

std::string systemOfNative(std::string_view native) {
    struct Known {
        std::string_view start, name;
    };
    // By what the systems themselves call theirs, the longer first.
    static constexpr Known names[] = {
        {"Windows Server 2012 R2", "Windows Server 2012 R2"},
        {"Windows Server 2012", "Windows Server 2012"},
        {"Windows Server 2008 R2", "Windows Server 2008 R2"},
        {"Windows Server (R) 2008", "Windows Server 2008"},
        {"Windows Server 2016", "Windows Server 2016"},
        {"Windows Server 2019", "Windows Server 2019"},
        {"Windows Server 2003", "Windows Server 2003"},
        {"Windows 8.1", "Windows 8.1"},
        {"Windows 8", "Windows 8"},
        {"Windows 7", "Windows 7"},
        {"Windows 10", "Windows 10"},
        {"Windows Vista", "Windows Vista"},
        {"Windows XP", "Windows XP"},
        {"Windows 2000 2195", "Windows 2000"},
        {"Windows 5.1", "Windows XP"},
        {"Windows 5.0", "Windows 2000"},
        {"Windows 2002", "Windows XP"},
    };
    for (const Known& known : names) {
        if (!native.starts_with(known.start))
            continue;
        // The build stands alone between blanks: "... 7601 Service Pack 1".
        for (std::size_t at = native.find(' '); at != std::string_view::npos; at = native.find(' ', at + 1)) {
            const std::string_view word = native.substr(at + 1, native.find(' ', at + 1) - at - 1);
            constexpr unsigned least = 2195;
            unsigned build = 0;
            const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), build);
            if (error == std::errc{} && end == word.data() + word.size() && build > least)
                return std::string(known.name) + " (build " + std::string(word) + ")";
        }
        return std::string(known.name);
    }
    return {};
}

}  // namespace weir::protocol
