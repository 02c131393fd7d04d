// SPDX-License-Identifier: GPL-3.0-or-later
// The rows `contacts`: when each client came back to a service of a server, of which regular contact is told.
#include "core/findings/contacts.h"

#include "core/base/hash.h"
#include "core/base/hashmap.h"
#include "core/dissect/dissector.h"
#include "core/rows/computedtable.h"
#include "core/rows/rowdefinition.h"
#include "core/traffic/hostfacts.h"

namespace weir::rows {
namespace {

using namespace table;

struct Group {
    std::uint32_t flow = 0;  ///< the first of them
    findings::ContactTimes contacts;
};

struct Context {
    explicit Context(const RowSource& source)
        : snapshot(source.snapshot), home(findings::homeOf(*snapshot, source.request)) {
        const traffic::SnapshotData& state = *snapshot;
        const findings::FindingWeights& weights =
            source.request.weights ? *source.request.weights : findings::FindingWeights::defaults();
        const std::int64_t silence = findings::silenceOf(weights);
        constexpr std::uint32_t none = UINT32_MAX;
        std::vector<std::uint32_t> groupOf(state.flows.size(), none);
        HashMap<Key, std::uint32_t, Hash> known;
        for (std::uint32_t i = 0; i < state.flows.size(); ++i) {
            const traffic::Flow& flow = state.flows[i];
            if (!flow.hasPorts)
                continue;
            const Key key{index(flow.address[flow.client]), index(flow.address[flow.server()]),
                          flow.port[flow.server()], flow.protocol};
            const auto [found, isNew] = known.try_emplace(key, static_cast<std::uint32_t>(groups.size()));
            if (isNew)
                groups.push_back({i, {}});
            groupOf[i] = found->second;
        }
        findings::forEachContactPacket(state, [&](const traffic::IndexedPacket& packet) {
            if (packet.flow && groupOf[index(*packet.flow)] != none) {
                const traffic::Flow& flow = state.flows[index(*packet.flow)];
                groups[groupOf[index(*packet.flow)]].contacts.see(
                    packet, flow, state.address(flow.address[flow.client]).version == 6, silence);
            }
        });
        std::erase_if(groups, [](const Group& group) { return group.contacts.times.empty(); });
    }

    struct Key {
        std::uint32_t client, server;
        std::uint16_t port;
        std::uint8_t protocol;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        HashSeed seed;
        std::size_t operator()(const Key& key) const {
            return seed(std::uint64_t{key.client} << 32 | key.server, std::uint64_t{key.port} << 8 | key.protocol);
        }
    };

    traffic::Snapshot snapshot;
    Networks home;
    dissect::ProtocolNames protocols = dissect::everyProtocolName();
    std::vector<Group> groups;
};

struct ContactRow {
    const Context& context;
    const Group& group;

    const traffic::SnapshotData& state() const { return *context.snapshot; }
    const traffic::Flow& flow() const { return state().flows[group.flow]; }
    const IpAddress& address(bool client) const {
        return state().address(flow().address[client ? flow().client : flow().server()]);
    }
};

const ColumnsOf<ContactRow>& columns() {
    static const ColumnsOf<ContactRow> all{
        {addressColumn("client", "Client", "Who comes back"), [](const ContactRow& row) { return row.address(true); }},
        {addressColumn("server", "Server", "To whom"), [](const ContactRow& row) { return row.address(false); }},
        {numberColumn("sport", "Server port", "The server's port"),
         [](const ContactRow& row) { return row.flow().port[row.flow().server()]; }},
        {textColumn("proto", "Protocol", "As in flows"),
         [](const ContactRow& row) { return row.context.protocols[row.flow().protocol]; }},
        {textColumn("server_scope", "Server scope", "As in flows"),
         [](const ContactRow& row) { return toString(traffic::scopeFor(row.address(false), row.context.home)); }},
        {jsonColumn("times", "Times",
                    "When each contact began, in nanoseconds, exact to the millisecond; the first 20,000"),
         [](const ContactRow& row) {
             constexpr std::int64_t millisecond = 1'000'000;
             return jsonNumbers(row.group.contacts.times, [&](std::uint32_t time) {
                 return row.group.contacts.begin + std::int64_t{time} * millisecond;
             });
         }},
        {jsonColumn("sizes", "Sizes", "Bytes of the packet that began each of them"),
         [](const ContactRow& row) {
             return jsonNumbers(row.group.contacts.sizes, [](std::uint16_t size) { return size; });
         }},
        {numberColumn("first_frame", "First frame", "Their first frame"),
         [](const ContactRow& row) { return row.group.contacts.firstFrame; }},
        {countColumn("packets", "Packets", "Packets of both sides"),
         [](const ContactRow& row) { return row.group.contacts.packets; }},
    };
    return all;
}

TablePtr make(const RowSource& source) {
    const auto context = std::make_shared<const Context>(source);
    return std::make_shared<ComputedTable<ContactRow>>("contacts", columns(), context->groups.size(),
                                                       [context](std::size_t i) {
                                                           return ContactRow{*context, context->groups[i]};
                                                       });
}

}  // namespace

RowDefinition contactsRows() {
    return {"contacts",
            "A row is a client and a service of a server, with the times at which something new began between them: a "
            "connection, or something said after a silence",
            schemaOf(columns()),
            {"times", "sizes"},
            make};
}

}  // namespace weir::rows
