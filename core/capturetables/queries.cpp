// SPDX-License-Identifier: GPL-3.0-or-later
// The queries table: one row for each client and name that it asked for.

#include "core/base/hashmap.h"
#include "core/capturetables/dnsquestions.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct QueryRow {
    const traffic::SnapshotData& state;
    const Questions& questions;

    std::string_view name() const { return state.texts[questions.key]; }
};

ColumnsOf<QueryRow> makeColumns() {
    ColumnsOf<QueryRow> all{
        {addressColumn("client", "Client", "Who asked"),
         [](const QueryRow& row) { return row.state.address(row.questions.client); }},
        {textColumn("name", "Name", "Name asked for"), [](const QueryRow& row) { return row.name(); }},
        {registrableDomainColumn(),
         [](const QueryRow& row) { return row.state.suffixes->registrableDomain(row.name()); }},
    };
    addCountColumns(all);
    const ColumnsOf<QueryRow> looks{
        {listColumn("types", "Types", "Types asked for"),
         [](const QueryRow& row) { return row.questions.types.join(protocol::dnsTypeName); }},
        {countColumn("length", "Length", "Characters of the name, without the final dot"),
         [](const QueryRow& row) { return lengthOf(row.name()); }},
        {countColumn("longest_label", "Longest label", "Characters of the name's longest label"),
         [](const QueryRow& row) { return longestLabel(row.name()); }},
        {realColumn("entropy", "Entropy", "Shannon entropy of the whole name, in bits per character"),
         [](const QueryRow& row) { return entropy(row.name()); }},
    };
    all.insert(all.end(), looks.begin(), looks.end());
    addAnswerColumns(all);
    return all;
}

const ColumnsOf<QueryRow>& columns() {
    static const ColumnsOf<QueryRow> all = makeColumns();
    return all;
}

Subject subjectOf(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    return NameSubject{std::string(table.cell(row, 1, scratch).text)};
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    HashMap<std::uint64_t, std::size_t> known;
    const std::vector<Questions> rows =
        collect(state, [&](const traffic::DnsMessageRow& message, const traffic::DnsQuestionRow& question) {
            return known.try_emplace(std::uint64_t{index(message.client)} << 32 | question.name, known.size())
                .first->second;
        });
    const std::vector<std::uint32_t> order = ordered(rows, request.rare, [&](const Questions& a, const Questions& b) {
        return a.key != b.key ? state.texts[a.key] < state.texts[b.key]
                              : state.address(a.client) < state.address(b.client);
    });
    const auto rowAt = [&](std::size_t i) { return QueryRow{state, rows[order[i]]}; };
    return makeTable("queries", columns(), order.size(), rowAt, subjectOf);
}

}  // namespace

TableDefinition queriesTable() {
    return {
        {.name = "queries",
         .title = "Queries",
         .about = "A row is a client and a DNS name that it asked for, by `messages`, falling, or rising with `--rare`",
         .rows = RowKind::name,
         .lookupColumns = {"name", "registrable_domain"},
         .notedColumn = "name",
         .hasRegistrants = true},
        fixedSchema([] { return schemaOf(columns()); }),
        make};
}

}  // namespace weir::capturetables
