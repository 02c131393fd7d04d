// SPDX-License-Identifier: GPL-3.0-or-later
// Those parts of TLS handshake messages that keys depend on. What the tables tell of hellos is read in core/protocol.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/decrypt/keylog.h"

namespace weir::decrypt {

enum HandshakeType : std::uint8_t {
    clientHello = 1,
    serverHello = 2,
    newSessionTicket = 4,
    endOfEarlyData = 5,
    encryptedExtensions = 8,
    certificateMessage = 11,
    finished = 20,
    keyUpdate = 24,
};

struct ClientOffer {
    ClientRandom random{};
    bool earlyData = false;
};

struct ServerChoice {
    ClientRandom random{};      ///< the server's own; of the same size
    std::uint16_t version = 0;  ///< 0x0304 for drafts of TLS 1.3, too
    std::uint16_t draft = 0;    ///< of TLS 1.3, if it is one
    std::uint16_t suite = 0;
    std::uint8_t compression = 0;
    bool encryptThenMac = false;
    bool retry = false;  ///< HelloRetryRequest: another ClientHello follows
    std::string application;
};

// From a message's body; false where it contradicts itself.

bool readClientOffer(Bytes body, ClientOffer& offer);
bool readServerChoice(Bytes body, ServerChoice& choice);
/// The application protocol that EncryptedExtensions choose; empty where they choose none.
std::string chosenApplication(Bytes body);
/// DER of the first certificate of a Certificate message; empty where there is none.
Bytes firstCertificate(Bytes body, bool isTls13);

/// Puts handshake messages together from the pieces that records or CRYPTO frames bring. Memory is bounded: of a
/// message above `maximumMessage` nothing is kept.
class HandshakeMessages {
public:
    static constexpr std::size_t maximumMessage = std::size_t{64} << 10;

    void add(Bytes octets);
    /// The next whole message, valid until the next call of any function; false when there is none.
    bool next(std::uint8_t& type, Bytes& body);
    bool broken() const { return m_broken; }
    /// Octets are missing: what is unfinished is forgotten.
    void clear();

private:
    std::vector<std::uint8_t> m_octets;
    std::size_t m_taken = 0;  ///< of them, by messages handed out
    bool m_broken = false;    ///< a message is longer than any that is looked at
};

}  // namespace weir::decrypt
