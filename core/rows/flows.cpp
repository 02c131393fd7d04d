// SPDX-License-Identifier: GPL-3.0-or-later
// The rows `flows`: both directions between two endpoints, with all that conversations, talkers and hosts are made of.
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/capturetables/communityid.h"
#include "core/capturetables/conversationkeys.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/dissect/dissector.h"
#include "core/rows/computedtable.h"
#include "core/rows/filesofseries.h"
#include "core/rows/rowdefinition.h"
#include "core/traffic/direction.h"
#include "core/traffic/flowservice.h"
#include "core/traffic/hostfacts.h"
#include "core/traffic/toldaddresses.h"

namespace weir::rows {
namespace {

using namespace table;

constexpr std::uint16_t tcpFlags = 0x00ff;  // above them stands what only the reading itself needs

/// What is made once for all rows.
struct Context {
    explicit Context(const RowSource& source)
        : snapshot(source.snapshot),
          home(findings::homeOf(*snapshot, source.request)),
          plain(traffic::plainForms(*snapshot)),
          files(snapshot->info),
          lastFrame(snapshot->flows.size()) {
        snapshot->packets.forEach([&](std::size_t, const traffic::IndexedPacket& packet) {
            if (packet.flow)
                lastFrame[index(*packet.flow)] = packet.number;
            return true;
        });
    }

    traffic::Snapshot snapshot;
    Networks home;
    std::vector<traffic::AddressId> plain;
    FilesOfSeries files;
    std::vector<std::uint64_t> lastFrame;
    dissect::ProtocolNames protocols = dissect::everyProtocolName();
};

struct FlowRow {
    const Context& context;
    const traffic::Flow& flow;
    std::size_t index;

    const traffic::SnapshotData& state() const { return *context.snapshot; }
    int side(bool client) const { return client ? flow.client : flow.server(); }
    const IpAddress& address(bool client) const { return state().address(flow.address[side(client)]); }
    const IpAddress& plainAddress(bool client) const {
        return state().address(context.plain[traffic::index(flow.address[side(client)])]);
    }
    std::optional<std::uint16_t> port(bool client) const {
        return flow.hasPorts ? std::optional(flow.port[side(client)]) : std::nullopt;
    }
    std::string_view protocol() const { return context.protocols[flow.protocol]; }
    const traffic::FlowWay& out() const { return flow.way[flow.client]; }
    const traffic::FlowWay& in() const { return flow.way[flow.server()]; }
    std::string_view service() const { return traffic::serviceOf(state(), flow); }
    std::string_view serverName() const { return state().texts[traffic::serverNameOf(state(), flow)]; }
    std::string_view ofTls(TextId traffic::Application::*text) const {
        if (flow.application == 0)
            return {};
        return state().texts[state().inspected.applications[flow.application - 1].*text];
    }
    bool isTcp() const { return flow.protocol == ipprotocol::tcp; }
    std::optional<int> flags(bool client) const {
        return isTcp() ? std::optional(flow.flagsSeen[side(client)] & tcpFlags) : std::nullopt;
    }
    std::string_view nameSource() const {
        switch (traffic::serverNameSource(state(), flow)) {
            case traffic::NameSource::none:
                return {};
            case traffic::NameSource::proxied:
                return "proxied";
            case traffic::NameSource::tls:
                return isBareAddress(serverName()) ? "address" : "tls";
            case traffic::NameSource::http:
                return isBareAddress(serverName()) ? "address" : "http";
        }
        return {};
    }
};

ColumnsOf<FlowRow> makeColumns() {
    using namespace capturetables;
    ColumnsOf<FlowRow> all =
        conversationColumns<FlowRow>({firstAddress, secondAddress, firstPort, secondPort, protocolKey}, true);
    for (ColumnOf<FlowRow>& column : all) column.column.list = false;  // of one flow there is one
    const auto add = [&](const ColumnsOf<FlowRow>& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(tlsHelloColumns<FlowRow>());
    add({{bytesColumn("wire_bytes_out", "Wire bytes out", "Bytes from client to server, as whole frames on the wire"),
          [](const FlowRow& row) { return row.out().wireBytes; }},
         {bytesColumn("wire_bytes_in", "Wire bytes in", "Bytes from server to client, as whole frames on the wire"),
          [](const FlowRow& row) { return row.in().wireBytes; }},
         {timeColumn("first_out", "First out", "First packet from client to server"),
          [](const FlowRow& row) { return row.out().packets > 0 ? std::optional(row.out().firstSeen) : std::nullopt; }},
         {timeColumn("last_out", "Last out", "Last packet from client to server"),
          [](const FlowRow& row) { return row.out().packets > 0 ? std::optional(row.out().lastSeen) : std::nullopt; }},
         {timeColumn("first_in", "First in", "First packet from server to client"),
          [](const FlowRow& row) { return row.in().packets > 0 ? std::optional(row.in().firstSeen) : std::nullopt; }},
         {timeColumn("last_in", "Last in", "Last packet from server to client"),
          [](const FlowRow& row) { return row.in().packets > 0 ? std::optional(row.in().lastSeen) : std::nullopt; }},
         {numberColumn(
              "flags_out", "Flags out",
              "TCP flags that the client ever sent, or-ed: 1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG, 64 ECE, "
              "128 CWR"),
          [](const FlowRow& row) { return row.flags(true); }},
         {numberColumn("flags_in", "Flags in", "TCP flags that the server ever sent"),
          [](const FlowRow& row) { return row.flags(false); }},
         {booleanColumn(
              "saw_opening", "Saw opening",
              "Whether what opens a conversation was seen (a SYN without ACK), which says for certain who the "
              "client is"),
          [](const FlowRow& row) { return row.flow.sawOpening; }},
         {booleanColumn("direction_known", "Direction known",
                        "Whether anything says who the client is but that its packet came first"),
          [](const FlowRow& row) { return traffic::directionKnown(row.state(), row.flow); }},
         {countColumn("retransmissions", "Retransmissions", "Of TCP: as in conversations"),
          [](const FlowRow& row) { return row.isTcp() ? std::optional(row.flow.retransmitted) : std::nullopt; }},
         {durationColumn("handshake", "Handshake", "Of TCP: as in conversations"),
          [](const FlowRow& row) { return row.isTcp() ? row.flow.handshakeTime() : std::nullopt; }},
         {textColumn(
              "name_source", "Name source",
              "Where the server's name was read: `tls`, `http`; `proxied`: it is whom a proxy was asked to reach; "
              "`address`: it is a bare address and names nothing"),
          [](const FlowRow& row) { return row.nameSource(); }},
         {textColumn("client_scope", "Client scope", "As in talkers: `home`, `private`, `public`, …"),
          [](const FlowRow& row) { return toString(traffic::scopeFor(row.address(true), row.context.home)); }},
         {textColumn("server_scope", "Server scope", "Likewise"),
          [](const FlowRow& row) { return toString(traffic::scopeFor(row.address(false), row.context.home)); }},
         {addressColumn(
              "client_plain", "Client, plain",
              "The address that the client's is only another way to write (::ffff:a.b.c.d, 64:ff9b::a.b.c.d), "
              "where that talks as well; else the client's"),
          [](const FlowRow& row) { return row.plainAddress(true); }},
         {addressColumn("server_plain", "Server, plain", "Likewise"),
          [](const FlowRow& row) { return row.plainAddress(false); }},
         {numberColumn("first_frame", "First frame", "Its first frame's number"),
          [](const FlowRow& row) { return row.flow.firstFrame(); }},
         {numberColumn("last_frame", "Last frame", "Its last frame's number"),
          [](const FlowRow& row) { return row.context.lastFrame[row.index]; }},
         {numberColumn("file", "File",
                       "Place in `captures.files` of the file in which it began, from 0: in it, frames tell what came "
                       "before what; empty where it was seen before that file began"),
          [](const FlowRow& row) { return row.context.files.of(row.flow); }},
         {listColumn("community_id", "Community ID", "As in conversations"), [](const FlowRow& row) {
              std::string ids;
              communityIds(row.state(), row.flow, ids);
              return ids;
          }}});
    return all;
}

const ColumnsOf<FlowRow>& columns() {
    static const ColumnsOf<FlowRow> all = makeColumns();
    return all;
}

TablePtr make(const RowSource& source) {
    const auto context = std::make_shared<const Context>(source);
    return std::make_shared<ComputedTable<FlowRow>>("flows", columns(), source.snapshot->flows.size(),
                                                    [context](std::size_t i) {
                                                        return FlowRow{*context, context->snapshot->flows[i], i};
                                                    });
}

}  // namespace

RowDefinition flowsRows() {
    return {
        "flows",
        "A row is what went between two endpoints over one protocol, both ways: conversations, talkers and hosts are "
        "sums of these",
        schemaOf(columns()),
        {},
        make};
}

}  // namespace weir::rows
