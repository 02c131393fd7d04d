// SPDX-License-Identifier: GPL-3.0-or-later
// The stars, verdicts and notes of the open capture, and which of them is about which row of any table.
#pragma once

#include <QObject>
#include <functional>
#include <optional>
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
    void change(const std::vector<handover::CaseSubject>& subjects, const std::function<void(handover::Mark&)>& change);

signals:
    void shown();   ///< anything may look different
    void edited();  ///< … and is to be saved

private:
    handover::CaseFile m_file;
};

}  // namespace weir::models
