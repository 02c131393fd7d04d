// SPDX-License-Identifier: GPL-3.0-or-later
// What a cipher suite's number says of how records are protected. How keys were agreed on does not matter here.
#pragma once

#include <cstdint>

namespace weir::decrypt {

enum class Sealing : std::uint8_t {
    mac,      ///< no cipher, HMAC alone
    cbc,      ///< a block cipher and HMAC
    gcm,      ///< RFC 5288
    ccm,      ///< RFC 6655
    chacha20  ///< RFC 7905
};

/// Names are OpenSSL's and live as long as the program.
struct CipherSuite {
    const char* cipher = nullptr;  ///< null: none
    const char* mac = nullptr;     ///< the HMAC's hash; null where the cipher authenticates
    const char* hash = nullptr;    ///< of the key derivation from TLS 1.2 on
    Sealing sealing = Sealing::gcm;
    std::uint8_t keySize = 0;
    std::uint8_t tagSize = 0;  ///< of the HMAC or the cipher's
    std::uint8_t block = 0;    ///< of cbc
};

/// By the number in IANA's registry of TLS cipher suites; null for one that is not known here.
const CipherSuite* findCipherSuite(std::uint16_t number);

}  // namespace weir::decrypt
