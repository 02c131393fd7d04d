// SPDX-License-Identifier: GPL-3.0-or-later
// The packets table: every frame. Most columns come from the index and the flows; the rest is read from the file again
// when somebody looks.
#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/capturetables/packetinfo.h"
#include "core/capturetables/tabledefinition.h"
#include "core/dissect/dissector.h"
#include "core/table/columns.h"
#include "core/table/order.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct PacketRow {
    const traffic::SnapshotData& state;
    const dissect::ProtocolNames& protocols;
    const std::vector<std::string>& kinds;
    const std::vector<std::uint32_t>* addressRanks;  ///< for sort keys of addresses only
    const traffic::IndexedPacket& packet;
    const traffic::Flow* flow;

    int sourceSide() const { return packet.side; }
    int destinationSide() const { return 1 - packet.side; }
    IpAddress address(int side) const { return flow ? state.address(flow->address[side]) : IpAddress{}; }
    std::optional<std::uint16_t> port(int side) const {
        return flow && flow->hasPorts ? std::optional(flow->port[side]) : std::nullopt;
    }
    std::string_view protocol() const {
        if (flow)
            return protocols[flow->protocol];
        return packet.kind < kinds.size() ? std::string_view(kinds[packet.kind]) : std::string_view{};
    }
    PacketInfo readAgain() const { return capturetables::readAgain(state, packet); }
    std::uint64_t addressKey(int side) const { return flow ? (*addressRanks)[index(flow->address[side])] + 1u : 0; }
};

/// With a key to sort by where that needs no look into the file.
struct PacketColumn {
    ColumnOf<PacketRow> column;
    std::uint64_t (*key)(const PacketRow&) = nullptr;
};

std::uint64_t keyOf(std::optional<std::uint64_t> value) { return value ? *value + 1 : 0; }

const std::vector<PacketColumn>& columns() {
    static const std::vector<PacketColumn> all{
        {{numberColumn("number", "Number", "The frame's number, from 1"),
          [](const PacketRow& row) { return row.packet.number; }},
         [](const PacketRow& row) -> std::uint64_t { return row.packet.number; }},
        {{timeColumn("time", "Time", "When it was captured"), [](const PacketRow& row) { return row.packet.time; }},
         [](const PacketRow& row) { return orderKey(row.packet.time); }},
        {{addressColumn("src", "Source", "Source address of the IP header that counts"),
          [](const PacketRow& row) { return row.address(row.sourceSide()); }},
         [](const PacketRow& row) { return row.addressKey(row.sourceSide()); }},
        {{addressColumn("dst", "Destination", "Destination address of the IP header that counts"),
          [](const PacketRow& row) { return row.address(row.destinationSide()); }},
         [](const PacketRow& row) { return row.addressKey(row.destinationSide()); }},
        {{textColumn(
              "proto", "Protocol",
              "IANA's keyword in lower case (`tcp`, `udp`, `icmp`, …); without IP, the EtherType's or link layer's "
              "name"),
          [](const PacketRow& row) { return row.protocol(); }}},
        {{numberColumn("sport", "Source port", "Source port"),
          [](const PacketRow& row) { return row.port(row.sourceSide()); }},
         [](const PacketRow& row) { return keyOf(row.port(row.sourceSide())); }},
        {{numberColumn("dport", "Destination port", "Destination port"),
          [](const PacketRow& row) { return row.port(row.destinationSide()); }},
         [](const PacketRow& row) { return keyOf(row.port(row.destinationSide())); }},
        {{bytesColumn("bytes", "Bytes", "Length of the IP packet"),
          [](const PacketRow& row) { return row.flow ? std::optional(row.packet.bytes) : std::nullopt; }},
         [](const PacketRow& row) -> std::uint64_t { return row.flow ? std::uint64_t{row.packet.bytes} + 1 : 0; }},
        {{bytesColumn("wire_bytes", "Bytes", "Length of the whole frame on the wire"),
          [](const PacketRow& row) { return row.packet.wireBytes; }},
         [](const PacketRow& row) { return std::uint64_t{row.packet.wireBytes} + 1; }},
        {{numberColumn("ip_id", "IP ID", "Identification, of IPv4 and of fragments of IPv6"),
          [](const PacketRow& row) {
              const std::int64_t id = row.readAgain().ipId;
              return id >= 0 ? std::optional(id) : std::nullopt;
          }}},
        {{numberColumn("ttl", "TTL", "Time to live, or hop limit"),
          [](const PacketRow& row) {
              const std::int64_t ttl = row.readAgain().ttl;
              return ttl >= 0 ? std::optional(ttl) : std::nullopt;
          }}},
        {{listColumn("tcp_flags", "TCP flags", "The flags that are set"),
          [](const PacketRow& row) { return row.readAgain().tcpFlags; }}},
        {{textColumn("info", "Info", "What else is of interest, in words"),
          [](const PacketRow& row) { return row.readAgain().info; }}},
    };
    return all;
}

Schema packetsSchema() {
    Schema schema;
    for (const PacketColumn& each : columns()) schema.push_back(each.column.column);
    return schema;
}

class PacketsTable final : public Table {
public:
    explicit PacketsTable(traffic::Snapshot snapshot) : m_snapshot(std::move(snapshot)), m_schema(packetsSchema()) {
        for (const traffic::KindOfFrame& kind : m_snapshot->kinds) m_kinds.push_back(kindName(kind));
    }

    std::string_view name() const override { return "packets"; }
    const Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_snapshot->packets.size(); }

    Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        Cell out;
        out.kind = m_schema[column].kind;
        const traffic::IndexedPacket packet = m_snapshot->packets[row];
        columns()[column].column.get(rowOf(packet, nullptr), out, scratch);
        return out;
    }

    Subject subject(std::size_t row) const override { return FrameSubject{m_snapshot->packets[row].number}; }

    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        if (const auto key = columns()[column].key) {
            const bool addresses = m_schema[column].kind == Kind::address;
            const auto ranks = addresses ? traffic::addressRanks(m_snapshot->addresses) : std::vector<std::uint32_t>();
            m_snapshot->packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
                keys[row] = key(rowOf(packet, &ranks));
                return true;
            });
            return;
        }
        // Texts, and what is read from the file: rank the distinct values.
        std::map<std::string, std::vector<std::uint32_t>> rowsOf;
        std::string scratch;
        for (std::size_t row = 0; row < keys.size(); ++row) {
            const Cell value = cell(row, column, scratch);
            if (value.kind == Kind::integer)
                keys[row] = value.empty ? 0 : static_cast<std::uint64_t>(value.integer) + 1;
            else if (value.empty)
                keys[row] = 0;
            else
                rowsOf[std::string(value.text)].push_back(static_cast<std::uint32_t>(row));
        }
        std::uint64_t rank = 0;
        for (const auto& [text, rows] : rowsOf) {
            ++rank;
            for (const std::uint32_t row : rows) keys[row] = rank;
        }
    }

private:
    PacketRow rowOf(const traffic::IndexedPacket& packet, const std::vector<std::uint32_t>* ranks) const {
        const traffic::Flow* flow = packet.flow ? &m_snapshot->flows[index(*packet.flow)] : nullptr;
        return {*m_snapshot, m_protocols, m_kinds, ranks, packet, flow};
    }

    traffic::Snapshot m_snapshot;
    Schema m_schema;
    const dissect::ProtocolNames m_protocols = dissect::everyProtocolName();
    std::vector<std::string> m_kinds;
};

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    return std::make_shared<PacketsTable>(snapshot);
}

}  // namespace

TableDefinition packetsTable() {
    return {{.name = "packets",
             .title = "Packets",
             .about = "A row is a frame, by number",
             .rows = RowKind::packet,
             .lookupColumns = {"dst", "src"},
             .canFollow = true},
            fixedSchema([] { return packetsSchema(); }),
            make};
}

}  // namespace weir::capturetables
