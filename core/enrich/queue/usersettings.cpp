// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/usersettings.h"

#include <QSettings>

namespace weir::enrich::queue {

UserSettings UserSettings::load() {
    QSettings settings;
    UserSettings out;
    if (const QVariant offline = settings.value(QStringLiteral("lookups/offline")); offline.isValid())
        out.offline = offline.toBool();
    out.keep = settings.value(QStringLiteral("lookups/keep"), out.keep).toBool();
    out.ownDomains = settings.value(QStringLiteral("lookups/ownDomains")).toStringList();
    // A list without quotes is read as several values.
    if (const QVariant home = settings.value(QStringLiteral("view/home")); home.isValid())
        out.home = Networks::parse(home.toStringList().join(u',').remove(u' ').toStdString());
    settings.beginGroup(QStringLiteral("limits"));
    for (const QString& provider : settings.childKeys())
        out.limits.insert(provider, settings.value(provider).toString());
    return out;
}

}  // namespace weir::enrich::queue
