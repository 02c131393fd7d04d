// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates for tests, made by libcrypto.
#pragma once

#include "tests/support/octets.h"

namespace weir::test {

/// DER of a certificate for C=DE, O=Bär & Co and this common name, valid from 2024-02-29 12:00:00 to 2099-12-31
/// 23:59:59 UTC. `alternatives` as libcrypto writes them: "DNS:a.example,IP:192.0.2.7". Issued by its subject or by
/// "Some CA".
Octets makeCertificate(const char* alternatives, bool selfSigned, const char* commonName = "c2.example");

}  // namespace weir::test
