// SPDX-License-Identifier: GPL-3.0-or-later
// The only place that turns raw octets into numbers: every parser reads through this bounded cursor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace weir {

/// Octets owned by somebody else. Who owns them, and for how long, is said where a function takes or returns one.
using Bytes = std::span<const std::uint8_t>;

inline Bytes asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view asText(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// A cursor over octets that can not leave them. Reading past the end returns zeros and sets `failed()`, which stays
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

    std::uint8_t u8() { return static_cast<std::uint8_t>(big(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(big(2)); }
    std::uint32_t u24() { return static_cast<std::uint32_t>(big(3)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(big(4)); }
    std::uint64_t u64() { return big(8); }
    std::uint16_t u16le() { return static_cast<std::uint16_t>(little(2)); }
    std::uint32_t u32le() { return static_cast<std::uint32_t>(little(4)); }
    std::uint64_t u64le() { return little(8); }

    /// The next `count` octets, or none (and failed) if there are fewer.
    Bytes bytes(std::size_t count) {
        if (!need(count))
            return {};
        const Bytes out = m_bytes.subspan(m_position, count);
        m_position += count;
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
    std::uint64_t big(std::size_t count) {
        if (!need(count))
            return 0;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) value = value << 8 | m_bytes[m_position + i];
        m_position += count;
        return value;
    }
    std::uint64_t little(std::size_t count) {
        if (!need(count))
            return 0;
        std::uint64_t value = 0;
        for (std::size_t i = count; i-- > 0;) value = value << 8 | m_bytes[m_position + i];
        m_position += count;
        return value;
    }

    Bytes m_bytes;
    std::size_t m_position = 0;
    bool m_failed = false;
};

}  // namespace weir
