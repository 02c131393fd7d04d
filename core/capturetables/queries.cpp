// SPDX-License-Identifier: GPL-3.0-or-later
// The tables queries (one row for each client and name) and domains (one row for each registrable domain).
#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/capturetables/tablemakers.h"
#include "core/traffic/listcell.h"

namespace weir::capturetables {
namespace {

/// What questions were asked and answered, of whichever group they belong to.
struct Questions {
    std::uint64_t messages = 0, queries = 0, responses = 0;
    std::uint64_t unanswered = 0, retransmissions = 0, nxdomains = 0, octets = 0;
    std::vector<std::int64_t> latencies;
    std::unordered_set<TextId> names;
    std::unordered_set<std::uint32_t> addresses;
    traffic::ListCell<std::uint32_t> clients;
    traffic::ListCell<std::uint16_t> types;
    traffic::ListCell<TextId> answers;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::uint32_t firstFrame = UINT32_MAX;
    TextId key = 0;  ///< the name, or any name under the domain
    traffic::AddressId client{0};

    void add(const traffic::DnsLog& log, const traffic::DnsMessageRow& message, const traffic::DnsQuestionRow& question,
             const traffic::DnsPair& pair);
    std::optional<std::int64_t> medianLatency();
};

void Questions::add(const traffic::DnsLog& log, const traffic::DnsMessageRow& message,
                    const traffic::DnsQuestionRow& question, const traffic::DnsPair& pair) {
    ++messages;
    octets += message.octets;
    names.insert(question.name);
    clients.add(index(message.client));
    if (question.typeKnown)
        types.add(question.type);
    firstSeen = std::min(firstSeen, message.time);
    lastSeen = std::max(lastSeen, message.time);
    firstFrame = std::min(firstFrame, message.frame);
    const bool transaction = traffic::hasTransaction(message);
    if (!message.isResponse) {
        ++queries;
        unanswered += transaction && !pair.paired();
        retransmissions += transaction && pair.retransmission;
        return;
    }
    ++responses;
    nxdomains += message.rcode == protocol::nxdomain;
    if (const auto latency = traffic::latencyOf(log, message, pair); latency && !message.copy)
        latencies.push_back(*latency);
    for (std::uint32_t a = 0; a < message.answerCount; ++a) {
        const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
        if (!answer.inAnswerSection)
            continue;
        if (answer.data != 0)
            answers.add(answer.data);
        if (answer.hasAddress)
            addresses.insert(index(answer.address));
    }
}

std::optional<std::int64_t> Questions::medianLatency() {
    if (latencies.empty())
        return {};
    // Of an even number the lower of the two in the middle: a latency that was really seen.
    const auto middle = latencies.begin() + static_cast<std::ptrdiff_t>((latencies.size() - 1) / 2);
    std::nth_element(latencies.begin(), middle, latencies.end());
    return *middle;
}

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

/// Writes the cells that both tables have, column after column.
class Cells {
public:
    Cells(table::ColumnTable::Builder& builder, const traffic::SnapshotData& state)
        : m_builder(builder), m_state(state) {}
    void start() { m_column = 0; }
    void text(std::string_view value) { m_builder.text(m_column++, value); }
    void real(double value) { m_builder.real(m_column++, value); }
    void address(traffic::AddressId id) { m_builder.address(m_column++, m_state.address(id)); }
    void number(std::uint64_t value) { m_builder.integer(m_column++, static_cast<std::int64_t>(value)); }
    void counts(const Questions& row) {
        for (const std::uint64_t count :
             {row.messages, row.queries, row.responses, row.unanswered, row.retransmissions, row.nxdomains})
            number(count);
    }
    void latencies(Questions& row) {
        if (const auto median = row.medianLatency()) {
            m_builder.integer(m_column++, *median);
            m_builder.integer(m_column++, *std::max_element(row.latencies.begin(), row.latencies.end()));
        } else {
            m_builder.empty(m_column++);
            m_builder.empty(m_column++);
        }
    }
    void answers(const Questions& row) {
        number(row.addresses.size());
        text(row.answers.join([&](TextId id) { return m_state.texts[id]; }));
    }
    void seen(const Questions& row) {
        m_builder.integer(m_column++, row.firstSeen);
        m_builder.integer(m_column++, row.lastSeen);
        number(row.firstFrame);
    }

private:
    table::ColumnTable::Builder& m_builder;
    const traffic::SnapshotData& m_state;
    std::size_t m_column = 0;
};

std::size_t lengthOf(std::string_view name) { return name == "." ? 0 : name.size(); }

/// The columns between those that say what a row is of and those that say how its names look.
void addCounts(table::Schema& schema) {
    using table::Kind;
    using table::Unit;
    schema.insert(
        schema.end(),
        {{"messages", Kind::integer, Unit::count},
         {"queries", Kind::integer, Unit::count},
         {"responses", Kind::integer, Unit::count},
         {"unanswered", Kind::integer, Unit::count, false, {}, "Queries without a response in the capture"},
         {"retransmissions", Kind::integer, Unit::count, false, {}, "Queries that repeat one still unanswered"},
         {"nxdomain", Kind::integer, Unit::count, false, {}, "Responses that say that the name does not exist"},
         {"median_latency", Kind::duration, Unit::none, false, {}, "From the first query to its response"},
         {"max_latency", Kind::duration, Unit::none, false, {}, "From the first query to its response"},
         {"message_bytes", Kind::integer, Unit::bytes, false, {}, "Octets of the DNS messages, without headers"}});
}

void addAnswers(table::Schema& schema) {
    using table::Kind;
    using table::Unit;
    schema.insert(schema.end(), {{"addresses", Kind::integer, Unit::count, false, {}, "Distinct addresses answered"},
                                 {"answers", Kind::text, Unit::none, true},
                                 {"first_seen", Kind::time},
                                 {"last_seen", Kind::time},
                                 {"first_frame", Kind::integer, Unit::identifier}});
}

}  // namespace

table::Schema queriesSchema() {
    using table::Kind;
    using table::Unit;
    table::Schema schema = {{"client", Kind::address}, {"name", Kind::text}, {"registrable_domain", Kind::text}};
    addCounts(schema);
    schema.insert(schema.end(), {{"types", Kind::text, Unit::none, true},
                                 {"length", Kind::integer, Unit::count},
                                 {"longest_label", Kind::integer, Unit::count},
                                 {"entropy", Kind::real}});
    addAnswers(schema);
    return schema;
}

TablePtr makeQueries(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    std::unordered_map<std::uint64_t, std::size_t> known;
    std::vector<Questions> rows =
        collect(state, [&](const traffic::DnsMessageRow& message, const traffic::DnsQuestionRow& question) {
            return known.try_emplace(std::uint64_t{index(message.client)} << 32 | question.name, known.size())
                .first->second;
        });
    const std::vector<std::uint32_t> order = ordered(rows, request.rare, [&](const Questions& a, const Questions& b) {
        return a.key != b.key ? state.texts[a.key] < state.texts[b.key]
                              : state.address(a.client) < state.address(b.client);
    });
    table::ColumnTable::Builder builder("queries", queriesSchema(), rows.size());
    Cells cells(builder, state);
    for (const std::uint32_t i : order) {
        Questions& row = rows[i];
        const std::string_view name = state.texts[row.key];
        cells.start();
        cells.address(row.client);
        cells.text(name);
        cells.text(state.suffixes->registrableDomain(name));
        cells.counts(row);
        cells.latencies(row);
        cells.number(row.octets);
        cells.text(row.types.join(protocol::dnsTypeName));
        cells.number(lengthOf(name));
        cells.number(longestLabel(name));
        cells.real(entropy(name));
        cells.answers(row);
        cells.seen(row);
    }
    return builder.finish();
}

table::Schema domainsSchema() {
    using table::Kind;
    using table::Unit;
    table::Schema schema = {
        {"registrable_domain", Kind::text},
        {"distinct_names", Kind::integer, Unit::count, false, {}, "Names asked for that are, or lie under, the domain"},
        {"clients", Kind::text, Unit::none, true}};
    addCounts(schema);
    schema.insert(schema.end(), {{"longest_name", Kind::integer, Unit::count},
                                 {"longest_label", Kind::integer, Unit::count},
                                 {"max_entropy", Kind::real}});
    addAnswers(schema);
    return schema;
}

TablePtr makeDomains(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    std::unordered_map<std::string, std::size_t> known;
    std::unordered_map<TextId, std::size_t> rowOfName;  // a name's domain is looked up once
    std::vector<std::string> domains;
    std::vector<Questions> rows =
        collect(state, [&](const traffic::DnsMessageRow&, const traffic::DnsQuestionRow& question) {
            const auto [found, isNew] = rowOfName.try_emplace(question.name, 0);
            if (isNew) {
                std::string domain = state.suffixes->registrableDomain(state.texts[question.name]);
                const auto [row, newDomain] = known.try_emplace(domain, domains.size());
                if (newDomain)
                    domains.push_back(std::move(domain));
                found->second = row->second;
            }
            return found->second;
        });
    const Questions* first = rows.data();
    const std::vector<std::uint32_t> order = ordered(rows, request.rare, [&](const Questions& a, const Questions& b) {
        return domains[static_cast<std::size_t>(&a - first)] < domains[static_cast<std::size_t>(&b - first)];
    });
    table::ColumnTable::Builder builder("domains", domainsSchema(), rows.size());
    Cells cells(builder, state);
    for (const std::uint32_t i : order) {
        Questions& row = rows[i];
        std::size_t longest = 0, label = 0;
        double bits = 0;
        for (const TextId id : row.names) {
            const std::string_view name = state.texts[id];
            longest = std::max(longest, lengthOf(name));
            label = std::max(label, longestLabel(name));
            bits = std::max(bits, entropy(name));
        }
        cells.start();
        cells.text(domains[i]);
        cells.number(row.names.size());
        cells.text(row.clients.join([&](std::uint32_t id) { return state.addresses[id].toString(); }));
        cells.counts(row);
        cells.latencies(row);
        cells.number(row.octets);
        cells.number(longest);
        cells.number(label);
        cells.real(bits);
        cells.answers(row);
        cells.seen(row);
    }
    return builder.finish();
}

}  // namespace weir::capturetables
