// SPDX-License-Identifier: GPL-3.0-or-later
// The hash tables of the core: seeded, so that no capture can make all its keys meet in one bucket.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "core/base/hash.h"

namespace weir {

/// A key of several parts brings its own hash, made from HashSeed. The order of iteration differs from run to run:
/// what is shown is sorted.
template <typename Key, typename Value, typename Hash = SeededHash>
using HashMap = std::unordered_map<Key, Value, Hash, std::equal_to<>>;
template <typename Key, typename Hash = SeededHash>
using HashSet = std::unordered_set<Key, Hash, std::equal_to<>>;

}  // namespace weir
