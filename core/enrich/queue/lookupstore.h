// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of lookups: answers, what is still to be asked, what was sent when. SQLite, readable by its owner only.
#pragma once

#include <QLockFile>
#include <QSet>
#include <QSqlDatabase>
#include <QStringList>
#include <QVariant>
#include <chrono>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>

#include "core/enrich/providers/provider.h"
#include "core/enrich/subject/lookupresult.h"

namespace weir::enrich::queue {

enum class JobState : quint8 { queued, running, done, failed, held, cancelled };

/// A lookup that is to be made, as it is kept over the end of the program.
struct JobRecord {
    qint64 id = 0;
    QString provider;
    QString indicator;
    JobState state = JobState::queued;
    int tries = 0;
    qint64 notBefore = 0;  ///< ms since the epoch
    qint64 batch = 0;
    QString reason;
};

struct AuditEntry {
    qint64 at = 0;
    QString provider, host, indicator, status;
};

/// Not thread-safe: one object belongs to one thread, which never waits longer than `longestWait` for another program.
/// Several programs may have the same file open. What cannot be written because another one writes is written with the
/// next change, or when the store is closed; what cannot be written at all (a full disk) is lost, and `notice` says so.
/// Nothing here ever holds a key.
class LookupStore {
public:
    enum class Use : quint8 {
        readWrite,
        whenNeeded,  ///< as `read` until something is to be kept; as readWrite from then on
        read         ///< only what is there already: nothing is made, and whatever is to be written is dropped
    };
    /// An empty path keeps everything in memory. A damaged file is put aside as PATH.corrupt-DATE and a new one begun;
    /// a file that cannot be opened or written makes the store live in memory.
    explicit LookupStore(const QString& path = {}, Use use = Use::readWrite);
    ~LookupStore();
    LookupStore(const LookupStore&) = delete;
    LookupStore& operator=(const LookupStore&) = delete;

    static constexpr std::chrono::milliseconds longestWait{40};

    bool inMemory() const { return m_inMemory; }
    QString notice() const { return m_notice; }  ///< for the user; empty when all is well

    /// Answers and "not found" are kept, and nothing else.
    void keep(const enrich::subject::LookupResult& result, const enrich::providers::ProviderDescriptor& provider);
    /// With `fromCache` set, and `stale` where it is older than the provider's answers are worth at `now`.
    std::optional<enrich::subject::LookupResult> find(const QString& provider,
                                                      const enrich::subject::Indicator& indicator, qint64 now) const;
    void clearResults();
    /// About what there is an answer, in no order.
    QStringList indicators() const;
    /// Those with an answer, not only with a "not found".
    QSet<QString> answeringProviders() const;
    /// Drops the oldest raw answers until the kept ones take at most this many octets.
    void limitRaw(qint64 mostOctets);

    /// Gives the record its id: a negative one where it could not be kept.
    void addJob(JobRecord& job);
    void updateJob(const JobRecord& job);
    void removeJob(qint64 id);
    /// Those left over from programs that have ended. Another program that has the file open keeps its jobs to itself:
    /// only the first one gets any.
    QList<JobRecord> jobs() const;

    /// Takes one request from a provider's share, unless its limits forbid it; then the time at which to ask again.
    /// Atomic over all programs that share the file.
    std::optional<qint64> take(const QString& provider, const enrich::providers::ProviderLimits& limits, qint64 now);
    /// How many requests were made since then.
    int used(const QString& provider, qint64 since) const;

    struct Hold {
        QString host;
        qint64 until = 0;
        QString reason;
    };
    /// For a day at most, whatever is asked for.
    void hold(const Hold& hold, qint64 now);
    void release(const QString& host);
    std::optional<Hold> holdOf(const QString& host, qint64 now) const;
    QList<Hold> holds(qint64 now) const;

    /// Takes the turn at this host if the last one, of whatever program, is `gap` ms ago; else when to ask again.
    std::optional<qint64> takeTurn(const QString& host, int gap, qint64 now);

    /// Gives the entry a number, for its outcome; 0 if it could not be written: what it tells of must not happen then.
    qint64 audit(const AuditEntry& entry);
    void auditOutcome(qint64 entry, const QString& status);
    QList<AuditEntry> auditLog() const;
    void clearAudit();

private:
    void openToWrite();
    bool open(const QString& path);
    bool openToRead() const;
    /// Before anything is written that is to stay.
    void write();
    bool fileExists() const;
    struct Stamp {
        bool log = false;
        qint64 size = -1, changed = 0;
        bool operator==(const Stamp&) const = default;
    };
    Stamp stamp() const;
    /// Runs a statement that changes something; later, where another program is writing.
    void change(const char* statement, std::initializer_list<QVariant> values = {});
    bool changeNow(const char* statement, const QVariantList& values);
    /// What had to wait, as far as it can be written now.
    void catchUp();
    bool createTables(bool check);
    void keepPrivate(const QString& path);
    bool mayKnow(const QString& indicator) const;

    QString m_path;
    Use m_use;
    mutable Stamp m_read;  ///< the file when it was opened to be read only
    mutable QString m_connection;
    mutable QSqlDatabase m_database;
    std::unique_ptr<QLockFile> m_first;
    QString m_notice;
    bool m_inMemory = false;
    struct Change {
        const char* statement;  ///< a literal
        QVariantList values;
    };
    qint64 m_unkeptJobs = 0;
    std::deque<Change> m_waiting;  ///< for another program to end its writing

    /// Indicators with an answer, so that asking about thousands without one costs no query each.
    mutable QSet<QString> m_known;
    mutable qint64 m_knownVersion = -1;  ///< SQLite's data_version at which they were read
    mutable std::chrono::steady_clock::time_point m_versionRead;
};

/// Midnight UTC that begins the day (month) after this time, in ms since the epoch.
qint64 nextDay(qint64 now);
qint64 nextMonth(qint64 now);

}  // namespace weir::enrich::queue
