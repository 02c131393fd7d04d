// SPDX-License-Identifier: GPL-3.0-or-later
// From secrets to keys: TLS's pseudorandom function and HKDF-Expand-Label, both OpenSSL's.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::decrypt {

/// Octets that are wiped when they go.
class KeyOctets {
public:
    explicit KeyOctets(std::size_t size = 0) : m_octets(size) {}
    explicit KeyOctets(Bytes octets) : m_octets(octets.begin(), octets.end()) {}
    KeyOctets(const KeyOctets&) = default;
    KeyOctets(KeyOctets&&) = default;
    KeyOctets& operator=(KeyOctets other) noexcept {
        m_octets.swap(other.m_octets);
        return *this;
    }
    ~KeyOctets();

    bool empty() const { return m_octets.empty(); }
    std::size_t size() const { return m_octets.size(); }
    const std::uint8_t* data() const { return m_octets.data(); }
    operator Bytes() const { return m_octets; }
    std::span<std::uint8_t> writable() { return m_octets; }

private:
    std::vector<std::uint8_t> m_octets;
};

/// "key expansion" of RFC 5246 section 6.3; with `hash` "MD5-SHA1" that of TLS 1.0 and 1.1. Empty where OpenSSL
/// refuses.
KeyOctets keyBlock(const char* hash, Bytes master, Bytes serverRandom, Bytes clientRandom, std::size_t size);

/// RFC 8446 section 7.1 with an empty context. Empty where OpenSSL refuses.
KeyOctets expandLabel(const char* hash, Bytes secret, std::string_view label, std::size_t size);

}  // namespace weir::decrypt
