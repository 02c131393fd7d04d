// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/synfingerprint.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

namespace weir::protocol {
namespace {

constexpr std::size_t fieldCount = 8;
constexpr std::uint16_t synFlag = 2, rstFlag = 4, pshFlag = 8, ackFlag = 16, urgFlag = 32, ecnFlags = 0xc0;

void add(std::string& list, std::string_view word) { list.append(list.empty() ? "" : ",").append(word); }

/// What the options of a SYN say.
struct SynOptions {
    std::string layout, quirks;
    unsigned segmentSize = 0, scale = 0;
};

SynOptions readOptions(ByteReader reader) {
    SynOptions out;
    while (!reader.atEnd() && reader) {
        const std::uint8_t kind = reader.u8();
        if (kind == 0) {
            add(out.layout, "eol+" + std::to_string(reader.remaining()));
            const Bytes rest = reader.rest();
            if (std::any_of(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet != 0; }))
                add(out.quirks, "opt+");
            break;
        }
        if (kind == 1) {
            add(out.layout, "nop");
            continue;
        }
        const std::uint8_t length = reader.u8();
        ByteReader value = reader.sub(length < 2 ? SIZE_MAX : length - 2u);
        switch (kind) {
            case 2:
                add(out.layout, "mss");
                out.segmentSize = value.u16();
                break;
            case 3:
                add(out.layout, "ws");
                out.scale = value.u8();
                if (out.scale > 14)
                    add(out.quirks, "exws");
                break;
            case 4:
                add(out.layout, "sok");
                break;
            case 5:
                add(out.layout, "sack");
                break;
            case 8:
                add(out.layout, "ts");
                if (value.u32() == 0)
                    add(out.quirks, "ts1-");
                if (value.u32() != 0)
                    add(out.quirks, "ts2+");
                break;
            default:
                add(out.layout, "?" + std::to_string(kind));
                break;
        }
        if (!reader || !value) {
            add(out.quirks, "bad");
            break;
        }
    }
    return out;
}

/// What the IP header says.
struct IpFacts {
    unsigned version = 0, timeToLive = 0;
    std::size_t optionOctets = 0;
    std::string quirks;
    bool congestion = false;  ///< with ECN bits
};

std::optional<IpFacts> readIp(Bytes ip) {
    ByteReader reader(ip);
    IpFacts out;
    out.version = reader.peek() >> 4;
    if (out.version == 4) {
        const std::uint8_t first = reader.u8();
        out.optionOctets = (first & 15) > 5 ? (first & 15u) * 4 - 20 : 0u;
        out.congestion = (reader.u8() & 3) != 0;
        reader.skip(2);
        const std::uint16_t identification = reader.u16(), fragment = reader.u16();
        out.timeToLive = reader.u8();
        const bool whole = (fragment & 0x4000) != 0;
        if (whole)
            add(out.quirks, "df");
        if (whole && identification != 0)
            add(out.quirks, "id+");
        if (!whole && identification == 0)
            add(out.quirks, "id-");
        if ((fragment & 0x8000) != 0)
            add(out.quirks, "0+");
    } else if (out.version == 6) {
        const std::uint32_t first = reader.u32();
        out.congestion = (first >> 20 & 3) != 0;
        if ((first & 0xfffff) != 0)
            add(out.quirks, "flow");
        reader.skip(3);
        out.timeToLive = reader.u8();
    }
    return reader && (out.version == 4 || out.version == 6) ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> out;
    for (;;) {
        const std::size_t end = std::min(text.find(at), text.size());
        out.emplace_back(text.substr(0, end));
        if (end == text.size())
            return out;
        text.remove_prefix(end + 1);
    }
}

std::optional<unsigned> number(std::string_view text) {
    unsigned out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

/// A field that must be the same unless the signature has a star.
bool same(const std::string& signature, const std::string& seen) { return signature == "*" || signature == seen; }

bool sameWindow(const std::string& signature, const std::vector<std::string>& seen) {
    const unsigned segment = number(seen[3]).value_or(0);
    const std::vector<std::string> wanted = split(signature, ','), had = split(seen[4], ',');
    if (wanted.size() != 2 || had.size() != 2 || !same(wanted[1], had[1]))
        return false;
    const unsigned window = number(had[0]).value_or(0);
    const std::string_view size = wanted[0];
    if (size.starts_with('%')) {
        const unsigned of = number(size.substr(1)).value_or(0);
        return of != 0 && window % of == 0;
    }
    if (size.starts_with("mss*") || size.starts_with("mtu*")) {
        constexpr unsigned headers4 = 40, headers6 = 60, timestamps = 12;
        const unsigned times = number(size.substr(4)).value_or(0);
        const unsigned unit = size[1] == 's' ? segment : segment + (seen[0] == "6" ? headers6 : headers4);
        const bool less = segment > timestamps && window == (unit - timestamps) * times;
        return segment != 0 && (window == unit * times || less);
    }
    return same(wanted[0], had[0]);
}

bool sameQuirks(const std::string& signature, const std::vector<std::string>& seen, bool anyVersion) {
    std::vector<std::string> wanted = split(signature, ','), had = split(seen[6], ',');
    if (anyVersion) {  // what only the other version of IP can have
        for (auto* list : {&wanted, &had})
            std::erase_if(*list, [&](const std::string& quirk) {
                return seen[0] == "6" ? quirk == "df" || quirk == "id+" || quirk == "id-" : quirk == "flow";
            });
    }
    for (auto* list : {&wanted, &had}) {
        std::erase(*list, "");
        std::sort(list->begin(), list->end());
    }
    return wanted == had;
}

bool sameTimeToLive(std::string_view signature, const std::string& seen) {
    constexpr unsigned farthest = 35;  // hops
    if (signature.ends_with('-'))
        signature.remove_suffix(1);
    const unsigned initial = number(signature.substr(0, signature.find('+'))).value_or(0);
    const unsigned arrived = number(seen).value_or(256);
    return arrived <= initial && initial - arrived <= farthest;
}

}  // namespace

std::string synFingerprint(Bytes ip, std::size_t transport) {
    std::optional<IpFacts> facts = readIp(ip);
    if (!facts || transport > ip.size())
        return {};
    ByteReader reader(ip.subspan(transport));
    reader.skip(8);
    const std::uint32_t acknowledgment = reader.u32();
    const std::uint16_t flags = reader.u16(), window = reader.u16();
    reader.skip(2);
    const std::uint16_t urgent = reader.u16();
    const std::size_t header = (flags >> 12) * std::size_t{4};
    if (!reader || header < 20 || (flags & (synFlag | rstFlag)) != synFlag)
        return {};
    ByteReader options = reader.sub(header - 20);
    if (!reader)
        return {};
    const SynOptions said = readOptions(options);
    std::string& quirks = facts->quirks;
    if (facts->congestion || (flags & ecnFlags) != 0)
        add(quirks, "ecn");
    if ((flags & ackFlag) == 0 && acknowledgment != 0)
        add(quirks, "ack+");
    if ((flags & urgFlag) != 0)
        add(quirks, "urgf+");
    else if (urgent != 0)
        add(quirks, "uptr+");
    if ((flags & pshFlag) != 0)
        add(quirks, "pushf+");
    if (!said.quirks.empty())
        add(quirks, said.quirks);
    return std::to_string(facts->version) + ':' + std::to_string(facts->timeToLive) + ':' +
           std::to_string(facts->optionOctets) + ':' + std::to_string(said.segmentSize) + ':' + std::to_string(window) +
           ',' + std::to_string(said.scale) + ':' + said.layout + ':' + quirks + ':' + (reader.atEnd() ? "0" : "+");
}

SynDatabase::SynDatabase(std::string_view text) {
    constexpr std::size_t most = 10000;
    bool inRequests = false;
    Signature label;
    for (const std::string& line : split(text, '\n')) {
        if (line.starts_with('[')) {
            inRequests = line.starts_with("[tcp:request]");
            continue;
        }
        const std::size_t equals = line.find('=');
        if (!inRequests || line.starts_with(';') || equals == std::string::npos || m_signatures.size() >= most)
            continue;
        std::string_view value = std::string_view(line).substr(equals + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        value = value.substr(0, value.find_last_not_of(" \t\r") + 1);
        if (line.starts_with("label")) {
            const std::vector<std::string> parts = split(value, ':');  // type, class, name, flavour
            const bool system = parts.size() >= 4 && parts[1] != "!";
            label.generic = parts[0] == "g";
            label.system = system ? parts[2] : std::string{};
            if (system && parts[1] != "win" && !parts[3].empty())
                label.system += ' ' + parts[3];
        } else if (line.starts_with("sig") && !label.system.empty()) {
            label.fields = split(value, ':');
            if (label.fields.size() == fieldCount)
                m_signatures.push_back(label);
        }
    }
}

Result<SynDatabase> SynDatabase::load(const std::string& path) {
    constexpr std::size_t largest = 1 << 20;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error::of(ErrorKind::unreadable, "cannot be read").in(path);
    std::string text(largest, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return SynDatabase(text);
}

std::string SynDatabase::match(std::string_view fingerprint) const {
    const std::vector<std::string> seen = split(fingerprint, ':');
    if (seen.size() != fieldCount)
        return {};
    for (const bool generic : {false, true}) {
        for (const Signature& signature : m_signatures) {
            const std::vector<std::string>& fields = signature.fields;
            if (signature.generic == generic && same(fields[0], seen[0]) && sameTimeToLive(fields[1], seen[1]) &&
                same(fields[2], seen[2]) && same(fields[3], seen[3]) && sameWindow(fields[4], seen) &&
                fields[5] == seen[5] && sameQuirks(fields[6], seen, fields[0] == "*") && same(fields[7], seen[7]))
                return signature.system;
        }
    }
    return {};
}

}  // namespace weir::protocol
