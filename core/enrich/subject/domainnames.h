// SPDX-License-Identifier: GPL-3.0-or-later
// Host names as Qt's octets, and what the public suffix list says of them.
#pragma once

#include <QByteArray>

#include "core/base/publicsuffix.h"

namespace weir::enrich::subject {

/// Lower-case letters, digits and hyphens in labels of 1 to 63, at most 253 octets, no final dot.
bool isHostName(const QByteArray& name);
/// The list of the system, read once: for the names of servers, and where the user gave no list.
const PublicSuffixes& systemSuffixes();
/// As PublicSuffixes has it. The name is a lower-case A-label host name.
bool hasPublicTopLevel(const QByteArray& hostName, const PublicSuffixes& suffixes = systemSuffixes());
/// As PublicSuffixes has it.
QByteArray registrableDomain(const QByteArray& hostName, const PublicSuffixes& suffixes = systemSuffixes());
/// As PublicSuffixes has it; empty where the top-level domain is none that may be asked.
QByteArray guestDomain(const QByteArray& hostName, const PublicSuffixes& suffixes = systemSuffixes());
/// As PublicSuffixes has it.
bool hasGuests(const QByteArray& hostName, const PublicSuffixes& suffixes = systemSuffixes());

}  // namespace weir::enrich::subject
