// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/compare.h"

#include <algorithm>
#include <map>

#include "core/table/columns.h"

namespace weir::handover {
namespace {

using traffic::Snapshot;

struct Measure {
    std::uint64_t amount = 0;
    std::int64_t firstSeen = INT64_MAX;

    void add(std::uint64_t more, std::int64_t seen) {
        amount += more;
        firstSeen = std::min(firstSeen, seen);
    }
};
/// Ordered, since names are chosen by strangers and must not collide on purpose.
using Measures = std::map<std::string, Measure>;

/// How a kind is read from a table of the contract: the subject is the values of these columns with spaces between.
struct Recipe {
    ChangeKind kind;
    std::string_view name, table;
    std::vector<std::string_view> subject;
    std::string_view amount;
};

const std::vector<Recipe>& recipes() {
    static const std::vector<Recipe> all = {
        {ChangeKind::talker, "talker", "talkers", {"address"}, "bytes"},
        {ChangeKind::host, "host", "hosts", {"address"}, "bytes"},
        {ChangeKind::name, "name", "names", {"name"}, "messages"},
        {ChangeKind::service, "service", "conversations", {"server", "proto", "sport", "service"}, "bytes"},
        {ChangeKind::fingerprint, "fingerprint", "conversations", {"ja4"}, "bytes"},
    };
    return all;
}

Measures measure(const Snapshot& snapshot, const Recipe& recipe, const CompareRequest& request) {
    capturetables::TableRequest wanted;
    wanted.name = recipe.table;
    wanted.home = request.home;
    Measures out;
    const auto made = capturetables::makeTable(snapshot, wanted);
    if (!made)
        return out;
    const table::Table& table = *made.value();
    const auto column = [&](std::string_view name) { return table::findColumn(table.schema(), name).value(); };
    std::vector<std::size_t> subjectColumns;
    for (const std::string_view name : recipe.subject) subjectColumns.push_back(column(name));
    const std::size_t amount = column(recipe.amount == "bytes" && request.wireBytes ? "wire_bytes" : recipe.amount);
    const std::size_t firstSeen = column("first_seen");
    std::string scratch;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string subject;
        for (const std::size_t part : subjectColumns) {
            const std::string text = table::cellText(table.cell(row, part, scratch));
            subject.append(subject.empty() || text.empty() ? "" : " ").append(text);
        }
        if (!subject.empty())
            out[subject].add(static_cast<std::uint64_t>(table.cell(row, amount, scratch).integer),
                             table.cell(row, firstSeen, scratch).integer);
    }
    return out;
}

enum class Change : std::uint8_t { added, changed, gone };
constexpr std::string_view changeNames[] = {"new", "changed", "gone"};

struct Row {
    Change change;
    ChangeKind kind;
    std::string subject;
    std::optional<Measure> now, before;

    std::uint64_t amount() const { return std::max(now ? now->amount : 0, before ? before->amount : 0); }
};

std::optional<std::uint64_t> amountOf(const std::optional<Measure>& measure) {
    return measure ? std::optional(measure->amount) : std::nullopt;
}

/// By more than a factor of 10.
bool differs(std::uint64_t a, std::uint64_t b) {
    const auto [less, more] = std::minmax(a, b);
    return more > 0 && (more - 1) / 10 >= less;
}

void collect(std::vector<Row>& rows, ChangeKind kind, const Measures& now, const Measures& before) {
    for (const auto& [subject, measure] : now) {
        const auto old = before.find(subject);
        if (old == before.end())
            rows.push_back({Change::added, kind, subject, measure, {}});
        else if (differs(measure.amount, old->second.amount))
            rows.push_back({Change::changed, kind, subject, measure, old->second});
    }
    for (const auto& [subject, measure] : before) {
        if (!now.contains(subject))
            rows.push_back({Change::gone, kind, subject, {}, measure});
    }
}

const table::ColumnsOf<Row>& columns() {
    using namespace table;
    static const ColumnsOf<Row> all{
        {textColumn("change", "Change", "`new`, `changed` (by more than a factor of 10) or `gone`"),
         [](const Row& row) { return changeNames[static_cast<std::size_t>(row.change)]; }},
        {textColumn("kind", "Kind", "`talker`, `host`, `name`, `service` or `fingerprint`"),
         [](const Row& row) { return toString(row.kind); }},
        {textColumn("subject", "Subject", "What is new, changed or gone"),
         [](const Row& row) { return std::string_view(row.subject); }},
        {countColumn("now", "Now", "Bytes, or messages of a name, in this capture"),
         [](const Row& row) { return amountOf(row.now); }},
        {countColumn("before", "Before", "Bytes, or messages of a name, in the baseline"),
         [](const Row& row) { return amountOf(row.before); }},
        {timeColumn("first_seen", "First seen", "First packet, in this capture or else in the baseline"),
         [](const Row& row) { return (row.now ? row.now : row.before)->firstSeen; }},
    };
    return all;
}

table::Subject subjectOf(const Row& row) {
    switch (row.kind) {
        case ChangeKind::talker:
        case ChangeKind::host:
            return IpAddress::parse(row.subject).value_or(IpAddress{});
        case ChangeKind::name:
            return table::NameSubject{row.subject};
        default:
            return {};
    }
}

}  // namespace

std::string_view toString(ChangeKind kind) { return recipes()[static_cast<std::size_t>(kind)].name; }

std::optional<ChangeKind> changeKindOf(std::string_view table) {
    if (table == "tls")
        return ChangeKind::fingerprint;
    for (const Recipe& recipe : recipes()) {
        if (recipe.table == table)
            return recipe.kind;
    }
    return {};
}

table::Schema changesSchema() { return table::schemaOf(columns()); }

table::TablePtr compare(const Snapshot& now, const Snapshot& baseline, const CompareRequest& request) {
    std::vector<Row> rows;
    for (const Recipe& recipe : recipes()) {
        if (request.kinds.empty() ||
            std::find(request.kinds.begin(), request.kinds.end(), recipe.kind) != request.kinds.end())
            collect(rows, recipe.kind, measure(now, recipe, request), measure(baseline, recipe, request));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        if (a.change != b.change)
            return a.change < b.change;
        return a.kind != b.kind ? a.kind < b.kind : a.amount() > b.amount();
    });
    std::vector<table::Subject> subjects;
    for (const Row& row : rows) subjects.push_back(subjectOf(row));
    return table::makeTable(
        "changes", columns(), rows.size(), [&](std::size_t i) { return rows[i]; },
        [subjects = std::move(subjects)](const table::ColumnTable&, std::size_t row) { return subjects[row]; });
}

}  // namespace weir::handover
