// SPDX-License-Identifier: GPL-3.0-or-later
// Takes records in file order and keeps the books of packets and flows. One thread at a time.
#pragma once

#include <unordered_map>

#include "core/analysis/fragments.h"
#include "core/analysis/snapshot.h"
#include "core/analysis/work.h"

namespace weir::analysis {

class Collector {
public:
    Collector() : m_flowTable(m_addresses) {}
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    const FlowTable& flowTable() const { return m_flowTable; }
    /// Works must come in the order of their frames. Changes the records of fragments, and says in `tellings` which
    /// packets are worth reading.
    void collect(Work& work);
    std::uint64_t frames() const { return m_counters.frames; }
    const AddressPool& addresses() const { return m_addresses; }

    /// Copies what was collected, for others to read while collecting goes on; shares everything but the flows.
    void share(State& state) const;
    /// The end: moves the flows out instead.
    void finish(State& state);

private:
    /// `guess`: see FlowTable::guess.
    void count(Work& work, std::uint32_t place, std::uint32_t guess);
    void countFlow(Flow& flow, int side, const capture::Frame& frame, std::uint64_t number,
                   const dissect::PacketRecord& record);
    static void tell(Work& work, std::uint32_t place, const FlowTable::Found& found, Flow& flow);
    std::uint32_t kindIndex(const dissect::PacketRecord& record);
    void shareAllButFlows(State& state) const;

    Counters m_counters;
    AddressPool m_addresses;
    FlowTable m_flowTable;
    PacketIndex m_packets;
    FragmentPorts m_fragments;
    std::vector<KindOfFrame> m_kinds;
    std::unordered_map<std::uint32_t, std::uint32_t> m_kindIndex;
};

}  // namespace weir::analysis
