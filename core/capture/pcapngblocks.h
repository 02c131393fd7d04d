// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks of pcapng (draft-ietf-opsawg-pcapng), each decoded from octets that are all there.
#pragma once

#include <algorithm>

#include "core/capture/byteorder.h"
#include "core/capture/limits.h"
#include "core/capture/reader.h"

namespace weir::capture::pcapng {

enum BlockType : std::uint32_t {
    interfaceDescription = 1,
    obsoletePacket = 2,
    simplePacket = 3,
    nameResolution = 4,
    interfaceStatistics = 5,
    enhancedPacket = 6,
    decryptionSecrets = 10,
    sectionHeader = 0x0a0d0d0a  // reads the same in both byte orders
};
inline constexpr std::uint32_t byteOrderMagic = 0x1a2b3c4d;
inline constexpr std::size_t smallestBlock = 12;
inline constexpr std::size_t smallestSectionHeader = 28;

inline bool isPacket(std::uint32_t type) {
    return type == enhancedPacket || type == simplePacket || type == obsoletePacket;
}

/// How an interface counts time: ticks since the epoch of 10^-n or 2^-n seconds, and an offset in seconds.
class Clock {
public:
    /// The year 2116; 1823 below zero. The difference of any two times is a number of 64 bits.
    static constexpr std::int64_t furthest = (std::int64_t{1} << 62) - 1;

    Clock() = default;  ///< microseconds, which is the default of the format
    /// From if_tsresol. Any value gives a meaning without overflow: past what nanoseconds can show it is 0.
    static Clock fromResolution(std::uint8_t resolution);
    void setOffset(std::int64_t seconds) { m_offset = seconds; }

    /// Nanoseconds since the epoch, rounded down, within ± `furthest`.
    std::int64_t nanoseconds(std::uint64_t ticks) const {
        std::uint64_t product = 0;
        if (m_kind == Kind::multiply && m_offset == 0 && !__builtin_mul_overflow(ticks, m_factor, &product) &&
            product <= static_cast<std::uint64_t>(furthest)) [[likely]]
            return static_cast<std::int64_t>(product);
        return exact(ticks);
    }

private:
    enum class Kind : std::uint8_t { multiply, divide, shift };
    std::int64_t exact(std::uint64_t ticks) const;

    std::uint64_t m_factor = 1'000;  ///< for `shift`, how many bits
    std::int64_t m_offset = 0;
    Kind m_kind = Kind::multiply;
};

struct Interface {
    Clock clock;
    std::uint64_t offset = 0;  ///< where its block lies in the file
    std::uint32_t blockLength = 0;
    std::uint32_t snapLength = 0;  ///< 0: no limit
    std::uint16_t linkType = 0;
    std::uint64_t dropped = 0;  ///< by its latest statistics block
};

/// The size of the block at `at`, of which `rest` octets are there (12 at least): the whole of it with padding.
struct BlockSize {
    std::size_t advance = 0;       ///< where the next block begins; 0: see the others
    std::size_t needed = 0;        ///< so many octets must be there to tell
    const char* damage = nullptr;  ///< why there is no telling
};
inline BlockSize blockSize(const std::uint8_t* at, std::size_t rest, ByteOrder order, std::uint32_t limit) {
    const std::uint32_t length = order.u32(at + 4);
    if (length < smallestBlock) [[unlikely]]
        return {0, 0, "a block shorter than its own header"};
    if (length > limit) [[unlikely]]
        return {0, 0, "a block longer than any block may be"};
    // Lengths should be multiples of 4. Writers who forget either pad all the same, as Wireshark expects, or do not.
    const std::size_t padded = (std::size_t{length} + 3) & ~std::size_t{3};
    if (rest >= padded && order.u32(at + padded - 4) == length) [[likely]]
        return {padded, 0, nullptr};
    if (length != padded && rest >= length && order.u32(at + length - 4) == length)
        return {length, 0, nullptr};
    if (rest < padded)
        return {0, padded, nullptr};
    return {0, 0, "a block whose two lengths differ"};
}

/// Decodes a packet block of `size` octets. Returns why it cannot, or null. `frame.position` is left alone.
inline const char* decodePacket(std::uint32_t type, const std::uint8_t* block, std::size_t size, ByteOrder order,
                                const Interface* interfaces, std::size_t interfaceCount, Frame& frame) {
    std::size_t header = 28;
    std::size_t id = 0;
    if (type == simplePacket) {
        header = 12;
    } else {
        if (size < header + 4) [[unlikely]]
            return "a packet block too short for its fields";
        id = type == enhancedPacket ? order.u32(block + 8) : order.u16(block + 8);
    }
    if (size < header + 4) [[unlikely]]
        return "a packet block too short for its fields";
    const std::size_t room = size - header - 4;
    const bool known = id < interfaceCount;
    frame.data = block + header;
    frame.flags = known ? 0 : FrameFlag::noInterface;
    frame.linkType = known ? interfaces[id].linkType : std::uint16_t{0xffff};
    if (type == simplePacket) {
        frame.flags |= FrameFlag::noTime;
        frame.time = 0;
        frame.original = order.u32(block + 8);
        frame.captured = frame.original;
        if (!known)
            frame.captured = static_cast<std::uint32_t>(std::min<std::size_t>(frame.original, room));
        else if (interfaces[id].snapLength != 0)
            frame.captured = std::min(frame.original, interfaces[id].snapLength);
    } else {
        const std::uint64_t ticks = std::uint64_t{order.u32(block + 12)} << 32 | order.u32(block + 16);
        frame.time = known ? interfaces[id].clock.nanoseconds(ticks) : Clock().nanoseconds(ticks);
        frame.captured = order.u32(block + 20);
        frame.original = order.u32(block + 24);
    }
    if (frame.captured > room) [[unlikely]]
        return "a packet longer than its block";
    if (frame.captured > limits::packetOf(frame.linkType)) [[unlikely]]
        return "a packet longer than any packet may be";
    return nullptr;
}

// Whole blocks, header and trailer included; false (or null) where they are too short to mean anything.

bool parseInterface(Bytes block, ByteOrder order, Interface& out);
/// Its name, description and hardware address, as far as its block has them.
std::string interfaceName(Bytes block, ByteOrder order);
/// Appends the comments and cuts them to what is allowed.
void parseSectionComments(Bytes block, ByteOrder order, std::vector<std::string>& comments);
/// `octets` is how long all names are together. False where some are left out because there are too many.
bool parseNames(Bytes block, ByteOrder order, std::vector<NameRecord>& names, std::size_t& octets);
/// The TLS key log that a Decryption Secrets Block holds; empty where it holds something else.
Bytes tlsKeyLog(Bytes block, ByteOrder order);
/// The interface and how many packets it lost by then; false if the block does not say.
bool parseStatistics(Bytes block, ByteOrder order, std::uint32_t& interface, std::uint64_t& dropped);

}  // namespace weir::capture::pcapng
