// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of a capture file, whose byte order is that of the machine that wrote it and known only while reading.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace weir::capture {

/// Loads from places whose bounds the caller has checked: record headers, once for each packet.
class ByteOrder {
public:
    static ByteOrder little() { return ByteOrder(std::endian::native != std::endian::little); }
    static ByteOrder big() { return ByteOrder(std::endian::native != std::endian::big); }
    bool isBig() const { return m_swap != (std::endian::native == std::endian::big); }

    std::uint16_t u16(const std::uint8_t* from) const {
        std::uint16_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return m_swap ? __builtin_bswap16(value) : value;
    }
    std::uint32_t u32(const std::uint8_t* from) const {
        std::uint32_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return m_swap ? __builtin_bswap32(value) : value;
    }
    std::uint64_t u64(const std::uint8_t* from) const {
        std::uint64_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return m_swap ? __builtin_bswap64(value) : value;
    }

private:
    explicit ByteOrder(bool swap) : m_swap(swap) {}
    bool m_swap;
};

}  // namespace weir::capture
