// SPDX-License-Identifier: GPL-3.0-or-later
// What the public suffix list (https://publicsuffix.org/list/) says of a name, ICANN section only.
#pragma once

#include <QByteArray>

namespace weir::enrich::subject {

/// Lower-case letters, digits and hyphens in labels of 1 to 63, at most 253 octets, no final dot.
bool isHostName(const QByteArray& name);
/// Whether the last label is a top-level domain of the public DNS. False for "onion" and "arpa", which are listed but
/// lead nowhere that may be asked.
bool hasPublicTopLevel(const QByteArray& hostName);
/// "example.co.uk" for "a.b.example.co.uk"; empty for a public suffix itself or an unlisted top-level domain.
/// The name is a lower-case A-label host name. Unlisted top-level domains never match (no star rule).
QByteArray registrableDomain(const QByteArray& hostName);

}  // namespace weir::enrich::subject
