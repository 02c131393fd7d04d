// SPDX-License-Identifier: GPL-3.0-or-later
// One TLS connection, both directions, from its hellos on: out comes what was said inside.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/decrypt/handshake.h"
#include "core/decrypt/recordopener.h"
#include "core/protocol/tcpstream.h"

namespace weir::decrypt {

/// How far a connection could be read. What comes after the first octets that could not be read is not shown.
enum class Outcome : std::uint8_t { noKeys, readable, keysDoNotFit, gap };

struct DecryptionState {
    Outcome outcome = Outcome::noKeys;
    std::uint64_t frame = 0;  ///< where reading stopped, if something had been read before, or of a gap
};

/// Receives what was protected, each side in its order. Side 0 is the client.
class TlsConsumer {
public:
    /// Application data as one record held it; never empty. `arrival` is of the frame that completed the record.
    virtual void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) = 0;
    /// About so many octets of application data of a side are missing before its next.
    virtual void plainGap(int side, std::uint64_t octets) = 0;
    /// The server's certificate (DER), and what it chose by ALPN.
    virtual void certificate(Bytes) {}
    virtual void application(const std::string&) {}

protected:
    ~TlsConsumer() = default;
};

/// TLS 1.0 to 1.3 (RFC 2246, 4346, 5246, 8446) with resumption, renegotiation, early data, a second hello after
/// HelloRetryRequest, and key update. Not thread-safe. Memory is bounded: a record and a handshake message of each
/// side, and of records that wait for the other side's hello `maximumWaiting` octets.
class TlsDecryptor {
public:
    static constexpr std::size_t maximumWaiting = std::size_t{64} << 10;

    /// `keys` and `scratch` must outlive it.
    TlsDecryptor(const KeyLog& keys, RecordScratch& scratch) : m_keys(keys), m_scratch(scratch) {}

    /// The next octets of a side, from the first of its hello on.
    void data(int side, Bytes octets, const protocol::TcpArrival& arrival, TlsConsumer& consumer);
    /// So many octets of a side are missing before its next.
    void gap(int side, std::uint64_t octets, TlsConsumer& consumer);

    DecryptionState state() const;
    /// Nothing more can be read: the octets need not be brought.
    bool stopped() const { return m_stopped; }
    /// Octets were no TLS from the start.
    bool isTls() const { return m_isTls; }
    /// The ClientHello was read.
    bool hasHello() const { return m_hasHello; }

private:
    enum class Step : std::uint8_t { done, wait, stop };
    struct Mark {
        std::size_t end;  ///< octets of the buffer up to which
        protocol::TcpArrival arrival;
    };
    struct Side {
        std::vector<std::uint8_t> buffer;  ///< unfinished or waiting records
        std::vector<Mark> marks;           ///< which frames brought them
        protocol::TcpArrival last;
        std::unique_ptr<RecordOpener> opener;  ///< null: in clear
        std::unique_ptr<RecordOpener> next;    ///< up to TLS 1.2: from ChangeCipherSpec on
        KeyOctets traffic;                     ///< TLS 1.3: the traffic secret that `opener` is of, for a key update
        bool early = false;                    ///< `opener` is that of early data
        bool onTraffic = false;                ///< TLS 1.3: beyond the handshake
        bool searching = false;                ///< TLS 1.3: the keys are of records that are still to come
        HandshakeMessages messages;
        std::uint64_t skipped = 0;  ///< octets still to come of a record that is not whole
    };
    void process(int side, TlsConsumer& consumer);
    Step record(int side, const SealedRecord& record, const protocol::TcpArrival& arrival, TlsConsumer& consumer);
    Step clearRecord(int side, const SealedRecord& record, TlsConsumer& consumer);
    Step takeContent(int side, std::uint8_t type, Bytes content, const protocol::TcpArrival& arrival,
                     TlsConsumer& consumer);
    Step takeHandshake(int side, Bytes content, TlsConsumer& consumer);
    Step takeMessage(int side, std::uint8_t type, Bytes body, TlsConsumer& consumer);
    Step takeServerHello(Bytes body, TlsConsumer& consumer);
    std::optional<OpenedRecord> open(int side, const SealedRecord& record);
    void makeBlockKeys();
    void makeHandshakeKeys();
    bool useSecret(Side& side, SecretKind kind);
    void updateKeys(Side& side);
    void stop(Outcome outcome, std::uint64_t frame);
    static protocol::TcpArrival arrivalOf(const Side& side, std::size_t end);

    const KeyLog& m_keys;
    RecordScratch& m_scratch;
    Side m_sides[2];
    Secrets m_secrets;
    ClientOffer m_offer;
    ServerChoice m_choice;
    const CipherSuite* m_suite = nullptr;
    DecryptionState m_state;
    bool m_hasHello = false, m_hasChoice = false;
    bool m_retried = false;                     ///< the server asked for another hello
    bool m_known = false;                       ///< the key log has something of this connection
    bool m_opened = false, m_unopened = false;  ///< some record was opened; some could not be
    bool m_stopped = false;
    bool m_isTls = true;
};

}  // namespace weir::decrypt
