// SPDX-License-Identifier: GPL-3.0-or-later
// Gives later fragments the ports of their datagram's first one.
#pragma once

#include <deque>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/dissect/record.h"

namespace weir::engine {

/// Remembers the newest 65,536 first fragments: a flood of fragments costs no more.
class FragmentPorts {
public:
    /// Remembers a first fragment; fills in the ports of a later one, where its first one came before.
    void apply(dissect::PacketRecord& record);

private:
    static constexpr std::size_t maximum = 65536;
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
    struct Ports {
        std::uint16_t source, destination;
    };
    std::unordered_map<Key, Ports, Hash> m_ports;
    std::deque<Key> m_order;
};

}  // namespace weir::engine
