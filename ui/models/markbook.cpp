// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/markbook.h"

#include <algorithm>
#include <array>
#include <utility>

namespace weir::models {

namespace {

using handover::CaseSubject;
using handover::SubjectKind;

/// "A B PORT_OF_A PORT_OF_B PROTOCOL" seen from B.
std::string reversed(const std::string& flow) {
    std::array<std::string, 5> parts;
    std::size_t start = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(flow.find(' ', start), flow.size());
        part = flow.substr(start, end - start);
        start = std::min(end + 1, flow.size());
    }
    return parts[1] + ' ' + parts[0] + ' ' + parts[3] + ' ' + parts[2] + ' ' + parts[4];
}

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

CaseSubject addressOrName(const std::string& text) {
    if (const auto address = IpAddress::parse(text))
        return {SubjectKind::address, address->toString()};
    return {SubjectKind::name, lowerCase(text)};
}

/// One row's cells by name; empty where there is no such column.
class Row {
public:
    Row(const table::Table& table, std::uint32_t row) : m_table(table), m_row(row) {}

    bool has(std::string_view column) const { return table::findColumn(m_table.schema(), column).has_value(); }
    std::string text(std::string_view column) {
        const auto at = table::findColumn(m_table.schema(), column);
        return at ? table::cellText(m_table.cell(m_row, *at, m_scratch)) : std::string();
    }
    std::optional<CaseSubject> flow(const std::array<std::string_view, 5>& keys) {
        std::string key;
        for (const std::string_view column : keys) {
            if (!has(column))
                return {};
            const std::string part = text(column);
            key.append(key.empty() ? "" : " ").append(part.empty() ? "-" : part);
        }
        return CaseSubject{SubjectKind::flow, key};
    }

private:
    const table::Table& m_table;
    std::uint32_t m_row;
    std::string m_scratch;
};

}  // namespace

std::optional<CaseSubject> subjectOfRow(const table::Table& table, std::uint32_t number) {
    if (number >= table.rows())
        return {};
    Row row(table, number);
    if (const std::string frame = row.text("number"); !frame.empty())
        return CaseSubject{SubjectKind::frame, frame};
    if (const std::string address = row.text("address"); !address.empty())
        return addressOrName(address);
    if (row.has("client"))
        return row.flow({"client", "server", "cport", "sport", "proto"});
    if (row.has("src"))
        return row.flow({"src", "dst", "sport", "dport", "proto"});
    if (const std::string name = row.text("name"); !name.empty())
        return CaseSubject{SubjectKind::name, lowerCase(name)};
    const std::string subject = row.text("subject");
    const std::string kind = row.text("kind");
    if (subject.empty() || (row.has("change") && (kind == "service" || kind == "fingerprint")))
        return {};
    return addressOrName(subject);
}

void MarkBook::setFile(handover::CaseFile file) {
    m_file = std::move(file);
    emit shown();
}

const handover::Mark* MarkBook::find(const CaseSubject& subject) const {
    if (m_file.marks.empty())
        return nullptr;
    const handover::Mark* mark = m_file.find(subject);
    return mark || subject.kind != SubjectKind::flow ? mark : m_file.find({subject.kind, reversed(subject.key)});
}

const handover::Mark* MarkBook::find(const table::Table& table, std::uint32_t row) const {
    if (m_file.marks.empty())
        return nullptr;
    const auto subject = subjectOfRow(table, row);
    return subject ? find(*subject) : nullptr;
}

void MarkBook::change(const std::vector<CaseSubject>& subjects, const std::function<void(handover::Mark&)>& change) {
    for (const CaseSubject& subject : subjects) {
        const handover::Mark* old = find(subject);
        handover::Mark mark = old ? *old : handover::Mark();
        change(mark);
        // A mark that was made from the other end stays where it is.
        const bool other = old && !m_file.marks.contains(subject);
        m_file.set(other ? CaseSubject{subject.kind, reversed(subject.key)} : subject, std::move(mark));
    }
    emit shown();
    emit edited();
}

}  // namespace weir::models
