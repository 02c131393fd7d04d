// SPDX-License-Identifier: GPL-3.0-or-later
// The few fields of an X.509 certificate that say whom a server claims to be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/base/bytes.h"

namespace weir::protocol {

/// From a certificate (RFC 5280). Nothing is verified: texts are claims, and not trusted. At most 256 names are kept.
struct Certificate {
    std::string subject;            ///< "CN=…, O=…" in the order sent; values as their octets
    std::string subjectCommonName;  ///< the last one
    std::string issuer;
    std::string issuerCommonName;
    std::vector<std::string> dnsNames;
    std::vector<IpAddress> addresses;
    bool selfIssued = false;                ///< issuer and subject are the same name, as self-signed ones have
    std::optional<std::int64_t> notBefore;  ///< seconds since the epoch
    std::optional<std::int64_t> notAfter;
    std::string serial;  ///< hexadecimal
};

/// Reads one DER certificate; nothing where it is none. What follows the fields above is not looked at.
std::optional<Certificate> readCertificate(Bytes der);

}  // namespace weir::protocol
