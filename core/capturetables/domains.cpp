// SPDX-License-Identifier: GPL-3.0-or-later
// The domains table: one row for each registrable domain.

#include "core/base/hashmap.h"
#include "core/capturetables/dnsquestions.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct DomainRow {
    const traffic::SnapshotData& state;
    const Questions& questions;
    const std::string& domain;

    /// The largest that `measure` says of any of the names.
    template <typename Measure>
    auto largest(Measure&& measure) const {
        decltype(measure(std::string_view())) most{};
        for (const TextId id : questions.names) most = std::max(most, measure(state.texts[id]));
        return most;
    }
};

ColumnsOf<DomainRow> makeColumns() {
    ColumnsOf<DomainRow> all{
        {registrableDomainColumn(), [](const DomainRow& row) { return std::string_view(row.domain); }},
        {countColumn("distinct_names", "Distinct names",
                     "Different names asked for that are the domain or lie under it"),
         [](const DomainRow& row) { return row.questions.names.size(); }},
        {listColumn("clients", "Clients", "Who asked"),
         [](const DomainRow& row) { return joinAddresses(row.state, row.questions.clients); }},
    };
    addCountColumns(all);
    const ColumnsOf<DomainRow> looks{
        {countColumn("longest_name", "Longest name", "Characters of the longest of its names"),
         [](const DomainRow& row) { return row.largest(lengthOf); }},
        {countColumn("longest_label", "Longest label", "Characters of the longest label of its names"),
         [](const DomainRow& row) { return row.largest(longestLabel); }},
        {realColumn("max_entropy", "Max entropy", "The largest Shannon entropy of its names, in bits per character"),
         [](const DomainRow& row) { return row.largest(entropy); }},
    };
    all.insert(all.end(), looks.begin(), looks.end());
    addAnswerColumns(all);
    return all;
}

const ColumnsOf<DomainRow>& columns() {
    static const ColumnsOf<DomainRow> all = makeColumns();
    return all;
}

Subject subjectOf(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    const Cell domain = table.cell(row, 0, scratch);
    return domain.empty ? Subject() : NameSubject{std::string(domain.text), true};
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    HashMap<std::string, std::size_t> known;
    HashMap<TextId, std::size_t> rowOfName;  // a name's domain is looked up once
    std::vector<std::string> domains;
    const std::vector<Questions> rows =
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
    const auto rowAt = [&](std::size_t i) { return DomainRow{state, rows[order[i]], domains[order[i]]}; };
    return makeTable("domains", columns(), order.size(), rowAt, subjectOf);
}

}  // namespace

TableDefinition domainsTable() {
    return {{.name = "domains",
             .title = "Domains",
             .about = "A row is a registrable domain, by `messages`, falling, or rising with `--rare`",
             .rows = RowKind::name,
             .lookupColumns = {"registrable_domain"},
             .notedColumn = "registrable_domain",
             .hasRegistrants = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
