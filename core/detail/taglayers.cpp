// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between two EtherTypes: VLAN and other tags, PPPoE. Layouts: as in core/dissect/link.cpp.
#include "core/detail/describers.h"

namespace weir::detail {
namespace {

void vlan(FieldReader& fields) {
    const std::uint16_t tag = fields.raw().u16();
    fields.last("prio", std::to_string(tag >> 13), 2);
    fields.last("dei", std::to_string(tag >> 12 & 1), 2);
    fields.last("vlan", std::to_string(tag & 0xfff), 2);
    showEtherType(fields);
}

void pppoe(FieldReader& fields) {
    const std::uint8_t first = fields.raw().u8();
    fields.last("version", std::to_string(first >> 4), 1);
    fields.last("type", std::to_string(first & 0xf), 1);
    fields.u8("code");
    fields.hex("sessionid", 2);
    fields.u16("len");
}

/// IEEE 802.1BR: who sent it, and to which virtual interfaces.
void vnTag(FieldReader& fields) {
    const std::uint32_t tag = fields.raw().u32();
    fields.last("direction", std::to_string(tag >> 31), 4);
    fields.last("pointer", std::to_string(tag >> 30 & 1), 4);
    fields.last("dst_vif", std::to_string(tag >> 16 & 0x3fff), 4);
    fields.last("looped", std::to_string(tag >> 15 & 1), 4);
    fields.last("version", std::to_string(tag >> 12 & 3), 4);
    fields.last("src_vif", std::to_string(tag & 0xfff), 4);
    showEtherType(fields);
}

void ciscoMetadata(FieldReader& fields, std::size_t end) {
    fields.u8("version");
    fields.u8("len");
    while (fields.position() + 4 < end) {
        const std::uint16_t option = fields.u16("option");
        constexpr std::uint16_t groupTag = 1, typeMask = 0x1fff;
        fields.u16((option & typeMask) == groupTag ? "group_tag" : "value");
    }
    showEtherType(fields);
}

void backbone(FieldReader& fields) {
    const std::uint32_t tag = fields.raw().u32();
    fields.last("prio", std::to_string(tag >> 29), 4);
    fields.last("dei", std::to_string(tag >> 28 & 1), 4);
    fields.last("isid", std::to_string(tag & 0xffffff), 4);
}

void redundancy(FieldReader& fields) {
    const std::uint16_t word = fields.raw().u16();
    fields.last("path", std::to_string(word >> 12), 2);
    fields.last("len", std::to_string(word & 0xfff), 2);
    fields.u16("seq");
    showEtherType(fields);
}

void macsec(FieldReader& fields, std::size_t end) {
    fields.hex("flags", 1);
    fields.u8("short_length");
    fields.u32("packet_number");
    if (fields.position() + 2 < end)
        fields.octets("channel", end - fields.position() - 2);
    showEtherType(fields);
}

void serviceHeader(FieldReader& fields, std::size_t end) {
    fields.hex("flags", 2);
    fields.u8("metadata_type");
    fields.u8("next");
    const std::uint32_t path = fields.raw().u32();
    fields.last("path", std::to_string(path >> 8), 4);
    fields.last("index", std::to_string(path & 0xff), 4);
    if (fields.position() < end)
        fields.octets("metadata", end - fields.position());
}

void fabricPath(FieldReader& fields) {
    const std::uint16_t tag = fields.raw().u16();
    fields.last("ftag", std::to_string(tag >> 6), 2);
    fields.last("ttl", std::to_string(tag & 0x3f), 2);
}

}  // namespace

std::string etherTypeText(std::uint16_t type) {
    const std::string name = dissect::frameKindName({dissect::FrameKind::Space::etherType, type});
    const std::string number = hexText(type, 4);
    return name == number ? number : name + " (" + number + ")";
}

std::uint16_t showEtherType(FieldReader& fields, std::string_view name) {
    const std::uint16_t type = fields.raw().u16();
    fields.last(name, etherTypeText(type), 2);
    return type;
}

void describeTag(Tree& tree, std::uint16_t type, std::size_t begin, std::size_t end) {
    const auto add = [&](const char* name, auto describe) {
        FieldReader fields(tree, name, begin, end);
        describe(fields);
        tree.add(fields.finish(etherTypeText(type)));
    };
    switch (type) {
        case 0x8864:
            return add("pppoe", pppoe);
        case 0x8926:
            return add("vn-tag", vnTag);
        case 0x8909:
            return add("cisco metadata", [&](FieldReader& fields) { ciscoMetadata(fields, end); });
        case 0x88e7:
            return add("backbone", backbone);
        case 0x892f:
            return add("hsr", redundancy);
        case 0x8903:
            return add("fabricpath", fabricPath);
        case 0x88e5:
            return add("macsec", [&](FieldReader& fields) { macsec(fields, end); });
        case 0x894f:
            return add("nsh", [&](FieldReader& fields) { serviceHeader(fields, end); });
        default:
            return add("vlan", vlan);
    }
}

}  // namespace weir::detail
