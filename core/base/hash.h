// SPDX-License-Identifier: GPL-3.0-or-later
// A seeded, mixing hash: captures are written by strangers, so nobody may know where a key will land.
#pragma once

#include <cstdint>
#include <random>

#include "core/base/address.h"

namespace weir {

/// Multiply-and-fold: both halves of the 128-bit product, so that every input bit reaches every output bit.
inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// A random key for one table of one run. Results must never depend on it.
class HashSeed {
public:
    HashSeed() {
        std::random_device device;
        for (std::uint64_t& word : m_words) word = (static_cast<std::uint64_t>(device()) << 32 | device()) | 1;
    }
    std::uint64_t operator()(std::uint64_t a, std::uint64_t b) const { return fold(a ^ m_words[0], b ^ m_words[1]); }
    std::uint64_t operator()(const IpAddress& address, std::uint64_t salt) const {
        return fold(fold(address.high ^ m_words[0], address.low ^ m_words[1]) ^ m_words[2],
                    (salt << 8 | address.version) ^ m_words[3]);
    }

private:
    std::uint64_t m_words[4];
};

}  // namespace weir
