// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stations.h"

#include <algorithm>

namespace weir::engine {
namespace {

constexpr std::uint16_t ethernet = 1, linuxCooked = 113, linuxCooked2 = 276;
constexpr std::size_t hardwareSize = 6;

traffic::HardwareAddress hardwareAt(Bytes octets, std::size_t place) {
    traffic::HardwareAddress out = 0;
    if (place + hardwareSize > octets.size())
        return 0;
    for (std::size_t i = 0; i < hardwareSize; ++i) out = out << 8 | octets[place + i];
    return out;
}

/// The sender's; 0 where the link layer does not say. (LINKTYPE_LINUX_SLL and SLL2: www.tcpdump.org/linktypes.)
traffic::HardwareAddress senderOf(const Frame& frame) {
    const Bytes octets = frame.bytes();
    ByteReader reader(octets);
    switch (frame.linkType) {
        case ethernet:
            return hardwareAt(octets, hardwareSize);
        case linuxCooked:
            reader.skip(4);
            return reader.u16() == hardwareSize ? hardwareAt(octets, 6) : 0;
        case linuxCooked2:
            reader.skip(11);
            return reader.u8() == hardwareSize ? hardwareAt(octets, 12) : 0;
        default:
            return 0;
    }
}

/// One card, and not a group of them.
bool isCard(traffic::HardwareAddress hardware) { return hardware != 0 && (hardware >> 40 & 1) == 0; }

}  // namespace

void Stations::keep(const IpAddress& address, traffic::HardwareAddress hardware, std::uint64_t number, bool claimed) {
    if (m_found.size() >= maximumStations || ++m_addresses[hardware] > mostAddresses)
        return;
    m_found.push_back(
        {address, hardware, static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX)), claimed});
}

void Stations::learn(std::size_t address, const Frame& frame, const dissect::PacketRecord& record,
                     std::uint64_t number) {
    if (address >= m_known.size())
        m_known.resize(std::max(address + 1, m_known.size() * 2));
    m_known[address] = true;
    // An IP header that lies deeper is inside a tunnel, whose end the card belongs to.
    constexpr std::uint32_t deepest = 32;
    const traffic::HardwareAddress hardware = record.networkOffset <= deepest ? senderOf(frame) : 0;
    if (isCard(hardware))
        keep(record.source, hardware, number, false);
}

/// RFC 826, for Ethernet and IPv4. Whoever asks or answers says which address is its own.
void Stations::readArp(const Frame& frame, std::uint64_t number) {
    // It is the last thing in the frame but for padding: its header tells where it begins.
    constexpr std::uint8_t header[] = {0, 1, 8, 0, 6, 4, 0};
    const Bytes octets = frame.bytes().first(std::min<std::size_t>(frame.captured, 64));
    const auto found = std::search(octets.begin(), octets.end(), std::begin(header), std::end(header));
    ByteReader reader(octets.subspan(static_cast<std::size_t>(found - octets.begin())));
    reader.skip(8);
    const traffic::HardwareAddress hardware = hardwareAt(reader.bytes(hardwareSize), 0);
    const IpAddress address = IpAddress::fromBytes(reader.bytes(4));
    if (!reader || !isCard(hardware) || address.low == 0)
        return;
    if (m_claims.size() < maximumStations && m_claims.insert(hardware << 16 ^ address.low).second)
        keep(address, hardware, number, true);
}

}  // namespace weir::engine
