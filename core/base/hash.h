// SPDX-License-Identifier: GPL-3.0-or-later
// A seeded, mixing hash: captures are written by strangers, so nobody may know where a key will land.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "core/base/address.h"

namespace weir {

/// Multiply-and-fold: both halves of the 128-bit product, so that every input bit reaches every output bit.
inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The random key of this process, which is asked of the system once. Results must never depend on it.
class HashSeed {
public:
    HashSeed() : HashSeed(ofProcess()) {}
    static const HashSeed& ofProcess() {
        static const HashSeed seed = random();
        return seed;
    }
    std::uint64_t operator()(std::uint64_t a, std::uint64_t b) const { return fold(a ^ m_words[0], b ^ m_words[1]); }
    std::uint64_t operator()(const IpAddress& address, std::uint64_t salt) const {
        return fold(fold(address.high ^ m_words[0], address.low ^ m_words[1]) ^ m_words[2],
                    (salt << 8 | address.version) ^ m_words[3]);
    }
    std::uint64_t operator()(std::string_view text) const {
        std::uint64_t state = text.size();
        const char* at = text.data();
        std::size_t left = text.size();
        for (; left > 16; at += 16, left -= 16) state = (*this)(word(at, 8) ^ state, word(at + 8, 8));
        return (*this)(word(at, left < 8 ? left : 8) ^ state, left > 8 ? word(at + 8, left - 8) : left);
    }

private:
    struct Empty {};
    explicit HashSeed(Empty) {}
    static HashSeed random();
    static std::uint64_t word(const char* at, std::size_t octets) {
        std::uint64_t value = 0;
        if (octets > 0)
            std::memcpy(&value, at, octets);
        return value;
    }
    std::uint64_t m_words[4];
};

/// Hashes numbers, addresses and texts with the key of the process: for containers whose keys a capture chooses.
struct SeededHash {
    using is_transparent = void;  ///< a text is found without making a std::string of it
    template <typename Key>
    requires(std::is_integral_v<Key> || std::is_enum_v<Key>) std::size_t operator()(Key key) const {
        return HashSeed::ofProcess()(static_cast<std::uint64_t>(key), 0);
    }
    std::size_t operator()(const IpAddress& address) const { return HashSeed::ofProcess()(address, 0); }
    std::size_t operator()(std::string_view text) const { return HashSeed::ofProcess()(text); }
};

}  // namespace weir
