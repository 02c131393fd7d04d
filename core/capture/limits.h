// SPDX-License-Identifier: GPL-3.0-or-later
// How much a capture file may ask of us: past these numbers it is damaged, whatever it says.
#pragma once

#include <cstddef>
#include <cstdint>

namespace weir::capture::limits {

inline constexpr std::uint32_t packet = 262'144;            ///< libpcap's MAXIMUM_SNAPLEN
inline constexpr std::uint32_t bigPacket = 128U << 20;      ///< D-Bus messages and USB transfers
inline constexpr std::uint32_t blockOverhead = 128U << 10;  ///< a block's header and options
inline constexpr std::uint32_t block = (16U << 20) + blockOverhead;
inline constexpr std::uint32_t bigBlock = bigPacket + blockOverhead;
inline constexpr std::size_t interfacesInSection = 65'536;  ///< further ones are ignored
inline constexpr std::size_t interfaces = std::size_t{1} << 20;
inline constexpr std::size_t sections = std::size_t{1} << 20;
inline constexpr std::size_t captures = 65'536;              ///< one after another in one file
inline constexpr std::size_t zeros = std::size_t{64} << 10;  ///< where packets should be: past them nothing is read
inline constexpr std::size_t quiet = std::size_t{4} << 20;   ///< octets without a packet between two looks at Cancel
inline constexpr std::size_t options = 1'024;                ///< in a block; further ones are ignored
inline constexpr std::size_t interfaceTexts = 1'000;
inline constexpr std::size_t names = 1'000'000;
inline constexpr std::size_t nameOctets = std::size_t{64} << 20;  ///< of all names together
inline constexpr std::size_t nameLength = 1'024;                  ///< 255 octets, each escaped as \DDD, and a little
inline constexpr std::size_t comments = 1'000;
inline constexpr std::size_t commentOctets = std::size_t{1} << 20;  ///< of all comments together
inline constexpr std::size_t keyLogOctets = std::size_t{64} << 20;  ///< of all TLS key logs together
inline constexpr std::size_t carriedBlocks = 65'536;                ///< names and secrets remembered for slices
inline constexpr std::size_t preamble = std::size_t{64} << 20;
inline constexpr std::uint64_t ratioFrom = std::uint64_t{64} << 20;  ///< decompressed octets before the ratio counts

/// Link types whose packets really are bigger than any network's.
constexpr bool hasBigPackets(std::uint16_t linkType) {
    return linkType == 231      // DBUS
           || linkType == 220   // USB_LINUX_MMAPPED
           || linkType == 249   // USBPCAP
           || linkType == 266   // USB_DARWIN
           || linkType == 279;  // EBHSCR
}
constexpr std::uint32_t packetOf(std::uint16_t linkType) { return hasBigPackets(linkType) ? bigPacket : packet; }

}  // namespace weir::capture::limits
