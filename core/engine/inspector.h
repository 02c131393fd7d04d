// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into the first octets of every flow, and at all of HTTP, to say what is spoken and whom it is for.
#pragma once

#include <memory>

#include "core/base/hashmap.h"
#include "core/engine/batch.h"
#include "core/engine/httptracker.h"
#include "core/engine/identityreader.h"
#include "core/protocol/ja.h"
#include "core/protocol/tcpstream.h"
#include "core/protocol/tls.h"
#include "core/traffic/applications.h"

namespace weir::engine {

/// Not thread-safe. Memory is bounded: at most `maximumOpen` flows are looked into at a time, each with at most about
/// 80 KiB, and what waits of their segments by TcpBudget; the oldest is given up first, with what was found so far. Of
/// a flow it writes `application` and `settled`.
class Inspector {
public:
    static constexpr std::size_t maximumOpen = 4096;

    explicit Inspector(TextPool& texts, traffic::AddressPool& told);
    ~Inspector();

    /// Whether there is nothing more to learn from this opening of the flow. Any thread may ask.
    static bool isSettled(traffic::Flow& flow, std::uint16_t opening);
    /// A segment or datagram with a payload, or a TCP segment that closes. Of a flow that there was nothing more to
    /// learn of: a datagram that may begin another QUIC connection.
    void packet(const PacketBatch& work, const PayloadNote& note);
    /// The SYN of an address that opens its first connection.
    void opening(const PacketBatch& work, const PayloadNote& note);
    /// A new connection begins on the flow's ports: what was open is done.
    void reopened(traffic::FlowId id);
    /// No more packets: what is open is done, and what was found is moved out.
    traffic::Inspected finish();

    const traffic::Inspected& found() const { return m_found; }

private:
    static constexpr std::uint16_t nobody = UINT16_MAX;
    struct Conversation;
    struct Taker;
    traffic::Application& application(traffic::Flow& flow);
    traffic::Application& application(Conversation& conversation);
    /// Rule "content" of direction.h: what was read says that `client` is the client, though another was assumed.
    void nameClient(traffic::FlowId id, traffic::Application& known, int client);
    void segment(const PacketBatch& work, const PayloadNote& note);
    void datagram(const PacketBatch& work, const PayloadNote& note);
    void anotherQuic(const PacketBatch& work, const PayloadNote& note);
    bool readQuic(const PacketBatch& work, const PayloadNote& note);
    bool readDtls(const PacketBatch& work, const PayloadNote& note);
    void changeToTls(Conversation& conversation, Bytes hello);
    void readCommands(Conversation& conversation);
    void readIdentity(Conversation& conversation, int side);
    void readSocks(Conversation& conversation);
    void beginCalls(Conversation& conversation, std::string_view service, Bytes seen);
    void readCalls(Conversation& conversation, Bytes octets, std::uint32_t number);
    void passTunnel(Conversation& conversation, bool inside, Bytes client, Bytes server);
    bool passHeader(Conversation& conversation, int side, Bytes& data);
    void take(Conversation& conversation, int side, Bytes data, const protocol::TcpArrival& from);
    void lose(Conversation& conversation, int side, std::uint64_t octets);
    void decide(Conversation& conversation, const Bytes (&seen)[2]);
    void readTls(Conversation& conversation, int side, Bytes seen, std::uint32_t number);
    traffic::Application& anotherTls(traffic::FlowId flow, std::uint64_t frame, std::int64_t time);
    void keepHello(traffic::Application& known, const protocol::ClientHello& hello, protocol::HelloTransport transport,
                   std::uint32_t number, bool inside = false);
    bool isNewHello(traffic::FlowId flow, Bytes message);
    void keepHttp(Conversation& conversation);
    void beginHttp2(Conversation& conversation, int client, const Bytes (&seen)[2]);
    Conversation& open(const PayloadNote& note);
    Conversation* opened(traffic::FlowId id);
    static void settle(traffic::Flow& flow, std::uint16_t opening);
    void close(Conversation& conversation);
    void release(Conversation& conversation);

    TextPool& m_texts;
    traffic::AddressPool& m_told;
    traffic::Inspected m_found;
    IdentityReader m_identity;
    protocol::TcpBudget m_budget;                        ///< of all that are open, which it outlives
    std::vector<std::uint16_t> m_places;                 ///< by flow: 1 + place in m_open; 0 not looked into
    std::vector<std::unique_ptr<Conversation>> m_open;   ///< those in use and those to be used again
    std::vector<std::uint16_t> m_free;                   ///< places in m_open not in use
    std::uint16_t m_oldest = nobody, m_newest = nobody;  ///< of those in use
    HashMap<std::string, std::pair<TextId, TextId>> m_fingerprints;  ///< JA3 and JA4 of hellos seen, bounded
    protocol::ClientHello m_hello;                                   ///< the last one read; its memory is used again
    std::string m_shape;                                             ///< of the last hello, likewise
    HashSeed m_helloSeed;
    HashSet<std::uint64_t> m_quicHellos;  ///< seeded hashes of flows and hellos, to keep each once
};

}  // namespace weir::engine
