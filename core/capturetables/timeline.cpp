// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic over time in equal spans, for charts.
#include <algorithm>

#include "core/capturetables/overview.h"
#include "core/capturetables/tables.h"
#include "core/traffic/snapshot.h"

namespace weir::capturetables {

std::pair<std::int64_t, std::int64_t> robustRange(const traffic::SnapshotData& state) {
    constexpr std::size_t sampled = 4096;
    std::vector<std::int64_t> times;
    const std::size_t step = std::max<std::size_t>(1, state.packets.size() / sampled);
    for (std::size_t row = 0; row < state.packets.size(); row += step) times.push_back(state.packets[row].time);
    if (times.empty())
        return {0, 0};
    std::sort(times.begin(), times.end());
    const std::int64_t low = times[times.size() / 100];
    const std::int64_t high = times[times.size() - 1 - times.size() / 100];
    std::int64_t core = 0;
    if (__builtin_sub_overflow(high, low, &core))
        return {state.counters.firstSeen, state.counters.lastSeen};
    core = std::max<std::int64_t>(core, 1'000'000'000);
    const double whole = static_cast<double>(state.counters.lastSeen) - static_cast<double>(state.counters.firstSeen);
    if (whole <= 1000.0 * static_cast<double>(core))
        return {state.counters.firstSeen, state.counters.lastSeen};
    std::int64_t from = 0;
    std::int64_t to = 0;
    if (__builtin_sub_overflow(low, core, &from))
        from = state.counters.firstSeen;
    if (__builtin_add_overflow(high, core, &to))
        to = state.counters.lastSeen;
    return {std::max(state.counters.firstSeen, from), std::min(state.counters.lastSeen, to)};
}

Timeline makeTimeline(const traffic::SnapshotData& state, std::size_t buckets) {
    const auto [from, to] = robustRange(state);
    return makeTimeline(state, from, to, buckets);
}

Timeline makeTimeline(const traffic::SnapshotData& state, std::int64_t from, std::int64_t to, std::size_t buckets) {
    constexpr std::size_t maximumBuckets = 10000;
    buckets = std::clamp<std::size_t>(buckets, 1, maximumBuckets);
    Timeline timeline{from, to, {}, {}, {}};
    timeline.bytes.resize(buckets);
    timeline.wireBytes.resize(buckets);
    timeline.packets.resize(buckets);
    const double span = static_cast<double>(to) - static_cast<double>(from) + 1;
    const double scale = static_cast<double>(buckets) / span;
    state.packets.forEach([&](std::size_t, const traffic::IndexedPacket& packet) {
        if (packet.time < from || packet.time > to)
            return true;
        const auto at =
            std::min(buckets - 1, static_cast<std::size_t>(static_cast<double>(packet.time - from) * scale));
        timeline.bytes[at] += packet.bytes;
        timeline.wireBytes[at] += packet.wireBytes;
        ++timeline.packets[at];
        return true;
    });
    return timeline;
}

}  // namespace weir::capturetables
