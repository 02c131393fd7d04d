// SPDX-License-Identifier: GPL-3.0-or-later
// The stars, verdicts and notes of the open capture, and which of them is about which row of any table.
#pragma once

#include <QObject>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/handover/casefile.h"
#include "core/table/table.h"

namespace weir::models {

/// Belongs to the window's thread.
class MarkBook : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const handover::CaseFile& file() const { return m_file; }
    /// Replaces everything; not a change that has to be saved.
    void setFile(handover::CaseFile file);

    /// Null where there is none. A flow's mark is found from either end.
    const handover::Mark* find(const handover::CaseSubject& subject) const;
    const handover::Mark* find(const table::Table& table, std::uint32_t row) const;
    /// What others have made of it meanwhile; what was changed here can still be undone.
    void take(handover::CaseFile file);
    void change(const std::vector<handover::CaseSubject>& subjects, const std::function<void(handover::Mark&)>& change);

    /// Puts the marks of the last change back as they were before it.
    void undo();
    bool canUndo() const { return !m_before.empty(); }

signals:
    void shown();   ///< anything may look different
    void edited();  ///< … and is to be saved

private:
    using Marks = std::vector<std::pair<handover::CaseSubject, handover::Mark>>;

    handover::CaseFile m_file;
    std::vector<Marks> m_before;  ///< by change, the newest last
};

}  // namespace weir::models
