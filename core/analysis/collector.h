// SPDX-License-Identifier: GPL-3.0-or-later
// Takes records in file order and keeps the books. One thread.
#pragma once

#include <unordered_map>

#include "core/analysis/fragments.h"
#include "core/analysis/inspector.h"
#include "core/analysis/state.h"
#include "core/analysis/stream.h"
#include "core/capture/frame.h"

namespace weir::analysis {

/// A batch of frames with what is known of each; made by any thread, collected by one.
struct Work {
    capture::Batch batch;
    std::vector<std::uint32_t> chosen;           ///< indices of the frames to count, rising
    std::vector<dissect::PacketRecord> records;  ///< one for each chosen frame
    std::vector<std::uint64_t> hashes;           ///< FlowTable::hash of each record
};

class Collector {
public:
    Collector(const Options& options, std::shared_ptr<const PublicSuffixes> suffixes);
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    const FlowTable& flowTable() const { return m_flowTable; }
    /// Works must come in the order of their frames. Changes the records of fragments.
    void collect(Work& work);
    std::uint64_t frames() const { return m_counters.frames; }

    /// A copy for others to read while collecting goes on; shares everything but the flows.
    std::shared_ptr<State> snapshot() const;
    /// The end: moves the flows out instead.
    std::shared_ptr<State> finish();

private:
    void count(const capture::Frame& frame, std::uint64_t number, dissect::PacketRecord& record, std::uint64_t hash);
    void countFlow(Flow& flow, int side, const capture::Frame& frame, std::uint64_t number,
                   const dissect::PacketRecord& record);
    std::uint32_t kindIndex(const dissect::PacketRecord& record);
    void readDatagram(const capture::Frame& frame, std::uint64_t number, const dissect::PacketRecord& record);
    void readDnsSegment(FlowId flow, int side, const capture::Frame& frame, std::uint64_t number,
                        const dissect::PacketRecord& record);
    void addDns(Bytes message, DnsTransport transport, const capture::Frame& frame, std::uint64_t number,
                const dissect::PacketRecord& record);
    std::shared_ptr<State> share() const;

    Options m_options;
    std::shared_ptr<const PublicSuffixes> m_suffixes;
    Counters m_counters;
    AddressPool m_addresses;
    TextPool m_texts;
    FlowTable m_flowTable;
    PacketIndex m_packets;
    FragmentPorts m_fragments;
    std::vector<KindOfFrame> m_kinds;
    std::unordered_map<std::uint32_t, std::uint32_t> m_kindIndex;
    DnsLog m_dns;
    Inspector m_inspector;

    struct DnsStream {
        StreamAssembler assembler;
        std::vector<std::uint8_t> buffer;
    };
    std::unordered_map<std::uint64_t, DnsStream> m_dnsStreams;  ///< by flow * 2 + side; bounded
};

}  // namespace weir::analysis
