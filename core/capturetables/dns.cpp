// SPDX-License-Identifier: GPL-3.0-or-later
// The dns table: one row for each message, queries paired with their responses.
#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"
#include "core/traffic/dnslog.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct DnsRow {
    const traffic::SnapshotData& state;
    const traffic::DnsMessageRow& message;
    const traffic::DnsPair& pair;

    std::string names() const {
        std::string out;
        for (std::uint32_t q = 0; q < message.questionCount; ++q)
            out.append(q == 0 ? "" : ";").append(state.texts[question(q).name]);
        return out;
    }
    std::string types() const {
        std::string out;
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            if (question(q).typeKnown)
                out.append(out.empty() ? "" : ";").append(protocol::dnsTypeName(question(q).type));
        }
        return out;
    }
    std::string answers() const {
        std::string out;
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const traffic::DnsAnswerRow& answer = state.dns.answers[message.firstAnswer + a];
            if (answer.inAnswerSection && answer.data != 0)
                out.append(out.empty() ? "" : ";").append(state.texts[answer.data]);
        }
        return out;
    }
    std::optional<std::uint32_t> counterpart() const {
        return pair.paired() ? std::optional(state.dns.messages[pair.counterpart].frame) : std::nullopt;
    }

private:
    const traffic::DnsQuestionRow& question(std::uint32_t q) const {
        return state.dns.questions[message.firstQuestion + q];
    }
};

const ColumnsOf<DnsRow>& columns() {
    static const ColumnsOf<DnsRow> all{
        {numberColumn("number", "Number", "Frame in which the message ends"),
         [](const DnsRow& row) { return row.message.frame; }},
        {timeColumn("time", "Time", "When that frame was captured"),
         [](const DnsRow& row) { return row.message.time; }},
        {addressColumn("client", "Client", "Who asks"),
         [](const DnsRow& row) { return row.state.address(row.message.client); }},
        {addressColumn("server", "Server", "Who is asked"),
         [](const DnsRow& row) { return row.state.address(row.message.server); }},
        {textColumn("transport", "Transport", "`udp` or `tcp`; decrypted, `tls` or `https`"),
         [](const DnsRow& row) { return traffic::transportName(row.message.transport); }},
        {numberColumn("dns_id", "DNS ID", "Identification in the DNS header"),
         [](const DnsRow& row) { return row.message.id; }},
        {numberColumn("ip_id", "IP ID", "Identification in the IP header"),
         [](const DnsRow& row) { return row.message.ipIdKnown ? std::optional(row.message.ipId) : std::nullopt; }},
        {booleanColumn("is_response", "Is response", "Whether the message is a response"),
         [](const DnsRow& row) { return row.message.isResponse; }},
        {textColumn("opcode", "Opcode", "Kind of query, from the header"),
         [](const DnsRow& row) { return protocol::dnsOpcodeName(row.message.opcode); }},
        {textColumn("rcode", "Rcode", "Of a response: how it went"),
         [](const DnsRow& row) {
             return row.message.isResponse ? protocol::dnsRcodeName(row.message.rcode) : std::string{};
         }},
        {listColumn("name", "Name", "Name asked for"), [](const DnsRow& row) { return row.names(); }},
        {listColumn("type", "Type", "Type asked for"), [](const DnsRow& row) { return row.types(); }},
        {listColumn("answers", "Answers", "What was answered"), [](const DnsRow& row) { return row.answers(); }},
        {numberColumn("paired_with", "Paired with", "Frame of the query's response, or of the response's query"),
         [](const DnsRow& row) { return row.counterpart(); }},
        {durationColumn("latency", "Latency",
                        "Of a response: time since the query, since the first one where it was repeated; not of "
                        "multicast DNS and LLMNR; empty where the clock was set back in between"),
         [](const DnsRow& row) { return traffic::latencyOf(row.state.dns, row.message, row.pair); }},
        {booleanColumn(
             "retransmission", "Retransmission",
             "Whether it is a query that repeats one not answered yet; not of multicast DNS and LLMNR, nor of "
             "a packet that was captured twice"),
         [](const DnsRow& row) { return row.pair.retransmission && hasTransaction(row.message); }},
    };
    return all;
}

Subject subjectOf(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    Subject subject = frameSubject(table, row);
    if (auto* frame = std::get_if<FrameSubject>(&subject)) {
        const Cell counterpart = table.cell(row, findColumn(table.schema(), "paired_with").value(), scratch);
        frame->counterpart = static_cast<std::uint64_t>(counterpart.integer);
    }
    return subject;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<traffic::DnsPair> pairs = traffic::pairDns(state.dns);
    const std::vector<std::uint32_t> order = traffic::messagesByFrame(state.dns);
    const auto rowAt = [&](std::size_t i) { return DnsRow{state, state.dns.messages[order[i]], pairs[order[i]]}; };
    return makeTable("dns", columns(), order.size(), rowAt, subjectOf);
}

}  // namespace

TableDefinition dnsTable() {
    return {{.name = "dns",
             .title = "DNS",
             .about = "A row is a message, over UDP or TCP port 53, multicast DNS (5353) or LLMNR (5355)",
             .rows = RowKind::message,
             .lookupColumns = {"name"},
             .canFollow = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
