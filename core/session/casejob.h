// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and saving the case beside a capture off the window's thread, so that no change is lost.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/engine/analyze.h"
#include "core/handover/caseseal.h"
#include "core/session/worker.h"

namespace weir::session {

/// What became of a case that was to be read.
struct CaseAnswer {
    std::string path;              ///< empty: the capture is in no file that a case could lie beside
    bool stranger = false;         ///< marks are there that this user did not make
    handover::CaseFile file;       ///< without marks where there is none, or where it is not applied
    std::optional<Error> problem;  ///< why it is not applied, and must not be written over
};

/// Where the key lies by which this user's cases are known.
std::string caseKeyPath();

class CaseJob : public QObject {
    Q_OBJECT

public:
    /// Cases that are saved are sealed with the key in this file, which is made with the first of them.
    explicit CaseJob(std::string keyPath, QObject* parent = nullptr);
    /// Writes what still waits.
    ~CaseJob() override;

    /// Hashes the capture and reads the case beside it; `loaded` follows, unless another is asked for before.
    void load(const traffic::Snapshot& snapshot);
    /// Nobody waits any more for what was to be read; saves go on.
    void forget();
    /// Whole or not at all. Of several saves to one path the newest counts; none is dropped for another path's sake.
    void save(const std::string& path, handover::CaseFile file);
    bool busy() const { return m_worker->busy(); }

signals:
    void loaded(const std::shared_ptr<const weir::session::CaseAnswer>& answer);
    void saved();
    void failed(const weir::Error& error);

private:
    struct Outbox {
        std::mutex mutex;
        std::map<std::string, handover::CaseFile> waiting;
    };
    static Result<void> empty(Outbox& outbox, const std::string& keyPath);
    void run();

    std::string m_keyPath;
    std::shared_ptr<Outbox> m_outbox;
    traffic::Snapshot m_wanted;  ///< to be read, until `loaded`
    std::unique_ptr<Worker> m_worker;
};

}  // namespace weir::session
