// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include <random>

namespace weir {

HashSeed HashSeed::random() {
    HashSeed seed{Empty{}};
    std::random_device device;
    for (std::uint64_t& word : seed.m_words) word = (static_cast<std::uint64_t>(device()) << 32 | device()) | 1;
    return seed;
}

}  // namespace weir
