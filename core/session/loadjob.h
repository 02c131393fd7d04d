// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a capture while the window stays alive: the only door between the analysis and the window's thread.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/analyze.h"

namespace weir::session {

/// Loads one capture (or several as one) at a time. All members and signals belong to the thread that made the
/// object, which needs an event loop. A reading has a thread of its own, which ends with it; it writes into a mailbox,
/// and a queued call fetches what is there: of several snapshots that pile up only the newest is told.
class LoadJob : public QObject {
    Q_OBJECT

public:
    /// What does the reading; `analysis::analyze` unless a test says otherwise.
    using Loader = std::function<Result<traffic::Snapshot>(std::vector<std::string>, const traffic::Options&,
                                                           const engine::Callbacks&, std::stop_token)>;

    explicit LoadJob(QObject* parent = nullptr);
    LoadJob(Loader loader, QObject* parent);
    /// Stops and waits for every thread that still reads.
    ~LoadJob() override;

    /// Abandons whatever is being read and starts this. Returns at once; the abandoned reading is never told of.
    void start(std::vector<std::string> paths, traffic::Options options);
    /// Asks the reading to stop; what was read comes through `finished`, marked as partial.
    void cancel();
    /// Asks the reading to stop and tells nothing more of it.
    void abandon();
    bool running() const { return m_current != nullptr; }

signals:
    void progressed(const weir::traffic::Progress& progress);
    void snapshotReady(const weir::traffic::Snapshot& snapshot);
    /// The reading is over: all read, damaged (see captureInfo), or cancelled.
    void finished(const weir::traffic::Snapshot& snapshot);
    /// Nothing could be read.
    void failed(const weir::Error& error);

private:
    struct Run;
    Q_INVOKABLE void fetch();

    Loader m_loader;
    std::unique_ptr<Run> m_current;
    std::vector<std::unique_ptr<Run>> m_abandoned;  ///< asked to stop, not yet over
};

}  // namespace weir::session
