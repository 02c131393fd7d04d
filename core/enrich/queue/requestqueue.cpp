// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/requestqueue.h"

#include <QDateTime>
#include <QTimer>
#include <algorithm>
#include <limits>

namespace weir::enrich::queue {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr int mostTries = 3;
constexpr int mostConnections = 8;
constexpr qint64 never = std::numeric_limits<qint64>::max();

QString holdName(const QString& provider) { return QStringLiteral("provider:") + provider; }

QString clockTime(qint64 when, qint64 now) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(when);
    return local.toString(when - now < 20 * hour ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

bool open(JobState state) { return state == JobState::queued || state == JobState::running || state == JobState::held; }

}  // namespace

struct RequestQueue::Job {
    JobRecord record;
    enrich::subject::Indicator indicator;
    const enrich::providers::Provider* provider;
    enrich::providers::Exchanges exchanges;
    std::optional<enrich::providers::RequestPlan> plan;
    std::unique_ptr<enrich::net::PendingReply> reply;
    qint64 sent = 0;  ///< number in the record of what was sent
};

RequestQueue::RequestQueue(enrich::providers::Providers providers, LookupStore& store, Clock& clock,
                           enrich::net::Transport& transport, Keys& keys, std::shared_ptr<const Redactor> redactor,
                           bool takeUpLeft, QObject* parent)
    : QObject(parent),
      m_providers(std::move(providers)),
      m_store(store),
      m_clock(clock),
      m_transport(transport),
      m_keys(keys),
      m_redactor(std::move(redactor)),
      m_random(QRandomGenerator::securelySeeded()) {
    connect(&m_clock, &Clock::woken, this, &RequestQueue::pump);
    connect(&m_keys, &Keys::changed, this, [this](const QString& provider) { unblock(provider); });
    for (JobRecord& record : takeUpLeft ? m_store.jobs() : QList<JobRecord>()) {
        // Through the gate again: the file may be anybody's, and the rules may have changed.
        auto indicator = enrich::subject::Indicator::fromUser(record.indicator, {}, enrich::subject::NameScope::whole);
        const enrich::providers::Provider* provider = find(record.provider);
        if (!indicator || !provider || !open(record.state) || indicator.value().text() != record.indicator) {
            m_store.removeJob(record.id);
            continue;
        }
        record.state = JobState::queued;
        record.notBefore = 0;
        record.reason.clear();
        m_jobs.push_back(std::make_unique<Job>(Job{record, indicator.take(), provider, {}, {}, {}, 0}));
    }
    m_left = m_total = static_cast<int>(m_jobs.size());
    m_paused = m_left > 0;
}

RequestQueue::~RequestQueue() = default;

const enrich::providers::Provider* RequestQueue::find(const QString& id) const {
    for (const auto& provider : m_providers) {
        if (provider->descriptor().id == id)
            return provider.get();
    }
    return nullptr;
}

RequestQueue::Job* RequestQueue::findJob(qint64 id) const {
    for (const auto& job : m_jobs) {
        if (job->record.id == id)
            return job.get();
    }
    return nullptr;
}

enrich::providers::ProviderLimits RequestQueue::limitsOf(const enrich::providers::Provider& provider) const {
    return m_limits.value(provider.descriptor().id, provider.descriptor().limits);
}

qint64 RequestQueue::add(const QString& id, const enrich::subject::Indicator& indicator, qint64 batch) {
    const enrich::providers::Provider* provider = find(id);
    if (!provider || !provider->accepts(indicator))
        return 0;
    for (const auto& job : m_jobs) {
        if (job->provider == provider && job->indicator == indicator)
            return job->record.id;
    }
    if (m_jobs.empty())
        m_total = 0;
    JobRecord record;
    record.provider = id;
    record.indicator = indicator.text();
    record.batch = batch;
    m_store.addJob(record);
    if (record.id == 0)
        record.id = m_nextId--;
    m_jobs.push_back(std::make_unique<Job>(Job{record, indicator, provider, {}, {}, {}, 0}));
    ++m_total;
    if (provider->descriptor().needsKey)
        m_keys.load(id);
    schedulePump();
    return record.id;
}

void RequestQueue::resume() {
    m_paused = false;
    m_left = 0;
    for (const auto& job : m_jobs) {
        if (job->provider->descriptor().needsKey)
            m_keys.load(job->record.provider);
    }
    schedulePump();
}

void RequestQueue::lift(const QString& host) {
    m_store.release(host);
    m_strikes.remove(host);
    for (const auto& job : m_jobs) {
        if (job->record.state == JobState::held && job->record.notBefore != never)
            setState(*job, JobState::queued, {}, 0);
    }
    schedulePump();
}

void RequestQueue::unblock(const QString& provider) {
    m_blocked.remove(provider);
    m_quotaStrikes.remove(provider);
    m_store.release(holdName(provider));  // the share of another key
    for (const auto& job : m_jobs) {
        if (job->record.provider == provider && job->record.state == JobState::held && job->record.notBefore == never)
            setState(*job, JobState::queued, {}, 0);
    }
    schedulePump();
}

void RequestQueue::interrupt() {
    for (const auto& job : m_jobs) {
        if (!job->reply)
            continue;
        m_store.auditOutcome(job->sent, QStringLiteral("sent, the answer was not awaited"));
        m_busyHosts.remove(job->plan->host);
        job->reply.reset();
        job->plan.reset();
        job->exchanges.clear();
        setState(*job, JobState::queued, {}, 0);
    }
}

void RequestQueue::cancel(qint64 id) {
    Job* job = findJob(id);
    if (!job)
        return;
    if (job->reply) {
        m_store.auditOutcome(job->sent, QStringLiteral("sent, the answer was not awaited"));
        m_busyHosts.remove(job->plan->host);
    }
    job->reply.reset();
    enrich::subject::LookupResult result(job->indicator);
    result.provider = job->record.provider;
    result.status = enrich::subject::LookupStatus::cancelled;
    finish(*job, JobState::cancelled, result);
    schedulePump();
}

void RequestQueue::cancelAll() {
    QList<qint64> ids;
    for (const auto& job : m_jobs) ids.append(job->record.id);
    for (const qint64 id : ids) cancel(id);
    m_left = 0;
}

void RequestQueue::holdBack(const enrich::subject::OwnNetworks& own) {
    QList<qint64> ids;
    for (const auto& job : m_jobs) {
        if (!enrich::subject::Indicator::fromUser(job->indicator.text(), own, enrich::subject::NameScope::whole))
            ids.append(job->record.id);
    }
    for (const qint64 id : ids) cancel(id);
    if (m_left > 0) {
        m_left = static_cast<int>(m_jobs.size());
        m_paused = m_left > 0;
    }
}

QList<LookupJob> RequestQueue::jobs() const {
    QList<LookupJob> out;
    for (const auto& job : m_jobs)
        out.append(LookupJob{job->record.id, job->record.provider, job->record.indicator, job->record.state,
                             wordsFor(*job), job->record.notBefore});
    return out;
}

QString RequestQueue::wordsFor(const Job& job) const {
    const JobRecord& record = job.record;
    switch (record.state) {
        case JobState::running:
            return QStringLiteral("running");
        case JobState::held:
        case JobState::queued:
            if (!record.reason.isEmpty())
                return record.reason;
            return QStringLiteral("queued");
        case JobState::done:
            return QStringLiteral("done");
        case JobState::failed:
            return QStringLiteral("failed (%1)").arg(record.reason);
        case JobState::cancelled:
            return QStringLiteral("cancelled");
    }
    return {};
}

void RequestQueue::setState(Job& job, JobState state, const QString& reason, qint64 notBefore) {
    const bool changed = job.record.state != state || job.record.reason != reason;
    job.record.state = state;
    job.record.reason = reason;
    job.record.notBefore = notBefore;
    if (!changed)
        return;
    m_store.updateJob(job.record);
    // Emitted later: a slot may cancel jobs while a caller still holds a reference to one.
    m_news.append(LookupJob{job.record.id, job.record.provider, job.record.indicator, state, wordsFor(job), notBefore});
    if (m_news.size() == 1)
        QTimer::singleShot(0, this, &RequestQueue::tellNews);
}

void RequestQueue::tellNews() {
    for (const LookupJob& job : std::exchange(m_news, {})) emit jobChanged(job);
}

void RequestQueue::block(const QString& provider, const QString& reason) {
    m_blocked.insert(provider, reason);
    for (const auto& job : m_jobs) {
        if (job->record.provider == provider && !job->reply)
            setState(*job, JobState::held, QStringLiteral("held back (%1)").arg(reason), never);
    }
}

void RequestQueue::schedulePump() {
    if (std::exchange(m_pumpScheduled, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_pumpScheduled = false;
        pump();
    });
}

void RequestQueue::pump() {
    if (m_paused)
        return;
    const qint64 now = m_clock.now();
    qint64 earliest = never;
    // Listeners may add and cancel while this runs: by id, over what there is now.
    QList<qint64> ids;
    for (const auto& job : m_jobs) ids.append(job->record.id);
    for (const qint64 id : ids) {
        if (m_busyHosts.size() >= mostConnections || m_paused)
            break;
        if (Job* job = findJob(id); job && !job->reply)
            tryToSend(*job, now, earliest);
    }
    if (earliest != never)
        m_clock.wakeAt(earliest);
}

RequestQueue::Turn RequestQueue::tryToSend(Job& job, qint64 now, qint64& earliest) {
    const enrich::providers::ProviderDescriptor& d = job.provider->descriptor();
    if (job.record.notBefore == never || m_blocked.contains(d.id)) {
        if (job.record.notBefore != never)
            setState(job, JobState::held, QStringLiteral("held back (%1)").arg(m_blocked.value(d.id)), never);
        return Turn::waits;
    }
    const auto waitUntil = [&](qint64 when) {
        earliest = std::min(earliest, when);
        return Turn::waits;
    };
    if (job.record.notBefore > now)
        return waitUntil(job.record.notBefore);
    if (d.needsKey && !m_keys.ready(d.id))
        return Turn::waits;
    if (d.needsKey && !d.keyOptional && m_keys.key(d.id).isEmpty()) {
        enrich::subject::LookupResult result(job.indicator);
        result.provider = d.id;
        result.status = enrich::subject::LookupStatus::noKey;
        result.reason = QStringLiteral("%1 wants a key").arg(d.name);
        finish(job, JobState::failed, result);
        return Turn::gone;
    }
    if (!job.plan && !step(job))
        return Turn::gone;
    const enrich::providers::ProviderLimits limits = limitsOf(*job.provider);
    const auto inFlight = std::count_if(m_jobs.begin(), m_jobs.end(), [&](const auto& other) {
        return other->provider == job.provider && other->reply;
    });
    if (inFlight >= limits.concurrent || m_busyHosts.contains(job.plan->host))
        return Turn::waits;
    for (const QString& name : {holdName(d.id), job.plan->host}) {
        if (const auto hold = m_store.holdOf(name, now)) {
            setState(job, JobState::held,
                     name == job.plan->host
                         ? QStringLiteral("held back (%1) until %2").arg(hold->reason, clockTime(hold->until, now))
                         : QStringLiteral("quota until %1").arg(clockTime(hold->until, now)),
                     hold->until);
            return waitUntil(hold->until);
        }
    }
    if (const auto last = m_lastSent.constFind(job.plan->host);
        last != m_lastSent.constEnd() && *last + job.plan->gap > now && *last <= now)
        return waitUntil(*last + job.plan->gap);
    // Other programs ask the same servers.
    if (const auto later = m_store.takeTurn(job.plan->host, job.plan->gap, now))
        return waitUntil(*later);
    if (limits.perWindow > 0 || limits.perDay > 0 || limits.perMonth > 0) {
        if (const auto later = m_store.take(d.id, limits, now)) {
            if (*later - now > 2 * minute)
                setState(job, JobState::held, QStringLiteral("quota until %1").arg(clockTime(*later, now)), *later);
            return waitUntil(*later);
        }
    }
    send(job, now);
    return Turn::sent;
}

/// Asks the provider what is next; false if the job is gone.
bool RequestQueue::step(Job& job) {
    enrich::providers::Step next = job.provider->next(job.indicator, job.exchanges);
    if (auto* plan = std::get_if<enrich::providers::RequestPlan>(&next)) {
        job.plan = std::move(*plan);
        return true;
    }
    conclude(job, std::move(std::get<enrich::subject::LookupResult>(next)));
    return false;
}

void RequestQueue::send(Job& job, qint64 now) {
    const qint64 id = job.record.id;
    // Before it leaves: whatever happens then, the record has it. What cannot be recorded is not sent.
    job.sent = m_store.audit(
        AuditEntry{now, job.record.provider, job.plan->host, job.record.indicator, QStringLiteral("sent")});
    if (job.sent == 0) {
        enrich::subject::LookupResult result(job.indicator);
        result.provider = job.record.provider;
        result.status = enrich::subject::LookupStatus::cancelled;
        result.reason = QStringLiteral("not sent, since the record of what is sent cannot be written");
        return finish(job, JobState::failed, result);
    }
    m_busyHosts.insert(job.plan->host);
    m_lastSent.insert(job.plan->host, now);
    job.reply.reset(
        m_transport.send(*job.plan, job.plan->keyHeader.isEmpty() ? QByteArray() : m_keys.key(job.record.provider)));
    connect(job.reply.get(), &enrich::net::PendingReply::finished, this,
            [this, id](const enrich::providers::Reply& reply) { received(id, reply); });
    setState(job, JobState::running, {}, 0);
}

void RequestQueue::received(qint64 id, enrich::providers::Reply reply) {
    Job* job = findJob(id);
    if (!job || !job->reply)
        return;
    // Still inside the reply's own signal.
    job->reply.release()->deleteLater();
    const qint64 now = m_clock.now();
    m_busyHosts.remove(job->plan->host);
    m_lastSent.insert(job->plan->host, now);
    reply.receivedAt = now;
    // Whatever a server repeats of the key stays here.
    reply.body = m_redactor->apply(reply.body);
    for (enrich::providers::RequestHeader& header : reply.headers) header.value = m_redactor->apply(header.value);
    reply.faultText = m_redactor->apply(reply.faultText);
    m_store.auditOutcome(job->sent, reply.httpStatus ? QString::number(reply.httpStatus)
                                    : reply.fault == enrich::providers::ReplyFault::none ? QStringLiteral("answered")
                                                                                         : reply.faultText);
    job->exchanges.push_back({std::move(*job->plan), std::move(reply)});
    job->plan.reset();
    step(*job);
    schedulePump();
}

bool RequestQueue::retryLater(Job& job, const enrich::subject::LookupResult& result) {
    const qint64 now = m_clock.now();
    const QString& provider = job.record.provider;
    if (result.status == enrich::subject::LookupStatus::quotaExhausted) {
        // One more try after a minute tells a minute's quota from a day's.
        const qint64 until = m_quotaStrikes[provider]++ == 0 ? now + 65 * second : nextDay(now);
        m_store.hold({holdName(provider), until, result.reason}, now);
        job.exchanges.clear();
        setState(job, JobState::held, QStringLiteral("quota until %1").arg(clockTime(until, now)), until);
        return true;
    }
    const bool worthIt = result.status == enrich::subject::LookupStatus::timeout ||
                         result.status == enrich::subject::LookupStatus::networkError ||
                         result.status == enrich::subject::LookupStatus::serverError ||
                         result.status == enrich::subject::LookupStatus::rateLimited;
    // A server that talked until the time was up would do so again.
    const bool talked = result.status == enrich::subject::LookupStatus::timeout && !job.exchanges.empty() &&
                        job.exchanges.back().reply.milliseconds >= job.exchanges.back().plan.deadline;
    if (!worthIt || talked || (result.hold && !result.hold->retry) || ++job.record.tries >= mostTries)
        return false;
    const int wait = std::min(120, 2 << job.record.tries);
    const qint64 jitter = m_random.bounded(wait * 500) - wait * 250;
    qint64 when = now + wait * second + jitter;
    if (result.retryAt)
        when = std::max(*result.retryAt, now);
    else if (result.hold)
        when = std::max(when, m_store.holdOf(result.hold->host, now).value_or(LookupStore::Hold()).until);
    job.exchanges.clear();
    setState(job, result.status == enrich::subject::LookupStatus::rateLimited ? JobState::held : JobState::queued,
             QStringLiteral("waits until %1 to try again (%2)")
                 .arg(clockTime(when, now), weir::enrich::subject::wordsFor(result.status)),
             when);
    return true;
}

void RequestQueue::conclude(Job& job, enrich::subject::LookupResult result) {
    const qint64 now = m_clock.now();
    if (result.hold) {
        const bool whois =
            !job.exchanges.empty() && job.exchanges.back().plan.channel == enrich::providers::Channel::whois;
        qint64 until = result.hold->until;
        if (until == 0 && whois)
            until = now + std::min(15 * minute << std::min(m_strikes[result.hold->host]++, 7), 24 * hour);
        if (until > now)
            m_store.hold({result.hold->host, until, result.hold->reason}, now);
    } else if (!job.exchanges.empty()) {
        m_strikes.remove(job.exchanges.back().plan.host);
    }
    if (retryLater(job, result))
        return;
    if (result.status == enrich::subject::LookupStatus::ok || result.status == enrich::subject::LookupStatus::notFound)
        m_quotaStrikes.remove(job.record.provider);
    const bool usable = result.status == enrich::subject::LookupStatus::ok ||
                        result.status == enrich::subject::LookupStatus::notFound ||
                        (result.status == enrich::subject::LookupStatus::truncated && !result.fields.isEmpty());
    if (usable)
        m_store.keep(result, job.provider->descriptor());
    const bool keyRefused =
        result.status == enrich::subject::LookupStatus::authFailed && job.provider->descriptor().needsKey;
    if (keyRefused || result.status == enrich::subject::LookupStatus::tlsError)
        block(job.record.provider, weir::enrich::subject::wordsFor(result.status));
    job.record.reason = result.reason.isEmpty() ? weir::enrich::subject::wordsFor(result.status) : result.reason;
    finish(job, usable ? JobState::done : JobState::failed, result);
}

/// The job is gone afterwards.
void RequestQueue::finish(Job& job, JobState state, const enrich::subject::LookupResult& result) {
    job.record.state = state;
    const LookupJob shown{job.record.id, job.record.provider, job.record.indicator, state, wordsFor(job), 0};
    m_store.removeJob(job.record.id);
    const auto at = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto& one) { return one.get() == &job; });
    // Out of the list first: whoever listens sees a queue without it.
    const std::unique_ptr<Job> gone = std::move(*at);
    m_jobs.erase(at);
    tellNews();
    emit jobChanged(shown);
    emit finished(result);
    emit progressed();
}

qint64 RequestQueue::estimate(const enrich::providers::Provider& provider, int count) const {
    if (count <= 0)
        return 0;
    const enrich::providers::ProviderLimits limits = limitsOf(provider);
    const qint64 now = m_clock.now();
    const QString& id = provider.descriptor().id;
    qint64 out = count * second;
    if (limits.perWindow > 0)
        out = std::max(out, (m_store.used(id, now - limits.window + 1) + count - 1) / limits.perWindow * limits.window);
    if (limits.perDay > 0) {
        const qint64 today = m_store.used(id, nextDay(now) - 24 * hour);
        if (const qint64 over = today + count - limits.perDay; over > 0)
            out = std::max(out, nextDay(now) - now + (over - 1) / limits.perDay * 24 * hour);
    }
    return out;
}

qint64 RequestQueue::remaining() const {
    qint64 out = 0;
    for (const auto& provider : m_providers) {
        const auto count = std::count_if(m_jobs.begin(), m_jobs.end(), [&](const auto& job) {
            return job->provider == provider.get() && job->record.notBefore != never;
        });
        out = std::max(out, estimate(*provider, static_cast<int>(count)));
    }
    return out;
}

}  // namespace weir::enrich::queue
