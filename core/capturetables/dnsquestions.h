// SPDX-License-Identifier: GPL-3.0-or-later
// DNS questions and their answers, counted by client and name or by domain.
#pragma once

#include <algorithm>
#include <numeric>

#include "core/base/dnslabels.h"
#include "core/base/hashmap.h"
#include "core/base/text.h"
#include "core/table/columns.h"
#include "core/traffic/dnslog.h"
#include "core/traffic/listcell.h"
#include "core/traffic/snapshot.h"

namespace weir::capturetables {

/// What questions were asked and answered, of whichever group they belong to.
struct Questions {
    std::uint64_t messages = 0, queries = 0, responses = 0;
    std::uint64_t unanswered = 0, retransmissions = 0, nxdomains = 0, octets = 0;
    std::vector<std::int64_t> latencies;
    HashSet<TextId> names;
    HashSet<std::uint32_t> addresses;
    traffic::ListCell<std::uint32_t> clients;
    traffic::ListCell<std::uint16_t> types;
    traffic::ListCell<TextId> answers;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::uint32_t firstFrame = UINT32_MAX;
    TextId key = 0;  ///< the name, or any name under the domain
    traffic::AddressId client{0};

    void add(const traffic::DnsLog& log, const traffic::DnsMessageRow& message, const traffic::DnsQuestionRow& question,
             const traffic::DnsPair& pair);
    /// Of an even number the lower of the two in the middle: a latency that was really seen.
    std::optional<std::int64_t> medianLatency() const;
    std::optional<std::int64_t> maxLatency() const;
};

/// `rowOf(message, question)` gives the group's number, new ones counting up from 0.
template <typename RowOf>
std::vector<Questions> collect(const traffic::SnapshotData& state, RowOf&& rowOf) {
    std::vector<Questions> rows;
    const traffic::DnsLog& log = state.dns;
    const std::vector<traffic::DnsPair> pairs = traffic::pairDns(log);
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const traffic::DnsQuestionRow& question = log.questions[message.firstQuestion + q];
            const std::size_t row = rowOf(message, question);
            if (row == rows.size()) {
                rows.emplace_back();
                rows.back().key = question.name;
                rows.back().client = message.client;
            }
            rows[row].add(log, message, question, pairs[i]);
        }
    }
    return rows;
}

/// The most messages first, or last where the bottom of the stack is wanted; ties by `before`.
template <typename Before>
std::vector<std::uint32_t> ordered(const std::vector<Questions>& rows, bool rare, Before&& before) {
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows[a].messages != rows[b].messages ? rows[a].messages > rows[b].messages : before(rows[a], rows[b]);
    });
    if (rare)
        std::reverse(order.begin(), order.end());
    return order;
}

/// Characters of a name without the final dot.
inline std::size_t lengthOf(std::string_view name) { return name == "." ? 0 : name.size(); }

/// The columns between those that say what a row is of and those that say how its names look. `Row` has
/// `const traffic::SnapshotData& state` and `const Questions& questions`.
template <typename Row>
void addCountColumns(table::ColumnsOf<Row>& columns) {
    using namespace table;
    const ColumnsOf<Row> counts{
        {countColumn("messages", "Messages", "Queries and responses; every question of every message counts"),
         [](const Row& row) { return row.questions.messages; }},
        {countColumn("queries", "Queries", "Questions asked"), [](const Row& row) { return row.questions.queries; }},
        {countColumn("responses", "Responses", "Questions answered"),
         [](const Row& row) { return row.questions.responses; }},
        {countColumn("unanswered", "Unanswered",
                     "Queries without a response in the capture; not of multicast DNS and LLMNR, which ask everybody"),
         [](const Row& row) { return row.questions.unanswered; }},
        {countColumn("retransmissions", "Retransmissions",
                     "Queries that repeat one not answered yet: the same client, server, ports, identification, name "
                     "and type; not of multicast DNS and LLMNR"),
         [](const Row& row) { return row.questions.retransmissions; }},
        {countColumn("nxdomain", "NXDOMAIN", "Responses that say that the name does not exist"),
         [](const Row& row) { return row.questions.nxdomains; }},
        {durationColumn("median_latency", "Median latency",
                        "From the first query to its response, where the clock was not set back in between; of an even "
                        "number of them, the lower of the two in the middle"),
         [](const Row& row) { return row.questions.medianLatency(); }},
        {durationColumn("max_latency", "Max latency",
                        "The longest time from the first query to its response, where the clock was not set back in "
                        "between"),
         [](const Row& row) { return row.questions.maxLatency(); }},
        {bytesColumn("message_bytes", "Message bytes", "Bytes of the DNS messages themselves, without any header"),
         [](const Row& row) { return row.questions.octets; }},
    };
    columns.insert(columns.end(), counts.begin(), counts.end());
}

/// The last columns; likewise.
template <typename Row>
void addAnswerColumns(table::ColumnsOf<Row>& columns) {
    using namespace table;
    const ColumnsOf<Row> answers{
        {countColumn("addresses", "Addresses", "Different addresses answered"),
         [](const Row& row) { return row.questions.addresses.size(); }},
        {listColumn("answers", "Answers", "Addresses and names answered"),
         [](const Row& row) { return row.questions.answers.join([&](TextId id) { return row.state.texts[id]; }); }},
        {timeColumn("first_seen", "First seen", "First message"),
         [](const Row& row) { return row.questions.firstSeen; }},
        {timeColumn("last_seen", "Last seen", "Last message"), [](const Row& row) { return row.questions.lastSeen; }},
        {numberColumn("first_frame", "First frame", "Frame of the first message"),
         [](const Row& row) { return row.questions.firstFrame; }},
    };
    columns.insert(columns.end(), answers.begin(), answers.end());
}

}  // namespace weir::capturetables
