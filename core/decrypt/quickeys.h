// SPDX-License-Identifier: GPL-3.0-or-later
// QUIC's packet protection (RFC 9001 section 5, RFC 9369 section 3.3): one direction, one level.
#pragma once

#include <openssl/types.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/decrypt/ciphersuite.h"
#include "core/decrypt/keyderivation.h"

namespace weir::decrypt {

/// A packet whose header protection is to be taken off.
struct QuicPacket {
    Bytes octets;                  ///< the whole packet
    std::size_t numberOffset = 0;  ///< where its packet number begins
    bool isLong = false;
};

struct OpenedQuicPacket {
    std::uint64_t number = 0;
    bool keyPhase = false;
    std::vector<std::uint8_t> frames;
};

/// Not thread-safe.
class QuicOpener {
public:
    /// From a secret of TLS (or the Initial one). Null for suites that QUIC does not have.
    static std::unique_ptr<QuicOpener> make(const CipherSuite& suite, std::uint32_t version, Bytes secret);

    /// Nothing where it does not verify. `largest`: the highest number seen in this space plus one.
    std::optional<OpenedQuicPacket> open(const QuicPacket& packet, std::uint64_t largest);
    /// The keys of the next phase (RFC 9001 section 6); header protection stays.
    std::unique_ptr<QuicOpener> next() const;

private:
    struct Free {
        void operator()(EVP_CIPHER_CTX* context) const;
    };
    QuicOpener() = default;
    bool mask(Bytes sample, std::array<std::uint8_t, 16>& out);
    bool setKeys(Bytes secret);

    const CipherSuite* m_suite = nullptr;
    std::uint32_t m_version = 0;
    KeyOctets m_secret, m_key, m_header;
    std::array<std::uint8_t, 12> m_iv{};
    std::unique_ptr<EVP_CIPHER_CTX, Free> m_cipher, m_mask;
};

/// The secret of one side's Initial packets.
KeyOctets quicInitialSecret(std::uint32_t version, Bytes destinationConnection, bool client);

}  // namespace weir::decrypt
