// SPDX-License-Identifier: GPL-3.0-or-later
// Tests write packets octet by octet: this is the pen, the opposite of ByteReader.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace weir::test {

using Octets = std::vector<std::uint8_t>;

/// Appends numbers in network order; the functions chain. `done()` hands the octets out and leaves none behind.
class OctetWriter {
public:
    OctetWriter() = default;
    explicit OctetWriter(Octets octets) : m_octets(std::move(octets)) {}

    OctetWriter& u8(unsigned value) { return number(value, 1); }
    OctetWriter& u16(unsigned value) { return number(value, 2); }
    OctetWriter& u24(unsigned value) { return number(value, 3); }
    OctetWriter& u32(std::uint64_t value) { return number(value, 4); }
    OctetWriter& u64(std::uint64_t value) { return number(value, 8); }
    OctetWriter& u16le(unsigned value) { return u8(value & 0xff).u8(value >> 8 & 0xff); }
    OctetWriter& u32le(std::uint64_t value) {
        return u16le(static_cast<unsigned>(value & 0xffff)).u16le(static_cast<unsigned>(value >> 16 & 0xffff));
    }
    OctetWriter& bytes(Bytes octets);
    OctetWriter& text(std::string_view text) { return bytes(asBytes(text)); }
    OctetWriter& zeros(std::size_t count);
    /// Zeros up to the next multiple of `size`.
    OctetWriter& pad(std::size_t size) { return zeros((size - m_octets.size() % size) % size); }
    /// Overwrites two octets that are already there.
    OctetWriter& u16At(std::size_t position, unsigned value);

    std::size_t size() const { return m_octets.size(); }
    Octets done() { return std::exchange(m_octets, {}); }

private:
    OctetWriter& number(std::uint64_t value, unsigned count);

    Octets m_octets;
};

/// The octets of a text.
inline Octets octets(std::string_view text) { return OctetWriter().text(text).done(); }
/// "de ad be:ef" or "deadbeef"; anything that is no hex digit separates.
Octets hex(std::string_view digits);

}  // namespace weir::test
