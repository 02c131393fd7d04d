// SPDX-License-Identifier: GPL-3.0-or-later
// Takes records in file order and keeps the books of packets and flows. One thread at a time.
#pragma once

#include "core/base/hashmap.h"
#include "core/engine/arpwatch.h"
#include "core/engine/batch.h"
#include "core/engine/fragments.h"
#include "core/engine/missingoctets.h"
#include "core/engine/recentpackets.h"
#include "core/engine/stations.h"
#include "core/traffic/snapshot.h"

namespace weir::engine {

class Collector {
public:
    Collector() : m_flowTable(m_addresses) {}
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    const traffic::FlowTable& flowTable() const { return m_flowTable; }
    /// Batches must be passed in file order. Changes the records of fragments, and says in `tellings` which
    /// packets are worth reading.
    void collect(PacketBatch& work);
    /// No more frames: `work`, which holds none, gets what still waited for fragments.
    void giveUpFragments(PacketBatch& work) { m_fragments.giveUp(work); }
    std::uint64_t frames() const { return m_counters.frames; }
    const traffic::AddressPool& addresses() const { return m_addresses; }

    /// Copies what was collected, for others to read while collecting goes on; shares everything but the flows.
    void share(traffic::SnapshotData& state) const;
    /// The end: moves the flows out instead.
    void finish(traffic::SnapshotData& state);

private:
    /// `guess`: see FlowTable::guess.
    void count(PacketBatch& work, std::uint32_t place, std::uint32_t guess);
    /// Whether it was the side's first packet.
    static bool countWay(traffic::FlowWay& way, const Frame& frame, std::uint64_t number,
                         const dissect::PacketRecord& record);
    void countSegment(PacketBatch& work, PayloadNote& note);
    void countOpening(const PacketBatch& work, PayloadNote& note);
    bool opensFirst(traffic::AddressId id);
    static void awaitAnswer(traffic::Flow& flow, int side, std::int64_t time);
    static void answerOpening(traffic::Flow& flow, int side, std::int64_t time);
    void countDisorder(const PacketBatch& work, const PayloadNote& note, std::uint32_t end);
    void tell(PacketBatch& work, PayloadNote& note) const;
    void tellFragment(PacketBatch& work, std::uint32_t place, const traffic::FlowTable::Found& found,
                      traffic::Flow& flow);
    static void countMessage(traffic::Flow& flow, int side, const Frame& frame, const dissect::PacketRecord& record);
    std::uint32_t kindIndex(const dissect::PacketRecord& record);
    void shareAllButFlows(traffic::SnapshotData& state) const;

    traffic::Counters m_counters;
    traffic::AddressPool m_addresses;
    traffic::FlowTable m_flowTable;
    traffic::PacketIndex m_packets;
    Fragments m_fragments;
    MissingOctets m_missing;
    RecentPackets m_recent;
    Stations m_stations;
    std::vector<bool> m_opened;  ///< addresses that opened a TCP connection
    ArpWatch m_arp;
    std::vector<traffic::KindOfFrame> m_kinds;
    HashMap<std::uint32_t, std::uint32_t> m_kindIndex;
};

}  // namespace weir::engine
