// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/locationdatabase.h"

#include <algorithm>

namespace weir::enrich::queue {

namespace {

constexpr std::string_view magic = "LOCDBXX";
constexpr std::uint8_t version = 1;
constexpr std::size_t nodeSize = 12;     // child for 0, child for 1, network
constexpr std::size_t networkSize = 12;  // country, two octets of nothing, AS number, flags
constexpr std::size_t systemSize = 8;    // number, name
constexpr std::uint32_t nothing = 0xffffffff;

/// What the next two numbers of the header tell of: an offset and a length. None if it lies outside the file.
Bytes section(ByteReader& header, Bytes file) {
    const std::uint32_t offset = header.u32();
    const std::uint32_t length = header.u32();
    return offset > file.size() || length > file.size() - offset ? Bytes() : file.subspan(offset, length);
}

ByteReader record(Bytes records, std::size_t size, std::size_t index) {
    const std::size_t at = index * size;
    return ByteReader(at < records.size() && size <= records.size() - at ? records.subspan(at, size) : Bytes());
}

bool isCountry(std::string_view code) {
    return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::optional<LocationDatabase> LocationDatabase::over(Bytes file) {
    ByteReader header(file);
    if (asText(header.bytes(magic.size())) != magic || header.u8() != version)
        return {};
    LocationDatabase out;
    const std::uint64_t created = header.u64();
    constexpr std::uint64_t farFuture = 1ULL << 40;
    out.m_created = static_cast<std::int64_t>(std::min(created, farFuture));
    header.skip(12);  // vendor, description and licence
    out.m_systems = section(header, file);
    out.m_networks = section(header, file);
    out.m_tree = section(header, file);
    (void)section(header, file);  // names of countries
    out.m_pool = section(header, file);
    if (!header || out.m_tree.empty() || out.m_networks.empty())
        return {};
    return out;
}

LocationDatabase::Answer LocationDatabase::lookup(const IpAddress& address) const {
    // The tree is one of IPv6; IPv4 lies below ::ffff:0:0/96.
    const std::uint64_t low = address.version == 4 ? 0xffff00000000 | address.low : address.low;
    std::uint32_t node = 0;
    std::uint32_t network = nothing;
    for (int bit = 0;; ++bit) {
        ByteReader reader = record(m_tree, nodeSize, node);
        const std::uint32_t children[2] = {reader.u32(), reader.u32()};
        const std::uint32_t here = reader.u32();
        if (!reader)
            break;
        if (here != nothing)
            network = here;
        if (bit == 128)
            break;
        const std::uint64_t half = bit < 64 ? address.high : low;
        node = children[half >> (63 - bit % 64) & 1];
        if (node == 0)
            break;
    }
    Answer out;
    if (network == nothing)
        return out;
    ByteReader reader = record(m_networks, networkSize, network);
    const std::string_view country = asText(reader.bytes(2));
    reader.skip(2);
    out.asNumber = reader.u32();
    if (isCountry(country) && country != "XX")
        out.country = country;
    if (out.asNumber != 0)
        out.asOrganization = organization(out.asNumber);
    return out;
}

std::string_view LocationDatabase::textAt(std::uint32_t offset) const {
    constexpr std::size_t longest = 256;
    if (offset >= m_pool.size())
        return {};
    const std::string_view text = asText(m_pool.subspan(offset, std::min(longest, m_pool.size() - offset)));
    return text.substr(0, text.find('\0'));
}

/// They are sorted by number.
std::string_view LocationDatabase::organization(std::uint32_t number) const {
    std::size_t low = 0;
    std::size_t high = m_systems.size() / systemSize;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        ByteReader reader = record(m_systems, systemSize, middle);
        const std::uint32_t found = reader.u32();
        if (found == number)
            return textAt(reader.u32());
        if (found < number)
            low = middle + 1;
        else
            high = middle;
    }
    return {};
}

}  // namespace weir::enrich::queue
