// SPDX-License-Identifier: GPL-3.0-or-later
// What may be sent when, and what was: the part of the store that all programs of a user share while they run.
#include <QDateTime>
#include <algorithm>

#include "core/enrich/queue/lookupstore.h"
#include "core/enrich/queue/storequery.h"
#include "core/enrich/subject/utctime.h"

namespace weir::enrich::queue {

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;

}  // namespace

qint64 nextDay(qint64 now) { return (now / day + 1) * day; }

qint64 nextMonth(qint64 now) {
    const QDate today = QDateTime::fromMSecsSinceEpoch(now, enrich::subject::utc).date();
    return QDate(today.year(), today.month(), 1).addMonths(1).startOfDay(enrich::subject::utc).toMSecsSinceEpoch();
}

int LookupStore::used(const QString& provider, qint64 since) const {
    QSqlQuery query(m_database);
    return ok(query, "SELECT count(*) FROM usage WHERE provider=? AND at>=?", {provider, since}) && query.next()
               ? query.value(0).toInt()
               : 0;
}

std::optional<qint64> LookupStore::take(const QString& provider, const enrich::providers::ProviderLimits& limits,
                                        qint64 now) {
    QSqlQuery query(m_database);
    // Counting and writing down must not come apart while another program does the same.
    if (!ok(query, "BEGIN IMMEDIATE"))
        return now + 1000;
    const auto later = [&](qint64 when) {
        (void)ok(query, "ROLLBACK");
        return std::optional(when);
    };
    const qint64 monthStart = [&] {
        const QDate today = QDateTime::fromMSecsSinceEpoch(now, enrich::subject::utc).date();
        return QDate(today.year(), today.month(), 1).startOfDay(enrich::subject::utc).toMSecsSinceEpoch();
    }();
    if (limits.perMonth > 0 && used(provider, monthStart) >= limits.perMonth)
        return later(nextMonth(now));
    if (limits.perDay > 0 && used(provider, now / day * day) >= limits.perDay)
        return later(nextDay(now));
    if (limits.perWindow > 0) {
        QSqlQuery oldest(m_database);
        // The one that must leave the window before another may enter.
        if (ok(oldest, "SELECT at FROM usage WHERE provider=? AND at>? ORDER BY at DESC LIMIT 1 OFFSET ?",
               {provider, now - limits.window, limits.perWindow - 1}) &&
            oldest.next())
            return later(oldest.value(0).toLongLong() + limits.window);
    }
    // What is not written down does not count for the other programs: then nothing is taken.
    const bool written = ok(query, "INSERT INTO usage VALUES(?,?)", {provider, now}) &&
                         ok(query, "DELETE FROM usage WHERE at<?", {now - 32 * day}) && ok(query, "COMMIT");
    return written ? std::nullopt : later(now + 1000);
}

void LookupStore::hold(const Hold& hold, qint64 now) {
    change("INSERT OR REPLACE INTO host_hold VALUES(?,?,?)", {hold.host, std::min(hold.until, now + day), hold.reason});
}

QList<LookupStore::Hold> LookupStore::holds(qint64 now) const {
    QList<Hold> out;
    QSqlQuery query(m_database);
    if (ok(query, "SELECT host, until, reason FROM host_hold WHERE until>? AND until<=? ORDER BY until",
           {now, now + day})) {
        while (query.next())
            out.append({query.value(0).toString(), query.value(1).toLongLong(), query.value(2).toString()});
    }
    return out;
}

std::optional<qint64> LookupStore::takeTurn(const QString& host, int gap, qint64 now) {
    if (gap <= 0)
        return {};
    QSqlQuery query(m_database);
    if (!ok(query, "BEGIN IMMEDIATE"))
        return now + 1000;
    QSqlQuery last(m_database);
    const bool known = ok(last, "SELECT at FROM host_turn WHERE host=?", {host}) && last.next();
    const qint64 at = known ? last.value(0).toLongLong() : 0;
    last.finish();
    if (known && at <= now && at + gap > now) {
        (void)ok(query, "ROLLBACK");
        return at + gap;
    }
    if (ok(query, "INSERT OR REPLACE INTO host_turn VALUES(?,?)", {host, now}) &&
        ok(query, "DELETE FROM host_turn WHERE at<?", {now - day}) && ok(query, "COMMIT"))
        return {};
    (void)ok(query, "ROLLBACK");
    return now + 1000;
}

void LookupStore::release(const QString& host) {
    if (fileExists())
        write();
    change("DELETE FROM host_hold WHERE host=?", {host});
}

std::optional<LookupStore::Hold> LookupStore::holdOf(const QString& host, qint64 now) const {
    QSqlQuery query(m_database);
    // One that reaches further was written when the clock was wrong, or by somebody else.
    if (!ok(query, "SELECT until, reason FROM host_hold WHERE host=? AND until>? AND until<=?",
            {host, now, now + day}) ||
        !query.next())
        return {};
    return Hold{host, query.value(0).toLongLong(), query.value(1).toString()};
}

qint64 LookupStore::audit(const AuditEntry& entry) {
    write();
    catchUp();
    QSqlQuery query(m_database);
    return ok(query, "INSERT INTO audit VALUES(?,?,?,?,?)",
              {entry.at, entry.provider, entry.host, entry.indicator, entry.status})
               ? query.lastInsertId().toLongLong()
               : 0;
}

void LookupStore::auditOutcome(qint64 entry, const QString& status) {
    if (entry != 0)
        change("UPDATE audit SET status=? WHERE rowid=?", {status, entry});
}

QList<AuditEntry> LookupStore::auditLog() const {
    QSqlQuery query(m_database);
    QList<AuditEntry> out;
    if (!ok(query, "SELECT at, provider, host, indicator, status FROM audit ORDER BY rowid"))
        return out;
    while (query.next())
        out.append(AuditEntry{query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(),
                              query.value(3).toString(), query.value(4).toString()});
    return out;
}

void LookupStore::clearAudit() {
    if (fileExists())
        write();
    change("DELETE FROM audit");
}

}  // namespace weir::enrich::queue
