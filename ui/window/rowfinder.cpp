// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/rowfinder.h"

#include <QPointer>
#include <optional>

#include "ui/views/tablepage.h"

namespace weir::window {

using models::Notice;
using views::TablePage;
using views::TableView;

namespace {

/// Places in what a table shows. `from` may lie one beyond either end.
struct Walk {
    int from = 0;
    int count = 0;
    RowFinder::Way way = RowFinder::Way::next;

    int steps() const { return from < 0 || from >= count ? count : count - 1; }
    int place(int step) const {
        const std::int64_t to = std::int64_t{from} + (way == RowFinder::Way::next ? step : -step);
        return static_cast<int>((to + count) % count);
    }
    bool wraps(int place) const { return way == RowFinder::Way::next ? place < from : place > from; }
};

void select(TableView& view, int row, int column) {
    const QModelIndex index = view.tableModel().index(row, column);
    view.selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    view.scrollTo(index);
}

}  // namespace

RowFinder::RowFinder(QObject* parent) : QObject(parent) {
    connect(&m_worker, &session::Worker::failed, this, [this](const QString& reason) {
        emit notice({Notice::Kind::passing, reason});
    });
}

void RowFinder::find(TablePage& page, Way way) {
    if (m_worker.busy() || !page.known())
        return;
    TableView& view = page.view();
    const models::TableModel& model = view.tableModel();
    const QModelIndex current = view.currentIndex();
    const bool filtered = !page.source().filterFit().text.isEmpty();
    if (!filtered && !current.isValid()) {
        emit notice({Notice::Kind::passing, tr("Select a cell whose value to search for, or type a filter.")});
        return;
    }
    Walk walk{0, model.rowCount(), way};
    walk.from = current.isValid() ? current.row() : way == Way::next ? -1 : walk.count;
    if (filtered && current.isValid() && !view.selectionModel()->isRowSelected(current.row()))
        walk.from += way == Way::next ? -1 : 1;  // where the keyboard stands at first is no match that was seen
    const int column = current.isValid() ? current.column() : static_cast<int>(view.shownColumns().front());
    const auto arrive = [this, filtered, walk, column](TableView& in, std::optional<int> place) {
        if (!place) {
            emit notice(
                {Notice::Kind::passing, filtered ? tr("No other row matches.") : tr("No other row has this value.")});
            return;
        }
        select(in, *place, column);
        if (!walk.wraps(*place))
            emit notice({Notice::Kind::passing, {}});
        else
            emit notice({Notice::Kind::passing, walk.way == Way::next ? tr("Search continued from the top.")
                                                                      : tr("Search continued from the bottom.")});
    };
    if (filtered) {
        arrive(view, walk.steps() > 0 ? std::optional(walk.place(1)) : std::nullopt);
        return;
    }
    // The table is held by the work only, so that the worker is who frees it when it is the last.
    m_worker.start([table = model.table(), rows = model.rows(), walk, column, arrive,
                    view = QPointer(&view)](const std::stop_token& stop) -> session::Worker::Delivery {
        constexpr int often = 4096;
        auto text = [&table, &rows, column, scratch = std::string()](int place) mutable {
            return table::cellText(
                table->cell(rows[static_cast<std::size_t>(place)], static_cast<std::size_t>(column), scratch));
        };
        const std::string wanted = text(walk.from);
        std::optional<int> found;
        for (int step = 1; !found && step <= walk.steps(); ++step) {
            if (step % often == 0 && stop.stop_requested())
                return {};
            if (text(walk.place(step)) == wanted)
                found = walk.place(step);
        }
        const std::uint32_t row = rows[static_cast<std::size_t>(found.value_or(walk.from))];
        return [=, same = std::weak_ptr(table)] {
            // What is shown, or the choice in it, may have changed meanwhile.
            const int place = found.value_or(walk.from);
            const models::TableModel* now = view ? &view->tableModel() : nullptr;
            if (now && now->table() == same.lock() && place < now->rowCount() && now->tableRow(place) == row &&
                view->currentIndex() == now->index(walk.from, column))
                arrive(*view, found);
        };
    });
}

}  // namespace weir::window
