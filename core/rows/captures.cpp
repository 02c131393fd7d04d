// SPDX-License-Identifier: GPL-3.0-or-later
// The rows `captures`: what was read, how, and what is wrong with it.
#include "core/rows/computedtable.h"
#include "core/rows/rowdefinition.h"
#include "core/traffic/filehash.h"

namespace weir::rows {
namespace {

using namespace table;

struct CaptureRow {
    const RowSource& source;
    const traffic::SnapshotData& state;
    std::size_t addresses;

    const traffic::Counters& counters() const { return state.counters; }
    std::optional<std::int64_t> ifTimed(std::int64_t value) const {
        return counters().timed ? std::optional(value) : std::nullopt;
    }
};

template <typename Values, typename ToText>
std::string texts(const Values& values, ToText&& toText) {
    std::vector<std::string> out;
    for (const auto& value : values) out.push_back(toText(value));
    return jsonTexts(out);
}

const ColumnsOf<CaptureRow>& columns() {
    static const ColumnsOf<CaptureRow> all{
        {textColumn("sensor", "Sensor",
                    "Who recorded it, as `--sensor` says: captures of one sensor are pieces of one recording"),
         [](const CaptureRow& row) { return std::string_view(row.source.sensor); }},
        {jsonColumn("files", "Files", "Names of the files, in the order in which they were read"),
         [](const CaptureRow& row) { return jsonTexts(row.state.info.files); }},
        {jsonColumn("sha256", "SHA-256", "Of each of them; empty where it cannot be read again"),
         [](const CaptureRow& row) { return jsonTexts(traffic::fileHashes(row.state)); }},
        {jsonColumn("problems", "Problems", "What is wrong with each file of which anything is, with its offset"),
         [](const CaptureRow& row) {
             return texts(row.state.info.problems, [](const Error& error) { return error.toString(); });
         }},
        {jsonColumn("formats", "Formats", "`pcap`, `pcapng`, …"),
         [](const CaptureRow& row) { return jsonTexts(row.state.info.formats); }},
        {jsonColumn("compressions", "Compressions", "`gzip`, `zstd`, `lz4`"),
         [](const CaptureRow& row) { return jsonTexts(row.state.info.compressions); }},
        {jsonColumn("link_types", "Link types", "libpcap's names of the link types"),
         [](const CaptureRow& row) { return texts(row.state.info.linkTypes, capture::linkTypeName); }},
        {countColumn("interfaces", "Interfaces", "Interfaces that are described"),
         [](const CaptureRow& row) { return row.state.info.interfaces; }},
        {countColumn("sections", "Sections", "Sections of pcapng, and headers of pcap"),
         [](const CaptureRow& row) { return row.state.info.sections; }},
        {countColumn("frames", "Frames", "Frames"), [](const CaptureRow& row) { return row.counters().frames; }},
        {countColumn("ipv4", "IPv4", "Frames with IPv4"), [](const CaptureRow& row) { return row.counters().ipv4; }},
        {countColumn("ipv6", "IPv6", "Frames with IPv6"), [](const CaptureRow& row) { return row.counters().ipv6; }},
        {countColumn("non_ip", "Non-IP", "Frames without IP"),
         [](const CaptureRow& row) { return row.counters().nonIp; }},
        {countColumn("malformed", "Malformed", "Frames whose IP header lies"),
         [](const CaptureRow& row) { return row.counters().malformed; }},
        {countColumn("cut_short", "Cut short", "Frames that were captured shorter than they were"),
         [](const CaptureRow& row) { return row.counters().cutShort; }},
        {bytesColumn("bytes", "Bytes", "Bytes, as IP lengths"),
         [](const CaptureRow& row) { return row.counters().bytes; }},
        {bytesColumn("wire_bytes", "Wire bytes", "Bytes, as whole frames on the wire"),
         [](const CaptureRow& row) { return row.counters().wireBytes; }},
        {timeColumn("first_seen", "First seen", "The first packet's time"),
         [](const CaptureRow& row) { return row.ifTimed(row.counters().firstSeen); }},
        {timeColumn("last_seen", "Last seen", "The last packet's time"),
         [](const CaptureRow& row) { return row.ifTimed(row.counters().lastSeen); }},
        {countColumn("flows", "Flows", "Rows in `flows`"),
         [](const CaptureRow& row) { return row.state.flows.size(); }},
        {countColumn("addresses", "Addresses", "Addresses that packets went between"),
         [](const CaptureRow& row) { return row.addresses; }},
        {countColumn("dns_messages", "DNS messages", "Rows in `dns`"),
         [](const CaptureRow& row) { return row.state.dns.messages.size(); }},
        {jsonColumn("malformed_frames", "Malformed frames", "Which frames are malformed, the first of them"),
         [](const CaptureRow& row) { return jsonNumbers(row.counters().malformedFrames); }},
        {countColumn("dropped_by_interface", "Dropped by interface", "Packets that the interfaces say they lost"),
         [](const CaptureRow& row) { return row.state.info.droppedByInterface; }},
        {jsonColumn("comments", "Comments", "Comments of its sections"),
         [](const CaptureRow& row) { return jsonTexts(row.state.info.comments); }},
        {jsonColumn("home", "Home", "The home networks by which it was read"),
         [](const CaptureRow& row) {
             return texts(findings::homeOf(row.state, row.source.request).prefixes(),
                          [](const Prefix& prefix) { return prefix.toString(); });
         }},
        {textColumn("capture_filter", "Capture filter", "The filter that let its packets through; empty: all"),
         [](const CaptureRow& row) { return std::string_view(row.state.options.captureFilter); }},
        {booleanColumn("innermost", "Innermost", "Whether packets are counted by the innermost IP header"),
         [](const CaptureRow& row) { return row.state.options.inner; }},
        {textColumn("weir_version", "Weir version", "Who made the rows"),
         [](const CaptureRow&) { return std::string_view(WEIR_VERSION); }},
    };
    return all;
}

std::size_t addressesOfFlows(const traffic::SnapshotData& state) {
    std::vector<bool> seen(state.addresses.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        for (const traffic::AddressId id : state.flows[i].address) {
            count += seen[index(id)] ? 0 : 1;
            seen[index(id)] = true;
        }
    }
    return count;
}

TablePtr make(const RowSource& source) {
    const std::size_t addresses = addressesOfFlows(*source.snapshot);
    return std::make_shared<ComputedTable<CaptureRow>>("captures", columns(), 1, [source, addresses](std::size_t) {
        return CaptureRow{source, *source.snapshot, addresses};
    });
}

}  // namespace

RowDefinition capturesRows() {
    return {"captures",
            "A row is a capture, or a series of files that were read as one",
            schemaOf(columns()),
            {"files", "sha256", "problems", "formats", "compressions", "link_types", "malformed_frames", "comments",
             "home"},
            make};
}

}  // namespace weir::rows
