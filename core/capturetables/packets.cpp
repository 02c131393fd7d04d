// SPDX-License-Identifier: GPL-3.0-or-later
// The packets table: every frame. Most columns come from the index and the flows; the rest is read from the file again
// when somebody looks.
#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/capturetables/packetinfo.h"
#include "core/capturetables/tablemakers.h"
#include "core/dissect/dissector.h"

namespace weir::capturetables {
namespace {

enum Column : std::size_t { number, time, src, dst, proto, sport, dport, bytes, wireBytes, ipId, ttl, tcpFlags, info };

class PacketsTable final : public table::Table {
public:
    explicit PacketsTable(traffic::Snapshot snapshot) : m_snapshot(std::move(snapshot)), m_schema(packetsSchema()) {
        for (const traffic::KindOfFrame& kind : m_snapshot->kinds) m_kinds.push_back(kindName(kind));
    }

    std::string_view name() const override { return "packets"; }
    const table::Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_snapshot->packets.size(); }

    table::Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        table::Cell out;
        out.kind = m_schema[column].kind;
        const traffic::IndexedPacket packet = m_snapshot->packets[row];
        const auto integer = [&](std::int64_t value) {
            out.integer = value;
            out.empty = false;
        };
        const auto text = [&](std::string_view value) {
            out.text = value;
            out.empty = value.empty();
        };
        const traffic::Flow* flow = packet.flow ? &m_snapshot->flows[index(*packet.flow)] : nullptr;
        switch (column) {
            case number:
                integer(static_cast<std::int64_t>(packet.number));
                break;
            case time:
                integer(packet.time);
                break;
            case src:
            case dst:
                if (flow) {
                    out.address = m_snapshot->address(flow->address[column == src ? packet.side : 1 - packet.side]);
                    out.empty = false;
                }
                break;
            case proto:
                text(flow ? std::string_view(m_protocols[flow->protocol]) : kind(packet));
                break;
            case sport:
            case dport:
                if (flow && flow->hasPorts)
                    integer(flow->port[column == sport ? packet.side : 1 - packet.side]);
                break;
            case bytes:
                if (flow)
                    integer(packet.bytes);
                break;
            case wireBytes:
                integer(packet.wireBytes);
                break;
            default: {
                const PacketInfo again = readAgain(*m_snapshot, packet);
                if (column == ipId && again.ipId >= 0)
                    integer(again.ipId);
                else if (column == ttl && again.ttl >= 0)
                    integer(again.ttl);
                else if (column == tcpFlags || column == info) {
                    scratch = column == tcpFlags ? again.tcpFlags : again.info;
                    text(scratch);
                }
            }
        }
        return out;
    }

    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        const traffic::SnapshotData& state = *m_snapshot;
        if (column == src || column == dst) {
            const std::vector<std::uint32_t> ranks = traffic::addressRanks(state.addresses);
            state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
                keys[row] = 0;
                if (packet.flow) {
                    const int side = column == src ? packet.side : 1 - packet.side;
                    keys[row] = ranks[index(state.flows[index(*packet.flow)].address[side])] + 1u;
                }
                return true;
            });
            return;
        }
        if (column <= wireBytes && column != proto) {
            state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
                keys[row] = indexedKey(column, packet);
                return true;
            });
            return;
        }
        // Texts, and what is read from the file: rank the distinct values.
        std::map<std::string, std::vector<std::uint32_t>> rowsOf;
        std::string scratch;
        for (std::size_t row = 0; row < keys.size(); ++row) {
            const table::Cell value = cell(row, column, scratch);
            if (value.kind == table::Kind::integer)
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
    std::string_view kind(const traffic::IndexedPacket& packet) const {
        return packet.kind < m_kinds.size() ? std::string_view(m_kinds[packet.kind]) : std::string_view{};
    }

    /// A number of the index as a sort key; 0 where there is none.
    std::uint64_t indexedKey(std::size_t column, const traffic::IndexedPacket& packet) const {
        if (column == number)
            return packet.number;
        if (column == time)
            return static_cast<std::uint64_t>(packet.time) ^ (std::uint64_t{1} << 63);
        if (column == wireBytes)
            return std::uint64_t{packet.wireBytes} + 1;
        if (!packet.flow)
            return 0;
        if (column == bytes)
            return std::uint64_t{packet.bytes} + 1;
        const traffic::Flow& flow = m_snapshot->flows[index(*packet.flow)];
        return flow.hasPorts ? flow.port[column == sport ? packet.side : 1 - packet.side] + std::uint64_t{1} : 0;
    }

    traffic::Snapshot m_snapshot;
    table::Schema m_schema;
    const dissect::ProtocolNames m_protocols = dissect::everyProtocolName();
    std::vector<std::string> m_kinds;
};

}  // namespace

table::Schema packetsSchema() {
    using table::Kind;
    using table::Unit;
    return {{"number", Kind::integer, Unit::identifier},
            {"time", Kind::time},
            {"src", Kind::address},
            {"dst", Kind::address},
            {"proto", Kind::text},
            {"sport", Kind::integer, Unit::identifier},
            {"dport", Kind::integer, Unit::identifier},
            {"bytes", Kind::integer, Unit::bytes},
            {"wire_bytes", Kind::integer, Unit::bytes},
            {"ip_id", Kind::integer, Unit::identifier},
            {"ttl", Kind::integer, Unit::identifier},
            {"tcp_flags", Kind::text, Unit::none, true},
            {"info", Kind::text}};
}

TablePtr makePackets(const traffic::Snapshot& snapshot, const TableRequest&) {
    return std::make_shared<PacketsTable>(snapshot);
}

}  // namespace weir::capturetables
