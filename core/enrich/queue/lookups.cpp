// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/lookups.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTimer>
#include <algorithm>

#include "core/enrich/providers/reputation.h"

namespace weir::enrich::queue {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

constexpr enrich::providers::RdapBootstrap::File bootstrapFiles[] = {enrich::providers::RdapBootstrap::File::ipv4,
                                                                     enrich::providers::RdapBootstrap::File::ipv6,
                                                                     enrich::providers::RdapBootstrap::File::dns};

std::shared_ptr<enrich::providers::RdapBootstrap> loadBootstrap(const QString& folder) {
    auto out = std::make_shared<enrich::providers::RdapBootstrap>();
    for (const auto file : bootstrapFiles) {
        QFile kept(QDir(folder).filePath(enrich::providers::RdapBootstrap::nameOf(file)));
        if (!folder.isEmpty() && kept.open(QIODevice::ReadOnly))
            (void)out->take(file, kept.read(3 << 20));  // one that is damaged leaves the built-in table in force
    }
    return out;
}

enrich::providers::Providers makeProviders(const LookupSettings& settings,
                                           const std::shared_ptr<const enrich::subject::HostGate>& gate,
                                           const std::shared_ptr<const enrich::providers::RdapBootstrap>& bootstrap) {
    return {std::make_shared<enrich::providers::RegistrationProvider>(gate, bootstrap, settings.whoisUse),
            std::make_shared<enrich::providers::WhoisProvider>(gate),
            std::make_shared<enrich::providers::RdapProvider>(gate, bootstrap),
            std::make_shared<enrich::providers::VirusTotalProvider>(settings.virusTotal),
            enrich::providers::abuseIpDb(),
            enrich::providers::greyNoise(),
            enrich::providers::internetDb(),
            enrich::providers::urlHaus(),
            enrich::providers::threatFox(),
            enrich::providers::otx()};
}

}  // namespace

QString ageWords(qint64 then, qint64 now) {
    if (then > now + hour)
        return QStringLiteral("unknown");
    const qint64 age = std::max<qint64>(now - then, 0);
    const auto words = [](qint64 count, const char* unit) {
        return QStringLiteral("%1 %2%3").arg(count).arg(QLatin1String(unit),
                                                        count == 1 ? QString() : QStringLiteral("s"));
    };
    if (age < hour)
        return words(age / minute, "minute");
    return age < 2 * day ? words(age / hour, "hour") : words(age / day, "day");
}

int Preview::count(PreviewItem::Fate fate) const {
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [&](const PreviewItem& one) { return one.fate == fate; }));
}

qint64 Preview::duration() const {
    qint64 out = 0;
    for (const PreviewShare& share : shares) out = std::max(out, share.duration);
    return out;
}

Lookups::Lookups(LookupSettings settings, LookupParts parts, QObject* parent)
    : QObject(parent),
      m_offline(settings.offline),
      m_own(settings.own),
      m_gate(std::make_shared<enrich::subject::HostGate>(settings.endpoints)),
      m_bootstrapFolder(settings.bootstrapFolder),
      m_bootstrap(loadBootstrap(m_bootstrapFolder)),
      m_providers(makeProviders(settings, m_gate, m_bootstrap)),
      m_store(settings.store),
      m_redactor(std::make_shared<Redactor>()),
      m_clock(parts.clock ? std::move(parts.clock) : std::make_unique<SystemClock>()),
      m_transport(parts.transport ? std::move(parts.transport)
                                  : std::make_unique<enrich::net::NetworkTransport>(m_gate, settings.transport)),
      m_keys(std::make_unique<Keys>(m_providers, parts.secrets ? std::move(parts.secrets) : desktopKeychain(),
                                    m_redactor, parts.environment)),
      m_queue(std::make_unique<RequestQueue>(m_providers, m_store, *m_clock, *m_transport, *m_keys, m_redactor,
                                             settings.takeUpLeft)) {
    m_store.limitRaw(settings.mostRaw);
    m_queue->holdBack(m_own);  // what was left may be about what has become the user's own
    for (auto at = settings.limits.begin(); at != settings.limits.end(); ++at) m_queue->setLimits(at.key(), at.value());
    if (m_offline)
        m_queue->pause();
    connect(m_queue.get(), &RequestQueue::jobChanged, this, &Lookups::jobChanged);
    connect(m_queue.get(), &RequestQueue::finished, this, &Lookups::resultReady);
    connect(m_queue.get(), &RequestQueue::progressed, this, [this] {
        emit progress(done(), total(), m_queue->remaining());
        if (done() == total())
            emit stateChanged();
    });
}

Lookups::~Lookups() = default;

void Lookups::setOwn(enrich::subject::OwnNetworks own) {
    m_own = std::move(own);
    m_queue->holdBack(m_own);
    emit stateChanged();
}

void Lookups::updateBootstrap() {
    if (m_offline || !m_bootstrapReplies.empty())
        return;
    m_bootstrapProblems.clear();
    for (const auto file : bootstrapFiles) {
        enrich::providers::RequestPlan plan;
        plan.url = QUrl(QStringLiteral("https://data.iana.org/rdap/") + enrich::providers::RdapBootstrap::nameOf(file));
        plan.host = plan.url.host();
        plan.headers = enrich::providers::commonHeaders("application/json");
        plan.most = 2 << 20;
        m_bootstrapReplies.emplace_back(m_transport->send(plan, {}));
        connect(m_bootstrapReplies.back().get(), &enrich::net::PendingReply::finished, this,
                [this, file](const enrich::providers::Reply& reply) { takeBootstrap(file, reply); });
    }
    m_bootstrapWaits = static_cast<int>(m_bootstrapReplies.size());
}

void Lookups::takeBootstrap(enrich::providers::RdapBootstrap::File file, const enrich::providers::Reply& reply) {
    const QString name = enrich::providers::RdapBootstrap::nameOf(file);
    m_store.audit(AuditEntry{m_clock->now(), QStringLiteral("bootstrap"), QStringLiteral("data.iana.org"), name,
                             reply.httpStatus ? QString::number(reply.httpStatus) : reply.faultText});
    if (reply.fault != enrich::providers::ReplyFault::none || reply.httpStatus != 200) {
        m_bootstrapProblems.append(QStringLiteral("%1: %2").arg(
            name, reply.httpStatus ? QStringLiteral("HTTP %1").arg(reply.httpStatus) : reply.faultText));
    } else if (const auto taken = m_bootstrap->take(file, reply.body); !taken) {
        m_bootstrapProblems.append(QStringLiteral("%1: %2").arg(name, QString::fromStdString(taken.error().message)));
    } else if (!m_bootstrapFolder.isEmpty()) {
        QDir().mkpath(m_bootstrapFolder);
        QSaveFile kept(QDir(m_bootstrapFolder).filePath(name));
        if (!kept.open(QIODevice::WriteOnly) || kept.write(reply.body) != reply.body.size() || !kept.commit())
            m_bootstrapProblems.append(QStringLiteral("%1: %2").arg(kept.fileName(), kept.errorString()));
    }
    if (--m_bootstrapWaits > 0)
        return;
    for (auto& one : m_bootstrapReplies) one.release()->deleteLater();  // the last is still in its signal
    m_bootstrapReplies.clear();
    emit bootstrapUpdated(m_bootstrapProblems.join(u'\n'));
}

QList<enrich::providers::ProviderDescriptor> Lookups::providers() const {
    QList<enrich::providers::ProviderDescriptor> out;
    for (const auto& provider : m_providers) out.append(provider->descriptor());
    return out;
}

const enrich::providers::Provider* Lookups::find(const QString& id) const {
    for (const auto& provider : m_providers) {
        if (provider->descriptor().id == id)
            return provider.get();
    }
    return nullptr;
}

void Lookups::setOffline(bool offline) {
    if (m_offline == offline)
        return;
    m_offline = offline;
    if (offline) {
        m_queue->pause();
        m_queue->interrupt();
    } else if (m_queue->left() == 0) {
        m_queue->resume();
    }
    emit stateChanged();
}

Preview Lookups::preview(const QStringList& values, const QStringList& providerIds, bool again) const {
    Preview out;
    out.offline = m_offline;
    const qint64 now = m_clock->now();
    const QList<LookupJob> waiting = m_queue->jobs();
    QSet<QString> seen;
    for (const QString& value : values) {
        const auto made = enrich::subject::Indicator::fromUser(value, m_own);
        if (!made) {
            if (seen.contains(value))
                continue;
            seen.insert(value);
            PreviewItem item;
            item.given = value;
            item.fate = PreviewItem::Fate::heldBack;
            item.reason = QString::fromStdString(made.error().message);
            out.items.append(item);
            continue;
        }
        const enrich::subject::Indicator& indicator = made.value();
        for (const QString& id : providerIds) {
            const enrich::providers::Provider* provider = find(id);
            const QString key = id + u' ' + indicator.text();
            if (!provider || seen.contains(key))
                continue;
            seen.insert(key);
            PreviewItem item{value, indicator.text(), indicator.note(), id, PreviewItem::Fate::send, {}, {}};
            const enrich::providers::Step first = provider->next(indicator, {});
            const auto* plan = std::get_if<enrich::providers::RequestPlan>(&first);
            const bool queued = std::any_of(waiting.begin(), waiting.end(), [&](const LookupJob& job) {
                return job.provider == id && job.indicator == indicator.text();
            });
            const auto kept = m_store.find(id, indicator, now);
            const bool keyless = provider->descriptor().needsKey && m_keys->ready(id) && m_keys->key(id).isEmpty();
            if (!provider->accepts(indicator) || !plan) {
                item.fate = PreviewItem::Fate::notFor;
                item.reason = provider->accepts(indicator)
                                  ? std::get<enrich::subject::LookupResult>(first).reason
                                  : QStringLiteral("%1 does not take this").arg(provider->descriptor().name);
            } else if (queued) {
                item.fate = PreviewItem::Fate::waiting;
            } else if (kept && !again) {
                item.fate = kept->stale ? PreviewItem::Fate::stale : PreviewItem::Fate::cached;
                item.reason = QStringLiteral("%1 old").arg(ageWords(kept->retrievedAt, now));
            } else if (keyless) {
                item.fate = PreviewItem::Fate::noKey;
                item.reason = QStringLiteral("%1 wants a key").arg(provider->descriptor().name);
            }
            if (plan)
                item.firstQuery = plan->shown();
            if (item.fate == PreviewItem::Fate::send) {
                auto share = std::find_if(out.shares.begin(), out.shares.end(),
                                          [&](const auto& one) { return one.provider == id; });
                if (share == out.shares.end()) {
                    const enrich::providers::ProviderDescriptor& d = provider->descriptor();
                    PreviewShare fresh;
                    fresh.provider = id;
                    fresh.name = d.name;
                    fresh.encrypted = id != u"whois" && id != u"registration";
                    fresh.key = d.needsKey ? m_keys->description(id) : QString();
                    fresh.privacyNote = d.privacyNote;
                    fresh.terms = d.terms;
                    if (const int perDay = m_queue->limitsOf(*provider).perDay; perDay > 0)
                        fresh.leftToday = std::max(0, perDay - m_store.used(id, nextDay(now) - day));
                    out.shares.append(fresh);
                    share = out.shares.end() - 1;
                }
                ++share->count;
                if (!share->hosts.contains(plan->host))
                    share->hosts.append(plan->host);
                if (id == u"registration" && indicator.isAddress()) {
                    if (const QString whois =
                            enrich::providers::whoisHostOf(enrich::providers::registryOf(indicator.address()));
                        !share->hosts.contains(whois))
                        share->hosts.append(whois);
                }
            }
            out.items.append(item);
        }
    }
    for (PreviewShare& share : out.shares) share.duration = m_queue->estimate(*find(share.provider), share.count);
    return out;
}

void Lookups::start(const Preview& preview) {
    ++m_batch;
    QList<enrich::subject::LookupResult> known;
    for (const PreviewItem& item : preview.items) {
        if (item.fate == PreviewItem::Fate::heldBack || item.fate == PreviewItem::Fate::notFor)
            continue;
        // A preview is only a list that somebody may have changed: the gate decides anew.
        const auto indicator = enrich::subject::Indicator::fromUser(item.indicator, m_own);
        if (!indicator)
            continue;
        enrich::subject::LookupResult none(indicator.value());
        none.provider = item.provider;
        if (item.fate == PreviewItem::Fate::cached || item.fate == PreviewItem::Fate::stale) {
            if (auto kept = m_store.find(item.provider, indicator.value(), m_clock->now()))
                known.append(*kept);
        } else if (item.fate == PreviewItem::Fate::noKey) {
            none.status = enrich::subject::LookupStatus::noKey;
            none.reason = item.reason;
            known.append(none);
        } else if (item.fate == PreviewItem::Fate::send && m_offline) {
            none.status = enrich::subject::LookupStatus::offline;
            none.reason = QStringLiteral("Weir is offline: nothing was sent");
            known.append(none);
        } else if (item.fate == PreviewItem::Fate::send) {
            m_queue->add(item.provider, indicator.value(), m_batch);
        }
    }
    QTimer::singleShot(0, this, [this, known] {
        for (const enrich::subject::LookupResult& result : known) emit resultReady(result);
        emit progress(done(), total(), m_queue->remaining());
    });
}

void Lookups::pause() {
    m_queue->pause();
    emit stateChanged();
}

void Lookups::resume() {
    if (m_offline)
        return;
    m_queue->resume();
    emit stateChanged();
}

void Lookups::cancel() {
    m_queue->cancelAll();
    if (!m_offline)
        m_queue->resume();
    emit stateChanged();
}

QList<enrich::subject::LookupResult> Lookups::known(const QString& value) const {
    QList<enrich::subject::LookupResult> out;
    const auto indicator = enrich::subject::Indicator::fromUser(value, m_own);
    if (!indicator)
        return out;
    for (const auto& provider : m_providers) {
        if (auto kept = m_store.find(provider->descriptor().id, indicator.value(), m_clock->now()))
            out.append(*kept);
    }
    return out;
}

LookupColumns Lookups::columns(const QString& value) const {
    LookupColumns out;
    if (m_offlineData) {
        if (const auto address = IpAddress::parse(value.toStdString())) {
            const OfflineAnswer answer = m_offlineData->lookup(*address);
            out.country = answer.country;
            out.asNumber = answer.asNumber;
            out.asOrganization = answer.asOrganization;
        }
    }
    qint64 registrationAt = -1;
    for (const enrich::subject::LookupResult& result : known(value)) {
        out.lookedUpAt = std::max(out.lookedUpAt.value_or(0), result.retrievedAt);
        if (result.provider == u"virustotal") {
            out.malicious = result.number(QStringLiteral("malicious"));
            out.suspicious = result.number(QStringLiteral("suspicious"));
            out.harmless = result.number(QStringLiteral("harmless"));
            out.undetected = result.number(QStringLiteral("undetected"));
        } else if (result.provider == u"registration" || result.provider == u"whois" || result.provider == u"rdap") {
            // The latest of the three; whois alone has the whole list of countries.
            const bool better = result.retrievedAt > registrationAt &&
                                (result.countries.size() >= out.whoisCountry.count(u';') + 1 || registrationAt < 0);
            if (!better)
                continue;
            registrationAt = result.retrievedAt;
            out.whoisCountry = result.countries.join(u';');
            out.whoisOrganization = result.text(QStringLiteral("organization"));
        }
    }
    return out;
}

QString Lookups::words(const enrich::subject::LookupResult& result) const {
    if (result.fromCache) {
        const QString age = ageWords(result.retrievedAt, m_clock->now());
        const QString what =
            result.status == enrich::subject::LookupStatus::notFound ? QStringLiteral("not found, ") : QString();
        return result.stale ? QStringLiteral("stale (%1%2 old)").arg(what, age)
                            : QStringLiteral("cached (%1%2 old)").arg(what, age);
    }
    switch (result.status) {
        case enrich::subject::LookupStatus::ok:
        case enrich::subject::LookupStatus::notFound:
        case enrich::subject::LookupStatus::authFailed:
        case enrich::subject::LookupStatus::cancelled:
        case enrich::subject::LookupStatus::noKey:
        case enrich::subject::LookupStatus::offline:
            return wordsFor(result.status);
        default:
            return QStringLiteral("failed (%1)").arg(result.reason.isEmpty() ? wordsFor(result.status) : result.reason);
    }
}

}  // namespace weir::enrich::queue
