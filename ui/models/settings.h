// SPDX-License-Identifier: GPL-3.0-or-later
// What the program remembers between runs. The only place that knows the settings' keys.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include "core/base/address.h"
#include "ui/models/format.h"

namespace weir::models {

/// The settings of the program, which all its windows share. A getter reads its key anew; a value that makes no sense
/// reads as the default. A setter writes its key and no other, so that neither a second window nor a second run of the
/// program is undone; where the value is another one than before, the signal of its group follows.
class Settings : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    models::TimeStyle time() const;
    void setTime(models::TimeStyle style);
    bool wireBytes() const;
    void setWireBytes(bool wire);
    Networks home() const;
    void setHome(const Networks& home);
    /// How captures are counted that are opened from now on.
    bool inner() const;
    void setInner(bool inner);
    QString grouping() const;  ///< of the conversations, as their page words it
    void setGrouping(const QString& grouping);
    QByteArray geometry() const;  ///< of a new window
    void setGeometry(const QByteArray& geometry);

    /// One line per column, which begins with the column's name.
    QStringList columns(const QString& table) const;
    /// Of the lines that are stored now, changes those that differ between `before` and `after`.
    void changeColumns(const QString& table, const QStringList& before, const QStringList& after);

    /// Captures opened last, newest first; none while `keepRecent` is off.
    QStringList recent() const;
    QString lastFolder() const;
    /// Puts the captures at the head of the recent ones and remembers their folder, unless none are kept.
    void addRecent(const QStringList& paths);
    void clearRecent();
    bool keepRecent() const;
    void setKeepRecent(bool keep);

    bool provenance() const;  ///< beside an export a file that says where it comes from
    void setProvenance(bool on);

    bool offline() const;
    void setOffline(bool offline);
    bool lookupPane() const;  ///< shown beside the tables of a new window
    void setLookupPane(bool shown);
    QStringList providers() const;  ///< asked last time
    void setProviders(const QStringList& providers);
    QByteArray links() const;  ///< the user's own pages, as JSON
    void setLinks(const QByteArray& links);
    QStringList databases() const;  ///< files in MaxMind's format
    void setDatabases(const QStringList& files);
    QStringList ownDomains() const;  ///< never asked about
    void setOwnDomains(const QStringList& domains);
    bool keepAnswers() const;  ///< and what was sent, over the end of the program
    void setKeepAnswers(bool keep);
    QHash<QString, QString> limits() const;  ///< of services, by provider, as parseLimits reads them
    void setLimits(const QHash<QString, QString>& limits);

signals:
    void viewChanged();  ///< time, wireBytes
    void homeChanged();
    void recentChanged();  ///< recent, keepRecent
    void provenanceChanged();
    /// The file of the findings' weights has been written; it has its own form and place.
    void weightsSaved();
};

}  // namespace weir::models
