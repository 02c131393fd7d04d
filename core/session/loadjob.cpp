// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/loadjob.h"

#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "core/base/threadname.h"
#include "core/engine/analyze.h"

namespace weir::session {

/// One reading: its mailbox and its thread.
struct LoadJob::Run {
    explicit Run(LoadJob& job) : owner(&job) {}

    std::mutex mutex;     ///< guards all but the thread
    LoadJob* owner;       ///< null once it is being destroyed
    bool called = false;  ///< a call of `fetch` is on its way
    std::optional<traffic::Progress> progress;
    traffic::Snapshot snapshot;
    std::optional<Result<traffic::Snapshot>> result;
    std::jthread thread;  // last: joined before the mailbox goes

    void read(const Loader& loader, std::vector<std::string> paths, const traffic::Options& options,
              std::stop_token stop) {
        engine::Callbacks callbacks;
        callbacks.progress = [this](const traffic::Progress& fresh) {
            const std::lock_guard lock(mutex);
            progress = fresh;
            callOwner();
        };
        callbacks.snapshot = [this](traffic::Snapshot fresh) {
            const std::lock_guard lock(mutex);
            snapshot.swap(fresh);  // a snapshot that nobody fetched is dropped here, after the lock
            callOwner();
        };
        std::optional<Result<traffic::Snapshot>> outcome;
        try {
            outcome.emplace(loader(std::move(paths), options, callbacks, std::move(stop)));
        } catch (const std::bad_alloc&) {
            outcome.emplace(Error::of(ErrorKind::noMemory, "there is not enough memory to read this capture"));
        } catch (const std::exception& e) {
            outcome.emplace(Error::of(ErrorKind::internal, e.what()));
        }
        const std::lock_guard lock(mutex);
        result = std::move(outcome);
        callOwner();
    }
    void callOwner() {
        if (owner && !std::exchange(called, true))
            QMetaObject::invokeMethod(owner, "fetch", Qt::QueuedConnection);
    }
    void disown() {
        const std::lock_guard lock(mutex);
        owner = nullptr;
    }
    bool over() {
        const std::lock_guard lock(mutex);
        called = false;
        return result.has_value();
    }
};

LoadJob::LoadJob(QObject* parent) : LoadJob(&engine::analyze, parent) {}

LoadJob::LoadJob(Loader loader, QObject* parent) : QObject(parent), m_loader(std::move(loader)) {}

LoadJob::~LoadJob() {
    abandon();  // so that all threads stop at the same time; the vector's destructor then joins them
    for (const auto& run : m_abandoned) run->disown();
}

void LoadJob::start(std::vector<std::string> paths, traffic::Options options) {
    abandon();
    m_current = std::make_unique<Run>(*this);
    try {
        m_current->thread = std::jthread([run = m_current.get(), loader = m_loader, paths = std::move(paths),
                                          options = std::move(options)](std::stop_token stop) mutable {
            nameThread("weir-load");
            run->read(loader, std::move(paths), options, std::move(stop));
        });
    } catch (const std::system_error&) {
        const std::lock_guard lock(m_current->mutex);
        m_current->result.emplace(
            Error::of(ErrorKind::noThread, "no further thread can be started to read this capture"));
        m_current->callOwner();
    }
}

void LoadJob::cancel() {
    if (m_current)
        m_current->thread.request_stop();
}

void LoadJob::abandon() {
    if (!m_current)
        return;
    m_current->thread.request_stop();
    m_abandoned.push_back(std::move(m_current));
}

void LoadJob::fetch() {
    std::erase_if(m_abandoned, [](const auto& run) { return run->over(); });
    if (!m_current)
        return;
    std::optional<traffic::Progress> progress;
    traffic::Snapshot snapshot;
    std::optional<Result<traffic::Snapshot>> result;
    {
        const std::lock_guard lock(m_current->mutex);
        m_current->called = false;
        progress = std::exchange(m_current->progress, std::nullopt);
        snapshot = std::exchange(m_current->snapshot, nullptr);
        result = std::exchange(m_current->result, std::nullopt);
    }
    if (!result) {
        // A slot may start another reading: nothing of this one is touched after the first signal that it may answer.
        const Run* told = m_current.get();
        if (progress)
            emit progressed(*progress);
        if (snapshot && m_current.get() == told)
            emit snapshotReady(snapshot);
        return;
    }
    m_current.reset();
    if (result->ok())
        emit finished(result->value());
    else
        emit failed(result->error());
}

}  // namespace weir::session
