// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/keyderivation.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

namespace weir::decrypt {
namespace {

struct Free {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

OSSL_PARAM octets(const char* name, Bytes value) {
    // OpenSSL only reads what is handed to EVP_KDF_derive.
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(value.data()), value.size());
}

OSSL_PARAM text(const char* name, const char* value) {
    return OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(value), 0);
}

KeyOctets derive(const char* algorithm, const OSSL_PARAM* parameters, std::size_t size) {
    const std::unique_ptr<EVP_KDF, Free> kdf(EVP_KDF_fetch(nullptr, algorithm, nullptr));
    const std::unique_ptr<EVP_KDF_CTX, Free> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    KeyOctets out(size);
    if (!context || EVP_KDF_derive(context.get(), out.writable().data(), size, parameters) != 1)
        return KeyOctets();
    return out;
}

}  // namespace

KeyOctets::~KeyOctets() { OPENSSL_cleanse(m_octets.data(), m_octets.size()); }

KeyOctets keyBlock(const char* hash, Bytes master, Bytes serverRandom, Bytes clientRandom, std::size_t size) {
    const OSSL_PARAM parameters[] = {text(OSSL_KDF_PARAM_DIGEST, hash),
                                     octets(OSSL_KDF_PARAM_SECRET, master),
                                     octets(OSSL_KDF_PARAM_SEED, asBytes("key expansion")),
                                     octets(OSSL_KDF_PARAM_SEED, serverRandom),
                                     octets(OSSL_KDF_PARAM_SEED, clientRandom),
                                     OSSL_PARAM_construct_end()};
    return derive("TLS1-PRF", parameters, size);
}

KeyOctets expandLabel(const char* hash, Bytes secret, std::string_view label, std::size_t size) {
    std::vector<std::uint8_t> info = {static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size),
                                      static_cast<std::uint8_t>(6 + label.size())};
    for (const std::string_view part : {std::string_view("tls13 "), label})
        info.insert(info.end(), part.begin(), part.end());
    info.push_back(0);  // the context
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    const OSSL_PARAM parameters[] = {
        text(OSSL_KDF_PARAM_DIGEST, hash), OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
        octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
    return derive("HKDF", parameters, size);
}

}  // namespace weir::decrypt
