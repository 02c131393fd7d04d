// SPDX-License-Identifier: GPL-3.0-or-later
// Which regional registry an address belongs to, and where to ask about a top-level domain, without asking anybody.
#pragma once

#include <QByteArray>
#include <QString>

#include "core/base/address.h"

namespace weir::enrich::providers {

/// The five regional Internet registries.
enum class Registry : quint8 { none, afrinic, apnic, arin, lacnic, ripe };

/// By IANA's tables (ipv4-address-space, ipv6-unicast-address-assignments). Transfers between registries are not in
/// them: the registries themselves redirect. `none` for space that no registry holds.
Registry registryOf(const IpAddress& address);
/// By what ARIN, APNIC and others call it in a referral: "RIPE", "ripe ncc", "LACNIC", …
Registry registryNamed(const QString& text);
QString nameOf(Registry registry);
QString whoisHostOf(Registry registry);
/// Whether this whois server is a regional or national Internet registry's: those alone are asked about addresses.
bool isRegistryHost(const QString& whoisHost);
QString rdapBaseOf(Registry registry);  ///< ends in '/'

/// The whois server of a top-level domain (an A-label), and what must come before the name in the query.
/// Empty for one that is not in the table; "-" where the registry has none. Reviewed 2026-11.
QString whoisHostOfTopLevel(const QByteArray& topLevel);

}  // namespace weir::enrich::providers
