// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/markedtable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

#include "core/table/columns.h"
#include "core/table/order.h"

namespace weir::handover {
namespace {

using namespace table;

enum MarkColumn : std::size_t { star, judged, note, markColumnCount };

/// Fills a cell of a row with this mark, which may be null.
void fill(Cell& cell, const Mark* mark, std::size_t column) {
    if (!mark)
        return;
    if (column == star) {
        cell.integer = 1;
        cell.empty = !mark->starred;
    } else if (column == judged) {
        cell.text = mark->verdict == Verdict::none ? std::string_view{} : toString(mark->verdict);
        cell.empty = cell.text.empty();
    } else {
        cell.text = mark->note;
        cell.empty = cell.text.empty();
    }
}

class MarkedTable final : public Table {
public:
    MarkedTable(TablePtr table, std::shared_ptr<const CaseFile> marks)
        : m_table(std::move(table)), m_marks(std::move(marks)), m_schema(m_table->schema()), m_own(m_schema.size()) {
        m_schema.insert(m_schema.end(), markColumns().begin(), markColumns().end());
    }

    const TablePtr& own() const { return m_table; }
    std::string_view name() const override { return m_table->name(); }
    const Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_table->rows(); }
    Subject subject(std::size_t row) const override { return m_table->subject(row); }
    Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        if (column < m_own)
            return m_table->cell(row, column, scratch);
        Cell out;
        out.kind = m_schema[column].kind;
        fill(out, markOf(row), column - m_own);
        return out;
    }
    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        if (column < m_own)
            return m_table->sortKeys(column, keys);
        std::vector<std::string_view> texts(keys.size());
        std::string scratch;
        for (std::size_t row = 0; row < keys.size() && !m_marks->marks.empty(); ++row) {
            const Cell one = cell(row, column, scratch);
            texts[row] = one.empty ? std::string_view{} : column - m_own == star ? "1" : one.text;
        }
        const std::vector<std::uint32_t> ranks = ranksOf(texts, 0);  // the empty text is the least
        std::copy(ranks.begin(), ranks.end(), keys.begin());
    }
    const std::int64_t* integers(std::size_t column) const override {
        return column < m_own ? m_table->integers(column) : nullptr;
    }
    const std::uint32_t* textIds(std::size_t column) const override {
        return column < m_own ? m_table->textIds(column) : nullptr;
    }
    std::span<const std::string_view> dictionary(std::size_t column) const override {
        return column < m_own ? m_table->dictionary(column) : std::span<const std::string_view>();
    }

private:
    const Mark* markOf(std::size_t row) const {
        if (m_marks->marks.empty())
            return nullptr;
        const auto subject = caseSubject(m_table->subject(row));
        return subject ? markOn(*m_marks, *subject) : nullptr;
    }

    TablePtr m_table;
    std::shared_ptr<const CaseFile> m_marks;
    Schema m_schema;
    std::size_t m_own;
};

struct MarkRow {
    const CaseSubject& subject;
    const Mark& mark;
};

const ColumnsOf<MarkRow>& columns() {
    static const ColumnsOf<MarkRow> all{
        {textColumn("kind", "Kind", "What is marked: `address`, `name`, `flow` or `frame`"),
         [](const MarkRow& row) { return toString(row.subject.kind); }},
        {textColumn("subject", "Subject", "The address, the name, the flow or the number of the frame"),
         [](const MarkRow& row) { return std::string_view(row.subject.key); }},
        {markColumns()[star],
         [](const MarkRow& row) { return row.mark.starred ? std::optional<std::int64_t>(1) : std::nullopt; }},
        {markColumns()[judged],
         [](const MarkRow& row) {
             return row.mark.verdict == Verdict::none ? std::string_view{} : toString(row.mark.verdict);
         }},
        {markColumns()[note], [](const MarkRow& row) { return std::string_view(row.mark.note); }},
    };
    return all;
}

Subject subjectOf(const CaseSubject& subject) {
    if (subject.kind == SubjectKind::address) {
        const auto address = IpAddress::parse(subject.key);
        return address ? Subject(*address) : Subject();
    }
    if (subject.kind == SubjectKind::name)
        return NameSubject{subject.key};
    FrameSubject frame;
    const char* const end = subject.key.data() + subject.key.size();
    const bool number = std::from_chars(subject.key.data(), end, frame.number).ptr == end;
    return subject.kind == SubjectKind::frame && number ? Subject(frame) : Subject();
}

}  // namespace

const Schema& markColumns() {
    static const Schema all{
        booleanColumn("star", "Star", "Marked with a star by the analyst"),
        textColumn("judged", "Judged", "The analyst's verdict: `benign`, `suspicious`, `malicious`"),
        textColumn("note", "Note", "The analyst's note")};
    return all;
}

bool isMarkColumn(std::string_view name) { return findColumn(markColumns(), name).has_value(); }

TablePtr markedTable(const TablePtr& table, std::shared_ptr<const CaseFile> marks) {
    const auto* before = dynamic_cast<const MarkedTable*>(table.get());
    return std::make_shared<MarkedTable>(before ? before->own() : table, std::move(marks));
}

CaseSubject fromOtherEnd(const CaseSubject& subject) {
    if (subject.kind != SubjectKind::flow)
        return subject;
    std::array<std::string, 5> parts;
    std::size_t start = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(subject.key.find(' ', start), subject.key.size());
        part = subject.key.substr(start, end - start);
        start = std::min(end + 1, subject.key.size());
    }
    return {subject.kind, parts[1] + ' ' + parts[0] + ' ' + parts[3] + ' ' + parts[2] + ' ' + parts[4]};
}

const Mark* markOn(const CaseFile& marks, const CaseSubject& subject) {
    const Mark* mark = marks.find(subject);
    return mark || subject.kind != SubjectKind::flow ? mark : marks.find(fromOtherEnd(subject));
}

TablePtr marksTable(const CaseFile& file) {
    std::vector<std::pair<const CaseSubject*, const Mark*>> rows;
    std::vector<Subject> subjects;
    for (const auto& [subject, mark] : file.marks) {
        rows.emplace_back(&subject, &mark);
        subjects.push_back(subjectOf(subject));
    }
    const auto rowAt = [&](std::size_t i) { return MarkRow{*rows[i].first, *rows[i].second}; };
    return makeTable("marks", columns(), rows.size(), rowAt,
                     [subjects = std::move(subjects)](const ColumnTable&, std::size_t row) { return subjects[row]; });
}

Schema marksSchema() { return schemaOf(columns()); }

}  // namespace weir::handover
