// SPDX-License-Identifier: GPL-3.0-or-later
// The flow store: one dense row for each pair of endpoints and protocol, both ways in it. Every other count of traffic
// (talkers, hosts, conversations by any key) is a group-by over these rows.
#pragma once

#include <optional>
#include <vector>

#include "core/base/pagedarray.h"
#include "core/dissect/record.h"
#include "core/traffic/addresses.h"

namespace weir::traffic {

enum class FlowId : std::uint32_t {};
constexpr std::uint32_t index(FlowId id) { return static_cast<std::uint32_t>(id); }

/// What went one way.
struct FlowWay {
    std::int64_t firstSeen = 0;  ///< meaningful where packets > 0; the least time, since clocks step back
    std::int64_t lastSeen = 0;
    std::uint64_t bytes = 0;
    std::uint64_t wireBytes = 0;
    std::uint32_t packets = 0;
    std::uint32_t firstFrame = 0;
};

/// Of both ways together; meaningful where one of them has packets.
std::int64_t firstSeen(const FlowWay& one, const FlowWay& other);
std::int64_t lastSeen(const FlowWay& one, const FlowWay& other);

/// What is known of a side of the TCP connection that the ports are used for now; beside the flags, which are of all
/// connections.
enum SideState : std::uint16_t {
    sideSeen = 0x8000,          ///< its sequence numbers are known
    sideBegan = 0x4000,         ///< from its SYN on
    sideSpoke = 0x2000,         ///< it sent a payload
    sideAwaitsAnswer = 0x1000,  ///< its SYN was not answered yet: `handshake` is the SYN's time
    sideBeganFlow = 0x0800,     ///< the SYN that awaits its answer was its first packet
    openingKnown = 0x0400,      ///< of either side: `openingSequence` is known
};

/// Two cache lines. Written by the collector, but for the last two members.
struct alignas(64) Flow {
    AddressId address[2];   ///< side 0 sent the first packet seen
    std::uint16_t port[2];  ///< meaningful where hasPorts
    std::uint8_t protocol = 0;
    bool hasPorts = false;
    std::uint8_t client = 0;                 ///< the side that is the client (see direction.h)
    bool sawOpening = false;                 ///< a SYN without ACK was seen; of others see openingOf
    FlowWay way[2];                          ///< way[s] is what side s sent
    std::uint32_t nextSequence[2] = {0, 0};  ///< TCP: the next new octet of each side; ICMP: see icmpkinds.h
    std::uint32_t retransmitted = 0;         ///< TCP: segments of both sides with only old octets; ICMP: likewise
    std::uint32_t openingSequence =
        0;                        ///< TCP: of the last connection's SYN, seen or as its answer says; ICMP: likewise
    std::uint32_t handshake = 0;  ///< TCP: see handshakeTime
    std::uint16_t flagsSeen[2] = {0, 0};  ///< TCP flags ever seen of each side, and SideState; of others SYN: openingOf
    std::uint16_t openings = 0;           ///< connections that began on these ports, counted around 2^16
    std::uint16_t settled = 0;            ///< 1 + the opening whose octets have said all that they will; atomic
    std::uint32_t application = 0;        ///< 1 + index into the application records; 0: nothing is known

    std::uint64_t packets() const { return std::uint64_t{way[0].packets} + way[1].packets; }
    std::int64_t firstSeen() const { return traffic::firstSeen(way[0], way[1]); }
    std::int64_t lastSeen() const { return traffic::lastSeen(way[0], way[1]); }
    std::uint32_t firstFrame() const;
    int server() const { return 1 - client; }
    /// Nanoseconds, in whole microseconds, from the SYN to its answer, of the first connection where both were seen.
    std::optional<std::int64_t> handshakeTime() const {
        if (handshake == 0 || ((flagsSeen[0] | flagsSeen[1]) & sideAwaitsAnswer) != 0)
            return std::nullopt;
        return (std::int64_t{handshake} - 1) * 1000;
    }
};
static_assert(sizeof(Flow) == 128);

/// A flow never moves while it is in the store.
using Flows = PagedArray<Flow>;

/// The same for both directions of a flow. Whoever hashes many packets while another thread looks them up takes a copy:
/// what lies beside the original changes with every packet.
class FlowHash {
public:
    std::uint64_t operator()(const dissect::PacketRecord& record) const {
        // A sum of two seeded hashes is the same for both directions, and nobody outside can steer it.
        const std::uint64_t a = m_seed(record.source, record.sourcePort);
        const std::uint64_t b = m_seed(record.destination, record.destinationPort);
        return m_seed(a + b, (a ^ b) + record.protocol * 2u + record.hasPorts);
    }

private:
    HashSeed m_seed;
};

/// Finds the flow of a packet, making it where it is new. Not thread-safe.
class FlowTable {
public:
    explicit FlowTable(AddressPool& addresses);

    const FlowHash& hash() const { return m_hash; }
    /// Says that `find` will soon be called with this hash.
    void prefetch(std::uint64_t hash) const {
        __builtin_prefetch(&m_slots[static_cast<std::uint32_t>(hash) & (m_slots.size() - 1)]);
    }
    /// A little later: the flow that the hash most likely leads to, by its place and one more; 0 where there is none
    /// yet. Asks for the memory that the flow is in, or will be made with.
    std::uint32_t guess(const dissect::PacketRecord& record, std::uint64_t hash) const;
    /// Still later: asks for what else `find` will compare with.
    void prefetchAddresses(const dissect::PacketRecord& record, std::uint32_t guess) const;

    struct Found {
        FlowId id;
        int side;  ///< which side of the flow sent the packet
        bool created;
    };
    Found find(const dissect::PacketRecord& record, std::uint64_t hash, std::uint32_t guess = 0) {
        const int side = guess == 0 ? nobody : sideOf(m_flows[guess - 1], record);
        return side == nobody ? findOrMake(record, hash) : Found{FlowId{guess - 1}, side, false};
    }

    Flows& flows() { return m_flows; }
    const Flows& flows() const { return m_flows; }

private:
    static constexpr int nobody = -1;
    /// The side of the flow that sent the packet; nobody where it is another flow's.
    int sideOf(const Flow& flow, const dissect::PacketRecord& record) const;
    Found findOrMake(const dissect::PacketRecord& record, std::uint64_t hash);
    void grow();

    FlowHash m_hash;
    AddressPool& m_addresses;
    Flows m_flows;
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t next = 0;
    };
    std::vector<Slot, PageAllocator<Slot>> m_slots;
};

}  // namespace weir::traffic
