// SPDX-License-Identifier: GPL-3.0-or-later
// TLS keys that the user adds to the capture that is open.
#pragma once

#include <QObject>
#include <QStringList>

#include "ui/controllers/actions.h"
#include "ui/models/notice.h"
#include "ui/panes/filequestion.h"

namespace weir::controllers {

/// Which key logs (files in NSS key log format) the capture is to be read with. They are forgotten with it, and never
/// kept in the settings.
class KeyLogController : public QObject {
    Q_OBJECT

public:
    KeyLogController(const Actions& actions, QWidget& window);

    /// Adds the file if it holds keys; else says that it does not.
    void add(const QString& path);
    const QStringList& files() const { return m_files; }
    void forget() { m_files.clear(); }

    /// Whether the beginning of the file has a line of a key log. Reads at most 64 KiB, of a regular file only.
    static bool isKeyLog(const QString& path);

    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

signals:
    void changed();  ///< the capture is to be read again
    void notice(const weir::models::Notice& notice);

private:
    panes::AskForFile m_ask;
    QStringList m_files;
};

}  // namespace weir::controllers
