// SPDX-License-Identifier: GPL-3.0-or-later
// From a row to the next one that matches what is looked for.
#pragma once

#include <QObject>

#include "core/session/worker.h"
#include "ui/models/notice.h"

namespace weir::views {
class TablePage;
}

namespace weir::window {

/// While a filter is in force on the table, every row that is shown matches. Else those rows do that have the current
/// cell's value in its column; they are looked for off the window's thread.
class RowFinder : public QObject {
    Q_OBJECT

public:
    enum class Way { next, previous };

    explicit RowFinder(QObject* parent = nullptr);

    /// Selects the nearest other match, going on at the table's other end. Nothing happens while one is looked for.
    void find(views::TablePage& page, Way way);
    bool busy() const { return m_worker.busy(); }

signals:
    /// What the user should know of the last step.
    void notice(const weir::models::Notice& notice);

private:
    session::Worker m_worker{"weir-find"};
};

}  // namespace weir::window
