// SPDX-License-Identifier: GPL-3.0-or-later
// ICMP (RFC 792, 1191, 4884) and ICMPv6 with neighbor discovery (RFC 4443, 4861).
#include <span>

#include "core/base/ipprotocol.h"
#include "core/detail/checksum.h"
#include "core/detail/describers.h"

namespace weir::detail {
namespace {

struct Named {
    std::uint8_t type;
    const char* name;
};
/// As IANA's icmp-parameters and icmpv6-parameters name them.
constexpr Named v4Names[] = {{0, "echo reply"},           {3, "destination unreachable"},
                             {4, "source quench"},        {5, "redirect"},
                             {8, "echo request"},         {9, "router advertisement"},
                             {10, "router solicitation"}, {11, "time exceeded"},
                             {12, "parameter problem"},   {13, "timestamp"},
                             {14, "timestamp reply"},     {17, "address mask request"},
                             {18, "address mask reply"}};
constexpr Named v6Names[] = {{1, "destination unreachable"},
                             {2, "packet too big"},
                             {3, "time exceeded"},
                             {4, "parameter problem"},
                             {128, "echo request"},
                             {129, "echo reply"},
                             {130, "multicast listener query"},
                             {131, "multicast listener report"},
                             {132, "multicast listener done"},
                             {133, "router solicitation"},
                             {134, "router advertisement"},
                             {135, "neighbor solicitation"},
                             {136, "neighbor advertisement"},
                             {137, "redirect"},
                             {143, "multicast listener report v2"}};

/// Neighbor discovery's options: type, length in units of eight octets, value.
void discoveryOptions(FieldReader& fields) {
    while (fields.raw().remaining() >= 8 && !fields.failed()) {
        const std::uint8_t type = fields.raw().peek();
        const std::size_t size = std::size_t{fields.raw().peek(1)} * 8;
        if (size == 0)
            return;
        static constexpr Named names[] = {
            {1, "source link address"}, {2, "target link address"}, {3, "prefix"}, {4, "redirected packet"}, {5, "mtu"},
            {25, "dns servers"}};
        std::string name = "option " + std::to_string(type);
        for (const Named& named : names) {
            if (named.type == type)
                name = named.name;
        }
        const Bytes octets = fields.raw().bytes(size);
        if (fields.failed())
            return;
        fields.last(name, hexOctets(octets.subspan(2)), size);
    }
}

}  // namespace

std::string_view icmpTypeName(bool v6, std::uint8_t type) {
    for (const Named& named : v6 ? std::span<const Named>(v6Names) : std::span<const Named>(v4Names)) {
        if (named.type == type)
            return named.name;
    }
    return {};
}

std::size_t describeIcmp(Tree& tree, const Transport& transport) {
    const dissect::PacketRecord& record = transport.record;
    const bool v6 = record.protocol == ipprotocol::icmpv6;
    const std::size_t begin = record.transportOffset;
    FieldReader fields(tree, v6 ? "icmpv6" : "icmp", begin, transport.end);
    const std::uint8_t type = fields.raw().u8();
    const std::string name(icmpTypeName(v6, type));
    fields.last("type", std::to_string(type) + (name.empty() ? "" : " (" + name + ")"), 1);
    fields.u8("code");
    const std::uint16_t found = fields.raw().u16();
    const std::size_t length = record.networkOffset + std::size_t{record.bytes} - begin;
    if (!transport.notJudged.empty())
        fields.last("chksum", notChecked(found, transport.notJudged), 2);
    else if (begin + length > transport.end)
        fields.last("chksum", notChecked(found, "cut"), 2);
    else if (!fields.failed())
        fields.last("chksum",
                    judged(tree.frame().subspan(begin, length), 2,
                           v6 ? pseudoSum(record.source, record.destination, ipprotocol::icmpv6, length) : 0),
                    2);
    const bool echo = v6 ? type == 128 || type == 129 : type == 0 || type == 8 || type == 13 || type == 14;
    if (echo) {
        fields.u16("id");
        fields.u16("seq");
    } else if (!v6 && type == 5) {
        fields.address("gateway", 4);
    } else if ((!v6 && type == 3) || (v6 && type == 2)) {
        v6 ? void(fields.u32("mtu")) : void((fields.hex("unused", 2), fields.u16("mtu")));
    } else if (v6 && type >= 133 && type <= 137) {
        if (type == 134) {
            fields.u8("hop_limit");
            fields.hex("flags", 1);
            fields.u16("lifetime");
            fields.u32("reachable_time");
            fields.u32("retransmit_time");
        } else {
            fields.hex("flags", 4);
            if (type != 133)
                fields.address("target", 6);
            if (type == 137)
                fields.address("dst", 6);
        }
        discoveryOptions(fields);
    } else if (type != 130 && type != 131 && type != 132 && type != 143) {
        fields.hex("rest", 4);
    }
    const std::size_t payload = fields.failed() ? transport.end : fields.position();
    tree.add(fields.finish(name));
    return payload;
}

}  // namespace weir::detail
