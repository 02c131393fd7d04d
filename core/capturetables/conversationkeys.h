// SPDX-License-Identifier: GPL-3.0-or-later
// By what conversations are grouped.
#pragma once

#include <array>

#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"
#include "core/traffic/flowservice.h"

namespace weir::capturetables {

enum Key : std::uint8_t { firstAddress, secondAddress, firstPort, secondPort, protocolKey };
constexpr std::array<std::string_view, 5> oneWayNames = {"src", "dst", "sport", "dport", "proto"};
constexpr std::array<std::string_view, 5> twoWayNames = {"client", "server", "cport", "sport", "proto"};

/// Adds the keys of a request in its order; returns the first unknown key name, if any.
std::optional<std::string> readKeys(const TableRequest& request, std::vector<Key>& keys);

/// Which packets count: all, or only those from a home network to elsewhere.
class Counted {
public:
    Counted(const traffic::SnapshotData& state, const TableRequest& request);
    /// Whether what this side of the flow sent counts.
    bool counts(const traffic::Flow& flow, int side) const {
        return !m_outbound || (m_home[index(flow.address[side])] && !m_home[index(flow.address[1 - side])]);
    }
    /// What of it counts; without packets where nothing does.
    const traffic::FlowWay& way(const traffic::Flow& flow, int side) const {
        static constexpr traffic::FlowWay nothing;
        return counts(flow, side) ? flow.way[side] : nothing;
    }

private:
    bool m_outbound;
    std::vector<bool> m_home;  ///< by address, where it matters
};

/// The columns of a row grouped by these keys, but for those that speak of a single flow. `Row` has `address(bool
/// first)`, `port(bool first)`, `protocol()`, `out()` and `in()` (traffic::FlowWay; one way: nothing comes in),
/// `service()` and `serverName()`.
template <typename Row>
table::ColumnsOf<Row> conversationColumns(const std::vector<Key>& keys, bool twoWay);

/// The table of all five keys, both ways, which has a row for each flow. `keys` are all five, in the order of columns.
TablePtr makeFlowConversations(const traffic::Snapshot& snapshot, const TableRequest& request,
                               const std::vector<Key>& keys);
/// Its columns.
table::Schema flowConversationsSchema(const std::vector<Key>& keys);

template <typename Row>
table::ColumnOf<Row> keyColumn(Key key, bool twoWay) {
    using namespace table;
    const std::string_view name = (twoWay ? twoWayNames : oneWayNames)[key];
    switch (key) {
        case firstAddress:
            return {twoWay ? addressColumn(name, "Client", "Who opened the conversation, as far as can be told")
                           : addressColumn(name, "Source", "Source address"),
                    [](const Row& row) { return row.address(true); }};
        case secondAddress:
            return {twoWay ? addressColumn(name, "Server", "To whom the conversation was opened")
                           : addressColumn(name, "Destination", "Destination address"),
                    [](const Row& row) { return row.address(false); }};
        case firstPort:
            return {twoWay ? numberColumn(name, "Client port", "The client's port")
                           : numberColumn(name, "Source port", "Source port"),
                    [](const Row& row) { return row.port(true); }};
        case secondPort:
            return {twoWay ? numberColumn(name, "Server port", "The server's port")
                           : numberColumn(name, "Destination port", "Destination port"),
                    [](const Row& row) { return row.port(false); }};
        case protocolKey:
            break;
    }
    return {textColumn(name, "Protocol", "IANA's keyword in lower case (`tcp`, `udp`, `icmp`, …)"),
            [](const Row& row) { return row.protocol(); }};
}

template <typename Row>
table::ColumnsOf<Row> conversationColumns(const std::vector<Key>& keys, bool twoWay) {
    using namespace table;
    ColumnsOf<Row> all;
    const auto add = [&](const ColumnsOf<Row>& more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const Key key : keys) all.push_back(keyColumn<Row>(key, twoWay));
    add({{countColumn("packets", "Packets", "Packets, of both directions in a two-way row"),
          [](const Row& row) { return std::uint64_t{row.out().packets} + row.in().packets; }},
         {bytesColumn("bytes", "Bytes", "Bytes, of both directions in a two-way row"),
          [](const Row& row) { return row.out().bytes + row.in().bytes; }},
         {bytesColumn("wire_bytes", "Bytes", "Bytes as whole frames on the wire, of both directions in a two-way row"),
          [](const Row& row) { return row.out().wireBytes + row.in().wireBytes; }}});
    if (twoWay)
        add({{countColumn("packets_out", "Packets out", "Packets from client to server"),
              [](const Row& row) { return row.out().packets; }},
             {bytesColumn("bytes_out", "Bytes out", "Bytes from client to server"),
              [](const Row& row) { return row.out().bytes; }},
             {countColumn("packets_in", "Packets in", "Packets from server to client"),
              [](const Row& row) { return row.in().packets; }},
             {bytesColumn("bytes_in", "Bytes in", "Bytes from server to client"),
              [](const Row& row) { return row.in().bytes; }}});
    add({{timeColumn("first_seen", "First seen", "First packet"),
          [](const Row& row) { return traffic::firstSeen(row.out(), row.in()); }},
         {timeColumn("last_seen", "Last seen", "Last packet"),
          [](const Row& row) { return traffic::lastSeen(row.out(), row.in()); }},
         {durationColumn("duration", "Duration", "From the first to the last packet"), [](const Row& row) {
              return traffic::lastSeen(row.out(), row.in()) - traffic::firstSeen(row.out(), row.in());
          }}});
    if (twoWay)
        add({{listColumn("service", "Service",
                         "What is spoken; through a proxy (CONNECT, SOCKS, a PROXY protocol header), what is spoken "
                         "behind it"),
              [](const Row& row) { return row.service(); }},
             {listColumn("server_name", "Server name", "Name that the client asked the server for"),
              [](const Row& row) { return row.serverName(); }}});
    return all;
}

}  // namespace weir::capturetables
