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

}  // namespace

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
    const auto subject = handover::caseSubject(table.subject(row));
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
