// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/casejob.h"

#include <QFile>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

#include "core/traffic/filehash.h"

namespace weir::session {

namespace {

std::shared_ptr<CaseAnswer> read(const traffic::Snapshot& snapshot, const std::string& keyPath) {
    auto answer = std::make_shared<CaseAnswer>();
    const std::vector<std::string>& files = traffic::captureInfo(*snapshot).files;
    const std::vector<std::string> hashes = traffic::fileHashes(*snapshot);
    const std::string path = handover::casePath(files);
    if (path.empty() || hashes.empty() || std::find(hashes.begin(), hashes.end(), std::string()) != hashes.end())
        return answer;
    answer->path = path;
    auto loaded = handover::loadCase(path, hashes);
    if (loaded)
        answer->file = loaded.take();
    else
        answer->problem = loaded.error();
    answer->stranger = !answer->file.empty() && !handover::CaseSeal::load(keyPath).holds(answer->file);
    answer->file.hashes = hashes;
    answer->file.files = files;
    return answer;
}

}  // namespace

std::string caseKeyPath() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QFile::encodeName(folder + QStringLiteral("/weir/weir/case.key")).toStdString();
}

CaseJob::CaseJob(std::string keyPath, QObject* parent)
    : QObject(parent),
      m_keyPath(std::move(keyPath)),
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
        next.mapped().seal = handover::CaseSeal::make(keyPath).of(next.mapped());
        if (auto saved = handover::saveCase(next.key(), next.mapped()); !saved)
            done = std::move(saved);
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

void CaseJob::save(const std::string& path, handover::CaseFile file) {
    {
        const std::lock_guard lock(m_outbox->mutex);
        m_outbox->waiting.insert_or_assign(path, std::move(file));
    }
    run();
}

// A new order replaces one that waits or runs, so each does all that is wanted: saves first, since the case that is
// read may be the one that was just changed.
void CaseJob::run() {
    m_worker->start([this, keyPath = m_keyPath, outbox = m_outbox,
                     wanted = m_wanted](const std::stop_token& stop) -> Worker::Delivery {
        bool writes = false;
        {
            const std::lock_guard lock(outbox->mutex);
            writes = !outbox->waiting.empty();
        }
        const std::optional<Error> problem = empty(*outbox, keyPath).problem();
        const std::shared_ptr<const CaseAnswer> answer =
            wanted && !stop.stop_requested() ? read(wanted, keyPath) : nullptr;
        return [this, writes, problem, answer] {
            if (answer)
                m_wanted.reset();
            if (problem)
                emit failed(*problem);
            else if (writes)
                emit saved();
            if (answer)
                emit loaded(answer);
        };
    });
}

}  // namespace weir::session
