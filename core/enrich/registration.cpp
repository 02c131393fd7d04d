// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/registration.h"

namespace weir::enrich {

namespace {

bool answers(LookupStatus status) { return status == LookupStatus::ok || status == LookupStatus::truncated; }

}  // namespace

const ProviderDescriptor& RegistrationProvider::descriptor() const {
    static const ProviderDescriptor description = [] {
        ProviderDescriptor d;
        d.id = QStringLiteral("registration");
        d.name = QStringLiteral("Registration (RDAP, whois)");
        d.kinds = {IndicatorKind::ip4, IndicatorKind::ip6, IndicatorKind::domain};
        d.keepAnswer = 7 * 24 * 3600;
        d.privacyNote = QStringLiteral(
            "The registry and, for domains, the registrar see the question. Where whois is asked, whoever watches the "
            "network does, too: it is not encrypted.");
        return d;
    }();
    return description;
}

Step RegistrationProvider::next(const Indicator& indicator, const Exchanges& soFar) const {
    Exchanges overRdap, overWhois;
    for (const Exchange& exchange : soFar)
        (exchange.plan.channel == Channel::https ? overRdap : overWhois).push_back(exchange);
    Step rdapStep = m_rdap.next(indicator, overRdap);
    if (std::holds_alternative<RequestPlan>(rdapStep))
        return rdapStep;
    const LookupResult& rdap = std::get<LookupResult>(rdapStep);
    const bool complete = answers(rdap.status) && rdap.field(QStringLiteral("organization")) &&
                          (!indicator.isAddress() || rdap.field(QStringLiteral("country")));
    const bool whoisToo = m_whoisUse == WhoisUse::always ? indicator.isAddress() || !complete
                                                         : m_whoisUse == WhoisUse::whenNeeded && !complete;
    LookupResult result = rdap;
    if (whoisToo && rdap.status != LookupStatus::cancelled) {
        Step whoisStep = m_whois.next(indicator, overWhois);
        if (std::holds_alternative<RequestPlan>(whoisStep))
            return whoisStep;
        const LookupResult& whois = std::get<LookupResult>(whoisStep);
        // An answer beats none, and "nobody has this" beats silence.
        const bool whoisLeads = (answers(whois.status) && !answers(rdap.status)) ||
                                (whois.status == LookupStatus::notFound && !answers(rdap.status)) ||
                                rdap.status == LookupStatus::noService;
        const LookupResult& other = whoisLeads ? rdap : whois;
        result = whoisLeads ? whois : rdap;
        if (answers(result.status)) {
            for (const Field& field : other.fields) {
                if (!result.field(field.key))
                    result.fields.append(field);
            }
            if (answers(whois.status) && !whois.countries.isEmpty())
                result.countries = whois.countries;
            if (!answers(other.status) && other.status != LookupStatus::noService)
                result.warnings.append(
                    QStringLiteral("%1: %2").arg(whoisLeads ? QStringLiteral("RDAP") : QStringLiteral("Whois"),
                                                 other.reason.isEmpty() ? wordsFor(other.status) : other.reason));
            result.warnings += other.warnings;
        }
        if (!result.hold)
            result.hold = other.hold;
    }
    const LookupResult whole = resultOf(*this, indicator, soFar);
    result.provider = whole.provider;
    result.trail = whole.trail;
    result.raw = whole.raw;
    result.rawTruncated = whole.rawTruncated;
    result.retrievedAt = whole.retrievedAt;
    return result;
}

}  // namespace weir::enrich
