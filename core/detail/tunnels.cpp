// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between a packet and the packet inside it: GRE (RFC 2784, 2890, 2637), VXLAN (RFC 7348), Geneve (RFC
// 8926), GTP-U (3GPP TS 29.281), Teredo (RFC 4380).
#include "core/detail/describers.h"

namespace weir::detail {
namespace {

void gre(FieldReader& fields, std::size_t end) {
    fields.hex("flags", 2);
    fields.hex("proto", 2);
    if (end > fields.position())
        fields.octets("optional", end - fields.position());
}

void vxlan(FieldReader& fields) {
    fields.hex("flags", 1);
    fields.hex("reserved", 3);
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

void describeTunnel(Tree& tree, const dissect::PacketRecord& record, std::size_t begin, std::size_t end) {
    if (begin >= end)
        return;
    constexpr std::uint8_t greProtocol = 47;
    const bool isGre = record.protocol == greProtocol;
    const char* name = isGre                                                         ? "gre"
                       : record.destinationPort == 4789                              ? "vxlan"
                       : record.destinationPort == 6081                              ? "geneve"
                       : record.sourcePort == 2152 || record.destinationPort == 2152 ? "gtp-u"
                                                                                     : "teredo";
    FieldReader fields(tree, name, begin, end);
    if (isGre)
        gre(fields, end);
    else if (record.destinationPort == 4789)
        vxlan(fields);
    else if (record.destinationPort == 6081)
        geneve(fields, end);
    else if (record.sourcePort == 2152 || record.destinationPort == 2152)
        gtp(fields, end);
    else
        fields.octets("indications", end - begin);
    tree.add(fields.finish({}));
}

}  // namespace weir::detail
