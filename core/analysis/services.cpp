// SPDX-License-Identifier: GPL-3.0-or-later
// What flows speak, and the names that clients ask for inside them.
#include <algorithm>
#include <map>

#include "core/analysis/tablemakers.h"
#include "core/dissect/dissector.h"

namespace weir::analysis {

std::string_view serviceOf(const State& state, const Flow& flow) {
    return flow.application == 0 ? std::string_view{}
                                 : state.texts[state.inspected.applications[flow.application - 1].service];
}

TextId serverNameOf(const State& state, const Flow& flow) {
    return flow.application == 0 ? 0 : state.inspected.applications[flow.application - 1].serverName;
}

NameSource serverNameSource(const State& state, const Flow& flow) {
    return flow.application == 0 ? NameSource::none : state.inspected.applications[flow.application - 1].nameSource;
}

std::vector<ServiceShare> serviceShares(const State& state) {
    std::map<std::string, ServiceShare> shares;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const Flow& flow = state.flows[i];
        std::string name(serviceOf(state, flow));
        if (name.empty()) {
            name = dissect::protocolName(flow.protocol);
            if (flow.hasPorts)
                name += ' ' + std::to_string(flow.port[flow.server()]);
        }
        ServiceShare& share = shares[name];
        share.service = name;
        for (const FlowWay& way : flow.way) {
            share.bytes += way.bytes;
            share.wireBytes += way.wireBytes;
            share.packets += way.packets;
        }
    }
    std::vector<ServiceShare> out;
    for (auto& [name, share] : shares) out.push_back(std::move(share));
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.bytes > b.bytes; });
    return out;
}

}  // namespace weir::analysis
