// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/temporarysettings.h"

#include <QHash>
#include <QVariant>

namespace weir::app {

TemporarySettings::TemporarySettings() {
    QHash<QString, QVariant> values;
    {
        const QSettings own;
        for (const QString& key : own.allKeys()) values.insert(key, own.value(key));
    }
    // A folder that nobody can make: all QSettings of one file share its values, and keep those that cannot be
    // written.
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, QStringLiteral("/dev/null"));
    m_copy.emplace();
    for (auto value = values.cbegin(); value != values.cend(); ++value) m_copy->setValue(value.key(), value.value());
}

}  // namespace weir::app
