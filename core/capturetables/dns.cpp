// SPDX-License-Identifier: GPL-3.0-or-later
// The dns table: one row for each message, queries paired with their responses.
#include "core/capturetables/tablemakers.h"

namespace weir::capturetables {

table::Schema dnsSchema() {
    using table::Kind;
    using table::Unit;
    return {{"number", Kind::integer, Unit::identifier},
            {"time", Kind::time},
            {"client", Kind::address},
            {"server", Kind::address},
            {"transport", Kind::text},
            {"dns_id", Kind::integer, Unit::identifier},
            {"ip_id", Kind::integer, Unit::identifier},
            {"is_response", Kind::boolean},
            {"opcode", Kind::text},
            {"rcode", Kind::text},
            {"name", Kind::text, Unit::none, true},
            {"type", Kind::text, Unit::none, true},
            {"answers", Kind::text, Unit::none, true},
            {"paired_with", Kind::integer, Unit::identifier},
            {"latency", Kind::duration, Unit::none, false, {}, "From the first query to this response"},
            {"retransmission", Kind::boolean, Unit::none, false, {}, "Repeats a query still unanswered"}};
}

TablePtr makeDns(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    const traffic::DnsLog& log = state.dns;
    const std::vector<traffic::DnsPair> pairs = traffic::pairDns(log);
    table::ColumnTable::Builder builder("dns", dnsSchema(), log.messages.size());
    for (const std::uint32_t i : traffic::messagesByFrame(log)) {
        const traffic::DnsMessageRow& message = log.messages[i];
        std::size_t column = 0;
        builder.integer(column++, message.frame);
        builder.integer(column++, message.time);
        builder.address(column++, state.address(message.client));
        builder.address(column++, state.address(message.server));
        builder.text(column++, message.transport == traffic::DnsTransport::tcp ? "tcp" : "udp");
        builder.integer(column++, message.id);
        if (message.ipIdKnown)
            builder.integer(column++, message.ipId);
        else
            builder.empty(column++);
        builder.integer(column++, message.isResponse);
        builder.text(column++, protocol::dnsOpcodeName(message.opcode));
        builder.text(column++, message.isResponse ? protocol::dnsRcodeName(message.rcode) : std::string{});
        std::string names;
        std::string types;
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const traffic::DnsQuestionRow& question = log.questions[message.firstQuestion + q];
            names.append(q == 0 ? "" : ";").append(state.texts[question.name]);
            if (question.typeKnown)
                types.append(types.empty() ? "" : ";").append(protocol::dnsTypeName(question.type));
        }
        builder.text(column++, names);
        builder.text(column++, types);
        std::string answers;
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
            if (answer.inAnswerSection && answer.data != 0)
                answers.append(answers.empty() ? "" : ";").append(state.texts[answer.data]);
        }
        builder.text(column++, answers);
        if (pairs[i].paired())
            builder.integer(column++, log.messages[pairs[i].counterpart].frame);
        else
            builder.empty(column++);
        if (const auto latency = traffic::latencyOf(log, message, pairs[i]))
            builder.integer(column++, *latency);
        else
            builder.empty(column++);
        builder.integer(column++, pairs[i].retransmission && hasTransaction(message));
    }
    return builder.finish();
}

}  // namespace weir::capturetables
