// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into the first octets of every flow, and at all of HTTP, to say what is spoken and whom it is for.
#pragma once

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "core/analysis/httptracker.h"
#include "core/analysis/inspected.h"
#include "core/analysis/stream.h"
#include "core/capture/frame.h"
#include "core/protocol/ja.h"

namespace weir::analysis {

/// Not thread-safe. Memory is bounded: at most `maximumOpen` flows are looked into at a time, each with at most about
/// 80 KiB; the oldest is given up first, with what was found so far.
class Inspector {
public:
    static constexpr std::size_t maximumOpen = 4096;

    explicit Inspector(TextPool& texts, AddressPool& addresses);
    ~Inspector();

    /// A segment or datagram with a payload (or a TCP segment that closes) of the flow, sent by `side`.
    /// `flow` must stay where it is until `finish`.
    void packet(FlowId id, Flow& flow, int side, const dissect::PacketRecord& record, const capture::Frame& frame,
                std::uint32_t number);
    /// A new connection begins on the flow's ports: what was open is done.
    void reopened(Flow& flow) { close(flow); }
    /// No more packets: what is open is done.
    void finish();

    const Inspected& found() const { return m_found; }

private:
    struct Conversation;
    Application& application(Flow& flow);
    void segment(FlowId id, Flow& flow, int side, const dissect::PacketRecord& record, Bytes payload,
                 const capture::Frame& frame, std::uint32_t number);
    void datagram(FlowId id, Flow& flow, int side, const IpAddress& source, Bytes payload, std::uint32_t number);
    bool readQuic(FlowId id, Flow& flow, Bytes payload, std::uint32_t number);
    void readLocalNames(const Flow& flow, const IpAddress& source, Bytes payload);
    void keepLocalName(const IpAddress& address, std::string_view name);
    void readCommands(Conversation& conversation, Flow& flow, std::uint32_t number);
    void keepCertificate(Application& known, Bytes der);
    void take(Conversation& conversation, Flow& flow, int side, Bytes data, std::uint32_t number, std::int64_t time);
    void decide(Conversation& conversation, Flow& flow);
    void readTls(Conversation& conversation, Flow& flow, int side, std::uint32_t number);
    void keepHello(Application& known, const protocol::ClientHello& hello, protocol::HelloTransport transport,
                   std::uint32_t number);
    void keepHttp(Conversation& conversation, Flow& flow);
    Conversation& open(FlowId id, Flow& flow);
    void close(Flow& flow);
    void release(Flow& flow);
    void giveUpOldest();

    TextPool& m_texts;
    AddressPool& m_addresses;
    Inspected m_found;
    std::vector<std::unique_ptr<Conversation>> m_open;            ///< by Flow::inspection - 1; null where free
    std::vector<std::uint32_t> m_free;                            ///< places in m_open
    std::deque<std::pair<std::uint32_t, std::uint64_t>> m_order;  ///< places in m_open and their serials, oldest first
    std::uint64_t m_serial = 0;
    std::unordered_map<std::string, std::pair<TextId, TextId>> m_fingerprints;  ///< JA3 and JA4 of hellos seen, bounded
    std::unordered_set<std::uint64_t> m_localNames;                             ///< address and name, to keep each once
};

}  // namespace weir::analysis
