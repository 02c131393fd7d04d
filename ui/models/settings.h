// SPDX-License-Identifier: GPL-3.0-or-later
// What the program remembers between runs. The only place that knows the settings' keys.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "core/base/address.h"
#include "ui/models/format.h"

namespace weir::models {

/// Read and written through QSettings; a value that makes no sense falls back to the default.
struct Preferences {
    models::TimeStyle time = models::TimeStyle::utc;
    bool wireBytes = false;
    bool inner = false;
    bool keepRecent = true;
    Networks home = Networks::defaultHome();
    QStringList recent;
    QString lastFolder;
    QString grouping;  ///< of the conversations
    QByteArray geometry;

    static Preferences load();
    void save() const;

    /// Puts the capture at the head of the recent ones, unless none are kept.
    void addRecent(const QString& path);

    static QStringList columns(const QString& table);
    static void saveColumns(const QString& table, const QStringList& lines);
};

/// What concerns files for others.
struct HandoverPreferences {
    bool provenance = true;  ///< beside an export a file that says where it comes from

    static HandoverPreferences load();
    void save() const;
};

/// What concerns look-ups, which all windows share: loaded anew where it is needed, saved where it changes.
struct LookupPreferences {
    bool offline = true;
    bool pane = false;                                      ///< shown beside the tables
    QStringList providers{QStringLiteral("registration")};  ///< asked last time
    QByteArray links;                                       ///< the user's own pages, as JSON
    QStringList databases;                                  ///< files in MaxMind's format
    QStringList ownDomains;                                 ///< never asked about
    bool keep = true;                                       ///< answers and what was sent, over the end of the program

    static LookupPreferences load();
    void save() const;
};

}  // namespace weir::models
