// SPDX-License-Identifier: GPL-3.0-or-later
// Writing chosen packets to a capture file off the window's thread, whole or not at all.
#pragma once

#include <QObject>
#include <functional>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/extract/slice.h"
#include "core/session/worker.h"

namespace weir::session {

/// Which packets, and where to. The files of the snapshot are never written over.
struct SliceOrder {
    /// Called on the worker's thread: to find the packets may mean to look at all of them.
    using Choose = std::function<Result<extract::PacketRows>(const traffic::Snapshot&, const std::stop_token&)>;
    traffic::Snapshot snapshot;
    Choose choose;
    std::string path;
};

class SliceJob : public QObject {
    Q_OBJECT

public:
    explicit SliceJob(QObject* parent = nullptr);
    void start(SliceOrder order);
    /// Nothing is left behind, and nothing more is told.
    void cancel() { m_worker.cancel(); }
    bool busy() const { return m_worker.busy(); }

signals:
    /// Several times a second while it lasts; `total` is 0 as long as the packets are looked for.
    void progressed(qulonglong written, qulonglong total);
    void finished(const QString& path, qulonglong packets);
    void failed(const QString& path, const weir::Error& error);

private:
    Result<void> write(const SliceOrder& order, extract::SliceInfo& info, const std::stop_token& stop);

    std::string m_path;
    Worker m_worker{"weir-slice"};
};

}  // namespace weir::session
