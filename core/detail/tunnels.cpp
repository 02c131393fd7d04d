// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between a packet and the packet inside it. Layouts: as in core/dissect/tunnels.cpp.
#include <algorithm>

#include "core/detail/describers.h"

namespace weir::detail {
namespace {

using dissect::Tunnel;

void gre(FieldReader& fields, std::size_t end) {
    fields.hex("flags", 2);
    fields.hex("proto", 2);
    if (end > fields.position())
        fields.octets("optional", end - fields.position());
}

/// Octets of a GRE header of version 0 by its flags: checksum, key and sequence number are optional.
std::size_t greSize(std::uint8_t flags) {
    std::size_t size = 4;
    for (const unsigned optional : {0x80u, 0x20u, 0x10u}) size += (flags & optional) != 0 ? 4 : 0;
    return size;
}

void erspan(FieldReader& fields, std::size_t end) {
    const std::uint16_t first = fields.raw().u16();
    fields.last("version", std::to_string(first >> 12), 2);
    fields.last("vlan", std::to_string(first & 0xfff), 2);
    const std::uint16_t second = fields.raw().u16();
    fields.last("cos", std::to_string(second >> 13), 2);
    fields.last("truncated", std::to_string(second >> 10 & 1), 2);
    fields.last("session", std::to_string(second & 0x3ff), 2);
    if (first >> 12 == 1) {
        fields.hex("index", 4);
        return;
    }
    fields.hex("timestamp", 4);
    fields.hex("group_tag", 2);
    fields.hex("flags", 2);
    if (end > fields.position())
        fields.octets("platform", end - fields.position());
}

void l2tp(FieldReader& fields, std::size_t end) {
    constexpr std::uint16_t hasLength = 0x4000, sequence = 0x0800, offset = 0x0200;
    const auto flags = static_cast<std::uint16_t>(fields.hex("flags", 2));
    if (flags & hasLength)
        fields.u16("len");
    fields.u16("tunnel");
    fields.u16("session");
    if (flags & sequence) {
        fields.u16("ns");
        fields.u16("nr");
    }
    if (flags & offset)
        fields.u16("offset");
    if (end > fields.position())
        fields.octets("padding", end - fields.position());
}

void vxlan(FieldReader& fields, bool protocol) {
    fields.hex("flags", 1);
    fields.hex("reserved", protocol ? 2 : 3);
    if (protocol)
        fields.u8("next");
    fields.last("vni", std::to_string(fields.raw().u24()), 3);
    fields.hex("reserved", 1);
}

void geneve(FieldReader& fields, std::size_t end) {
    const std::uint8_t first = fields.raw().u8();
    fields.last("version", std::to_string(first >> 6), 1);
    fields.last("optionlen", std::to_string((first & 0x3f) * 4), 1);
    fields.hex("flags", 1);
    fields.hex("proto", 2);
    fields.last("vni", std::to_string(fields.raw().u24()), 3);
    fields.hex("reserved", 1);
    if (end > fields.position())
        fields.octets("options", end - fields.position());
}

void gtp(FieldReader& fields, std::size_t end) {
    fields.hex("flags", 1);
    fields.u8("type");
    fields.u16("len");
    fields.hex("teid", 4);
    if (end > fields.position())
        fields.octets("optional", end - fields.position());
}

}  // namespace

void describeTunnel(Tree& tree, Tunnel tunnel, std::size_t begin, std::size_t end) {
    if (begin >= end)
        return;
    const auto add = [&](const char* name, std::size_t last, auto describe) {
        FieldReader fields(tree, name, begin, last);
        describe(fields);
        tree.add(fields.finish({}));
    };
    switch (tunnel) {
        case Tunnel::none:
        case Tunnel::ip:
        case Tunnel::mpls:
            break;
        case Tunnel::gre:
            return add("gre", end, [&](FieldReader& fields) { gre(fields, end); });
        case Tunnel::erspan:
        case Tunnel::wccp: {
            const std::size_t inside = std::min(end, begin + greSize(tree.frame()[begin]));
            add("gre", inside, [&](FieldReader& fields) { gre(fields, inside); });
            begin = inside;
            if (begin < end && tunnel == Tunnel::erspan)
                add("erspan", end, [&](FieldReader& fields) { erspan(fields, end); });
            else if (begin < end)
                add("wccp", end, [&](FieldReader& fields) { fields.octets("redirect", end - begin); });
            break;
        }
        case Tunnel::l2tp:
            return add("l2tp", end, [&](FieldReader& fields) { l2tp(fields, end); });
        case Tunnel::vxlan:
            return add("vxlan", end, [&](FieldReader& fields) { vxlan(fields, false); });
        case Tunnel::vxlanGpe:
            return add("vxlan-gpe", end, [&](FieldReader& fields) { vxlan(fields, true); });
        case Tunnel::geneve:
            return add("geneve", end, [&](FieldReader& fields) { geneve(fields, end); });
        case Tunnel::gtp:
            return add("gtp-u", end, [&](FieldReader& fields) { gtp(fields, end); });
        case Tunnel::teredo:
            return add("teredo", end, [&](FieldReader& fields) { fields.octets("indications", end - begin); });
    }
}

}  // namespace weir::detail
