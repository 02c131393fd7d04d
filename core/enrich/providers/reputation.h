// SPDX-License-Identifier: GPL-3.0-or-later
// Services with an API of JSON, and Team Cymru's whois.
#pragma once

#include "core/enrich/providers/provider.h"

namespace weir::enrich::providers {

std::shared_ptr<const Provider> abuseIpDb();   ///< https://docs.abuseipdb.com
std::shared_ptr<const Provider> greyNoise();   ///< https://docs.greynoise.io, Community API
std::shared_ptr<const Provider> internetDb();  ///< https://internetdb.shodan.io
std::shared_ptr<const Provider> urlHaus();     ///< https://urlhaus-api.abuse.ch
std::shared_ptr<const Provider> threatFox();   ///< https://threatfox-api.abuse.ch
std::shared_ptr<const Provider> otx();         ///< https://otx.alienvault.com/api
std::shared_ptr<const Provider> cymru();       ///< https://www.team-cymru.com/ip-asn-mapping
std::shared_ptr<const Provider> ripeStat();    ///< https://stat.ripe.net/docs/data-api/api-endpoints/prefix-overview
std::shared_ptr<const Provider> urlScan();     ///< https://docs.urlscan.io/apis/urlscan-openapi/search
std::shared_ptr<const Provider> crtSh();       ///< https://github.com/crtsh/certwatch_db, output=json
std::shared_ptr<const Provider> censys();      ///< https://docs.censys.com/reference/v3-globaldata-asset-host
std::shared_ptr<const Provider> hashLookup();  ///< https://www.circl.lu/services/hashlookup/
/// https://bazaar.abuse.ch/api/
std::shared_ptr<const Provider> malwareBazaar();

}  // namespace weir::enrich::providers
