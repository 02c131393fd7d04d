// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/flowdetail.h"

#include "core/base/ipprotocol.h"

namespace weir::capturetables {

std::string_view tcpState(const traffic::Flow& flow) {
    constexpr std::uint8_t tcp = ipprotocol::tcp;
    if (flow.protocol != tcp)
        return {};
    const std::uint16_t client = flow.flagsSeen[flow.client];
    const std::uint16_t server = flow.flagsSeen[flow.server()];
    if (flow.sawOpening && flow.way[flow.server()].packets == 0)
        return "attempted";
    if (flow.sawOpening && (server & dissect::rst) != 0 && (server & dissect::syn) == 0)
        return "refused";
    if (((client | server) & dissect::rst) != 0)
        return "reset";
    if ((client & dissect::fin) != 0 && (server & dissect::fin) != 0)
        return "closed";
    return flow.sawOpening ? "established" : "partial";
}

void appendFlowColumns(table::Schema& schema) {
    using table::Kind;
    using table::Unit;
    schema.push_back({"tcp_state", Kind::text});
    schema.push_back({"retransmissions", Kind::integer, Unit::count});
    schema.push_back({"handshake", Kind::duration});
    schema.push_back({"tls_version", Kind::text});
    schema.push_back({"alpn", Kind::text});
    schema.push_back({"ja3", Kind::text});
    schema.push_back({"ja4", Kind::text});
    schema.push_back({"community_id", Kind::text, Unit::none, true, {}, "Version 1, seed 0"});
}

}  // namespace weir::capturetables
