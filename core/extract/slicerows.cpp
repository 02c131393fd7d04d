// SPDX-License-Identifier: GPL-3.0-or-later
// Which packets a selection of rows means.
#include <algorithm>

#include "core/capturetables/conversationkeys.h"
#include "core/dissect/dissector.h"
#include "core/extract/slice.h"

namespace weir::extract {
namespace {

/// Rows of the packets of those flow sides that are set.
PacketRows packetsOfSides(const traffic::SnapshotData& state, const std::vector<bool>& sides) {
    PacketRows out;
    state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
        if (packet.flow && sides[index(*packet.flow) * std::size_t{2} + static_cast<std::size_t>(packet.side)])
            out.push_back(static_cast<std::uint32_t>(row));
        return true;
    });
    return out;
}

/// The cells of a row's keys, as the flow seen from side `first` has them.
std::string keysOf(const traffic::SnapshotData& state, const traffic::Flow& flow, int first,
                   const std::vector<std::string>& keys, bool twoWay) {
    std::string out;
    const auto port = [&](int side) { return flow.hasPorts ? std::to_string(flow.port[side]) : std::string(); };
    for (const std::string& key : keys) {
        if (key == "client" || key == "src")
            out += state.address(flow.address[first]).toString();
        else if (key == "server" || key == "dst")
            out += state.address(flow.address[1 - first]).toString();
        else if (key == "proto")
            out += dissect::protocolName(flow.protocol);
        else
            out += port(key == (twoWay ? "cport" : "sport") ? first : 1 - first);
        out += ' ';
    }
    return out;
}

/// Which sides of which flows (flow * 2 + side) rows of a conversations table count.
std::vector<bool> sidesOfConversations(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                       const table::Table& conversations, std::span<const std::uint32_t> rows) {
    std::vector<std::string> keys = request.groupBy;
    if (keys.empty()) {
        const auto& names = request.twoWay ? capturetables::twoWayNames : capturetables::oneWayNames;
        keys.assign(names.begin(), names.end());
    }
    const capturetables::Counted counted(state, request);
    std::vector<std::string> wanted;  // sorted rather than hashed: the capture chooses the texts
    std::string scratch;
    for (const std::uint32_t row : rows) {
        std::string text;
        for (const std::string& key : keys) {
            if (const auto column = table::findColumn(conversations.schema(), key))
                text += table::cellText(conversations.cell(row, *column, scratch));
            text += ' ';
        }
        wanted.push_back(std::move(text));
    }
    std::sort(wanted.begin(), wanted.end());
    std::vector<bool> sides(state.flows.size() * 2);
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        for (int side = 0; side < 2; ++side) {
            if (!counted.counts(flow, side))
                continue;
            const std::string text = keysOf(state, flow, request.twoWay ? flow.client : side, keys, request.twoWay);
            sides[i * 2 + static_cast<std::size_t>(side)] = std::binary_search(wanted.begin(), wanted.end(), text);
        }
    }
    return sides;
}

}  // namespace

PacketRows allPackets(const traffic::SnapshotData& state) {
    PacketRows out(state.packets.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = i;
    return out;
}

PacketRows packetsOfConversations(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                  const table::Table& conversations, std::span<const std::uint32_t> rows) {
    return packetsOfSides(state, sidesOfConversations(state, request, conversations, rows));
}

std::vector<traffic::FlowId> flowsOfConversations(const traffic::SnapshotData& state,
                                                  const capturetables::TableRequest& request,
                                                  const table::Table& conversations,
                                                  std::span<const std::uint32_t> rows) {
    const std::vector<bool> sides = sidesOfConversations(state, request, conversations, rows);
    std::vector<traffic::FlowId> flows;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        if (sides[i * 2] || sides[i * 2 + 1])
            flows.push_back(traffic::FlowId{static_cast<std::uint32_t>(i)});
    }
    std::stable_sort(flows.begin(), flows.end(), [&](traffic::FlowId one, traffic::FlowId other) {
        const auto bytes = [&](traffic::FlowId id) {
            const traffic::Flow& flow = state.flows[index(id)];
            return flow.way[0].bytes + flow.way[1].bytes;
        };
        return bytes(one) > bytes(other);
    });
    return flows;
}

}  // namespace weir::extract
