// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the DNS messages in datagrams and TCP streams.
#pragma once

#include <map>

#include "core/engine/batch.h"
#include "core/protocol/tcpstream.h"
#include "core/traffic/dnslog.h"

namespace weir::engine {

/// Whether packets of this record may carry DNS: port 53, over UDP also multicast DNS (5353) and LLMNR (5355).
bool mayCarryDns(const dissect::PacketRecord& record);

/// Appends a message that `side` of the flow sent, if the octets are one.
void appendMessage(traffic::DnsLog& log, Bytes octets, traffic::DnsMessageRow row, const traffic::Flow& flow, int side,
                   TextPool& texts, traffic::AddressPool& told);

/// Not thread-safe. Memory is bounded: at most 4,096 TCP connections at a time, whose segments that wait share a
/// TcpBudget and whose unfinished messages share `maximumUnfinished` octets.
class DnsReader {
public:
    static constexpr std::size_t maximumStreams = 4096, maximumUnfinished = std::size_t{16} << 20;

    DnsReader(TextPool& texts, traffic::AddressPool& told) : m_texts(texts), m_told(told) {}

    /// A datagram with a payload, or a segment with a payload, SYN, FIN or reset, of which `mayCarryDns`.
    void packet(const PacketBatch& work, const PayloadNote& note);
    /// Another connection begins on the flow's ports.
    void reopened(traffic::FlowId id);
    /// No more packets: what waits is read.
    void finish();
    const traffic::DnsLog& log() const { return m_log; }

private:
    struct Stream {
        explicit Stream(protocol::TcpBudget& budget) : tcp(budget) {}
        const traffic::Flow* flow = nullptr;
        protocol::TcpConnection tcp;
        protocol::TcpArrival arrival[2];        ///< of the latest frame that had a part in what was handed on
        std::vector<std::uint8_t> buffer[2];    ///< an unfinished message with its length
        bool synchronized[2] = {false, false};  ///< the next octets are a length
        bool closed[2] = {false, false};
        bool hasIpId = false;
    };
    struct Messages;
    void segment(const PacketBatch& work, const PayloadNote& note);
    void end(Stream& stream);
    void read(Stream& stream, int side, Bytes octets);
    void drop(Stream& stream, int side);

    TextPool& m_texts;
    traffic::AddressPool& m_told;
    traffic::DnsLog m_log;
    protocol::TcpBudget m_budget;
    std::size_t m_unfinished = 0;  ///< octets in all buffers
    std::map<traffic::FlowId, Stream> m_streams;
};

}  // namespace weir::engine
