// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/registration.h"

#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

/// The whois server that the RDAP answer names for this registration (RFC 9083, 4.7); empty if none.
QString whoisHostBy(const Exchanges& overRdap) {
    QString why;
    const auto object =
        overRdap.empty() ? std::nullopt : enrich::subject::parseObject(overRdap.back().reply.body, &why);
    return object ? enrich::subject::textOf(object->value(u"port43")).toLower() : QString();
}

bool answers(enrich::subject::LookupStatus status) {
    return status == enrich::subject::LookupStatus::ok || status == enrich::subject::LookupStatus::truncated;
}

}  // namespace

const ProviderDescriptor& RegistrationProvider::descriptor() const {
    static const ProviderDescriptor description = [] {
        ProviderDescriptor d;
        d.id = QStringLiteral("registration");
        d.name = QStringLiteral("Registration (RDAP, whois)");
        d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
                   enrich::subject::IndicatorKind::domain};
        d.keepAnswer = 7 * 24 * 3600;
        d.columns = {{QStringLiteral("range"), QStringLiteral("whois_range")},
                     {QStringLiteral("abuse"), QStringLiteral("whois_abuse")},
                     {QStringLiteral("created"), QStringLiteral("whois_registered")}};
        d.privacyNote = QStringLiteral(
            "The registry and, for domains, the registrar see the question. Where whois is asked, whoever watches the "
            "network does, too: it is not encrypted.");
        return d;
    }();
    return description;
}

Provider::Requests RegistrationProvider::requests(const enrich::subject::Indicator& indicator) const {
    Requests out = m_rdap.requests(indicator);
    const bool whoisToo = m_whoisUse == WhoisUse::always ? indicator.isAddress() || out.atLeast == 0
                                                         : m_whoisUse == WhoisUse::whenNeeded && out.atLeast == 0;
    if (whoisToo) {
        const Requests whois = m_whois.requests(indicator);
        out.atLeast += whois.atLeast;
        out.clear += whois.clear;
    }
    return out;
}

Step RegistrationProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    Exchanges overRdap, overWhois;
    for (const Exchange& exchange : soFar)
        (exchange.plan.channel == Channel::https ? overRdap : overWhois).push_back(exchange);
    Step rdapStep = m_rdap.next(indicator, overRdap);
    if (std::holds_alternative<RequestPlan>(rdapStep))
        return rdapStep;
    const enrich::subject::LookupResult& rdap = std::get<enrich::subject::LookupResult>(rdapStep);
    const bool complete = answers(rdap.status) && rdap.field(QStringLiteral("organization")) &&
                          (!indicator.isAddress() || rdap.field(QStringLiteral("country")));
    const bool whoisToo = m_whoisUse == WhoisUse::always ? indicator.isAddress() || !complete
                                                         : m_whoisUse == WhoisUse::whenNeeded && !complete;
    enrich::subject::LookupResult result = rdap;
    if (whoisToo && rdap.status != enrich::subject::LookupStatus::cancelled) {
        Step whoisStep = m_whois.next(indicator, overWhois, indicator.isAddress() ? whoisHostBy(overRdap) : QString());
        if (std::holds_alternative<RequestPlan>(whoisStep))
            return whoisStep;
        const enrich::subject::LookupResult& whois = std::get<enrich::subject::LookupResult>(whoisStep);
        // An answer beats none, and "nobody has this" beats silence.
        const bool whoisLeads = (answers(whois.status) && !answers(rdap.status)) ||
                                (whois.status == enrich::subject::LookupStatus::notFound && !answers(rdap.status)) ||
                                rdap.status == enrich::subject::LookupStatus::noService;
        const enrich::subject::LookupResult& other = whoisLeads ? rdap : whois;
        result = whoisLeads ? whois : rdap;
        if (answers(result.status)) {
            for (const enrich::subject::Field& field : other.fields) {
                if (!result.field(field.key))
                    result.fields.append(field);
            }
            if (answers(whois.status) && !whois.countries.isEmpty())
                result.countries = whois.countries;
            if (!answers(other.status) && other.status != enrich::subject::LookupStatus::noService)
                result.warnings.append(
                    QStringLiteral("%1: %2").arg(whoisLeads ? QStringLiteral("RDAP") : QStringLiteral("Whois"),
                                                 other.reason.isEmpty() ? wordsFor(other.status) : other.reason));
            result.warnings += other.warnings;
        }
        if (!result.hold)
            result.hold = other.hold;
    }
    const enrich::subject::LookupResult whole = resultOf(*this, indicator, soFar);
    result.provider = whole.provider;
    result.trail = whole.trail;
    result.raw = whole.raw;
    result.rawTruncated = whole.rawTruncated;
    result.retrievedAt = whole.retrievedAt;
    return result;
}

}  // namespace weir::enrich::providers
