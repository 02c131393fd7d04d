// SPDX-License-Identifier: GPL-3.0-or-later
// The special-purpose address blocks, from IANA's registries (iana-ipv4-special-registry, iana-ipv6-special-registry,
// multicast-addresses) and the RFCs named beside each block.
#include <algorithm>

#include "core/base/address.h"

namespace weir {

std::string_view toString(Scope scope) {
    switch (scope) {
        case Scope::none:
            return "";
        case Scope::home:
            return "home";
        case Scope::privateUse:
            return "private";
        case Scope::publicUse:
            return "public";
        case Scope::multicast:
            return "multicast";
        case Scope::broadcast:
            return "broadcast";
        case Scope::linkLocal:
            return "link-local";
        case Scope::loopback:
            return "loopback";
        case Scope::reserved:
            return "reserved";
        case Scope::unspecified:
            return "unspecified";
    }
    return "";
}

const std::vector<SpecialRange>& specialRanges() {
    using enum Scope;
    struct Row {
        std::string_view prefix, name;
        Scope scope;
    };
    static constexpr Row table[] = {
        {"0.0.0.0/32", "This host", unspecified},                               // RFC 1122
        {"0.0.0.0/8", "This network", reserved},                                // RFC 791
        {"10.0.0.0/8", "Private-Use", privateUse},                              // RFC 1918
        {"100.64.0.0/10", "Shared address space", privateUse},                  // RFC 6598
        {"127.0.0.0/8", "Loopback", loopback},                                  // RFC 1122
        {"169.254.0.0/16", "Link-local", linkLocal},                            // RFC 3927
        {"172.16.0.0/12", "Private-Use", privateUse},                           // RFC 1918
        {"192.0.0.0/24", "IETF protocol assignments", reserved},                // RFC 6890
        {"192.0.0.9/32", "Port Control Protocol anycast", publicUse},           // RFC 7723
        {"192.0.0.10/32", "TURN anycast", publicUse},                           // RFC 8155
        {"192.0.2.0/24", "Documentation (TEST-NET-1)", reserved},               // RFC 5737
        {"192.31.196.0/24", "AS112-v4", publicUse},                             // RFC 7535
        {"192.52.193.0/24", "AMT", publicUse},                                  // RFC 7450
        {"192.88.99.0/24", "6to4 relay anycast (deprecated)", reserved},        // RFC 7526
        {"192.168.0.0/16", "Private-Use", privateUse},                          // RFC 1918
        {"192.175.48.0/24", "Direct delegation AS112 service", publicUse},      // RFC 7534
        {"198.18.0.0/15", "Benchmarking", reserved},                            // RFC 2544
        {"198.51.100.0/24", "Documentation (TEST-NET-2)", reserved},            // RFC 5737
        {"203.0.113.0/24", "Documentation (TEST-NET-3)", reserved},             // RFC 5737
        {"224.0.0.0/4", "Multicast", multicast},                                // RFC 5771
        {"224.0.0.251/32", "Multicast DNS", multicast},                         // RFC 6762
        {"224.0.0.252/32", "Link-Local Multicast Name Resolution", multicast},  // RFC 4795
        {"239.255.255.250/32", "Simple Service Discovery Protocol", multicast},
        {"240.0.0.0/4", "Reserved", reserved},                                 // RFC 1112
        {"255.255.255.255/32", "Limited broadcast", broadcast},                // RFC 919
        {"::/128", "Unspecified address", unspecified},                        // RFC 4291
        {"::1/128", "Loopback", loopback},                                     // RFC 4291
        {"::/3", "Outside global unicast space", reserved},                    // RFC 4291
        {"::ffff:0:0/96", "IPv4-mapped address", reserved},                    // RFC 4291
        {"64:ff9b::/96", "IPv4-IPv6 translation", publicUse},                  // RFC 6052
        {"64:ff9b:1::/48", "IPv4-IPv6 translation (local)", reserved},         // RFC 8215
        {"100::/64", "Discard-only", reserved},                                // RFC 6666
        {"2001::/23", "IETF protocol assignments", reserved},                  // RFC 2928
        {"2001::/32", "Teredo", reserved},                                     // RFC 4380
        {"2001:1::1/128", "Port Control Protocol anycast", publicUse},         // RFC 7723
        {"2001:1::2/128", "TURN anycast", publicUse},                          // RFC 8155
        {"2001:1::3/128", "DNS-SD service registration anycast", publicUse},   // RFC 9665
        {"2001:2::/48", "Benchmarking", reserved},                             // RFC 5180
        {"2001:3::/32", "AMT", publicUse},                                     // RFC 7450
        {"2001:4:112::/48", "AS112-v6", publicUse},                            // RFC 7535
        {"2001:10::/28", "ORCHID (deprecated)", reserved},                     // RFC 4843
        {"2001:20::/28", "ORCHIDv2", publicUse},                               // RFC 7343
        {"2001:30::/28", "Drone remote identification", publicUse},            // RFC 9374
        {"2001:db8::/32", "Documentation", reserved},                          // RFC 3849
        {"2002::/16", "6to4", reserved},                                       // RFC 3056
        {"2620:4f:8000::/48", "Direct delegation AS112 service", publicUse},   // RFC 7534
        {"3fff::/20", "Documentation", reserved},                              // RFC 9637
        {"4000::/2", "Outside global unicast space", reserved},                // RFC 4291
        {"5f00::/16", "Segment routing identifiers", reserved},                // RFC 9602
        {"8000::/1", "Outside global unicast space", reserved},                // RFC 4291
        {"fc00::/7", "Unique local", privateUse},                              // RFC 4193
        {"fe80::/10", "Link-local", linkLocal},                                // RFC 4291
        {"fec0::/10", "Site-local (deprecated)", reserved},                    // RFC 3879
        {"ff00::/8", "Multicast", multicast},                                  // RFC 4291
        {"ff02::fb/128", "Multicast DNS", multicast},                          // RFC 6762
        {"ff02::1:3/128", "Link-Local Multicast Name Resolution", multicast},  // RFC 4795
    };
    // Longest prefix first, so that the first hit is the most specific one.
    static const std::vector<SpecialRange> ranges = [] {
        std::vector<SpecialRange> out;
        for (const Row& row : table) out.push_back({*Prefix::parse(row.prefix), row.name, row.scope});
        std::stable_sort(out.begin(), out.end(),
                         [](const auto& a, const auto& b) { return a.prefix.length > b.prefix.length; });
        return out;
    }();
    return ranges;
}

namespace {

/// The ranges that an address can be in, by its first octet, the most specific first: of most octets there are none.
class ByFirstOctet {
public:
    ByFirstOctet() {
        for (const SpecialRange& range : specialRanges()) {
            const unsigned fixed = std::min<unsigned>(range.prefix.length, 8);
            const unsigned first = range.prefix.network.octets()[0];
            for (unsigned octet = first; octet < first + (1u << (8 - fixed)); ++octet)
                m_ranges[range.prefix.network.version == 6][octet].push_back(&range);
        }
    }
    const std::vector<const SpecialRange*>& of(const IpAddress& address) const {
        const std::uint64_t octet = address.version == 6 ? address.high >> 56 : address.low >> 24;
        return m_ranges[address.version == 6][octet & 0xff];
    }

private:
    std::array<std::vector<const SpecialRange*>, 256> m_ranges[2];
};

}  // namespace

const SpecialRange* specialRange(const IpAddress& address) {
    static const ByFirstOctet ranges;
    if (!address.valid())
        return nullptr;
    for (const SpecialRange* range : ranges.of(address)) {
        if (range->prefix.contains(address))
            return range;
    }
    return nullptr;
}

Scope scopeOf(const IpAddress& address) {
    if (!address.valid())
        return Scope::none;
    const SpecialRange* range = specialRange(address);
    const Scope scope = range ? range->scope : Scope::publicUse;
    if (scope != Scope::publicUse || address.version == 4)
        return scope;
    // What 64:ff9b::/96 translates to must be global itself (RFC 6052 section 3.1).
    const IpAddress inside = embeddedV4(address);
    return inside.valid() && scopeOf(inside) != Scope::publicUse ? Scope::reserved : scope;
}

}  // namespace weir
