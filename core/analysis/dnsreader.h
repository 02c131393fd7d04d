// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the DNS messages in datagrams and TCP streams.
#pragma once

#include <unordered_map>

#include "core/analysis/dnslog.h"
#include "core/analysis/stream.h"
#include "core/analysis/work.h"

namespace weir::analysis {

/// Whether packets of this record may carry DNS: port 53, over UDP also multicast DNS (5353) and LLMNR (5355).
bool mayCarryDns(const dissect::PacketRecord& record);

/// Not thread-safe. Memory is bounded: at most 4,096 streams at a time, each with one unfinished message.
class DnsReader {
public:
    DnsReader(TextPool& texts, AddressPool& told) : m_texts(texts), m_told(told) {}

    /// A datagram with a payload, or a segment with a payload or a SYN, of which `mayCarryDns`.
    void packet(const Work& work, const Telling& telling);
    const DnsLog& log() const { return m_log; }

private:
    struct Stream {
        StreamAssembler assembler;
        std::vector<std::uint8_t> buffer;
    };
    void segment(const Work& work, const Telling& telling);
    void message(Bytes octets, DnsTransport transport, const Work& work, const Telling& telling);

    TextPool& m_texts;
    AddressPool& m_told;
    DnsLog m_log;
    std::unordered_map<std::uint64_t, Stream> m_streams;  ///< by flow * 2 + side
};

}  // namespace weir::analysis
