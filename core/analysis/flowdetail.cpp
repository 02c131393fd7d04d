// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/flowdetail.h"

namespace weir::analysis {

std::string_view tcpState(const Flow& flow) {
    constexpr std::uint8_t tcp = 6;
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
}

void writeFlowColumns(const State& state, const Flow* flow, table::ColumnTable::Builder& builder, std::size_t column) {
    const std::string_view tcp = flow ? tcpState(*flow) : std::string_view{};
    builder.text(column++, tcp);
    if (tcp.empty())
        builder.empty(column++);
    else
        builder.integer(column++, std::int64_t{flow->retransmitted[0]} + flow->retransmitted[1]);
    if (tcp.empty() || flow->handshake == 0)
        builder.empty(column++);
    else
        builder.integer(column++, std::int64_t{flow->handshake} * 1000);
    const Application nothing;
    const Application& known =
        flow && flow->application != 0 ? state.inspected.applications[flow->application - 1] : nothing;
    for (const TextId text : {known.tlsVersion, known.tlsApplication, known.ja3, known.ja4})
        builder.text(column++, state.texts[text]);
}

}  // namespace weir::analysis
