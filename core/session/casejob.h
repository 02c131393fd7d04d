// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and saving the case beside a capture off the window's thread, so that no change is lost.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/engine/analyze.h"
#include "core/handover/caseseal.h"
#include "core/session/worker.h"

namespace weir::session {

/// What became of a case that was to be read.
struct CaseAnswer {
    std::string path;              ///< where it is kept; empty: the capture is in no file that a case could lie beside
    std::string found;             ///< where it was read: `path`, or beside the capture under a name it had before
    std::string reserve;           ///< where it can be kept instead, among this user's data; empty as `path` is
    bool stranger = false;         ///< marks are there that this user did not make
    handover::CaseFile base;       ///< what lies at `path`
    handover::CaseFile file;       ///< without marks where there is none, or where it is not applied
    std::optional<Error> problem;  ///< why it is not applied, and must not be written over
};

/// What became of a case that was saved.
struct CaseSaved {
    std::string path;
    handover::CaseFile sent, written;  ///< what was to be saved, and the same merged with what others had written
    bool strangers = false;            ///< what others had written was not sealed by this user
};

/// Where the key lies by which this user's cases are known.
std::string caseKeyPath();
/// Where cases are kept that cannot lie beside their capture.
std::string caseReserveFolder();

class CaseJob : public QObject {
    Q_OBJECT

public:
    /// Cases that are saved are sealed with the key in this file, which is made with the first of them.
    explicit CaseJob(std::string keyPath, std::string reserveFolder = {}, QObject* parent = nullptr);
    /// Writes what still waits.
    ~CaseJob() override;

    /// Hashes the capture and reads the case beside it; `loaded` follows, unless another is asked for before.
    void load(const traffic::Snapshot& snapshot);
    /// Nobody waits any more for what was to be read; saves go on.
    void forget();
    /// Merged with what others have made of `base` at `path` meanwhile. Whole or not at all. Of several saves to one
    /// path the newest counts; none is dropped for another path's sake.
    void save(const std::string& path, handover::CaseFile base, handover::CaseFile file);
    /// Reads the case at `path` anew, about captures with these hashes; `reread` follows where it can be read.
    void readAgain(const std::string& path, std::vector<std::string> hashes);
    bool busy() const { return m_worker->busy(); }

signals:
    void loaded(const std::shared_ptr<const weir::session::CaseAnswer>& answer);
    void saved(const std::shared_ptr<const weir::session::CaseSaved>& what);
    void reread(const std::shared_ptr<const weir::session::CaseAnswer>& answer);
    void failed(const weir::Error& error);

private:
    struct Waiting {
        handover::CaseFile base, file;
    };
    struct Outbox {
        std::mutex mutex;
        std::map<std::string, Waiting> waiting;
        std::vector<std::shared_ptr<const CaseSaved>> saved;  ///< and not yet told: an order may be replaced meanwhile
    };
    static Result<void> empty(Outbox& outbox, const std::string& keyPath);
    void run();

    std::string m_keyPath, m_reserveFolder;
    std::string m_againPath;  ///< to be read anew, until `reread`
    std::vector<std::string> m_againHashes;
    std::shared_ptr<Outbox> m_outbox;
    traffic::Snapshot m_wanted;  ///< to be read, until `loaded`
    std::unique_ptr<Worker> m_worker;
};

}  // namespace weir::session
