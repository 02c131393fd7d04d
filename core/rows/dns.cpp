// SPDX-License-Identifier: GPL-3.0-or-later
// The rows `dns`: the table, with what names, queries and domains are counted from besides.
#include "core/rows/computedtable.h"
#include "core/rows/rowdefinition.h"
#include "core/traffic/dnslog.h"

namespace weir::rows {
namespace {

using namespace table;

struct Context {
    explicit Context(const RowSource& source)
        : snapshot(source.snapshot),
          pairs(traffic::pairDns(snapshot->dns)),
          order(traffic::messagesByFrame(snapshot->dns)) {}

    traffic::Snapshot snapshot;
    std::vector<traffic::DnsPair> pairs;
    std::vector<std::uint32_t> order;  ///< by frame: the place in which each was read
};

struct DnsRow {
    const Context& context;
    std::size_t position;

    const traffic::SnapshotData& state() const { return *context.snapshot; }
    const traffic::DnsMessageRow& message() const { return state().dns.messages[context.order[position]]; }
    const traffic::DnsPair& pair() const { return context.pairs[context.order[position]]; }

    /// An array of what `toText` makes of each question.
    template <typename ToText>
    std::string questions(ToText&& toText) const {
        std::vector<std::string> out;
        for (std::uint32_t q = 0; q < message().questionCount; ++q)
            out.emplace_back(toText(state().dns.questions[message().firstQuestion + q]));
        return jsonTexts(out);
    }
    /// Likewise of each answer in the section of answers that `wanted` wants.
    template <typename Wanted, typename ToText>
    std::string answers(Wanted&& wanted, ToText&& toText) const {
        std::vector<std::string> out;
        for (std::uint32_t a = 0; a < message().answerCount; ++a) {
            const traffic::DnsAnswerRow& answer = state().dns.answers[message().firstAnswer + a];
            if (answer.inAnswerSection && wanted(answer))
                out.emplace_back(toText(answer));
        }
        return jsonTexts(out);
    }
};

const ColumnsOf<DnsRow>& columns() {
    static const ColumnsOf<DnsRow> all{
        {numberColumn("number", "Number", "Frame in which the message ends"),
         [](const DnsRow& row) { return row.message().frame; }},
        {timeColumn("time", "Time", "When that frame was captured"),
         [](const DnsRow& row) { return row.message().time; }},
        {addressColumn("client", "Client", "Who asks"),
         [](const DnsRow& row) { return row.state().address(row.message().client); }},
        {addressColumn("server", "Server", "Who is asked"),
         [](const DnsRow& row) { return row.state().address(row.message().server); }},
        {numberColumn("cport", "Client port", "The client's port"),
         [](const DnsRow& row) { return row.message().clientPort; }},
        {numberColumn("sport", "Server port", "The server's port"),
         [](const DnsRow& row) { return row.message().serverPort; }},
        {textColumn("transport", "Transport", "`udp` or `tcp`; decrypted, `tls` or `https`"),
         [](const DnsRow& row) { return traffic::transportName(row.message().transport); }},
        {numberColumn("dns_id", "DNS ID", "Identification in the DNS header"),
         [](const DnsRow& row) { return row.message().id; }},
        {numberColumn("ip_id", "IP ID", "Identification in the IP header"),
         [](const DnsRow& row) { return row.message().ipIdKnown ? std::optional(row.message().ipId) : std::nullopt; }},
        {booleanColumn("is_response", "Is response", "Whether the message is a response"),
         [](const DnsRow& row) { return row.message().isResponse; }},
        {textColumn("opcode", "Opcode", "Kind of query, from the header"),
         [](const DnsRow& row) { return protocol::dnsOpcodeName(row.message().opcode); }},
        {textColumn("rcode", "Rcode", "Of a response: how it went"),
         [](const DnsRow& row) {
             return row.message().isResponse ? protocol::dnsRcodeName(row.message().rcode) : std::string{};
         }},
        {jsonColumn("names", "Names", "Names asked for, one for each question"),
         [](const DnsRow& row) {
             return row.questions([&](const auto& question) { return row.state().texts[question.name]; });
         }},
        {jsonColumn("domains", "Domains", "The registrable domain of each of them, or an empty text"),
         [](const DnsRow& row) {
             return row.questions([&](const auto& question) {
                 return row.state().suffixes->registrableDomain(row.state().texts[question.name]);
             });
         }},
        {jsonColumn("types", "Types", "The type asked for of each of them; an empty text where it was not captured"),
         [](const DnsRow& row) {
             return row.questions([](const auto& question) {
                 return question.typeKnown ? protocol::dnsTypeName(question.type) : std::string{};
             });
         }},
        {jsonColumn("answers", "Answers", "What was answered, in words"),
         [](const DnsRow& row) {
             return row.answers([](const auto& answer) { return answer.data != 0; },
                                [&](const auto& answer) { return row.state().texts[answer.data]; });
         }},
        {jsonColumn("addresses", "Addresses", "Addresses among the answers, and hints of addresses in them"),
         [](const DnsRow& row) {
             return row.answers([](const auto& answer) { return answer.hasAddress; },
                                [&](const auto& answer) {
                                    return row.state().address(row.state().addresses.told(answer.address)).toString();
                                });
         }},
        {numberColumn("paired_with", "Paired with", "Frame of the query's response, or of the response's query"),
         [](const DnsRow& row) {
             return row.pair().paired() ? std::optional(row.state().dns.messages[row.pair().counterpart].frame)
                                        : std::nullopt;
         }},
        {durationColumn("latency", "Latency", "Of a response: time since the query, as in the table dns"),
         [](const DnsRow& row) { return traffic::latencyOf(row.state().dns, row.message(), row.pair()); }},
        {booleanColumn("retransmission", "Retransmission", "As in the table dns"),
         [](const DnsRow& row) { return row.pair().retransmission && hasTransaction(row.message()); }},
        {booleanColumn("unanswered", "Unanswered", "Whether it is a query that waits for an answer and has none"),
         [](const DnsRow& row) {
             return !row.message().isResponse && !row.pair().paired() && hasTransaction(row.message());
         }},
        {booleanColumn("copy", "Copy", "Whether the packet of a message before was captured again"),
         [](const DnsRow& row) { return row.message().copy; }},
        {bytesColumn("message_bytes", "Message bytes", "Bytes of the message itself, without any header"),
         [](const DnsRow& row) { return row.message().octets; }},
        {numberColumn("position", "Position",
                      "Place in which it was read, from 0: a datagram of which a fragment is missing comes late"),
         [](const DnsRow& row) { return row.context.order[row.position]; }},
    };
    return all;
}

TablePtr make(const RowSource& source) {
    const auto context = std::make_shared<const Context>(source);
    return std::make_shared<ComputedTable<DnsRow>>("dns", columns(), context->order.size(), [context](std::size_t i) {
        return DnsRow{*context, i};
    });
}

}  // namespace

RowDefinition dnsRows() {
    return {"dns",
            "A row is a DNS message: names, queries and domains are sums over its questions",
            schemaOf(columns()),
            {"names", "domains", "types", "answers", "addresses"},
            make};
}

}  // namespace weir::rows
