// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the protected records that one side of a TLS connection sent under one set of keys.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <vector>

#include "core/decrypt/ciphersuite.h"
#include "core/decrypt/keyderivation.h"

namespace weir::decrypt {

constexpr std::uint16_t tls10 = 0x0301, tls11 = 0x0302, tls12 = 0x0303, tls13 = 0x0304;
constexpr std::size_t recordHeaderSize = 5;
/// RFC 5246 section 6.2.3 allows this much; TLS 1.3 less.
constexpr std::size_t maximumFragment = 16384 + 2048;

/// A record as it stands on the wire.
struct SealedRecord {
    Bytes header;    ///< recordHeaderSize octets
    Bytes fragment;  ///< at most maximumFragment
    std::uint8_t type() const { return header[0]; }
};

/// What was in it. `content` lies in the scratch memory that was given.
struct OpenedRecord {
    std::uint8_t type = 0;
    Bytes content;
};

/// Memory that openers share; its content is that of the last record opened.
using RecordScratch = std::vector<std::uint8_t>;

/// Not thread-safe. What does not verify is never handed out.
class RecordOpener {
public:
    /// TLS 1.0 to 1.2. `keys` are the side's own parts of the key block.
    struct Keys {
        Bytes mac, cipher, iv;
    };
    static std::unique_ptr<RecordOpener> before13(std::uint16_t version, const CipherSuite& suite, bool encryptThenMac,
                                                  const Keys& keys);
    /// TLS 1.3, from a traffic secret (RFC 8446 section 7.3). `draft`: which draft of it, or 0.
    static std::unique_ptr<RecordOpener> of13(const CipherSuite& suite, Bytes secret, std::uint16_t draft = 0);
    /// How many octets of each kind a side takes from the key block.
    static std::size_t ivSize(std::uint16_t version, const CipherSuite& suite);

    /// Nothing where it does not verify; then nothing has changed, and another opener may try.
    std::optional<OpenedRecord> open(const SealedRecord& record, RecordScratch& scratch);
    /// A record was not captured. False where what follows cannot be opened without it.
    bool skip();

private:
    struct FreeCipher {
        void operator()(EVP_CIPHER_CTX* context) const;
    };
    RecordOpener() = default;
    bool prepare(Bytes key);
    std::optional<OpenedRecord> openAuthenticated(const SealedRecord& record, RecordScratch& scratch);
    std::optional<OpenedRecord> openWithMac(const SealedRecord& record, RecordScratch& scratch);
    bool decryptBlocks(Bytes iv, Bytes blocks, std::uint8_t* to);
    bool verifyMac(std::uint8_t type, Bytes version, std::uint8_t* content, std::size_t size, Bytes mac) const;
    bool unseal(Bytes nonce, Bytes additional, Bytes sealed, std::uint8_t* to);

    const CipherSuite* m_suite = nullptr;
    std::uint16_t m_version = 0;
    bool m_encryptThenMac = false;
    bool m_sealsHeader = true;  ///< TLS 1.3: the record's header is authenticated, too
    std::uint64_t m_sequence = 0;
    KeyOctets m_key, m_macKey;
    std::vector<std::uint8_t> m_iv;
    std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> m_context;
};

}  // namespace weir::decrypt
