// SPDX-License-Identifier: GPL-3.0-or-later
// All stars, verdicts and notes in one list: a tab that is there while anything is marked.
#pragma once

#include "ui/views/tablepage.h"

namespace weir::panes {

class MarksPage : public views::TablePage {
    Q_OBJECT

public:
    explicit MarksPage(models::FilterState& filter, QWidget* parent = nullptr);

    void list(const std::shared_ptr<const handover::CaseFile>& marks);

signals:
    /// The rows of this table that a mark is about are wanted in front.
    void rowsRequested(const QString& table, const QString& filter);

private:
    void open();
};

}  // namespace weir::panes
