// SPDX-License-Identifier: GPL-3.0-or-later
// Parsing and printing of IP addresses and networks, written by hand so that no locale, resolver or octal form slips
// in.
#include "core/base/address.h"

#include <algorithm>
#include <charconv>

namespace weir {
namespace {

std::optional<std::uint32_t> parseV4(std::string_view text) {
    std::uint32_t number = 0;
    std::size_t at = 0;
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && (at >= text.size() || text[at++] != '.'))
            return {};
        const std::size_t start = at;
        unsigned value = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - start < 3)
            value = value * 10 + static_cast<unsigned>(text[at++] - '0');
        if (at == start || value > 255 || (at - start > 1 && text[start] == '0'))
            return {};
        number = number << 8 | value;
    }
    if (at != text.size())
        return {};
    return number;
}

std::optional<IpAddress> parseV6(std::string_view text) {
    std::array<std::uint16_t, 8> groups{};
    int count = 0;
    int gap = -1;
    std::size_t at = 0;
    if (text.starts_with("::")) {
        gap = 0;
        at = 2;
    }
    while (at < text.size()) {
        if (count == 8)
            return {};
        const std::size_t end = text.find(':', at);
        const std::string_view part = text.substr(at, end == std::string_view::npos ? end : end - at);
        if (part.find('.') != std::string_view::npos) {
            const auto v4 = parseV4(part);
            if (!v4 || end != std::string_view::npos || count > 6)
                return {};
            groups[count++] = static_cast<std::uint16_t>(*v4 >> 16);
            groups[count++] = static_cast<std::uint16_t>(*v4);
            at = text.size();
            break;
        }
        if (part.empty() || part.size() > 4)
            return {};
        unsigned value = 0;
        const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
        if (error != std::errc{} || stop != part.data() + part.size())
            return {};
        groups[count++] = static_cast<std::uint16_t>(value);
        if (end == std::string_view::npos) {
            at = text.size();
            break;
        }
        at = end + 1;
        if (at < text.size() && text[at] == ':') {
            if (gap >= 0)
                return {};
            gap = count;
            ++at;
        } else if (at == text.size()) {
            return {};  // a lone colon at the end
        }
    }
    if (gap < 0 ? count != 8 : count > 7)
        return {};
    std::array<std::uint16_t, 8> full{};
    const int tail = gap < 0 ? 0 : count - gap;
    const int head = count - tail;
    for (int i = 0; i < head; ++i) full[i] = groups[i];
    for (int i = 0; i < tail; ++i) full[8 - tail + i] = groups[head + i];
    IpAddress out{0, 0, 6};
    for (int i = 0; i < 4; ++i) {
        out.high = out.high << 16 | full[i];
        out.low = out.low << 16 | full[i + 4];
    }
    return out;
}

std::string v4Text(std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string(number >> shift & 0xff);
        if (shift > 0)
            out += '.';
    }
    return out;
}

std::string v6Text(const IpAddress& address) {
    if (address.high == 0 && address.low >> 32 == 0xffff)
        return "::ffff:" + v4Text(static_cast<std::uint32_t>(address.low));
    std::array<unsigned, 8> groups{};
    for (int i = 0; i < 4; ++i) {
        groups[i] = static_cast<unsigned>(address.high >> (48 - 16 * i) & 0xffff);
        groups[i + 4] = static_cast<unsigned>(address.low >> (48 - 16 * i) & 0xffff);
    }
    // RFC 5952: the longest run of at least two zero groups is shortened, the first one of equals.
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8;) {
        int j = i;
        while (j < 8 && groups[j] == 0) ++j;
        if (j - i > bestLength) {
            best = i;
            bestLength = j - i;
        }
        i = j > i ? j : i + 1;
    }
    std::string out;
    for (int i = 0; i < 8; ++i) {
        if (i == best) {
            out += "::";
            i += bestLength - 1;
            continue;
        }
        if (!out.empty() && out.back() != ':')
            out += ':';
        char buffer[4];
        out.append(buffer, std::to_chars(buffer, buffer + 4, groups[i], 16).ptr);
    }
    return out;
}

}  // namespace

IpAddress IpAddress::fromBytes(Bytes octets) {
    ByteReader reader(octets);
    if (octets.size() == 4)
        return v4(reader.u32());
    if (octets.size() == 16) {
        const std::uint64_t high = reader.u64();
        return v6(high, reader.u64());
    }
    return {};
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    if (text.find(':') != std::string_view::npos)
        return parseV6(text);
    if (const auto number = parseV4(text))
        return v4(*number);
    return {};
}

std::array<std::uint8_t, 16> IpAddress::octets() const {
    std::array<std::uint8_t, 16> out{};
    if (version == 4) {
        for (int i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(low >> (24 - 8 * i));
    } else {
        for (int i = 0; i < 8; ++i) {
            out[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
            out[i + 8] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
        }
    }
    return out;
}

std::string IpAddress::toString() const {
    return version == 4 ? v4Text(static_cast<std::uint32_t>(low)) : version == 6 ? v6Text(*this) : std::string{};
}

Prefix Prefix::make(IpAddress address, unsigned length) {
    length = std::min(length, address.bits());
    if (address.version == 4) {
        address.low &= length == 0 ? 0 : 0xffffffffULL << (32 - length) & 0xffffffffULL;
    } else if (length <= 64) {
        address.low = 0;
        address.high &= length == 0 ? 0 : ~0ULL << (64 - length);
    } else {
        address.low &= ~0ULL << (128 - length);
    }
    return {address, static_cast<std::uint8_t>(length)};
}

std::optional<Prefix> Prefix::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return {};
    if (slash == std::string_view::npos)
        return make(*address, address->bits());
    const std::string_view digits = text.substr(slash + 1);
    unsigned length = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc{} || stop != digits.data() + digits.size() || length > address->bits())
        return {};
    return make(*address, length);
}

bool Prefix::contains(const IpAddress& address) const {
    if (address.version != network.version)
        return false;
    if (address.version == 4)
        return length == 0 || (address.low ^ network.low) >> (32 - length) == 0;
    if (length == 0)
        return true;
    if (length <= 64)
        return (address.high ^ network.high) >> (64 - length) == 0;
    return address.high == network.high && (address.low ^ network.low) >> (128 - length) == 0;
}

std::string Prefix::toString() const { return network.toString() + "/" + std::to_string(length); }

Networks Networks::defaultHome() { return *parse("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7"); }

std::optional<Networks> Networks::parse(std::string_view text) {
    std::vector<Prefix> prefixes;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        std::string_view part = text.substr(at, comma - at);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        const auto prefix = Prefix::parse(part);
        if (!prefix)
            return {};
        prefixes.push_back(*prefix);
        at = comma + 1;
    }
    return Networks(std::move(prefixes));
}

Networks::Networks(std::vector<Prefix> prefixes) : m_prefixes(std::move(prefixes)) {
    for (const Prefix& prefix : m_prefixes) {
        if (prefix.length == prefix.network.bits())
            m_singles.push_back(prefix.network);
        else
            m_wide.push_back(prefix);
    }
    if (!std::is_sorted(m_singles.begin(), m_singles.end()))
        std::sort(m_singles.begin(), m_singles.end());
}

bool Networks::contains(const IpAddress& address) const {
    for (const Prefix& prefix : m_wide) {
        if (prefix.contains(address))
            return true;
    }
    return !m_singles.empty() && std::binary_search(m_singles.begin(), m_singles.end(), address);
}

std::string Networks::toString() const {
    std::string out;
    for (const Prefix& prefix : m_prefixes) out += (out.empty() ? "" : ",") + prefix.toString();
    return out;
}

IpAddress embeddedV4(const IpAddress& address) {
    if (address.version != 6)
        return {};
    constexpr std::uint64_t translated = 0x0064ff9b00000000;
    const bool mapped = address.high == 0 && address.low >> 32 == 0xffff;
    if (!mapped && (address.high != translated || address.low >> 32 != 0))
        return {};
    return IpAddress::v4(static_cast<std::uint32_t>(address.low));
}

bool isBareAddress(std::string_view host) {
    const auto trim = [&](std::string_view blanks) {
        const std::size_t first = host.find_first_not_of(blanks);
        host = first == std::string_view::npos ? std::string_view{}
                                               : host.substr(first, host.find_last_not_of(blanks) - first + 1);
    };
    trim(" \t");
    if (host.starts_with('[')) {
        host = host.substr(1, host.find(']') - 1);
        host = host.substr(0, host.find('%'));
        return IpAddress::parse(host).has_value();
    }
    const std::size_t colon = host.find(':');
    if (colon != host.rfind(':') && IpAddress::parse(host.substr(0, host.find('%'))))
        return true;
    host = host.substr(0, colon);
    if (host.ends_with('.'))
        host.remove_suffix(1);
    std::string_view last = host.substr(host.rfind('.') + 1);  // npos + 1 is 0
    const bool hexadecimal = last.starts_with("0x") || last.starts_with("0X");
    if (hexadecimal)
        last.remove_prefix(2);
    if (last.empty())
        return hexadecimal;
    return std::all_of(last.begin(), last.end(), [&](char c) {
        const bool digit = c >= '0' && c <= '9';
        return digit || (hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    });
}

}  // namespace weir
