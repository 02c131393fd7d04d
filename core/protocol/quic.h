// SPDX-License-Identifier: GPL-3.0-or-later
// QUIC's first packets are encrypted with keys that everybody can derive: they hide the ClientHello from nobody.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/protocol/tls.h"

namespace weir::protocol {

constexpr std::uint32_t quicVersion1 = 0x00000001;  ///< RFC 9000
constexpr std::uint32_t quicVersion2 = 0x6b3343cf;  ///< RFC 9369

/// Whether a datagram begins with an Initial packet of a known version, by its first octets (RFC 9000 section 17.2).
bool beginsQuicInitial(Bytes datagram);

/// What protects one direction's Initial packets (RFC 9001 section 5).
struct QuicKeys {
    std::array<std::uint8_t, 16> key{};
    std::array<std::uint8_t, 12> iv{};
    std::array<std::uint8_t, 16> headerProtection{};
    bool operator==(const QuicKeys&) const = default;
};
enum class QuicSender : std::uint8_t { client, server };
/// What Initial packets of a version are salted with (RFC 9001 section 5.2); empty for versions unknown here.
Bytes quicInitialSalt(std::uint32_t version);
/// For versions 1 and 2 and the drafts from 23 on; false for any other.
bool deriveInitialKeys(std::uint32_t version, Bytes destinationConnection, QuicSender sender, QuicKeys& keys);

/// Gathers a client's ClientHello from its Initial packets: coalesced, out of order, over several datagrams. Holds
/// at most 64 KiB, and never more than it was given.
class QuicHello {
public:
    /// The next datagram from the client. `complete` when the hello is there (see `hello`), `needMore` after a
    /// datagram that fits, `notTls` where it holds no Initial packet that could be read, `broken` once the hello
    /// contradicts itself. After `complete` or `broken` further datagrams change nothing.
    TlsStatus add(Bytes datagram);

    TlsStatus status() const { return m_status; }
    const ClientHello& hello() const { return m_hello; }  ///< meaningful once complete
    std::uint32_t version() const { return m_version; }   ///< QUIC's, of the first Initial packet; 0 before
    /// The hello's octets, which are those of no other one; meaningful once complete.
    Bytes message() const { return m_message; }
    /// The connection identifier that the keys of both directions come from.
    const std::vector<std::uint8_t>& originalDestination() const { return m_destination; }

private:
    struct Packet;
    bool addPacket(const Packet& packet, unsigned& derivations);
    bool addFrames(Bytes payload);
    void addCrypto(std::uint64_t offset, Bytes data);
    void tryHello();

    TlsStatus m_status = TlsStatus::needMore;
    ClientHello m_hello;
    std::uint32_t m_version = 0;
    std::vector<std::uint8_t> m_destination;
    QuicKeys m_keys;
    std::vector<std::uint8_t> m_message;
    std::vector<std::pair<std::uint32_t, std::vector<std::uint8_t>>> m_pieces;  ///< by offset
    std::size_t m_held = 0;
};

}  // namespace weir::protocol
