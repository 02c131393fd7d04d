// SPDX-License-Identifier: GPL-3.0-or-later
// Sends what was asked for, no faster than each provider and each server allows, and remembers what is left.
#pragma once

#include <QHash>
#include <QObject>
#include <QRandomGenerator>
#include <QSet>
#include <memory>
#include <vector>

#include "core/enrich/net/transport.h"
#include "core/enrich/providers/provider.h"
#include "core/enrich/queue/clock.h"
#include "core/enrich/queue/lookupstore.h"
#include "core/enrich/queue/secretstore.h"

namespace weir::enrich::queue {

/// A job as others see it.
struct LookupJob {
    qint64 id = 0;
    QString provider;
    QString indicator;
    JobState state = JobState::queued;
    QString words;         ///< "queued", "running", "quota until 14:05", "held back (…)", "failed (…)", …
    qint64 notBefore = 0;  ///< ms since the epoch; INT64_MAX until the user acts
};

/// The clock, store, transport and keys must outlive the queue. Everything happens in one thread, by its event loop;
/// signals never come from within a call of `add`.
class RequestQueue : public QObject {
    Q_OBJECT
public:
    RequestQueue(enrich::providers::Providers providers, LookupStore& store, Clock& clock,
                 enrich::net::Transport& transport, Keys& keys, std::shared_ptr<const Redactor> redactor,
                 bool takeUpLeft = true, QObject* parent = nullptr);
    ~RequestQueue() override;

    /// Another limit than the provider's own, such as that of a paid key.
    void setLimits(const QString& provider, const enrich::providers::ProviderLimits& limits) {
        m_limits.insert(provider, limits);
    }
    enrich::providers::ProviderLimits limitsOf(const enrich::providers::Provider& provider) const;

    /// Nothing is added twice: what waits already keeps its place. The job's id, or 0 for a provider that is not known.
    qint64 add(const QString& provider, const enrich::subject::Indicator& indicator, qint64 batch = 0);
    /// What was left from the last run waits, and the queue is paused, until `resume` or `discard`.
    int left() const { return m_left; }

    bool paused() const { return m_paused; }
    void pause() { m_paused = true; }  ///< what is on its way still arrives
    void resume();
    void interrupt();        ///< closes every socket; those jobs start over when the queue goes on
    void cancel(qint64 id);  ///< closes the socket at once
    void cancelAll();
    void discard() { cancelAll(); }
    /// Cancels what waits, or is on its way, about what is the user's own from now on.
    void holdBack(const enrich::subject::OwnNetworks& own);
    /// Lets a provider go on that was stopped because of its key or certificate, or whose share is used up.
    void unblock(const QString& provider);
    /// Lets a server be asked again before the pause is over that it asked for.
    void lift(const QString& host);

    QList<LookupJob> jobs() const;  ///< those that are not finished
    int total() const { return m_total; }
    int done() const { return m_total - static_cast<int>(m_jobs.size()); }
    qint64 remaining() const;  ///< ms, estimated from the limits
    /// For so many questions to this provider, from now.
    qint64 estimate(const enrich::providers::Provider& provider, int count) const;

signals:
    void jobChanged(const weir::enrich::queue::LookupJob& job);
    void finished(const weir::enrich::subject::LookupResult& result);
    void progressed();

private:
    struct Job;

    const enrich::providers::Provider* find(const QString& id) const;
    void schedulePump();
    void pump();
    enum class Turn : quint8 { waits, sent, gone };
    Turn tryToSend(Job& job, qint64 now, qint64& earliest);
    bool step(Job& job);
    void send(Job& job, qint64 now);
    void received(qint64 id, enrich::providers::Reply reply);
    void conclude(Job& job, enrich::subject::LookupResult result);
    bool retryLater(Job& job, const enrich::subject::LookupResult& result);
    void finish(Job& job, JobState state, const enrich::subject::LookupResult& result);
    void setState(Job& job, JobState state, const QString& reason, qint64 notBefore);
    void block(const QString& provider, const QString& reason);
    void tellNews();
    QString wordsFor(const Job& job) const;
    Job* findJob(qint64 id) const;

    enrich::providers::Providers m_providers;
    LookupStore& m_store;
    Clock& m_clock;
    enrich::net::Transport& m_transport;
    Keys& m_keys;
    std::shared_ptr<const Redactor> m_redactor;
    QHash<QString, enrich::providers::ProviderLimits> m_limits;
    std::vector<std::unique_ptr<Job>> m_jobs;
    QSet<QString> m_busyHosts;
    QHash<QString, qint64> m_lastSent;   ///< by host
    QHash<QString, int> m_strikes;       ///< by host: times in a row it asked for a pause
    QHash<QString, int> m_quotaStrikes;  ///< by provider
    QHash<QString, QString> m_blocked;   ///< by provider: why
    QList<LookupJob> m_news;
    QRandomGenerator m_random;
    qint64 m_nextId = -1;  ///< for jobs that the store could not take
    int m_total = 0;
    int m_left = 0;
    bool m_paused = false;
    bool m_pumpScheduled = false;
};

}  // namespace weir::enrich::queue
