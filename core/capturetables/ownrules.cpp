// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/ownrules.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/text.h"
#include "core/base/textparts.h"
#include "core/capturetables/filereasons.h"
#include "core/capturetables/tableinfo.h"
#include "core/table/filter.h"

namespace weir::capturetables {
namespace {

using findings::OwnRule;

constexpr std::size_t mostSubjects = 10'000;  // of one rule
constexpr std::string_view rowsPlace = "rows";

/// A sentence in pieces: text, and columns between.
struct Piece {
    std::string text;
    std::size_t column = 0;
    enum class What : std::uint8_t { text, column, rows } what = What::text;
};

struct BoundRule {
    OwnRule rule;
    std::size_t subject = 0;
    std::string subjectName;
    std::vector<Piece> sentence;
};

Error wrong(const OwnRule& rule, const std::string& what) {
    return Error::of(ErrorKind::invalid, "line %1: the rule '%2' %3", {std::to_string(rule.line), rule.kind, what});
}

Result<std::vector<Piece>> piecesOf(const OwnRule& rule, const table::Schema& schema) {
    std::vector<Piece> out;
    for (std::size_t at = 0; at < rule.sentence.size();) {
        const std::size_t open = std::min(rule.sentence.find('{', at), rule.sentence.size());
        if (open > at)
            out.push_back({rule.sentence.substr(at, open - at)});
        if (open == rule.sentence.size())
            break;
        const std::size_t close = rule.sentence.find('}', open);
        if (close == std::string::npos)
            return wrong(rule, "has a sentence in which a { is not closed");
        const std::string name = rule.sentence.substr(open + 1, close - open - 1);
        const auto column = findColumn(schema, name);
        if (!column && name != rowsPlace)
            return wrong(rule, "has a sentence with {" + name + "}; " + rule.table + " has no such column");
        out.push_back({{}, column.value_or(0), column ? Piece::What::column : Piece::What::rows});
        at = close + 1;
    }
    return out;
}

std::string_view usualSubject(const std::string& table) {
    const auto& columns = tableInfo(table).lookupColumns;
    return columns.empty() ? std::string_view{} : columns.front();
}

Result<BoundRule> bind(OwnRule rule) {
    TableRequest request;
    request.name = rule.table;
    const auto schema = tableSchema(request);
    if (!schema)
        return wrong(rule, "names a wrong table: " + schema.error().text());
    if (rule.table == "findings" || rule.table == "summary")
        return wrong(rule, "cannot be about the table " + rule.table);
    const std::string subject(rule.subject.empty() ? std::string(usualSubject(rule.table)) : rule.subject);
    const auto column = findColumn(schema.value(), subject);
    if (!column)
        return wrong(rule, subject.empty()
                               ? "needs a subject, a column with an address or a name"
                               : "has the subject '" + subject + "'; " + rule.table + " has no such column");
    const auto filter = table::Filter::parse(rule.filter, schema.value());
    if (const auto* error = std::get_if<table::FilterError>(&filter))
        return wrong(rule, "has a wrong filter: " + error->message);
    auto sentence = piecesOf(rule, schema.value());
    if (!sentence)
        return sentence.error();
    BoundRule out;
    out.rule = std::move(rule);
    out.subject = *column;
    out.subjectName = subject;
    out.sentence = sentence.take();
    return out;
}

/// A cell for people.
std::string shown(const table::Table& table, std::size_t row, std::size_t column) {
    constexpr std::size_t enough = 120;
    std::string scratch;
    const table::Cell cell = table.cell(row, column, scratch);
    if (cell.empty)
        return "–";
    if (cell.kind == table::Kind::time)
        return isoTimeText(cell.integer);
    const std::string text = table::cellText(cell);
    return printable(std::string_view(text).substr(0, enough)) + (text.size() > enough ? "…" : "");
}

std::uint32_t frameOf(const table::Table& table, std::size_t row) {
    for (const std::string_view name : {"first_frame", "frame", "number"}) {
        std::string scratch;
        if (const auto column = findColumn(table.schema(), name)) {
            const table::Cell cell = table.cell(row, *column, scratch);
            return cell.empty ? 0 : static_cast<std::uint32_t>(std::clamp<std::int64_t>(cell.integer, 0, UINT32_MAX));
        }
    }
    return 0;
}

class OwnReasons final : public findings::FurtherReasons {
public:
    explicit OwnReasons(std::vector<BoundRule> rules) : m_rules(std::move(rules)) {}

    std::vector<findings::FurtherReason> find(const traffic::Snapshot& snapshot,
                                              const findings::FindingsRequest& request) const override {
        std::vector<findings::FurtherReason> out;
        std::map<std::string, table::TablePtr> tables;
        for (const BoundRule& bound : m_rules) {
            table::TablePtr& table = tables[bound.rule.table];
            if (!table) {
                TableRequest wanted;
                static_cast<findings::FindingsRequest&>(wanted) = request;
                wanted.name = bound.rule.table;
                auto made = makeTable(snapshot, wanted);
                if (!made)
                    continue;
                table = made.take();
            }
            judge(bound, *table, out);
        }
        return out;
    }

    std::pair<std::string, std::string> evidence(std::string_view kind, std::string_view subject) const override {
        const auto found =
            std::find_if(m_rules.begin(), m_rules.end(), [&](const BoundRule& each) { return each.rule.kind == kind; });
        if (found == m_rules.end())
            return {};
        return {found->rule.table, '(' + found->rule.filter + ") and " + found->subjectName + " = " + quoted(subject)};
    }

private:
    static void judge(const BoundRule& bound, const table::Table& table, std::vector<findings::FurtherReason>& out) {
        const auto filter = table::Filter::parse(bound.rule.filter, table.schema());
        if (!std::holds_alternative<table::Filter>(filter))
            return;
        struct Hits {
            std::uint32_t first;
            std::uint64_t rows;
        };
        std::map<std::string, Hits> subjects;
        for (const std::uint32_t row : std::get<table::Filter>(filter).apply(table)) {
            std::string scratch;
            const table::Cell cell = table.cell(row, bound.subject, scratch);
            if (cell.empty)
                continue;
            std::string subject = table::cellText(cell);
            if (subjects.size() >= mostSubjects && !subjects.contains(subject))
                continue;
            ++subjects.try_emplace(std::move(subject), Hits{row, 0}).first->second.rows;
        }
        for (const auto& [subject, hits] : subjects) {
            std::string why = bound.rule.kind + ": ";
            for (const Piece& piece : bound.sentence)
                why += piece.what == Piece::What::text     ? piece.text
                       : piece.what == Piece::What::column ? shown(table, hits.first, piece.column)
                                                           : grouped(hits.rows);
            out.push_back({subject, bound.rule.kind, std::move(why), frameOf(table, hits.first), hits.rows});
        }
    }

    std::vector<BoundRule> m_rules;
};

}  // namespace

Result<std::shared_ptr<const findings::FurtherReasons>> bindOwnRules(std::vector<OwnRule> rules) {
    std::vector<BoundRule> bound;
    for (OwnRule& rule : rules) {
        auto one = bind(std::move(rule));
        if (!one)
            return one.error();
        bound.push_back(one.take());
    }
    return withFileReasons(std::make_shared<OwnReasons>(std::move(bound)));
}

Result<OwnRule> ownRuleFrom(const std::string& table, const std::string& filter, const std::vector<OwnRule>& taken) {
    OwnRule rule;
    for (int number = 1;; ++number) {
        rule.kind = "own-" + std::to_string(number);
        const auto same = [&](const OwnRule& other) { return other.kind == rule.kind; };
        if (std::none_of(taken.begin(), taken.end(), same))
            break;
    }
    rule.title = "made from a filter";
    rule.table = table;
    rule.filter = filter;
    rule.line = 1;
    rule.sentence = std::string("{") + std::string(usualSubject(table)) + "} is in {rows} rows of " + table +
                    " that the rule's filter lets through";
    const auto bound = bind(rule);
    if (!bound)
        return bound.error();
    return rule;
}

Result<void> useOwnRules(TableRequest& request, std::vector<OwnRule> rules) {
    std::vector<findings::FindingRule> weights;
    for (const OwnRule& rule : rules) weights.push_back(rule.asFindingRule());
    auto bound = bindOwnRules(std::move(rules));
    if (!bound)
        return bound.error();
    findings::FindingWeights all = request.weights ? *request.weights : findings::FindingWeights::defaults();
    all.setOwn(weights);
    request.weights = std::make_shared<const findings::FindingWeights>(std::move(all));
    request.further = bound.take();
    return {};
}

}  // namespace weir::capturetables
