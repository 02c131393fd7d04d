// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/lookups.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTimer>
#include <algorithm>

#include "core/enrich/providers/registrationdate.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/shippedregistries.h"
#include "core/enrich/providers/userservice.h"
#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/domainnames.h"

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
    (void)out->take(enrich::providers::RdapBootstrap::File::dns,
                    QByteArray(enrich::providers::shippedRdapServers.data(),
                               static_cast<qsizetype>(enrich::providers::shippedRdapServers.size())));
    for (const auto file : bootstrapFiles) {
        QFile kept(QDir(folder).filePath(enrich::providers::RdapBootstrap::nameOf(file)));
        if (!folder.isEmpty() && kept.open(QIODevice::ReadOnly))
            (void)out->take(file, kept.read(3 << 20));  // one that is damaged leaves the shipped table in force
    }
    return out;
}

enrich::providers::Providers makeProviders(const LookupSettings& settings,
                                           const std::shared_ptr<const enrich::subject::HostGate>& gate,
                                           const std::shared_ptr<const enrich::providers::RdapBootstrap>& bootstrap,
                                           enrich::providers::UserServices& own) {
    enrich::providers::Providers out = {
        std::make_shared<enrich::providers::RegistrationProvider>(gate, bootstrap, settings.whoisUse),
        std::make_shared<enrich::providers::WhoisProvider>(gate),
        std::make_shared<enrich::providers::RdapProvider>(gate, bootstrap),
        std::make_shared<enrich::providers::VirusTotalProvider>(settings.virusTotal),
        enrich::providers::abuseIpDb(),
        enrich::providers::greyNoise(),
        enrich::providers::internetDb(),
        enrich::providers::urlHaus(),
        enrich::providers::threatFox(),
        enrich::providers::otx(),
        enrich::providers::cymru(),
        enrich::providers::ripeStat(),
        enrich::providers::urlScan(),
        enrich::providers::crtSh(),
        enrich::providers::censys(),
        enrich::providers::hashLookup(),
        enrich::providers::malwareBazaar()};
    QStringList taken;
    for (const auto& provider : out) taken << provider->descriptor().id;
    for (const auto& provider : own.providers) {
        const QString& id = provider->descriptor().id;
        if (taken.contains(id))
            own.problems << QStringLiteral("there is a service \u201c%1\u201d already").arg(id);
        else
            out.push_back(provider);
    }
    return out;
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

Lookups::Lookups(LookupSettings settings, LookupParts parts, QObject* parent)
    : QObject(parent),
      m_offline(settings.offline),
      m_own(settings.own),
      m_services(enrich::providers::loadUserServices(settings.services)),
      m_gate(std::make_shared<enrich::subject::HostGate>(settings.endpoints, m_services.inside)),
      m_bootstrapFolder(settings.bootstrapFolder),
      m_bootstrap(loadBootstrap(m_bootstrapFolder)),
      m_providers(makeProviders(settings, m_gate, m_bootstrap, m_services)),
      m_mostRaw(settings.mostRaw),
      m_store(settings.store, settings.storeUse),
      m_redactor(std::make_shared<Redactor>()),
      m_clock(parts.clock ? std::move(parts.clock) : std::make_unique<SystemClock>()),
      m_transport(parts.transport ? std::move(parts.transport)
                                  : std::make_unique<enrich::net::NetworkTransport>(m_gate, settings.transport)),
      m_keys(std::make_unique<Keys>(m_providers, parts.secrets ? std::move(parts.secrets) : desktopKeychain(),
                                    m_redactor, parts.environment)),
      m_queue(std::make_unique<RequestQueue>(m_providers, m_store, *m_clock, *m_transport, *m_keys, m_redactor,
                                             settings.takeUpLeft)) {
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
        const QString name = enrich::providers::RdapBootstrap::nameOf(file);
        m_bootstrapSent[name] = m_store.audit(
            AuditEntry{m_clock->now(), QStringLiteral("bootstrap"), plan.host, name, QStringLiteral("sent")});
        m_bootstrapReplies.emplace_back(m_transport->send(plan, {}));
        connect(m_bootstrapReplies.back().get(), &enrich::net::PendingReply::finished, this,
                [this, file](const enrich::providers::Reply& reply) { takeBootstrap(file, reply); });
    }
    m_bootstrapWaits = static_cast<int>(m_bootstrapReplies.size());
}

void Lookups::takeBootstrap(enrich::providers::RdapBootstrap::File file, const enrich::providers::Reply& reply) {
    const QString name = enrich::providers::RdapBootstrap::nameOf(file);
    m_store.auditOutcome(m_bootstrapSent.value(name),
                         reply.httpStatus ? QString::number(reply.httpStatus) : reply.faultText);
    if (reply.fault != enrich::providers::ReplyFault::none || reply.httpStatus != 200) {
        m_bootstrapProblems.append(QStringLiteral("%1: %2").arg(
            name, reply.httpStatus ? QStringLiteral("HTTP %1").arg(reply.httpStatus) : reply.faultText));
    } else if (const auto taken = m_bootstrap->take(file, reply.body); !taken) {
        m_bootstrapProblems.append(QStringLiteral("%1: %2").arg(name, QString::fromStdString(taken.error().text())));
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

void Lookups::start(const Preview& preview) {
    ++m_batch;
    if (preview.toSend() > 0)
        m_store.limitRaw(m_mostRaw);
    QList<enrich::subject::LookupResult> known;
    for (const PreviewItem& item : preview.items) {
        if (item.fate == PreviewItem::Fate::heldBack || item.fate == PreviewItem::Fate::notFor)
            continue;
        // A preview is only a list that somebody may have changed: the gate decides anew.
        const auto indicator =
            enrich::subject::Indicator::fromUser(item.indicator, m_own, enrich::subject::NameScope::whole);
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
    const qint64 now = m_clock->now();
    QList<enrich::subject::Indicator> about;
    for (const enrich::subject::NameScope scope : {enrich::subject::NameScope::whole, enrich::subject::NameScope::guest,
                                                   enrich::subject::NameScope::registrable}) {
        auto indicator = enrich::subject::Indicator::fromUser(value, m_own, scope);
        if (!indicator)
            return out;
        if (!about.contains(indicator.value()))
            about.append(indicator.take());
    }
    for (const auto& provider : m_providers) {
        for (const enrich::subject::Indicator& indicator : about) {
            // What is thought of a platform says nothing of its guests.
            if (provider->descriptor().reputation && indicator == about.last() && about.size() > 1 &&
                enrich::subject::hasGuests(indicator.text().toLatin1()))
                continue;
            if (auto kept = m_store.find(provider->descriptor().id, indicator, now)) {
                out.append(*kept);
                break;
            }
        }
    }
    return out;
}

QList<enrich::providers::AnswerColumn> Lookups::answerColumns() const {
    QList<enrich::providers::AnswerColumn> out;
    const QSet<QString> answering = m_store.answeringProviders();
    for (const auto& provider : m_providers) {
        if (!answering.contains(provider->descriptor().id))
            continue;
        for (enrich::providers::AnswerColumn column : provider->descriptor().columns) {
            if (std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.name == column.name; }))
                continue;
            column.title = provider->descriptor().name + u' ' + column.name.section(u'_', 1).replace(u'_', u' ');
            out.append(column);
        }
    }
    return out;
}

namespace {

int gravity(enrich::subject::Verdict verdict) {
    switch (verdict) {
        case enrich::subject::Verdict::malicious:
            return 3;
        case enrich::subject::Verdict::suspicious:
            return 2;
        case enrich::subject::Verdict::clean:
            return 1;
        default:
            return 0;
    }
}

}  // namespace

LookupColumns Lookups::columns(const QString& value) const {
    LookupColumns out;
    qint64 registrationAt = -1;
    QList<std::pair<int, QString>> verdicts;
    for (const enrich::subject::LookupResult& result : known(value)) {
        out.lookedUpAt = std::max(out.lookedUpAt.value_or(0), result.retrievedAt);
        out.answers.append({result.provider, result.trail.isEmpty() ? QString() : result.trail.last().host,
                            summary(result), result.retrievedAt});
        const enrich::providers::Provider* provider = find(result.provider);
        for (const enrich::providers::AnswerColumn& column : provider->descriptor().columns) {
            const auto same = [&](const auto& one) { return one.first == column.name; };
            if (const QString text = result.text(column.field);
                !text.isEmpty() && std::none_of(out.of.begin(), out.of.end(), same))
                out.of.append({column.name, text});
        }
        if (gravity(result.verdict) > 0) {
            const QString saying = enrich::subject::cleanLine(provider->saying(result), 100).replace(u';', u',');
            verdicts.append(
                {gravity(result.verdict), saying.isEmpty() ? result.provider : result.provider + u':' + saying});
            if (gravity(result.verdict) > gravity(out.verdict))
                out.verdict = result.verdict;
        }
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
            out.registrar = result.text(QStringLiteral("registrar"));
            out.created = enrich::providers::timeOf(result.text(QStringLiteral("created")));
        }
    }
    std::stable_sort(verdicts.begin(), verdicts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [weight, text] : verdicts)
        out.verdictBy += (out.verdictBy.isEmpty() ? QString() : QStringLiteral(";")) + text;
    return out;
}

QString Lookups::summary(const enrich::subject::LookupResult& result) const {
    if (const enrich::providers::Provider* provider = find(result.provider);
        provider && result.status == enrich::subject::LookupStatus::ok) {
        if (const QString saying = provider->saying(result); !saying.isEmpty())
            return saying;
    }
    QStringList parts;
    for (const char* key : {"organization", "registrar", "created"}) {
        if (const QString text = result.text(QLatin1String(key)); !text.isEmpty())
            parts.append(text);
    }
    parts += result.countries;
    if (parts.isEmpty() && !result.reason.isEmpty())
        parts.append(result.reason);
    return parts.join(QStringLiteral(", "));
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
