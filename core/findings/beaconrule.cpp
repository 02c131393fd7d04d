// SPDX-License-Identifier: GPL-3.0-or-later
// Regular contact: how evenly a client comes back to a server.
#include <algorithm>

#include "core/base/text.h"
#include "core/findings/contacts.h"
#include "core/findings/findingbook.h"
#include "core/findings/regularity.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

/// Contacts of a client with a service of a server.
struct Contacts : ContactTimes {
    const Server* server = nullptr;
    traffic::AddressId client{0};
    std::uint16_t port = 0;

    Contacts(const Server& of, traffic::AddressId from, std::uint16_t to) : server(&of), client(from), port(to) {}
};

/// Median absolute deviation over the median.
double spread(std::vector<std::int64_t> values) {
    if (values.empty())
        return 1;
    const auto median = [](std::vector<std::int64_t>& v) {
        const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
        std::nth_element(v.begin(), middle, v.end());
        return *middle;
    };
    const std::int64_t middle = median(values);
    for (std::int64_t& value : values) value = std::abs(value - middle);
    return middle > 0 ? static_cast<double>(median(values)) / static_cast<double>(middle) : 1;
}

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
    constexpr std::uint32_t none = UINT32_MAX;
    std::vector<std::uint32_t> groupOf(state.flows.size(), none);
    std::vector<Contacts> groups;
    const double enough = book.setting("beacon", "intervals");
    for (const Server& server : book.servers) {
        const bool lasts =
            static_cast<double>(server.lastSeen - server.firstSeen) >= 1e9 * enough * book.setting("beacon", "seconds");
        if (!lasts)
            continue;
        const auto flows = book.servers.flows(server);
        for (std::size_t at = 0; at < flows.size();) {
            const traffic::Flow& first = state.flows[flows[at]];
            const traffic::AddressId client = first.address[first.client];
            const std::uint16_t port = first.hasPorts ? first.port[first.server()] : std::uint16_t{0};
            std::size_t end = at;
            std::uint64_t packets = 0;
            const auto belongs = [&](const traffic::Flow& flow) {
                return flow.address[flow.client] == client &&
                       (flow.hasPorts ? flow.port[flow.server()] : std::uint16_t{0}) == port;
            };
            for (; end < flows.size() && belongs(state.flows[flows[end]]); ++end)
                packets += state.flows[flows[end]].packets();
            const std::string_view service = traffic::serviceOf(state, first);
            // Name and time services, and what asks the local network, are regular by their nature.
            const bool regular = service == "dns" || service == "ntp" || port == 53 || port == 123 || port == 0 ||
                                 (!server.external && service != "http" && service != "tls" && service != "unknown" &&
                                  service != "quic");
            if (!regular && static_cast<double>(packets) > enough) {
                for (std::size_t i = at; i < end; ++i) groupOf[flows[i]] = static_cast<std::uint32_t>(groups.size());
                groups.emplace_back(server, client, port);
            }
            at = end;
        }
    }
    if (groups.empty())
        return;
    const std::int64_t silence = silenceOf(book.weights);
    forEachContactPacket(state, [&](const traffic::IndexedPacket& packet) {
        if (packet.flow && groupOf[index(*packet.flow)] != none) {
            Contacts& group = groups[groupOf[index(*packet.flow)]];
            group.see(packet, state.flows[index(*packet.flow)], state.address(group.client).version == 6, silence);
        }
    });
    const double largestJitter = book.setting("beacon", "jitter");
    const double shortest = book.setting("beacon", "seconds");
    for (const Contacts& group : groups) {
        std::vector<std::int64_t> times;
        for (const std::uint32_t time : group.times) times.push_back(std::int64_t{time} * 1'000'000);
        const Regularity found = regularity(std::move(times));
        const double seconds = static_cast<double>(found.medianInterval) / 1e9;
        if (static_cast<double>(found.intervals) < enough || found.jitter > largestJitter || seconds < shortest)
            continue;
        const double sizes = spread({group.sizes.begin(), group.sizes.end()});
        // A handful of even intervals may be chance; twenty are not. So are sizes that are all alike.
        const double trust =
            std::min(1.0, 0.4 + static_cast<double>(found.intervals) / 50.0 + (sizes < 0.02 ? 0.2 : 0));
        book.add(*group.server, {"beacon",
                                 trust,
                                 "regular contact: " + counted(found.intervals + 1, "time") + " from " +
                                     book.text(group.client) + " to port " + std::to_string(group.port) + ", every " +
                                     realText(seconds) + " s, jitter " + realText(100 * found.jitter) + " %, sizes " +
                                     (sizes < 0.02 ? "all alike" : "vary by " + realText(100 * sizes) + " %"),
                                 group.firstFrame,
                                 group.packets,
                                 {Trace::To::contacts, index(group.client), group.port}});
    }
}

}  // namespace weir::findings
