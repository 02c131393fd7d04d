// SPDX-License-Identifier: GPL-3.0-or-later
// The conversations table: a group-by over the flows by any of five keys, one way or both.
#include <algorithm>
#include <array>
#include <numeric>

#include "core/capturetables/conversationkeys.h"
#include "core/dissect/dissector.h"
#include "core/traffic/listcell.h"

namespace weir::capturetables {
namespace {

using namespace table;

/// The values of a row's keys; -1 where a key is not asked for, or a port is not there.
struct Group {
    std::int64_t key[5] = {-1, -1, -1, -1, -1};
    bool operator==(const Group&) const = default;
};

/// What the flows of a row speak; only rows of several flows need it.
struct Spoken {
    traffic::ListCell<std::string_view> services;
    traffic::ListCell<TextId> serverNames;
};

struct Row {
    Group group;
    traffic::FlowWay total[2];  ///< one way: [0]; two way: [0] out, [1] in
    std::uint32_t firstFlow = 0;
    std::unique_ptr<Spoken> spoken;
};

void addWay(traffic::FlowWay& total, const traffic::FlowWay& way) {
    if (way.packets == 0)
        return;
    total.firstSeen = total.packets == 0 ? way.firstSeen : std::min(total.firstSeen, way.firstSeen);
    total.lastSeen = total.packets == 0 ? way.lastSeen : std::max(total.lastSeen, way.lastSeen);
    total.packets += way.packets;
    total.bytes += way.bytes;
    total.wireBytes += way.wireBytes;
}

/// Rows found by their keys, in order of first appearance.
class Grouping {
public:
    Row& row(const Group& group) {
        const auto next = static_cast<std::uint32_t>(m_rows.size());
        const std::uint32_t number =
            m_known.findOrAdd(hash(group), next, [&](std::uint32_t known) { return m_rows[known].group == group; });
        if (number == next) {
            m_rows.push_back({});
            m_rows.back().group = group;
        }
        return m_rows[number];
    }
    std::vector<Row>& rows() { return m_rows; }

private:
    std::uint64_t hash(const Group& group) const {
        std::uint64_t out = m_seed(static_cast<std::uint64_t>(group.key[0]), static_cast<std::uint64_t>(group.key[1]));
        out = m_seed(out ^ static_cast<std::uint64_t>(group.key[2]), static_cast<std::uint64_t>(group.key[3]));
        return m_seed(out, static_cast<std::uint64_t>(group.key[4]));
    }

    HashSeed m_seed;
    std::vector<Row> m_rows;
    Interner m_known;
};

struct GroupedRow {
    const traffic::SnapshotData& state;
    const dissect::ProtocolNames& protocols;
    const Row& row;

    IpAddress address(bool first) const {
        return state.addresses[static_cast<std::size_t>(row.group.key[first ? firstAddress : secondAddress])];
    }
    std::optional<std::int64_t> port(bool first) const {
        const std::int64_t port = row.group.key[first ? firstPort : secondPort];
        return port >= 0 ? std::optional(port) : std::nullopt;
    }
    std::string_view protocol() const { return protocols[static_cast<std::size_t>(row.group.key[protocolKey])]; }
    const traffic::FlowWay& out() const { return row.total[0]; }
    const traffic::FlowWay& in() const { return row.total[1]; }
    std::string service() const {
        return row.spoken ? row.spoken->services.join([](std::string_view service) { return service; })
                          : std::string(traffic::serviceOf(state, state.flows[row.firstFlow]));
    }
    std::string serverName() const {
        return row.spoken ? row.spoken->serverNames.join([&](TextId name) { return state.texts[name]; })
                          : std::string(state.texts[serverNameOf(state, state.flows[row.firstFlow])]);
    }
};

Subject subjectOf(const ColumnTable& table, std::size_t row, const std::vector<Key>& keys, bool twoWay,
                  std::uint8_t protocol) {
    ConversationSubject subject{.twoWay = twoWay};
    std::string scratch;
    for (std::size_t column = 0; column < keys.size(); ++column) {
        const Cell cell = table.cell(row, column, scratch);
        const auto port = cell.empty ? ConversationSubject::noPort : static_cast<std::int32_t>(cell.integer);
        switch (keys[column]) {
            case firstAddress:
                subject.source = cell.address;
                break;
            case secondAddress:
                subject.destination = cell.address;
                break;
            case firstPort:
                subject.sourcePort = port;
                break;
            case secondPort:
                subject.destinationPort = port;
                break;
            case protocolKey:
                subject.protocol = protocol;
                break;
        }
    }
    return subject;
}

class Maker {
public:
    Maker(const traffic::SnapshotData& state, const TableRequest& request)
        : m_state(state), m_request(request), m_counted(state, request) {
        (void)readKeys(request, m_keys);
    }

    TablePtr make() {
        const std::vector<Row> rows = collect();
        std::vector<std::uint32_t> order(rows.size());
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return before(rows[a], rows[b]); });
        std::vector<std::uint8_t> protocols;  // which the cells only name
        const auto rowAt = [&](std::size_t i) {
            const Row& row = rows[order[i]];
            protocols.push_back(static_cast<std::uint8_t>(std::max<std::int64_t>(row.group.key[protocolKey], 0)));
            return GroupedRow{m_state, m_protocolNames, row};
        };
        const auto columns = conversationColumns<GroupedRow>(m_keys, m_request.twoWay);
        ColumnTable::Builder builder("conversations", schemaOf(columns), rows.size());
        std::string scratch;
        for (std::size_t i = 0; i < rows.size(); ++i) addRow(builder, columns, rowAt(i), scratch);
        return builder.finish([keys = m_keys, twoWay = m_request.twoWay, protocols = std::move(protocols)](
                                  const ColumnTable& table, std::size_t row) -> Subject {
            return subjectOf(table, row, keys, twoWay, protocols[row]);
        });
    }

private:
    bool counts(const traffic::Flow& flow, int side) const { return m_counted.way(flow, side).packets != 0; }

    Group groupOf(const traffic::Flow& flow, int first) const {
        Group group;
        for (const Key key : m_keys) {
            switch (key) {
                case firstAddress:
                    group.key[key] = index(flow.address[first]);
                    break;
                case secondAddress:
                    group.key[key] = index(flow.address[1 - first]);
                    break;
                case firstPort:
                    group.key[key] = flow.hasPorts ? flow.port[first] : -1;
                    break;
                case secondPort:
                    group.key[key] = flow.hasPorts ? flow.port[1 - first] : -1;
                    break;
                case protocolKey:
                    group.key[key] = flow.protocol;
                    break;
            }
        }
        return group;
    }

    std::vector<Row> collect() {
        Grouping grouping;
        for (std::size_t i = 0; i < m_state.flows.size(); ++i) {
            const traffic::Flow& flow = m_state.flows[i];
            if (!m_request.twoWay) {
                for (int side = 0; side < 2; ++side) {
                    if (counts(flow, side))
                        addWay(grouping.row(groupOf(flow, side)).total[0], flow.way[side]);
                }
                continue;
            }
            const bool out = counts(flow, flow.client);
            const bool in = counts(flow, flow.server());
            if (!out && !in)
                continue;
            Row& row = grouping.row(groupOf(flow, flow.client));
            if (row.total[0].packets == 0 && row.total[1].packets == 0)
                row.firstFlow = static_cast<std::uint32_t>(i);
            else
                addSpoken(row, flow);
            if (out)
                addWay(row.total[0], flow.way[flow.client]);
            if (in)
                addWay(row.total[1], flow.way[flow.server()]);
        }
        return std::move(grouping.rows());
    }

    void speak(Spoken& spoken, const traffic::Flow& flow) const {
        if (const std::string_view service = traffic::serviceOf(m_state, flow); !service.empty())
            spoken.services.add(service);
        if (const TextId name = traffic::serverNameOf(m_state, flow); name != 0)
            spoken.serverNames.add(name);
    }

    void addSpoken(Row& row, const traffic::Flow& flow) const {
        if (!row.spoken) {
            row.spoken = std::make_unique<Spoken>();
            speak(*row.spoken, m_state.flows[row.firstFlow]);
        }
        speak(*row.spoken, flow);
    }

    std::uint64_t size(const Row& row) const {
        return m_request.wireBytes ? row.total[0].wireBytes + row.total[1].wireBytes
                                   : row.total[0].bytes + row.total[1].bytes;
    }

    bool before(const Row& a, const Row& b) const {
        if (size(a) != size(b))
            return size(a) > size(b);
        for (const Key key : m_keys) {
            const std::int64_t left = a.group.key[key];
            const std::int64_t right = b.group.key[key];
            if (left == right)
                continue;
            if (key == firstAddress || key == secondAddress)
                return m_state.addresses[static_cast<std::size_t>(left)] <
                       m_state.addresses[static_cast<std::size_t>(right)];
            if (key == protocolKey)
                return m_protocolNames[static_cast<std::size_t>(left)] <
                       m_protocolNames[static_cast<std::size_t>(right)];
            return left < right;
        }
        return false;
    }

    const traffic::SnapshotData& m_state;
    const TableRequest& m_request;
    std::vector<Key> m_keys;
    Counted m_counted;
    const dissect::ProtocolNames m_protocolNames = dissect::everyProtocolName();
};

}  // namespace

Counted::Counted(const traffic::SnapshotData& state, const TableRequest& request) : m_outbound(request.outbound) {
    const Networks& home = findings::homeOf(state, request);
    for (std::size_t i = 0; m_outbound && i < state.addresses.size(); ++i)
        m_home.push_back(home.contains(state.addresses[i]));
}

std::optional<std::string> readKeys(const TableRequest& request, std::vector<Key>& keys) {
    const auto& names = request.twoWay ? twoWayNames : oneWayNames;
    if (request.groupBy.empty()) {
        keys = {firstAddress, secondAddress, firstPort, secondPort, protocolKey};
        return {};
    }
    for (const std::string& name : request.groupBy) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
            return name;
        const auto key = static_cast<Key>(found - names.begin());
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key);
    }
    return {};
}

namespace {

bool isPerFlow(const TableRequest& request, const std::vector<Key>& keys) {
    return request.twoWay && keys.size() == twoWayNames.size();
}

Result<Schema> schema(const TableRequest& request) {
    std::vector<Key> keys;
    if (const auto unknown = readKeys(request, keys)) {
        const auto& names = request.twoWay ? twoWayNames : oneWayNames;
        std::string message = "conversations cannot be grouped by '" + *unknown + "'; the keys " +
                              (request.twoWay ? "of two-way rows are " : "of one-way rows are ");
        for (std::size_t i = 0; i < names.size(); ++i) message += (i == 0 ? "" : ", ") + std::string(names[i]);
        return Error{message};
    }
    return isPerFlow(request, keys) ? flowConversationsSchema(keys)
                                    : schemaOf(conversationColumns<GroupedRow>(keys, request.twoWay));
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    std::vector<Key> keys;
    (void)readKeys(request, keys);
    return isPerFlow(request, keys) ? makeFlowConversations(snapshot, request, keys) : Maker(*snapshot, request).make();
}

}  // namespace

TableDefinition conversationsTable() {
    return {{.name = "conversations",
             .title = "Conversations",
             .about = "A row is whatever `--group-by` names, by `bytes`, falling",
             .rows = RowKind::conversation,
             .lookupColumns = {"server", "dst", "client", "src"},
             .comparable = true,
             .canFollow = true},
            schema,
            make};
}

}  // namespace weir::capturetables
