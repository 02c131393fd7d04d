// SPDX-License-Identifier: GPL-3.0-or-later
// What lookups say of a capture's addresses, kept up to date for the tables a little at a time.
#pragma once

#include <QObject>
#include <QSet>
#include <QTimer>

#include "core/capturetables/tables.h"
#include "core/engine/analyze.h"
#include "core/enrich/queue/lookups.h"
#include "core/session/addressnotes.h"

namespace weir::models {

/// Works in the thread of the lookups, in slices of a few milliseconds. `changed` comes at most twice a second.
class NoteKeeper : public QObject {
    Q_OBJECT

public:
    explicit NoteKeeper(enrich::queue::Lookups& lookups, QObject* parent = nullptr);

    /// A later snapshot of the same capture goes on where the one before ended; null ends the capture.
    void setSnapshot(const traffic::Snapshot& snapshot);
    /// Everything anew, such as after kept answers have been forgotten.
    void startOver();
    const session::Notes& notes() const { return m_published; }
    bool settled() const { return !m_slice.isActive() && !m_publish.isActive(); }  ///< nothing is still to be published

signals:
    void changed();

private:
    void work();
    void note(const IpAddress& address);
    void publish();

    enrich::queue::Lookups& m_lookups;
    traffic::Snapshot m_snapshot;
    std::size_t m_next = 0;
    QSet<QString> m_answered;  ///< addresses with news
    traffic::AddressNotes m_notes;
    bool m_differs = false;
    bool m_namesDiffer = true;
    session::Notes m_published;
    QTimer m_slice;
    QTimer m_publish;
};

}  // namespace weir::models
