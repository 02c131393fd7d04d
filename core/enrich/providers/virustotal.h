// SPDX-License-Identifier: GPL-3.0-or-later
// VirusTotal's API, version 3 (https://docs.virustotal.com/reference).
#pragma once

#include "core/enrich/providers/provider.h"

namespace weir::enrich::providers {

/// From how many engines on a result is called malicious; one is enough for suspicious.
struct VirusTotalThresholds {
    int malicious = 3;
    int suspicious = 1;
};

class VirusTotalProvider : public Provider {
public:
    explicit VirusTotalProvider(VirusTotalThresholds thresholds = {}) : m_thresholds(thresholds) {}
    const ProviderDescriptor& descriptor() const override;
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;
    QString saying(
        const enrich::subject::LookupResult& result) const override;  ///< malicious of all that have an opinion or none
    /// The page for people; opening it tells VirusTotal.
    static QUrl page(const enrich::subject::Indicator& indicator);

private:
    VirusTotalThresholds m_thresholds;
};

}  // namespace weir::enrich::providers
