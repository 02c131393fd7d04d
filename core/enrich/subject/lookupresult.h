// SPDX-License-Identifier: GPL-3.0-or-later
// What one provider said of one indicator, or why it said nothing.
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/enrich/subject/indicator.h"

namespace weir::enrich::subject {

enum class LookupStatus : quint8 {
    ok,
    notFound,        ///< asked, and there is no record: an answer, kept like one
    noService,       ///< nobody to ask
    offline,         ///< not asked, the user has not gone online
    noKey,           ///< not asked, the provider wants a key
    authFailed,      ///< the key was refused
    rateLimited,     ///< too many requests; see retryAt
    quotaExhausted,  ///< the day's or month's share is used up; see retryAt
    timeout,
    truncated,  ///< cut at a limit or by the server; what came was read
    malformed,  ///< not what the protocol says
    networkError,
    tlsError,  ///< the server could not prove who it is
    serverError,
    redirectRefused,  ///< sent on to somewhere that is not to be asked
    cancelled
};
/// As stored and as scripts see it: "ok", "not-found", …
QString toString(LookupStatus status);
/// In words for the user, such as "not found".
QString wordsFor(LookupStatus status);

/// `none` is not `clean`: nobody said anything.
enum class Verdict : quint8 { none, clean, suspicious, malicious, info };
QString toString(Verdict verdict);

/// A fact, in the order in which to show it. Texts have passed cleanLine. Keys are stable: "organization", "malicious".
struct Field {
    QString key;
    QString label;
    QJsonValue value;  ///< text, number, boolean or an array of texts
};

/// One request that was made: to whom, what it said, and how it went.
struct TrailStep {
    QString host;
    QString query;  ///< the whois line or the URL; keys are never in either
    QString outcome;
    qint64 milliseconds = 0;
};

/// A server that does not want to be asked for a while.
struct HostHold {
    QString host;
    qint64 until = 0;  ///< ms since the epoch; 0: the queue chooses, longer each time
    bool retry = true;
    QString reason;
};

struct LookupResult {
    explicit LookupResult(Indicator of) : indicator(std::move(of)) {}

    Indicator indicator;
    QString provider;
    LookupStatus status = LookupStatus::ok;
    Verdict verdict = Verdict::none;
    QString reason;  ///< why there is no (whole) answer; empty when all is well
    QList<Field> fields;
    QStringList countries;  ///< every country of a whois answer, in its order, upper case
    QStringList warnings;
    QList<TrailStep> trail;
    QByteArray raw;  ///< the answers as received, keys blotted out; one after the other
    bool rawTruncated = false;
    qint64 retrievedAt = 0;         ///< ms since the epoch
    std::optional<qint64> retryAt;  ///< ms since the epoch, where the server said so
    std::optional<HostHold> hold;
    bool fromCache = false;
    bool stale = false;  ///< from the cache and older than the provider's answers are worth

    void add(const QString& key, const QString& label, const QString& text);  ///< nothing for an empty text
    void add(const QString& key, const QString& label, qint64 number);
    void add(const QString& key, const QString& label, const QStringList& texts);  ///< nothing for an empty list
    const Field* field(const QString& key) const;
    QString text(const QString& key) const;  ///< lists joined with ';'; empty if absent
    std::optional<qint64> number(const QString& key) const;
};

}  // namespace weir::enrich::subject
