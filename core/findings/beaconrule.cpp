// SPDX-License-Identifier: GPL-3.0-or-later
// Regular contact: how evenly a client comes back to a server.
#include <algorithm>
#include <unordered_map>

#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/findings/regularity.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

constexpr std::size_t maximumContacts = 20000;

/// Contacts of a client with a service of a server: a packet of the client after a silence, or a new flow.
struct Contacts {
    traffic::AddressId client{0}, server{0};
    std::uint16_t port = 0;
    std::int64_t last = INT64_MIN;
    std::vector<std::int64_t> times;
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint64_t packets = 0;
};

}  // namespace

Regularity regularity(std::vector<std::int64_t> times) {
    Regularity out;
    std::sort(times.begin(), times.end());
    std::vector<std::int64_t> intervals;
    for (std::size_t i = 1; i < times.size(); ++i) intervals.push_back(times[i] - times[i - 1]);
    out.intervals = intervals.size();
    if (intervals.empty())
        return out;
    const auto median = [](std::vector<std::int64_t>& values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    out.medianInterval = median(intervals);
    std::vector<std::int64_t> deviations;
    for (const std::int64_t interval : intervals) deviations.push_back(std::abs(interval - out.medianInterval));
    out.jitter =
        out.medianInterval > 0 ? static_cast<double>(median(deviations)) / static_cast<double>(out.medianInterval) : 1;
    return out;
}

void findBeacons(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    // Which (client, server, port) each flow belongs to; only flows to external hosts matter.
    std::vector<std::uint32_t> groupOf(state.flows.size(), UINT32_MAX);
    std::vector<Contacts> groups;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> byPair;
    for (const traffic::HostFacts& host : book.hosts) {
        if (scopeOf(state.address(host.address)) != Scope::publicUse)
            continue;
        for (const std::uint32_t i : host.flows) {
            const traffic::Flow& flow = state.flows[i];
            const std::string_view service = traffic::serviceOf(state, flow);
            const std::uint16_t port = flow.hasPorts ? flow.port[flow.server()] : std::uint16_t{0};
            if (flow.address[flow.server()] != host.address || service == "dns" || service == "ntp" || port == 53 ||
                port == 123)
                continue;
            auto& candidates = byPair[std::uint64_t{index(flow.address[flow.client])} << 32 | index(host.address)];
            const auto known = std::find_if(candidates.begin(), candidates.end(),
                                            [&](std::uint32_t g) { return groups[g].port == port; });
            if (known != candidates.end()) {
                groupOf[i] = *known;
                continue;
            }
            groupOf[i] = static_cast<std::uint32_t>(groups.size());
            candidates.push_back(groupOf[i]);
            groups.push_back({flow.address[flow.client], host.address, port, INT64_MIN, {}, UINT32_MAX, 0});
        }
    }
    const auto silence = static_cast<std::int64_t>(1e9 * std::max(1.0, book.weights.setting("beacon", "seconds") / 2));
    state.packets.forEach([&](std::size_t, const traffic::IndexedPacket& packet) {
        if (!packet.flow || groupOf[index(*packet.flow)] == UINT32_MAX)
            return true;
        Contacts& group = groups[groupOf[index(*packet.flow)]];
        const bool fromClient = packet.side == state.flows[index(*packet.flow)].client;
        if (fromClient && (group.last == INT64_MIN || packet.time - group.last > silence) &&
            group.times.size() < maximumContacts)
            group.times.push_back(packet.time);
        group.last = std::max(group.last, packet.time);
        group.firstFrame = std::min<std::uint32_t>(group.firstFrame, static_cast<std::uint32_t>(packet.number));
        ++group.packets;
        return true;
    });
    const double enough = book.weights.setting("beacon", "intervals");
    const double largestJitter = book.weights.setting("beacon", "jitter");
    const double shortest = book.weights.setting("beacon", "seconds");
    for (const Contacts& group : groups) {
        const Regularity found = regularity(group.times);
        const double seconds = static_cast<double>(found.medianInterval) / 1e9;
        if (static_cast<double>(found.intervals) < enough || found.jitter > largestJitter || seconds < shortest)
            continue;
        // A handful of even intervals may be chance; twenty are not.
        const double trust = std::min(1.0, 0.5 + static_cast<double>(found.intervals) / 40.0);
        book.add(group.server,
                 {"beacon",
                  trust,
                  "regular contact: " + counted(found.intervals + 1, "time") + " from " +
                      state.address(group.client).toString() + " to port " + std::to_string(group.port) + ", every " +
                      realText(seconds) + " s, jitter " + realText(100 * found.jitter) + " %",
                  group.firstFrame,
                  group.packets,
                  {Trace::To::contacts, index(group.client), group.port}});
    }
}

}  // namespace weir::findings
