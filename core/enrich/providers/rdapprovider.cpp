// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/rdapprovider.h"

#include "core/enrich/providers/rdapobject.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

constexpr int mostRedirects = 4;

bool redirects(const Reply& reply) {
    return reply.fault == ReplyFault::none &&
           (reply.httpStatus == 301 || reply.httpStatus == 302 || reply.httpStatus == 303 || reply.httpStatus == 307 ||
            reply.httpStatus == 308);
}

bool seen(const Exchanges& exchanges, const QUrl& url) {
    for (const Exchange& exchange : exchanges) {
        if (exchange.plan.url == url)
            return true;
    }
    return false;
}

}  // namespace

const ProviderDescriptor& RdapProvider::descriptor() const {
    static const ProviderDescriptor description = [] {
        ProviderDescriptor d;
        d.id = QStringLiteral("rdap");
        d.name = QStringLiteral("RDAP");
        d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
                   enrich::subject::IndicatorKind::domain};
        d.keepAnswer = 7 * 24 * 3600;
        d.columns = {{QStringLiteral("range"), QStringLiteral("whois_range")},
                     {QStringLiteral("abuse"), QStringLiteral("whois_abuse")},
                     {QStringLiteral("created"), QStringLiteral("whois_registered")}};
        d.privacyNote = QStringLiteral("The registry and, for domains, the registrar see the question.");
        return d;
    }();
    return description;
}

RequestPlan RdapProvider::ask(const QUrl& url) const {
    RequestPlan plan;
    plan.url = url;
    plan.host = url.host();
    plan.port = static_cast<quint16>(url.port(443));
    plan.headers = commonHeaders("application/rdap+json, application/json;q=0.9");
    // LACNIC is the quickest to shut the door.
    plan.gap = plan.host == u"rdap.lacnic.net" ? 6000 : 1000;
    return plan;
}

Provider::Requests RdapProvider::requests(const enrich::subject::Indicator& indicator) const {
    if (m_bootstrap->baseFor(indicator).isEmpty())
        return {0, 0};
    return {indicator.isAddress() ? 1 : 2, 0};  // of a domain, the registrar is asked, too
}

Step RdapProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
    if (soFar.empty()) {
        const QString base = m_bootstrap->baseFor(indicator);
        if (base.isEmpty()) {
            result.status = enrich::subject::LookupStatus::noService;
            result.reason = QStringLiteral("no RDAP server is known for this");
            return result;
        }
        const QUrl url(base + (indicator.isAddress() ? QStringLiteral("ip/") : QStringLiteral("domain/")) +
                       indicator.text());
        if (const QString why = m_gate->refusesUrl(url); !why.isEmpty()) {
            result.status = enrich::subject::LookupStatus::noService;
            result.reason = QStringLiteral("the RDAP server is refused: %1").arg(why);
            return result;
        }
        return ask(url);
    }

    // Redirects in a row since the last answer; then at most one step from the registry on to the registrar.
    std::optional<QJsonObject> registry;
    std::size_t registryAt = 0;
    int redirectCount = 0;
    for (std::size_t i = 0; i < soFar.size(); ++i) {
        if (redirects(soFar[i].reply))
            ++redirectCount;
        else if (i + 1 < soFar.size()) {
            QString why;
            registry = enrich::subject::parseObject(soFar[i].reply.body, &why);
            registryAt = i;
            redirectCount = 0;
        }
    }
    Exchange last = soFar.back();
    const auto giveUp = [&](const QString& why) -> Step {
        if (!registry) {
            result.status = enrich::subject::LookupStatus::redirectRefused;
            result.reason = why;
            return result;
        }
        result.warnings.append(QStringLiteral("the registrar was not reached: %1").arg(why));
        readRdap(result, *registry);
        return result;
    };
    if (redirects(last.reply)) {
        const QByteArray location = last.reply.header("location");
        const QUrl target = last.plan.url.resolved(QUrl::fromEncoded(location.left(2048), QUrl::StrictMode));
        if (location.isEmpty())
            return giveUp(QStringLiteral("redirect without a target"));
        if (const QString why = m_gate->refusesUrl(target); !why.isEmpty())
            return giveUp(QStringLiteral("redirect refused: %1").arg(why));
        if (seen(soFar, target))
            return giveUp(QStringLiteral("redirect loop"));
        if (redirectCount > mostRedirects)
            return giveUp(QStringLiteral("too many redirects"));
        return ask(target);
    }
    if (readFault(result, last)) {
        if (!registry)
            return result;
        const QString why = std::exchange(result.reason, {});
        result.status = enrich::subject::LookupStatus::ok;
        return giveUp(why);
    }
    if (last.reply.httpStatus == 404) {
        if (registry)
            return giveUp(QStringLiteral("not found there"));
        result.status = enrich::subject::LookupStatus::notFound;
        return result;
    }
    QString why;
    const auto object = enrich::subject::parseObject(last.reply.body, &why);
    if (!object) {
        if (registry)
            return giveUp(why);
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = why;
        return result;
    }
    for (const QJsonValue& notice : object->value(u"notices").toArray()) {
        if (enrich::subject::textOf(notice.toObject().value(u"title"))
                .compare(u"Rate Limit Notice", Qt::CaseInsensitive) != 0)
            continue;
        if (registry)
            return giveUp(QStringLiteral("rate limit"));
        result.status = enrich::subject::LookupStatus::rateLimited;
        result.reason = QStringLiteral("%1 asked for a pause").arg(last.plan.host);
        result.hold = enrich::subject::HostHold{last.plan.host, 0, true, result.reason};
        return result;
    }
    if (!registry && !indicator.isAddress()) {
        const QUrl link = relatedLink(*object);
        if (!link.isEmpty() && !seen(soFar, link) && link.host() != last.plan.host) {
            const QString refused = m_gate->refusesUrl(link);
            if (refused.isEmpty())
                return ask(link);
            result.warnings.append(QStringLiteral("the registrar's link was not followed: %1").arg(refused));
        }
    }
    if (const QString asked = enrich::subject::textOf(object->value(u"ldhName")).toLower();
        !indicator.isAddress() && !asked.isEmpty() && asked != indicator.text() && asked != indicator.text() + u'.')
        result.warnings.append(QStringLiteral("the answer is for another name"));
    readRdap(result, *object);
    if (registry) {
        // What the registrar leaves out, the registry may say.
        enrich::subject::LookupResult of(indicator);
        of.retrievedAt = soFar[registryAt].reply.receivedAt;
        readRdap(of, *registry);
        for (const enrich::subject::Field& field : of.fields) {
            if (!result.field(field.key))
                result.fields.append(field);
        }
    }
    return result;
}

}  // namespace weir::enrich::providers
