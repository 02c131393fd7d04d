// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace weir::test {
namespace {

void addName(X509_NAME* name, const char* field, const char* value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value), -1, -1, 0);
}

}  // namespace

Octets makeCertificate(const char* alternatives, bool selfSigned, const char* commonName) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 0x1234);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20240229120000Z");
    ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20991231235959Z");
    addName(X509_get_subject_name(certificate), "C", "DE");
    addName(X509_get_subject_name(certificate), "O", "Bär & Co");
    addName(X509_get_subject_name(certificate), "CN", commonName);
    if (selfSigned)
        X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    else
        addName(X509_get_issuer_name(certificate), "CN", "Some CA");
    X509_set_pubkey(certificate, key);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternatives);
    X509_add_ext(certificate, extension, -1);
    X509_sign(certificate, key, EVP_sha256());
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    Octets out(der, der + size);
    OPENSSL_free(der);
    X509_EXTENSION_free(extension);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return out;
}

}  // namespace weir::test
