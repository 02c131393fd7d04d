// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settings.h"

#include <QSettings>

namespace weir::models {

namespace {

constexpr qsizetype mostRecent = 10;

QString columnsKey(const QString& table) { return QStringLiteral("columns/1/") + table; }

}  // namespace

Preferences Preferences::load() {
    const QSettings settings;
    Preferences out;
    const QString time = settings.value(QStringLiteral("view/time")).toString();
    out.time = time == u"local"      ? models::TimeStyle::local
               : time == u"relative" ? models::TimeStyle::relative
                                     : models::TimeStyle::utc;
    out.wireBytes = settings.value(QStringLiteral("view/wireBytes"), false).toBool();
    out.inner = settings.value(QStringLiteral("view/inner"), false).toBool();
    out.keepRecent = settings.value(QStringLiteral("recent/keep"), true).toBool();
    if (const QVariant home = settings.value(QStringLiteral("view/home")); home.isValid()) {
        if (const auto networks = Networks::parse(home.toString().toStdString()))
            out.home = *networks;
    }
    out.recent = settings.value(QStringLiteral("recent/files")).toStringList().mid(0, mostRecent);
    out.lastFolder = settings.value(QStringLiteral("recent/folder")).toString();
    out.grouping = settings.value(QStringLiteral("view/grouping")).toString();
    out.geometry = settings.value(QStringLiteral("window/geometry")).toByteArray();
    return out;
}

void Preferences::save() const {
    QSettings settings;
    settings.setValue(QStringLiteral("view/time"), time == models::TimeStyle::local      ? QStringLiteral("local")
                                                   : time == models::TimeStyle::relative ? QStringLiteral("relative")
                                                                                         : QStringLiteral("utc"));
    settings.setValue(QStringLiteral("view/wireBytes"), wireBytes);
    settings.setValue(QStringLiteral("view/inner"), inner);
    settings.setValue(QStringLiteral("view/home"), QString::fromStdString(home.toString()));
    settings.setValue(QStringLiteral("view/grouping"), grouping);
    settings.setValue(QStringLiteral("recent/keep"), keepRecent);
    settings.setValue(QStringLiteral("recent/files"), keepRecent ? recent : QStringList());
    settings.setValue(QStringLiteral("recent/folder"), keepRecent ? lastFolder : QString());
    settings.setValue(QStringLiteral("window/geometry"), geometry);
}

void Preferences::addRecent(const QString& path) {
    if (!keepRecent)
        return;
    recent.removeAll(path);
    recent.prepend(path);
    recent = recent.mid(0, mostRecent);
}

QStringList Preferences::columns(const QString& table) { return QSettings().value(columnsKey(table)).toStringList(); }

void Preferences::saveColumns(const QString& table, const QStringList& lines) {
    QSettings().setValue(columnsKey(table), lines);
}

HandoverPreferences HandoverPreferences::load() {
    HandoverPreferences out;
    out.provenance = QSettings().value(QStringLiteral("export/provenance"), out.provenance).toBool();
    return out;
}

void HandoverPreferences::save() const { QSettings().setValue(QStringLiteral("export/provenance"), provenance); }

LookupPreferences LookupPreferences::load() {
    const QSettings settings;
    LookupPreferences out;
    out.offline = settings.value(QStringLiteral("lookups/offline"), out.offline).toBool();
    out.pane = settings.value(QStringLiteral("lookups/pane"), out.pane).toBool();
    out.providers = settings.value(QStringLiteral("lookups/providers"), out.providers).toStringList();
    out.links = settings.value(QStringLiteral("lookups/links")).toByteArray();
    out.databases = settings.value(QStringLiteral("lookups/databases")).toStringList();
    out.ownDomains = settings.value(QStringLiteral("lookups/ownDomains")).toStringList();
    out.keep = settings.value(QStringLiteral("lookups/keep"), out.keep).toBool();
    return out;
}

void LookupPreferences::save() const {
    QSettings settings;
    settings.setValue(QStringLiteral("lookups/offline"), offline);
    settings.setValue(QStringLiteral("lookups/pane"), pane);
    settings.setValue(QStringLiteral("lookups/providers"), providers);
    settings.setValue(QStringLiteral("lookups/links"), links);
    settings.setValue(QStringLiteral("lookups/databases"), databases);
    settings.setValue(QStringLiteral("lookups/ownDomains"), ownDomains);
    settings.setValue(QStringLiteral("lookups/keep"), keep);
}

}  // namespace weir::models
