// SPDX-License-Identifier: GPL-3.0-or-later
// From rows to packets: shows them, follows what they carry, saves them, hands them to Wireshark.
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

#include "core/session/slicejob.h"
#include "ui/controllers/actions.h"
#include "ui/models/filterstate.h"
#include "ui/models/notice.h"
#include "ui/panes/filequestion.h"

class QMainWindow;
class QMenu;
class QModelIndex;

namespace weir::panes {
class FollowWindow;
}
namespace weir::views {
class Banner;
class TablePage;
}  // namespace weir::views

namespace weir::panes {
class Pages;
}
namespace weir::controllers {

class PacketController : public QObject {
    Q_OBJECT

public:
    /// The window must have its central widget already.
    PacketController(QMainWindow& window, panes::Pages& pages, models::FilterState& filter, const Actions& actions);

    void setCapture(const traffic::Snapshot& snapshot, const QStringList& paths);
    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

    /// The packets page with the packets of the selected rows.
    void showPackets();
    /// What the two ends of the current row's conversation said; null where nothing can be followed.
    panes::FollowWindow* follow();
    void saveSelected();
    /// All that the shared filter leaves of the packets.
    void saveShown();
    void openCaptureInWireshark();

    bool busy() const { return m_job.busy(); }
    views::Banner& banner() { return *m_banner; }

signals:
    void notice(const weir::models::Notice& notice);

private:
    enum class Offer { none, cancel, wireshark };
    void fillMenu(views::TablePage& page, QMenu& menu, const QModelIndex& index);
    void addForeignFilters(views::TablePage& page, QMenu& menu, const QModelIndex& index);
    std::optional<std::uint32_t> currentRow(views::TablePage& page) const;
    std::vector<table::Subject> selectedSubjects(views::TablePage& page) const;
    void save(session::SliceOrder::Choose choose);
    void wireJob();
    void act();
    void openInWireshark(const QStringList& paths);

    QMainWindow& m_window;
    panes::Pages& m_pages;
    models::FilterState& m_filter;
    const Actions& m_actions;
    panes::AskForFile m_ask;
    traffic::Snapshot m_snapshot;
    QStringList m_paths;
    views::Banner* m_banner;
    Offer m_offer = Offer::none;
    QString m_written;
    session::SliceJob m_job;
};

}  // namespace weir::controllers
