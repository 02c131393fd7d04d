// SPDX-License-Identifier: GPL-3.0-or-later
// The secrets of TLS and QUIC connections, as programs write them down for whoever may read along.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/hashmap.h"

namespace weir::decrypt {

/// What a line of a key log gives (draft-ietf-tls-keylogfile; NSS's SSLKEYLOGFILE).
enum class SecretKind : std::uint8_t {
    master,           ///< CLIENT_RANDOM: the master secret of TLS up to 1.2
    clientEarly,      ///< CLIENT_EARLY_TRAFFIC_SECRET
    clientHandshake,  ///< CLIENT_HANDSHAKE_TRAFFIC_SECRET
    serverHandshake,  ///< SERVER_HANDSHAKE_TRAFFIC_SECRET
    clientTraffic,    ///< CLIENT_TRAFFIC_SECRET_0
    serverTraffic,    ///< SERVER_TRAFFIC_SECRET_0
};
constexpr std::size_t secretKinds = 6;

using ClientRandom = std::array<std::uint8_t, 32>;

/// The secrets of one connection: views into the key log, empty where it has none.
struct Secrets {
    std::array<Bytes, secretKinds> all;
    Bytes operator[](SecretKind kind) const { return all[static_cast<std::size_t>(kind)]; }
};

/// Secrets by the random octets of the ClientHello. They are handed to ciphers and to nobody else: no text is ever made
/// of them. Reading is thread-safe once nothing is added any more. Memory is bounded: at most `maximumConnections`.
class KeyLog {
public:
    static constexpr std::size_t maximumConnections = 262'144, maximumText = std::size_t{64} << 20;

    KeyLog() = default;
    KeyLog(const KeyLog&) = delete;
    KeyLog& operator=(const KeyLog&) = delete;
    ~KeyLog();

    /// The lines of a key log, of which the last may be cut; lines that are none, or of kinds unknown here, are passed
    /// over. Of two secrets for the same the first is kept. Returns how many of the lines gave a secret.
    std::size_t add(Bytes text);
    bool empty() const { return m_connections.empty(); }
    std::size_t connections() const { return m_connections.size(); }

    bool knows(const ClientRandom& random) const { return m_connections.contains(random); }
    Secrets find(const ClientRandom& random) const;

private:
    bool addLine(std::string_view line);

    struct Place {
        std::uint32_t at = 0;
        std::uint8_t size = 0;
    };
    struct Hash {
        HashSeed seed;
        std::size_t operator()(const ClientRandom& random) const;
    };
    HashMap<ClientRandom, std::array<Place, secretKinds>, Hash> m_connections;
    std::vector<std::uint8_t> m_octets;  ///< all secrets, one after another
};

}  // namespace weir::decrypt
