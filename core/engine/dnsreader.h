// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the DNS messages in datagrams and TCP streams.
#pragma once

#include <unordered_map>

#include "core/engine/batch.h"
#include "core/engine/stream.h"
#include "core/traffic/dnslog.h"

namespace weir::engine {

/// Whether packets of this record may carry DNS: port 53, over UDP also multicast DNS (5353) and LLMNR (5355).
bool mayCarryDns(const dissect::PacketRecord& record);

/// Not thread-safe. Memory is bounded: at most 4,096 streams at a time, each with one unfinished message.
class DnsReader {
public:
    DnsReader(TextPool& texts, traffic::AddressPool& told) : m_texts(texts), m_told(told) {}

    /// A datagram with a payload, or a segment with a payload or a SYN, of which `mayCarryDns`.
    void packet(const PacketBatch& work, const PayloadNote& note);
    const traffic::DnsLog& log() const { return m_log; }

private:
    struct Stream {
        StreamAssembler assembler;
        std::vector<std::uint8_t> buffer;
    };
    void segment(const PacketBatch& work, const PayloadNote& note);
    void message(Bytes octets, traffic::DnsTransport transport, const PacketBatch& work, const PayloadNote& note);

    TextPool& m_texts;
    traffic::AddressPool& m_told;
    traffic::DnsLog m_log;
    std::unordered_map<std::uint64_t, Stream> m_streams;  ///< by flow * 2 + side
};

}  // namespace weir::engine
