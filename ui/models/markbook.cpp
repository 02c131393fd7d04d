// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/markbook.h"

#include <utility>

#include "core/handover/markedtable.h"

namespace weir::models {

namespace {

using handover::CaseSubject;

}  // namespace

void MarkBook::setFile(handover::CaseFile file) {
    m_file = std::move(file);
    m_before.clear();
    emit shown();
}

void MarkBook::take(handover::CaseFile file) {
    m_file = std::move(file);
    emit shown();
}

void MarkBook::undo() {
    if (m_before.empty())
        return;
    const Marks last = std::move(m_before.back());
    m_before.pop_back();
    for (const auto& [subject, mark] : last) m_file.set(subject, mark);
    emit shown();
    emit edited();
}

const handover::Mark* MarkBook::find(const CaseSubject& subject) const {
    if (m_file.marks.empty())
        return nullptr;
    return handover::markOn(m_file, subject);
}

const handover::Mark* MarkBook::find(const table::Table& table, std::uint32_t row) const {
    if (m_file.marks.empty())
        return nullptr;
    const auto subject = handover::caseSubject(table.subject(row));
    return subject ? find(*subject) : nullptr;
}

void MarkBook::change(const std::vector<CaseSubject>& subjects, const std::function<void(handover::Mark&)>& change) {
    constexpr std::size_t mostKept = 100;
    Marks before;
    for (const CaseSubject& subject : subjects) {
        const handover::Mark* old = find(subject);
        handover::Mark mark = old ? *old : handover::Mark();
        change(mark);
        // A mark that was made from the other end stays where it is.
        const bool other = old && !m_file.marks.contains(subject);
        const CaseSubject place = other ? handover::fromOtherEnd(subject) : subject;
        before.emplace_back(place, old ? *old : handover::Mark());
        m_file.set(place, std::move(mark));
    }
    m_before.push_back(std::move(before));
    if (m_before.size() > mostKept)
        m_before.erase(m_before.begin());
    emit shown();
    emit edited();
}

}  // namespace weir::models
