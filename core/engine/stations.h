// SPDX-License-Identifier: GPL-3.0-or-later
// Which network card is behind an address, by the first frame that each address sent and by ARP.
#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/base/hashmap.h"
#include "core/dissect/record.h"
#include "core/traffic/identityfacts.h"

namespace weir::engine {

/// Not thread-safe. Asked once for each side of each flow, and for frames of ARP. Memory: a bit an address, and 48
/// octets for each of at most 65,536 stations, of which one card has at most 64: more is a router's.
class Stations {
public:
    /// The first packet of a side of a flow; `id` is its source's.
    void firstPacket(traffic::AddressId id, const Frame& frame, const dissect::PacketRecord& record,
                     std::uint64_t number) {
        const std::size_t at = index(id);
        if (at < m_known.size() && m_known[at])
            return;
        learn(at, frame, record, number);
    }
    /// A frame without IP, if it is ARP's.
    void other(const Frame& frame, const dissect::PacketRecord& record, std::uint64_t number) {
        if (record.kind == dissect::FrameKind{dissect::FrameKind::Space::etherType, 0x0806}) [[unlikely]]
            readArp(frame, number);
    }
    const AppendOnly<traffic::Station>& found() const { return m_found; }

private:
    static constexpr std::size_t maximumStations = 65536;
    static constexpr unsigned mostAddresses = 64;  ///< of one card
    void learn(std::size_t address, const Frame& frame, const dissect::PacketRecord& record, std::uint64_t number);
    void readArp(const Frame& frame, std::uint64_t number);
    void keep(const IpAddress& address, traffic::HardwareAddress hardware, std::uint64_t number, bool claimed);

    std::vector<bool> m_known;                     ///< by address
    HashMap<std::uint64_t, unsigned> m_addresses;  ///< how many are kept, by card
    HashSet<std::uint64_t> m_claims;               ///< IPv4 addresses with their cards, from ARP
    AppendOnly<traffic::Station> m_found;
};

}  // namespace weir::engine
