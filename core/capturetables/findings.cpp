// SPDX-License-Identifier: GPL-3.0-or-later
// The findings table: what to look at first, and why.
#include "core/base/text.h"
#include "core/capturetables/notecolumns.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/findings/ranking.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct FindingRow {
    const traffic::SnapshotData& state;
    const findings::RankedFinding& ranked;
    std::int64_t rank;

    const findings::Finding& finding() const { return *ranked.finding; }
    std::string kinds() const {
        return joined(ranked.reasons, [](const auto& reason) { return reason.first->kind; });
    }
    std::string why() const {
        std::string out;
        for (const auto& [reason, share] : ranked.reasons) out.append(out.empty() ? "" : "; ").append(reason->why);
        return out;
    }
    std::string shares() const {
        return joined(ranked.reasons,
                      [](const auto& reason) { return reason.first->kind + "=" + realText(reason.second); });
    }
    std::optional<std::int64_t> ifSeen(std::int64_t time) const {
        return finding().firstSeen <= finding().lastSeen ? std::optional(time) : std::nullopt;
    }
};

ColumnsOf<FindingRow> makeColumns() {
    ColumnsOf<FindingRow> all{
        {numberColumn("rank", "Rank", "From 1, the highest score"), [](const FindingRow& row) { return row.rank; }},
        {realColumn("score", "Score", "Sum of what the reasons add"),
         [](const FindingRow& row) { return row.ranked.score; }},
        {listColumn("kind", "Kind", "Short names of the reasons"), [](const FindingRow& row) { return row.kinds(); }},
        {textColumn("subject", "Subject", "An address or a name"),
         [](const FindingRow& row) { return std::string_view(row.finding().subject); }},
        {textColumn("why", "Why", "What was seen, in words and figures"),
         [](const FindingRow& row) { return row.why(); }},
        {numberColumn("first_frame", "First frame", "First frame that shows it"),
         [](const FindingRow& row) { return row.ranked.firstFrame; }},
        {countColumn("frames", "Frames", "How many frames show it"),
         [](const FindingRow& row) { return row.ranked.frames; }},
    };
    addNetworkColumns(all);
    const ColumnsOf<FindingRow> further{
        {listColumn("shares", "Shares", "What each reason adds to the score: `never-named=10;odd-port=11`"),
         [](const FindingRow& row) { return row.shares(); }},
        {textColumn("severity", "Severity", "`serious` from 40 points, `look` from 20, else `little`"),
         [](const FindingRow& row) { return toString(findings::severity(row.ranked.score)); }},
        {listColumn("clients", "Clients", "Home addresses that took part"),
         [](const FindingRow& row) {
             return joined(row.finding().clients,
                           [&](traffic::AddressId id) { return row.state.address(id).toString(); });
         }},
        {listColumn("names", "Names", "Names of the subject"),
         [](const FindingRow& row) { return traffic::joinNames(row.state, row.finding().names); }},
        {timeColumn("first_seen", "First seen", "First packet with the subject"),
         [](const FindingRow& row) { return row.ifSeen(row.finding().firstSeen); }},
        {timeColumn("last_seen", "Last seen", "Last packet with the subject"),
         [](const FindingRow& row) { return row.ifSeen(row.finding().lastSeen); }},
        {bytesColumn("bytes", "Bytes", "Bytes of the traffic with the subject"),
         [](const FindingRow& row) { return row.finding().bytes; }},
        {countColumn(
             "member_count", "Member count",
             "How many addresses or names the finding stands for: the targets of a scan, the names of a tunnel"),
         [](const FindingRow& row) { return row.finding().members.count; }},
        {listColumn("members", "Members", "The first 256 of them"),
         [](const FindingRow& row) {
             return joined(row.finding().members.first, [](const std::string& member) { return member; });
         }},
    };
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

const ColumnsOf<FindingRow>& columns() {
    static const ColumnsOf<FindingRow> all = makeColumns();
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const auto kept = findings::keptFindings(snapshot, request);
    const std::vector<findings::RankedFinding> rows = findings::ranked(*kept, request);
    std::vector<Subject> subjects;
    const auto rowAt = [&](std::size_t i) {
        const findings::Finding& finding = *rows[i].finding;
        const IpAddress address = finding.address ? state.address(*finding.address) : IpAddress{};
        subjects.push_back(finding.address ? Subject(address) : Subject(NameSubject{finding.subject}));
        return FindingRow{state, rows[i], static_cast<std::int64_t>(i + 1)};
    };
    ColumnTable::Builder builder("findings", schemaOf(columns()), rows.size());
    std::string scratch;
    for (std::size_t i = 0; i < rows.size(); ++i) addRow(builder, columns(), rowAt(i), scratch);
    return builder.finish(
        [subjects = std::move(subjects)](const ColumnTable&, std::size_t row) { return subjects[row]; });
}

}  // namespace

TableDefinition findingsTable() {
    return {{.name = "findings",
             .title = "Findings",
             .about = "A row is a subject, an address or a name, by score, falling",
             .rows = RowKind::finding,
             .lookupColumns = {"subject"},
             .notedColumn = "subject"},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
