// SPDX-License-Identifier: GPL-3.0-or-later
// Facts about registries that are built in, so that the program knows whom to ask before it has fetched anything.
#pragma once

#include <string_view>

namespace weir::enrich::providers {

/// resources/rdap/dns.json: the RDAP servers of top-level domains, in IANA's form.
extern const std::string_view shippedRdapServers;

}  // namespace weir::enrich::providers
