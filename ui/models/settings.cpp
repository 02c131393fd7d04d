// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settings.h"

#include <QFileInfo>
#include <QSettings>

namespace weir::models {

namespace {

constexpr qsizetype mostRecent = 10;

const QString timeKey = QStringLiteral("view/time");
const QString wireBytesKey = QStringLiteral("view/wireBytes");
const QString homeKey = QStringLiteral("view/home");
const QString innerKey = QStringLiteral("view/inner");
const QString groupingKey = QStringLiteral("view/grouping");
const QString geometryKey = QStringLiteral("window/geometry");
const QString recentKey = QStringLiteral("recent/files");
const QString folderKey = QStringLiteral("recent/folder");
const QString keepRecentKey = QStringLiteral("recent/keep");
const QString provenanceKey = QStringLiteral("export/provenance");
const QString offlineKey = QStringLiteral("lookups/offline");
const QString lookupPaneKey = QStringLiteral("lookups/pane");
const QString providersKey = QStringLiteral("lookups/providers");
const QString linksKey = QStringLiteral("lookups/links");
const QString databasesKey = QStringLiteral("lookups/databases");
const QString limitsGroup = QStringLiteral("limits");  // as queue::UserSettings reads it
const QString ownDomainsKey = QStringLiteral("lookups/ownDomains");
const QString keepAnswersKey = QStringLiteral("lookups/keep");

QString columnsKey(const QString& table) { return QStringLiteral("columns/1/") + table; }

// A QSettings for each access: it looks whether another program has written the file meanwhile.
QVariant read(const QString& key, const QVariant& otherwise = {}) { return QSettings().value(key, otherwise); }

bool write(const QString& key, const QVariant& value) {
    QSettings settings;
    if (settings.contains(key) && settings.value(key) == value)
        return false;
    settings.setValue(key, value);
    return true;
}

QString timeText(models::TimeStyle style) {
    switch (style) {
        case models::TimeStyle::local:
            return QStringLiteral("local");
        case models::TimeStyle::relative:
            return QStringLiteral("relative");
        case models::TimeStyle::utc:
            break;
    }
    return QStringLiteral("utc");
}

QString firstWord(const QString& line) { return line.section(u' ', 0, 0); }

}  // namespace

models::TimeStyle Settings::time() const {
    const QString text = read(timeKey).toString();
    for (const auto style : {models::TimeStyle::local, models::TimeStyle::relative}) {
        if (text == timeText(style))
            return style;
    }
    return models::TimeStyle::utc;
}

void Settings::setTime(models::TimeStyle style) {
    if (write(timeKey, timeText(style)))
        emit viewChanged();
}

bool Settings::wireBytes() const { return read(wireBytesKey, false).toBool(); }

void Settings::setWireBytes(bool wire) {
    if (write(wireBytesKey, wire))
        emit viewChanged();
}

Networks Settings::home() const {
    if (const QVariant text = read(homeKey); text.isValid()) {
        if (auto networks = Networks::parse(text.toString().toStdString()))
            return *networks;
    }
    return Networks::defaultHome();
}

void Settings::setHome(const Networks& home) {
    if (write(homeKey, QString::fromStdString(home.toString())))
        emit homeChanged();
}

bool Settings::inner() const { return read(innerKey, false).toBool(); }
void Settings::setInner(bool inner) { write(innerKey, inner); }
QString Settings::grouping() const { return read(groupingKey).toString(); }
void Settings::setGrouping(const QString& grouping) { write(groupingKey, grouping); }
QByteArray Settings::geometry() const { return read(geometryKey).toByteArray(); }
void Settings::setGeometry(const QByteArray& geometry) { write(geometryKey, geometry); }

QStringList Settings::columns(const QString& table) const { return read(columnsKey(table)).toStringList(); }

void Settings::changeColumns(const QString& table, const QStringList& before, const QStringList& after) {
    QStringList lines = columns(table);
    const auto drop = [&lines](const QString& name) {
        lines.removeIf([&name](const QString& line) { return firstWord(line) == name; });
    };
    for (const QString& line : before) {
        if (!after.contains(line))
            drop(firstWord(line));
    }
    for (const QString& line : after) {
        if (before.contains(line))
            continue;
        drop(firstWord(line));
        lines << line;
    }
    write(columnsKey(table), lines);
}

QStringList Settings::recent() const {
    return keepRecent() ? read(recentKey).toStringList().mid(0, mostRecent) : QStringList();
}

QString Settings::lastFolder() const { return keepRecent() ? read(folderKey).toString() : QString(); }

void Settings::addRecent(const QStringList& paths) {
    if (!keepRecent() || paths.isEmpty())
        return;
    QStringList files = recent();
    for (const QString& path : paths) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        files.removeAll(absolute);
        files.prepend(absolute);
    }
    write(folderKey, QFileInfo(paths.first()).absolutePath());
    if (write(recentKey, files.mid(0, mostRecent)))
        emit recentChanged();
}

void Settings::clearRecent() {
    if (write(recentKey, QStringList()))
        emit recentChanged();
}

bool Settings::keepRecent() const { return read(keepRecentKey, true).toBool(); }

void Settings::setKeepRecent(bool keep) {
    const bool changes = write(keepRecentKey, keep);
    if (!keep) {
        write(recentKey, QStringList());
        write(folderKey, QString());
    }
    if (changes)
        emit recentChanged();
}

bool Settings::provenance() const { return read(provenanceKey, true).toBool(); }

void Settings::setProvenance(bool on) {
    if (write(provenanceKey, on))
        emit provenanceChanged();
}

bool Settings::offline() const { return read(offlineKey, true).toBool(); }
void Settings::setOffline(bool offline) { write(offlineKey, offline); }
bool Settings::lookupPane() const { return read(lookupPaneKey, false).toBool(); }
void Settings::setLookupPane(bool shown) { write(lookupPaneKey, shown); }
QStringList Settings::providers() const {
    return read(providersKey, QStringList{QStringLiteral("registration")}).toStringList();
}
void Settings::setProviders(const QStringList& providers) { write(providersKey, providers); }
QByteArray Settings::links() const { return read(linksKey).toByteArray(); }
void Settings::setLinks(const QByteArray& links) { write(linksKey, links); }
QStringList Settings::databases() const { return read(databasesKey).toStringList(); }
void Settings::setDatabases(const QStringList& files) { write(databasesKey, files); }
QStringList Settings::ownDomains() const { return read(ownDomainsKey).toStringList(); }
void Settings::setOwnDomains(const QStringList& domains) { write(ownDomainsKey, domains); }

QHash<QString, QString> Settings::limits() const {
    QSettings settings;
    settings.beginGroup(limitsGroup);
    QHash<QString, QString> out;
    for (const QString& provider : settings.childKeys()) out.insert(provider, settings.value(provider).toString());
    return out;
}

void Settings::setLimits(const QHash<QString, QString>& limits) {
    for (const QString& provider : this->limits().keys()) {
        if (!limits.contains(provider))
            QSettings().remove(limitsGroup + u'/' + provider);
    }
    for (auto at = limits.begin(); at != limits.end(); ++at) write(limitsGroup + u'/' + at.key(), at.value());
}
bool Settings::keepAnswers() const { return read(keepAnswersKey, true).toBool(); }
void Settings::setKeepAnswers(bool keep) { write(keepAnswersKey, keep); }

}  // namespace weir::models
