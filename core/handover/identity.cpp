// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/identity.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace weir::handover {

std::string nameUuid(std::string_view space, std::string_view name) {
    const std::string text = std::string(space).append(name);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha1(), nullptr) != 1 || length < 16)
        throw std::runtime_error("this system's OpenSSL has no SHA-1, which names need");
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0f) | 0x50);
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3f) | 0x80);
    std::string out;
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out += '-';
        constexpr std::string_view digits = "0123456789abcdef";
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

std::string stableUuid(std::string_view name) {
    // A random UUID of Weir's own; identifiers stay the same for as long as it does.
    constexpr std::string_view space("\x3c\x9e\x5b\x0a\x71\xd2\x4f\x86\x9d\x14\xe8\x27\x60\xb5\xc3\x4a", 16);
    return nameUuid(space, name);
}

}  // namespace weir::handover
