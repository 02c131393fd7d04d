// SPDX-License-Identifier: GPL-3.0-or-later
// One QUIC connection (RFC 9000, 9001, 9369), both directions: out come its streams.
#pragma once

#include <map>
#include <memory>

#include "core/decrypt/handshake.h"
#include "core/decrypt/quickeys.h"
#include "core/decrypt/quicstreams.h"
#include "core/decrypt/tlsdecryptor.h"

namespace weir::decrypt {

/// Receives what was said on streams, each in its order. Side 0 is the client.
class QuicConsumer {
public:
    /// `last`: nothing more comes on this side of the stream. May come without octets.
    virtual void stream(int side, std::uint64_t id, Bytes octets, bool last) = 0;
    virtual void certificate(Bytes) {}
    virtual void application(const std::string&) {}

protected:
    ~QuicConsumer() = default;
};

/// Not thread-safe. Memory is bounded: 1,024 streams, each as OrderedOctets; packets that came before the keys that
/// open them could be made, `maximumWaiting` octets.
class QuicDecryptor {
public:
    static constexpr std::size_t maximumStreams = 1024, maximumWaiting = std::size_t{64} << 10;

    explicit QuicDecryptor(const KeyLog& keys) : m_keys(keys) {}

    /// The next datagram of a side, the client's first Initial packet first.
    void datagram(int side, Bytes octets, std::uint64_t frame, QuicConsumer& consumer);
    DecryptionState state() const;
    bool hasHello() const { return m_hasHello; }
    bool stopped() const { return m_stopped; }
    std::uint64_t helloFrame() const { return m_helloFrame; }

private:
    enum Level : std::uint8_t { initial, early, handshakeLevel, traffic };
    static constexpr int levels = 4;
    struct Side {
        std::unique_ptr<QuicOpener> openers[levels];
        std::unique_ptr<QuicOpener> nextPhase;
        bool phase = false;
        std::uint64_t largest[levels] = {0, 0, 0, 0};  ///< highest number plus one; of early data those of `traffic`
        OrderedOctets crypto[levels];
        HandshakeMessages messages[levels];
        std::vector<std::uint8_t> connection;  ///< the identifier that the side wants to be called by
        bool called = false;                   ///< `connection` is known
    };
    struct Waiting {
        int side;
        Level level;
        std::vector<std::uint8_t> octets;
        std::size_t numberOffset;
        std::uint64_t frame;
    };
    bool longPacket(int side, Bytes& datagram, std::uint64_t frame, QuicConsumer& consumer);
    void packet(int side, Level level, const QuicPacket& packet, std::uint64_t frame, QuicConsumer& consumer);
    void waitFor(int side, Level level, const QuicPacket& packet, std::uint64_t frame);
    void tryWaiting(QuicConsumer& consumer);
    void frames(int side, Level level, Bytes octets, std::uint64_t frame, QuicConsumer& consumer);
    void cryptoOctets(int side, Level level, QuicConsumer& consumer);
    void message(int side, std::uint8_t type, Bytes body, QuicConsumer& consumer);
    void makeInitial(std::uint32_t version);
    void makeSecrets();

    const KeyLog& m_keys;
    Side m_sides[2];
    std::map<std::pair<std::uint64_t, int>, OrderedOctets> m_streams;
    std::vector<Waiting> m_waiting;
    std::size_t m_waitingOctets = 0;
    Secrets m_secrets;
    const CipherSuite* m_suite = nullptr;
    std::uint32_t m_version = 0;
    std::vector<std::uint8_t> m_destination;  ///< that the Initial keys are made from
    std::uint64_t m_helloFrame = 0, m_frame = 0;
    bool m_hasHello = false, m_known = false, m_opened = false, m_unopened = false, m_stopped = false;
    bool m_retrying = false;
};

}  // namespace weir::decrypt
