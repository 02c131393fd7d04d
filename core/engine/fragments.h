// SPDX-License-Identifier: GPL-3.0-or-later
// Gives later fragments the ports of their datagram's first one, and puts UDP datagrams together.
#pragma once

#include <deque>
#include <list>

#include "core/base/hashmap.h"
#include "core/engine/batch.h"

namespace weir::engine {

/// The fragments of datagrams, by source, destination, protocol (IPv4 alone: RFC 8200 section 4.5) and identification,
/// in any order. Not thread-safe. Memory is bounded, so that a flood of fragments costs no more: the newest 65,536
/// datagrams are known by their ports, of the newest 4,096 whose content is wanted at most 4 MiB of octets wait.
class Fragments {
public:
    static constexpr std::size_t maximumKnown = 65536, maximumWaiting = 4096, maximumOctets = 4 * 1024 * 1024;
    /// Between fragments of one datagram (RFC 8200 section 4.5), in nanoseconds.
    static constexpr std::int64_t timeout = 60'000'000'000;

    /// Remembers a first fragment; fills in the ports (and in IPv6 the protocol) of a later one, where its first one
    /// came before.
    void apply(dissect::PacketRecord& record);

    /// Takes the content of a fragment that `apply` saw just before. `packet` names it, and says of a first fragment
    /// whether the datagram is wanted at all. A datagram that becomes whole, or that is given up with its first
    /// fragment there, is added to `work`.
    void take(PacketBatch& work, const PayloadNote& packet);
    /// The end: gives up what waits, adding to `work` what has a first fragment.
    void giveUp(PacketBatch& work);

private:
    struct Key {
        IpAddress source, destination;
        std::uint32_t identification;
        std::uint8_t protocol;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        HashSeed seed;
        std::size_t operator()(const Key& key) const {
            return seed(seed(key.source, key.identification), seed(key.destination, key.protocol));
        }
    };
    struct Known {
        std::uint16_t source = 0, destination = 0;
        std::uint8_t protocol = 0;
        bool finished = false;  ///< not wanted, or handed on: what else comes is passed over
        std::int64_t time = 0;  ///< when it was finished
    };
    /// A datagram whose fragments are gathered.
    struct Waiting {
        Datagram datagram;         ///< as far as it is there; its octets are those behind the IP headers
        PayloadNote note;          ///< of the first fragment
        std::vector<bool> blocks;  ///< which units of eight octets are there
        std::size_t there = 0;     ///< how many of them
        std::size_t length = 0;    ///< of all octets; 0 until the last fragment came
        std::size_t headers = 0;   ///< octets up to the payload
        std::size_t firstEnd = 0;  ///< where the first fragment ends; 0 until it came
        std::int64_t time = 0;     ///< of the fragment that came last
        std::list<Key>::iterator place;
    };
    using Table = HashMap<Key, Waiting, Hash>;

    static Key keyOf(const dissect::PacketRecord& record);
    bool isFinished(const Key& key, std::int64_t time) const;
    void finish(const Key& key, std::int64_t time);
    void add(Waiting& waiting, const dissect::PacketRecord& record, Bytes content, std::size_t original);
    void handOn(PacketBatch& work, Waiting& waiting, std::size_t end);
    void drop(Table::iterator waiting);
    void giveUp(PacketBatch& work, Table::iterator waiting);
    void makeRoom(PacketBatch& work);

    HashMap<Key, Known, Hash> m_known;
    std::deque<Key> m_knownOrder;
    Table m_waiting;
    std::list<Key> m_order;    ///< of those that wait, oldest first
    std::size_t m_octets = 0;  ///< of all that wait
};

}  // namespace weir::engine
