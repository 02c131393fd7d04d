// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/keylogcontroller.h"

#include <QFile>
#include <QFileInfo>

#include "core/decrypt/keylog.h"

namespace weir::controllers {

KeyLogController::KeyLogController(const Actions& actions, QWidget& window)
    : QObject(&window), m_ask(panes::fileDialogOver(&window)) {
    connect(actions.addKeys, &QAction::triggered, this, [this] {
        m_ask({tr("Add TLS Keys"), {}, tr("Key logs (*.log *.txt *.keys *.keylog);;All files (*)"), false},
              [this](const QString& path, const QString&) { add(path); });
    });
}

bool KeyLogController::isKeyLog(const QString& path) {
    constexpr qint64 beginning = 64 * 1024;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.read(beginning);
    return decrypt::KeyLog().add(
               {reinterpret_cast<const std::uint8_t*>(text.constData()), static_cast<std::size_t>(text.size())}) > 0;
}

void KeyLogController::add(const QString& path) {
    if (!isKeyLog(path)) {
        emit notice({models::Notice::Kind::error,
                     tr("%1 holds no TLS keys. A key log has lines such as CLIENT_RANDOM … , as browsers write them to "
                        "the file that SSLKEYLOGFILE names.")
                         .arg(path)});
        return;
    }
    if (m_files.contains(path))
        return;
    m_files << path;
    emit changed();
}

}  // namespace weir::controllers
