// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own lists of indicators: files in a folder beside the settings, read off the window's thread.
#pragma once

#include <QObject>
#include <memory>

#include "core/findings/indicatorlist.h"
#include "core/session/worker.h"

namespace weir::models {

class IndicatorFiles : public QObject {
    Q_OBJECT

public:
    /// Nothing is read before `load`.
    explicit IndicatorFiles(QString folder, QObject* parent = nullptr);
    static QString userFolder();

    /// Those that were read last; null where there are none.
    std::shared_ptr<const findings::IndicatorLists> lists() const { return m_lists; }
    bool busy() const { return m_worker.busy(); }
    /// Reads the folder, at most 100 files, in the order of their names.
    void load();
    /// Copies a file into the folder, over one of the same name, and reads all.
    void add(const QString& path);
    void remove(const QString& name);

signals:
    void changed();
    /// Files that hold nothing, or could not be read or copied.
    void problem(const QString& text);

private:
    void work(std::function<QString()> before);

    QString m_folder;
    std::shared_ptr<const findings::IndicatorLists> m_lists;
    session::Worker m_worker{"weir-lists"};
};

}  // namespace weir::models
