// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/casejob.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/handover/casemerge.h"
#include "core/traffic/filehash.h"

namespace weir::session {

namespace {

constexpr int lockPatience = 2000;  // ms; longer than any save takes

/// A case beside the capture that it was saved with under another name of the capture; empty where there is none.
std::string underAnotherName(const std::string& path, const std::vector<std::string>& hashes) {
    constexpr int mostEntries = 4096, mostCases = 64;
    int entries = 0, cases = 0;
    std::error_code error;
    const std::filesystem::path own(path);
    for (std::filesystem::directory_iterator at(own.parent_path().empty() ? "." : own.parent_path(), error), end;
         !error && at != end && ++entries <= mostEntries && cases < mostCases; at.increment(error)) {
        const std::string name = at->path().string();
        if (!name.ends_with(".weir.json") || at->path().filename() == own.filename())
            continue;
        ++cases;
        if (handover::loadCase(name, hashes))
            return name;
    }
    return {};
}

std::shared_ptr<CaseAnswer> read(const traffic::Snapshot& snapshot, const std::string& keyPath,
                                 const std::string& reserveFolder) {
    auto answer = std::make_shared<CaseAnswer>();
    const std::vector<std::string>& files = traffic::captureInfo(*snapshot).files;
    const std::vector<std::string> hashes = traffic::fileHashes(*snapshot);
    const std::string path = handover::casePath(files);
    if (path.empty() || hashes.empty() || std::find(hashes.begin(), hashes.end(), std::string()) != hashes.end())
        return answer;
    answer->path = answer->found = path;
    const handover::CaseSeal seal = handover::CaseSeal::load(keyPath);
    std::error_code error;
    const bool beside = std::filesystem::exists(path, error);
    if (const std::string old = beside ? std::string() : underAnotherName(path, hashes); !old.empty())
        answer->found = old;
    auto loaded = handover::loadCase(answer->found, hashes);
    if (loaded)
        answer->file = loaded.take();
    else
        answer->problem = loaded.error();
    answer->stranger = !answer->file.empty() && !seal.holds(answer->file);
    if (beside)
        answer->base = answer->file;
    if (!reserveFolder.empty()) {
        answer->reserve = reserveFolder + '/' + hashes.front() + ".weir.json";
        if (const auto kept = handover::loadCase(answer->reserve, hashes);
            kept && !kept.value().empty() && seal.holds(kept.value()) && !answer->problem && !answer->stranger) {
            answer->file = answer->file.empty() ? kept.value() : handover::merged({}, answer->file, kept.value());
            if (!beside) {
                answer->path = answer->found = answer->reserve;
                answer->base = kept.value();
            }
        }
    }
    for (handover::CaseFile* one : {&answer->file, &answer->base}) {
        one->hashes = hashes;
        one->files = files;
    }
    return answer;
}

/// What lies at the path now, merged with what is to be saved there.
Result<CaseSaved> merge(const std::string& path, const handover::CaseFile& base, const handover::CaseFile& file,
                        const handover::CaseSeal& seal) {
    CaseSaved out{path, file, file, false};
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return out;  // also where somebody took it away
    const auto there = handover::loadCase(path, file.hashes);
    if (!there)
        return there.error();
    out.written = handover::merged(base, file, there.value());
    out.strangers = !there.value().empty() && !seal.holds(there.value());
    return out;
}

}  // namespace

namespace {

std::string inDataFolder(const QString& name) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QFile::encodeName(folder + QStringLiteral("/weir/weir/") + name).toStdString();
}

}  // namespace

std::string caseKeyPath() { return inDataFolder(QStringLiteral("case.key")); }
std::string caseReserveFolder() { return inDataFolder(QStringLiteral("cases")); }

CaseJob::CaseJob(std::string keyPath, std::string reserveFolder, QObject* parent)
    : QObject(parent),
      m_keyPath(std::move(keyPath)),
      m_reserveFolder(std::move(reserveFolder)),
      m_outbox(std::make_shared<Outbox>()),
      m_worker(std::make_unique<Worker>("weir-case")) {
    connect(m_worker.get(), &Worker::failed, this,
            [this](const QString& reason) { emit failed(Error::of(ErrorKind::internal, reason.toStdString())); });
}

CaseJob::~CaseJob() {
    m_worker.reset();
    (void)empty(*m_outbox, m_keyPath);  // nobody is left who could be told
}

Result<void> CaseJob::empty(Outbox& outbox, const std::string& keyPath) {
    Result<void> done;
    for (;;) {
        decltype(outbox.waiting)::node_type next;
        {
            const std::lock_guard lock(outbox.mutex);
            if (outbox.waiting.empty())
                return done;
            next = outbox.waiting.extract(outbox.waiting.begin());
        }
        const handover::CaseSeal seal = handover::CaseSeal::make(keyPath);
        // Between reading and writing nobody else may write. Where no lock can be made, nothing can be saved either.
        const QString path = QFile::decodeName(next.key().c_str());
        QLockFile lock(path + QStringLiteral(".lock"));
        lock.tryLock(lockPatience);
        auto saved = merge(next.key(), next.mapped().base, next.mapped().file, seal);
        if (!saved) {
            done = saved.error();
            continue;
        }
        auto what = std::make_shared<CaseSaved>(saved.take());
        what->written.seal = seal.of(what->written);
        if (auto written = handover::saveCase(what->path, what->written); !written) {
            done = std::move(written);
        } else {
            const std::lock_guard guard(outbox.mutex);
            outbox.saved.push_back(std::move(what));
        }
    }
}

void CaseJob::load(const traffic::Snapshot& snapshot) {
    m_wanted = snapshot;
    run();
}

void CaseJob::forget() {
    if (!m_wanted)
        return;
    m_wanted.reset();
    run();
}

void CaseJob::save(const std::string& path, handover::CaseFile base, handover::CaseFile file) {
    if (!m_reserveFolder.empty() && path.starts_with(m_reserveFolder)) {
        const QString folder = QFile::decodeName(m_reserveFolder.c_str());
        if (QDir().mkpath(folder))
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    {
        const std::lock_guard lock(m_outbox->mutex);
        const auto [at, added] = m_outbox->waiting.try_emplace(path, Waiting{std::move(base), {}});
        at->second.file = std::move(file);  // against the base of the first that waits
    }
    run();
}

void CaseJob::readAgain(const std::string& path, std::vector<std::string> hashes) {
    m_againPath = path;
    m_againHashes = std::move(hashes);
    run();
}

// A new order replaces one that waits or runs, so each does all that is wanted: saves first, since the case that is
// read may be the one that was just changed.
void CaseJob::run() {
    m_worker->start([this, keyPath = m_keyPath, reserve = m_reserveFolder, outbox = m_outbox, wanted = m_wanted,
                     againPath = m_againPath,
                     againHashes = m_againHashes](const std::stop_token& stop) -> Worker::Delivery {
        const std::optional<Error> problem = empty(*outbox, keyPath).problem();
        const std::shared_ptr<const CaseAnswer> answer =
            wanted && !stop.stop_requested() ? read(wanted, keyPath, reserve) : nullptr;
        std::shared_ptr<CaseAnswer> again;
        std::error_code error;
        if (!againPath.empty() && std::filesystem::exists(againPath, error)) {
            if (auto loaded = handover::loadCase(againPath, againHashes)) {
                again = std::make_shared<CaseAnswer>();
                again->path = again->found = againPath;
                again->file = loaded.take();
                again->stranger = !handover::CaseSeal::load(keyPath).holds(again->file);
            }
        }
        return [this, outbox, problem, answer, again] {
            if (answer)
                m_wanted.reset();
            m_againPath.clear();
            if (problem)
                emit failed(*problem);
            std::vector<std::shared_ptr<const CaseSaved>> done;
            {
                const std::lock_guard lock(outbox->mutex);
                done.swap(outbox->saved);
            }
            for (const auto& what : done) emit saved(what);
            if (answer)
                emit loaded(answer);
            if (again)
                emit reread(again);
        };
    });
}

}  // namespace weir::session
