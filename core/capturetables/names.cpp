// SPDX-License-Identifier: GPL-3.0-or-later
// The names table: one row for each name that was asked for.
#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"
#include "core/traffic/listcell.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct NameRow {
    TextId name = 0;
    std::uint64_t messages = 0, queries = 0, responses = 0;
    traffic::ListCell<std::uint32_t> clients;
    traffic::ListCell<std::uint16_t> types;
    traffic::ListCell<TextId> answers;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> rcodes;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;

    void countRcode(std::uint16_t rcode) {
        const auto found =
            std::find_if(rcodes.begin(), rcodes.end(), [&](const auto& entry) { return entry.first == rcode; });
        if (found != rcodes.end())
            ++found->second;
        else
            rcodes.emplace_back(rcode, 1);
    }
};

std::vector<NameRow> collect(const traffic::SnapshotData& state) {
    std::vector<NameRow> rows;
    std::vector<std::uint32_t> rowOf(state.texts.size(), UINT32_MAX);
    const traffic::DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const traffic::DnsQuestionRow& question = log.questions[message.firstQuestion + q];
            if (rowOf[question.name] == UINT32_MAX) {
                rowOf[question.name] = static_cast<std::uint32_t>(rows.size());
                rows.emplace_back();
                rows.back().name = question.name;
            }
            NameRow& row = rows[rowOf[question.name]];
            ++row.messages;
            ++(message.isResponse ? row.responses : row.queries);
            row.clients.add(index(message.client));
            if (question.typeKnown)
                row.types.add(question.type);
            row.firstSeen = std::min(row.firstSeen, message.time);
            row.lastSeen = std::max(row.lastSeen, message.time);
            if (!message.isResponse)
                continue;
            row.countRcode(message.rcode);
            for (std::uint32_t a = 0; a < message.answerCount; ++a) {
                const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
                if (answer.inAnswerSection && answer.data != 0)
                    row.answers.add(answer.data);
            }
        }
    }
    return rows;
}

struct Line {
    const traffic::SnapshotData& state;
    const NameRow& row;

    std::string_view name() const { return state.texts[row.name]; }
    std::string rcodes() const {
        std::string out;
        for (const auto& [rcode, count] : row.rcodes)
            out += (out.empty() ? "" : ";") + protocol::dnsRcodeName(rcode) + ':' + std::to_string(count);
        return out;
    }
};

const ColumnsOf<Line>& columns() {
    static const ColumnsOf<Line> all{
        {textColumn("name", "Name", "Name asked for"), [](const Line& line) { return line.name(); }},
        {registrableDomainColumn(),
         [](const Line& line) { return line.state.suffixes->registrableDomain(line.name()); }},
        {countColumn("messages", "Messages", "Queries and responses; every question of every message counts"),
         [](const Line& line) { return line.row.messages; }},
        {countColumn("queries", "Queries", "Questions asked"), [](const Line& line) { return line.row.queries; }},
        {countColumn("responses", "Responses", "Questions answered"),
         [](const Line& line) { return line.row.responses; }},
        {listColumn("clients", "Clients", "Who asked"),
         [](const Line& line) { return joinAddresses(line.state, line.row.clients); }},
        {listColumn("types", "Types", "Types asked for"),
         [](const Line& line) { return line.row.types.join(protocol::dnsTypeName); }},
        {listColumn("rcodes", "Rcodes", "How the responses went, and how often each: `NOERROR:2;NXDOMAIN:1`"),
         [](const Line& line) { return line.rcodes(); }},
        {listColumn("answers", "Answers", "Addresses and names answered"),
         [](const Line& line) { return line.row.answers.join([&](TextId id) { return line.state.texts[id]; }); }},
        {timeColumn("first_seen", "First seen", "First message"), [](const Line& line) { return line.row.firstSeen; }},
        {timeColumn("last_seen", "Last seen", "Last message"), [](const Line& line) { return line.row.lastSeen; }},
        {countColumn("length", "Length", "Characters of the name, without the final dot"),
         [](const Line& line) { return line.name() == "." ? 0 : line.name().size(); }},
        {countColumn("labels", "Labels", "Labels of the name"),
         [](const Line& line) { return labelCount(line.name()); }},
        {realColumn("entropy", "Entropy", "Shannon entropy of the whole name, in bits per character"),
         [](const Line& line) { return entropy(line.name()); }},
    };
    return all;
}

Subject subjectOf(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    return NameSubject{std::string(table.cell(row, 0, scratch).text)};
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<NameRow> rows = collect(state);
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows[a].messages != rows[b].messages ? rows[a].messages > rows[b].messages
                                                    : state.texts[rows[a].name] < state.texts[rows[b].name];
    });
    if (request.rare)
        std::reverse(order.begin(), order.end());
    const auto rowAt = [&](std::size_t i) { return Line{state, rows[order[i]]}; };
    return makeTable("names", columns(), order.size(), rowAt, subjectOf);
}

}  // namespace

TableDefinition namesTable() {
    return {{.name = "names",
             .title = "Names",
             .about = "A row is a DNS name that was asked for, by `messages`, falling, or rising with `--rare`",
             .rows = RowKind::name,
             .lookupColumns = {"name", "registrable_domain"},
             .notedColumn = "name",
             .hasRegistrants = true,
             .comparable = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
