// SPDX-License-Identifier: GPL-3.0-or-later
// The only place that turns raw octets into numbers: every parser reads through this bounded cursor.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace weir {

/// Octets owned by somebody else. Who owns them, and for how long, is said where a function takes or returns one.
using Bytes = std::span<const std::uint8_t>;

inline Bytes asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view asText(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// So many octets, all of them there: places in them are checked when the program is compiled. For the headers that
/// every packet has, where asking before each number costs more than reading it. Network order.
template <std::size_t Size>
class FixedBytes {
public:
    /// `data` must hold `Size` octets, or be null: then nothing may be read. (A std::optional of this would be built in
    /// memory and waited for.)
    explicit FixedBytes(const std::uint8_t* data) : m_data(data) {}
    explicit operator bool() const { return m_data != nullptr; }

    template <std::size_t At>
    std::uint8_t u8() const {
        static_assert(At < Size);
        return m_data[At];
    }
    template <std::size_t At>
    std::uint16_t u16() const {
        static_assert(At + 2 <= Size);
        return static_cast<std::uint16_t>(m_data[At] << 8 | m_data[At + 1]);
    }
    template <std::size_t At>
    std::uint32_t u32() const {
        return static_cast<std::uint32_t>(u16<At>()) << 16 | u16<At + 2>();
    }

private:
    const std::uint8_t* m_data;
};

/// A cursor over octets that cannot leave them. Reading past the end returns zeros and sets `failed()`, which stays
/// set: a parser may read a whole header and ask once. Copying is cheap; nothing is owned.
class ByteReader {
public:
    explicit ByteReader(Bytes bytes) : m_bytes(bytes) {}

    std::size_t position() const { return m_position; }
    std::size_t remaining() const { return m_bytes.size() - m_position; }
    bool atEnd() const { return m_position == m_bytes.size(); }
    bool failed() const { return m_failed; }
    explicit operator bool() const { return !m_failed; }
    /// All octets the cursor was made over, whatever has been read.
    Bytes whole() const { return m_bytes; }

    std::uint8_t u8() { return number<std::uint8_t, std::endian::big>(); }
    std::uint16_t u16() { return number<std::uint16_t, std::endian::big>(); }
    std::uint32_t u24() {
        const std::uint32_t high = remaining() < 3 ? (m_failed = true, 0) : u8();
        return high << 16 | u16();
    }
    std::uint32_t u32() { return number<std::uint32_t, std::endian::big>(); }
    std::uint64_t u64() { return number<std::uint64_t, std::endian::big>(); }
    std::uint16_t u16le() { return number<std::uint16_t, std::endian::little>(); }
    std::uint32_t u32le() { return number<std::uint32_t, std::endian::little>(); }
    std::uint64_t u64le() { return number<std::uint64_t, std::endian::little>(); }

    /// The next `count` octets, or none (and failed) if there are fewer.
    Bytes bytes(std::size_t count) {
        if (!need(count))
            return {};
        const Bytes out = m_bytes.subspan(m_position, count);
        m_position += count;
        return out;
    }
    /// The next `Size` octets as one header; null (and failed) if there are fewer.
    template <std::size_t Size>
    FixedBytes<Size> fixed() {
        if (!need(Size))
            return FixedBytes<Size>(nullptr);
        const FixedBytes<Size> out(m_bytes.data() + m_position);
        m_position += Size;
        return out;
    }
    /// A cursor over the next `count` octets alone; over none (and this one failed) if there are fewer.
    ByteReader sub(std::size_t count) { return ByteReader(bytes(count)); }
    Bytes rest() { return bytes(remaining()); }
    void skip(std::size_t count) {
        if (need(count))
            m_position += count;
    }
    void seek(std::size_t position) {
        if (position <= m_bytes.size())
            m_position = position;
        else
            m_failed = true;
    }
    /// The octet `ahead` of the cursor without moving it; 0 where there is none (this does not fail).
    std::uint8_t peek(std::size_t ahead = 0) const { return ahead < remaining() ? m_bytes[m_position + ahead] : 0; }
    void fail() { m_failed = true; }

private:
    bool need(std::size_t count) {
        if (m_failed || count > remaining()) {
            m_failed = true;
            return false;
        }
        return true;
    }
    template <typename Number, std::endian Order>
    Number number() {
        if (!need(sizeof(Number)))
            return 0;
        Number value;
        std::memcpy(&value, m_bytes.data() + m_position, sizeof value);
        m_position += sizeof value;
        if constexpr (Order != std::endian::native && sizeof(Number) == 2)
            return __builtin_bswap16(value);
        else if constexpr (Order != std::endian::native && sizeof(Number) == 4)
            return __builtin_bswap32(value);
        else if constexpr (Order != std::endian::native && sizeof(Number) == 8)
            return __builtin_bswap64(value);
        else
            return value;
    }

    Bytes m_bytes;
    std::size_t m_position = 0;
    bool m_failed = false;
};

}  // namespace weir
