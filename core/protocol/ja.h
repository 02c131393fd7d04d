// SPDX-License-Identifier: GPL-3.0-or-later
// Fingerprints of a TLS client by what its hello offers: the same program gives the same text whatever it talks to.
#pragma once

#include <string>

#include "core/protocol/tls.h"

namespace weir::protocol {

/// Over what the hello travelled; JA4's first letter.
enum class HelloTransport : char { tcp = 't', quic = 'q', dtls = 'd' };

/// JA3 before hashing (https://github.com/salesforce/ja3): version, ciphers, extensions, groups, point formats.
std::string ja3Text(const ClientHello& hello);
/// MD5 of ja3Text, in hexadecimal.
std::string ja3(const ClientHello& hello);

/// JA3S: version, cipher, extensions of a ServerHello.
std::string ja3sText(const ServerHello& hello);
std::string ja3s(const ServerHello& hello);

/// JA4, "t13d1516h2_8daaf6152771_e5627efa2ab1" (https://github.com/FoxIO-LLC/ja4, technical_details/JA4.md; the TLS
/// client fingerprint alone, which its authors license under BSD 3-Clause).
std::string ja4(const ClientHello& hello, HelloTransport transport);

/// Lower-case hexadecimal digests. MD5 is a name here, not a protection.
std::string md5Hex(Bytes octets);
std::string sha256Hex(Bytes octets);

}  // namespace weir::protocol
