// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tlspair.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstring>
#include <stdexcept>

namespace weir::test {
namespace {

struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

void need(bool good, const char* what) {
    if (!good)
        throw std::runtime_error(what);
}

/// A key that is made once, and a certificate for it.
struct Identity {
    Owned<EVP_PKEY> key;
    Owned<X509> certificate;
};

const Identity& identity(const char* algorithm) {
    static const auto make = [](EVP_PKEY* key) {
        Identity out{Owned<EVP_PKEY>(key), Owned<X509>(X509_new())};
        X509* const certificate = out.certificate.get();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
        X509_set_pubkey(certificate, key);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("inner.example"), -1, -1, 0);
        X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
        need(X509_sign(certificate, key, EVP_sha256()) > 0, "no certificate");
        return out;
    };
    static const Identity rsa = make(EVP_RSA_gen(2048));
    static const Identity ec = make(EVP_EC_gen("P-256"));
    return std::strcmp(algorithm, "EC") == 0 ? ec : rsa;
}

void addKeyLine(const SSL* ssl, const char* line) {
    std::string& log = *static_cast<std::string*>(SSL_get_app_data(ssl));
    log += line;
    log += '\n';
}

constexpr unsigned char sharedKey[16] = {1, 2, 3, 4};

unsigned askPsk(SSL*, const char*, char* name, unsigned room, unsigned char* key, unsigned size) {
    if (room < 7 || size < sizeof sharedKey)
        return 0;
    std::memcpy(name, "weir", 5);
    std::memcpy(key, sharedKey, sizeof sharedKey);
    return sizeof sharedKey;
}
unsigned findPsk(SSL*, const char*, unsigned char* key, unsigned size) {
    if (size < sizeof sharedKey)
        return 0;
    std::memcpy(key, sharedKey, sizeof sharedKey);
    return sizeof sharedKey;
}

int chooseApplication(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* in, unsigned inSize,
                      void*) {
    if (inSize < 1)
        return SSL_TLSEXT_ERR_NOACK;
    *out = in + 1;
    *size = in[0];
    return SSL_TLSEXT_ERR_OK;
}

Owned<SSL_CTX> makeContext(const TlsSetup& setup, bool client) {
    Owned<SSL_CTX> out(SSL_CTX_new(client ? TLS_client_method() : TLS_server_method()));
    SSL_CTX* const context = out.get();
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, setup.version);
    SSL_CTX_set_max_proto_version(context, setup.version);
    need((setup.version == TLS1_3_VERSION
              ? SSL_CTX_set_ciphersuites(context,
                                         std::strcmp(setup.suite, "ALL") == 0 ? TLS_DEFAULT_CIPHERSUITES : setup.suite)
              : SSL_CTX_set_cipher_list(context, (std::string(setup.suite) + ":@SECLEVEL=0").c_str())) == 1,
         "no such suite");
    SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    if (!setup.encryptThenMac)
        SSL_CTX_set_options(context, SSL_OP_NO_ENCRYPT_THEN_MAC);
    if (!setup.tickets)
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    if (client) {
        if (setup.version != TLS1_3_VERSION)
            SSL_CTX_set_psk_client_callback(context, askPsk);
        if (setup.retry)
            SSL_CTX_set1_groups_list(context, "X25519:P-256");
        return out;
    }
    if (setup.version != TLS1_3_VERSION)
        SSL_CTX_set_psk_server_callback(context, findPsk);
    SSL_CTX_set_dh_auto(context, 1);
    SSL_CTX_set1_groups_list(context, setup.retry ? "P-256" : "X25519:P-256");
    for (const char* algorithm : {"RSA", "EC"}) {
        const Identity& own = identity(algorithm);
        SSL_CTX_use_certificate(context, own.certificate.get());
        SSL_CTX_use_PrivateKey(context, own.key.get());
    }
    SSL_CTX_set_session_id_context(context, sharedKey, sizeof sharedKey);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
    if (setup.earlyData)
        SSL_CTX_set_max_early_data(context, 16384);
    if (setup.application != nullptr)
        SSL_CTX_set_alpn_select_cb(context, chooseApplication, nullptr);
    return out;
}

}  // namespace

struct TlsPair::State {
    TlsSetup setup;
    std::shared_ptr<SSL_CTX> serverContext;  ///< shared with who resumes: it knows the sessions
    Owned<SSL_CTX> clientContext;
    Owned<SSL> ends[2];
    std::vector<Flight> flights;
    std::string keyLog, unused, said[2];
    bool early = false;
};

TlsPair::TlsPair(const TlsSetup& setup, const TlsPair* resumes) : m(std::make_unique<State>()) {
    m->setup = setup;
    m->serverContext = resumes != nullptr ? resumes->m->serverContext
                                          : std::shared_ptr<SSL_CTX>(makeContext(setup, false).release(), Free());
    m->clientContext = makeContext(setup, true);
    SSL_CTX_set_keylog_callback(m->clientContext.get(), addKeyLine);
    for (const int side : {0, 1}) {
        m->ends[side].reset(SSL_new(side == 0 ? m->clientContext.get() : m->serverContext.get()));
        SSL* const end = m->ends[side].get();
        SSL_set_bio(end, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_app_data(end, side == 0 ? &m->keyLog : &m->unused);
    }
    SSL* const client = m->ends[0].get();
    SSL_set_tlsext_host_name(client, "inner.example");
    if (setup.application != nullptr) {
        const std::string offer = static_cast<char>(std::strlen(setup.application)) + std::string(setup.application);
        SSL_set_alpn_protos(client, reinterpret_cast<const unsigned char*>(offer.data()),
                            static_cast<unsigned>(offer.size()));
    }
    if (resumes != nullptr) {
        const Owned<SSL_SESSION> session(SSL_get1_session(resumes->m->ends[0].get()));
        SSL_set_session(client, session.get());
    }
    SSL_set_connect_state(client);
    SSL_set_accept_state(m->ends[1].get());
}

TlsPair::~TlsPair() = default;

/// Carries what each end wants to send to the other.
void TlsPair::pump() {
    for (bool moved = true; moved;) {
        moved = false;
        for (const int side : {0, 1}) {
            BIO* const from = SSL_get_wbio(m->ends[side].get());
            char buffer[4096];
            for (int size = BIO_read(from, buffer, sizeof buffer); size > 0;
                 size = BIO_read(from, buffer, sizeof buffer)) {
                BIO_write(SSL_get_rbio(m->ends[1 - side].get()), buffer, size);
                if (m->flights.empty() || m->flights.back().side != side)
                    m->flights.push_back({side, {}});
                Octets& octets = m->flights.back().octets;
                octets.insert(octets.end(), buffer, buffer + size);
                moved = true;
            }
        }
        for (const int side : {0, 1}) {
            SSL* const end = m->ends[side].get();
            char buffer[4096];
            ERR_clear_error();
            if (side == 1 && m->early) {
                std::size_t size = 0;
                const int got = SSL_read_early_data(end, buffer, sizeof buffer, &size);
                m->early = got != SSL_READ_EARLY_DATA_FINISH;
                continue;
            }
            if (!SSL_is_init_finished(end))
                SSL_do_handshake(end);
            else
                while (SSL_read(end, buffer, sizeof buffer) > 0) {
                }
        }
        moved = moved || BIO_ctrl_pending(SSL_get_wbio(m->ends[0].get())) > 0 ||
                BIO_ctrl_pending(SSL_get_wbio(m->ends[1].get())) > 0;
    }
}

void TlsPair::sayEarly(std::string_view text) {
    std::size_t written = 0;
    need(SSL_write_early_data(m->ends[0].get(), text.data(), text.size(), &written) == 1, "no early data");
    m->said[0] += text;
    m->early = true;
}

bool TlsPair::handshake() {
    SSL_do_handshake(m->ends[0].get());
    pump();
    return SSL_is_init_finished(m->ends[0].get()) && SSL_is_init_finished(m->ends[1].get());
}

void TlsPair::say(int side, std::string_view text) {
    need(SSL_write(m->ends[side].get(), text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size()),
         "not said");
    m->said[side] += text;
    pump();
}

void TlsPair::updateKeys(int side) {
    need(SSL_key_update(m->ends[side].get(), SSL_KEY_UPDATE_REQUESTED) == 1, "no key update");
    SSL_do_handshake(m->ends[side].get());
    pump();
}

void TlsPair::renegotiate() {
    need(SSL_renegotiate(m->ends[0].get()) == 1, "no renegotiation");
    SSL_do_handshake(m->ends[0].get());
    pump();
}

bool TlsPair::resumed() const { return SSL_session_reused(m->ends[0].get()) == 1; }

std::string TlsPair::suite() const { return SSL_get_cipher_name(m->ends[0].get()); }
const std::vector<TlsPair::Flight>& TlsPair::flights() const { return m->flights; }
const std::string& TlsPair::keyLog() const { return m->keyLog; }
const std::string& TlsPair::said(int side) const { return m->said[side]; }

std::vector<std::string> tlsSuites(int version) {
    const TlsSetup setup{version, version == TLS1_3_VERSION
                                      ? "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:"
                                        "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"
                                      : "ALL:eNULL"};
    const Owned<SSL_CTX> context = makeContext(setup, true);
    const Owned<SSL> ssl(SSL_new(context.get()));
    STACK_OF(SSL_CIPHER)* const suites = SSL_get1_supported_ciphers(ssl.get());
    std::vector<std::string> out;
    for (int i = 0; i < sk_SSL_CIPHER_num(suites); ++i) {
        const SSL_CIPHER* const suite = sk_SSL_CIPHER_value(suites, i);
        const bool is13 = std::strcmp(SSL_CIPHER_get_version(suite), "TLSv1.3") == 0;
        if (is13 == (version == TLS1_3_VERSION))
            out.emplace_back(SSL_CIPHER_get_name(suite));
    }
    sk_SSL_CIPHER_free(suites);
    return out;
}

}  // namespace weir::test
