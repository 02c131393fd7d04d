// SPDX-License-Identifier: GPL-3.0-or-later
// Making a document and writing it off the window's thread, whole or not at all.
#pragma once

#include <QObject>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/worker.h"

namespace weir::session {

/// What to write, and where.
struct FileOrder {
    std::function<Result<std::string>()> make;  ///< called on the worker's thread: the file's octets
    std::string path;
    std::vector<std::string> protectedFiles;  ///< never written over: the open captures
};

class FileJob : public QObject {
    Q_OBJECT

public:
    explicit FileJob(QObject* parent = nullptr);
    void start(FileOrder order);
    bool busy() const { return m_worker.busy(); }

signals:
    void finished(const QString& path);
    void failed(const QString& path, const weir::Error& error);

private:
    std::string m_path;
    Worker m_worker{"weir-file"};
};

}  // namespace weir::session
