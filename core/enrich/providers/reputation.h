// SPDX-License-Identifier: GPL-3.0-or-later
// Reputation services that answer one question with one JSON object. Each is a request, a reading, and a description.
#pragma once

#include "core/enrich/providers/provider.h"

namespace weir::enrich::providers {

/// A service that takes one request: what differs is in the three parts.
class ReputationProvider : public Provider {
public:
    using Ask = RequestPlan (*)(const enrich::subject::Indicator&);
    /// Gets every answer with a body of JSON, whatever its status; false leaves the HTTP status to say what it means.
    using Read = bool (*)(enrich::subject::LookupResult&, const QJsonObject&, int httpStatus);

    ReputationProvider(ProviderDescriptor descriptor, Ask ask, Read read)
        : m_descriptor(std::move(descriptor)), m_ask(ask), m_read(read) {}
    const ProviderDescriptor& descriptor() const override { return m_descriptor; }
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;

private:
    ProviderDescriptor m_descriptor;
    Ask m_ask;
    Read m_read;
};

std::shared_ptr<const Provider> abuseIpDb();   ///< https://docs.abuseipdb.com
std::shared_ptr<const Provider> greyNoise();   ///< https://docs.greynoise.io, Community API
std::shared_ptr<const Provider> internetDb();  ///< https://internetdb.shodan.io
std::shared_ptr<const Provider> urlHaus();     ///< https://urlhaus-api.abuse.ch
std::shared_ptr<const Provider> threatFox();   ///< https://threatfox-api.abuse.ch
std::shared_ptr<const Provider> otx();         ///< https://otx.alienvault.com/api

}  // namespace weir::enrich::providers
