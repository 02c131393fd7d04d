// SPDX-License-Identifier: GPL-3.0-or-later
// Stars, verdicts and notes on rows: set by menu and key, shown in every table, kept in a file beside the capture.
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <functional>
#include <utility>

#include "core/session/casejob.h"
#include "ui/controllers/caseactions.h"
#include "ui/models/markbook.h"
#include "ui/models/notice.h"

class QModelIndex;

namespace weir::views {
class TablePage;
}

namespace weir::panes {
class Pages;
}
namespace weir::controllers {

class CaseController : public QObject {
    Q_OBJECT

public:
    CaseController(QMainWindow& window, panes::Pages& pages, const CaseActions& actions);
    /// Writes what is not yet written.
    ~CaseController() override;

    /// Null: no capture; what was changed is written. The case is read when the capture is.
    void setCapture(const traffic::Snapshot& snapshot, bool reading);
    /// Goes on at once where all marks are kept, else asks what is to become of those that could not be saved.
    void leave(std::function<void()> go);
    bool wouldLose() const { return m_lost && !m_private; }
    /// Whether nothing is ever written.
    void setPrivate(bool keepNothing) { m_private = keepNothing; }

    models::MarkBook& marks() { return m_marks; }
    /// The case is being read or is to be written.
    bool busy() const { return m_state == State::waiting || m_later.isActive() || m_job.busy(); }

    /// Of the selected rows; takes away what all of them have.
    void star();
    void judge(handover::Verdict verdict);
    /// Asks for a note on them.
    void note();

signals:
    void notice(const weir::models::Notice& notice);

private:
    enum class State { closed, waiting, bound, loose };
    void wirePage(views::TablePage& page);
    void take(const session::CaseAnswer& answer);
    void offer(const session::CaseAnswer& answer);
    void keepForThisRun(const QString& why);
    void changed();
    void flush();
    void fail(const Error& error);
    void noteSaved(const session::CaseSaved& saved);
    void noteElsewhere(const session::CaseAnswer& answer);
    void tellOfOthers(std::size_t subjects, bool strangers);
    void watch();
    void keepAmongOwnData();
    static QString inWords(const handover::CaseSubject& subject);
    std::vector<handover::CaseSubject> selected();
    bool all(const std::vector<handover::CaseSubject>& subjects, bool (*has)(const handover::Mark&, int),
             int what) const;

    QMainWindow& m_window;
    panes::Pages& m_pages;
    models::MarkBook m_marks;
    session::CaseJob m_job{session::caseKeyPath(), session::caseReserveFolder()};
    QTimer m_later;
    QTimer m_look;  ///< until what others write has been written
    QFileSystemWatcher m_watcher;
    State m_state = State::closed;
    bool m_private = false;
    bool m_unsaved = false;
    bool m_lost = false;  ///< the last try to save failed
    bool m_told = false;  ///< that what is set now is not saved
    QString m_why;
    std::string m_path, m_reserve;
    handover::CaseFile m_base;  ///< what was last seen at m_path
    std::pair<QDateTime, qint64> m_stamp;
};

}  // namespace weir::controllers
