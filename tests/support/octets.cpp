// SPDX-License-Identifier: GPL-3.0-or-later
// Out of line: inlined, these make GCC 12 see overflows where there are none.
#include "tests/support/octets.h"

namespace weir::test {

OctetWriter& OctetWriter::bytes(Bytes octets) {
    m_octets.insert(m_octets.end(), octets.begin(), octets.end());
    return *this;
}

OctetWriter& OctetWriter::zeros(std::size_t count) {
    m_octets.resize(m_octets.size() + count);
    return *this;
}

OctetWriter& OctetWriter::u16At(std::size_t position, unsigned value) {
    m_octets.at(position) = static_cast<std::uint8_t>(value >> 8);
    m_octets.at(position + 1) = static_cast<std::uint8_t>(value);
    return *this;
}

OctetWriter& OctetWriter::number(std::uint64_t value, unsigned count) {
    while (count-- > 0) m_octets.push_back(static_cast<std::uint8_t>(value >> 8 * count));
    return *this;
}

Octets hex(std::string_view digits) {
    Octets out;
    int high = -1;
    for (const char c : digits) {
        const int value = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (value < 0)
            continue;
        if (high < 0) {
            high = value;
        } else {
            out.push_back(static_cast<std::uint8_t>(high << 4 | value));
            high = -1;
        }
    }
    return out;
}

}  // namespace weir::test
