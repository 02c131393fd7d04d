// SPDX-License-Identifier: GPL-3.0-or-later
// The summary table: the capture in some twenty lines.
#include "core/base/text.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"
#include "core/traffic/filehash.h"

namespace weir::capturetables {
namespace {

std::string same(const std::string& text) { return text; }

table::Schema schema() {
    return {table::textColumn("key", "Key", "What the fact is about"), table::textColumn("value", "Value", "The fact")};
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    const traffic::Counters& c = state.counters;
    table::ColumnTable::Builder builder("summary", schema(), 32);
    const auto row = [&](std::string_view key, std::string_view value) {
        builder.text(0, key);
        builder.text(1, value);
    };
    const auto number = [&](std::string_view key, std::uint64_t value) { row(key, std::to_string(value)); };
    std::uint64_t talking = 0;
    std::vector<bool> seen(state.addresses.size());
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        for (const traffic::AddressId id : state.flows[i].address) {
            talking += !seen[index(id)];
            seen[index(id)] = true;
        }
    }
    row("file", joined(state.info.files, same));
    // While reading goes on the hash would be of no use, and reading the file twice would slow the first pass down.
    row("sha256", state.partial ? std::string{} : joined(traffic::fileHashes(state), same));
    row("format", joined(state.info.formats, same));
    row("compression", joined(state.info.compressions, same));
    row("link_types", joined(state.info.linkTypes, capture::linkTypeName));
    number("interfaces", state.info.interfaces);
    number("sections", state.info.sections);
    number("frames", c.frames);
    number("ip_packets", c.ipv4 + c.ipv6);
    number("ipv4", c.ipv4);
    number("ipv6", c.ipv6);
    number("non_ip", c.nonIp);
    number("malformed", c.malformed);
    number("cut_short", c.cutShort);
    number("bytes", c.bytes);
    number("wire_bytes", c.wireBytes);
    row("first_seen", c.timed ? secondsText(c.firstSeen) : std::string{});
    row("last_seen", c.timed ? secondsText(c.lastSeen) : std::string{});
    row("duration", c.timed ? secondsText(c.lastSeen - c.firstSeen) : std::string{});
    number("flows", state.flows.size());
    number("addresses", talking);
    number("dns_messages", state.dns.messages.size());
    row("problem", state.info.problem ? state.info.problem->toString() : std::string{});
    row("malformed_frames", joined(c.malformedFrames, [](std::uint64_t frame) { return std::to_string(frame); }));
    if (state.info.droppedByInterface > 0)
        number("dropped_by_interface", state.info.droppedByInterface);
    for (const std::string& comment : state.info.comments) row("comment", comment);
    return builder.finish();
}

}  // namespace

TableDefinition summaryTable() {
    return {{.name = "summary", .title = "Summary", .about = "A row is a fact about the capture", .readsFiles = true},
            fixedSchema([] { return schema(); }),
            make};
}

}  // namespace weir::capturetables
