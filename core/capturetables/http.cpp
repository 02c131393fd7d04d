// SPDX-License-Identifier: GPL-3.0-or-later
// The http table: one row for each request, or response whose request was not captured.
#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct HttpRow {
    const traffic::SnapshotData& state;
    const traffic::HttpRow& row;
    const traffic::Flow& flow;

    std::string_view text(TextId id) const { return state.texts[id]; }
};

std::string_view protectionName(traffic::Protection protection) {
    constexpr std::string_view names[] = {"", "tls", "quic"};
    return names[static_cast<std::size_t>(protection)];
}

const ColumnsOf<HttpRow>& columns() {
    static const ColumnsOf<HttpRow> all{
        {numberColumn("number", "Number", "Frame that completed the request's head; without a request, the response's"),
         [](const HttpRow& row) { return row.row.frame; }},
        {timeColumn("time", "Time", "When that frame was captured"), [](const HttpRow& row) { return row.row.time; }},
        {addressColumn("client", "Client", "Who sent the request"),
         [](const HttpRow& row) { return row.state.address(row.flow.address[row.flow.client]); }},
        {addressColumn("server", "Server", "To whom the request was sent"),
         [](const HttpRow& row) { return row.state.address(row.flow.address[row.flow.server()]); }},
        {numberColumn("sport", "Server port", "The server's port"),
         [](const HttpRow& row) { return row.flow.port[row.flow.server()]; }},
        {textColumn("method", "Method", "Of the request"), [](const HttpRow& row) { return row.text(row.row.method); }},
        {textColumn("host", "Host", "Host that the request names"),
         [](const HttpRow& row) { return row.text(row.row.host); }},
        {textColumn("path", "Path", "Target of the request, with its query"),
         [](const HttpRow& row) { return row.text(row.row.target); }},
        {textColumn("user_agent", "User agent", "What the client says it is"),
         [](const HttpRow& row) { return row.text(row.row.userAgent); }},
        {numberColumn("status", "Status", "Of the response"),
         [](const HttpRow& row) { return row.row.status != 0 ? std::optional(row.row.status) : std::nullopt; }},
        {textColumn("content_type", "Content type", "What the response says its body is"),
         [](const HttpRow& row) { return row.text(row.row.contentType); }},
        {bytesColumn("body_bytes", "Body bytes", "How long the response's head says its body is"),
         [](const HttpRow& row) { return row.row.bodyOctets >= 0 ? std::optional(row.row.bodyOctets) : std::nullopt; }},
        {textColumn("file_kind", "File kind", "What the body is by its first bytes"),
         [](const HttpRow& row) { return row.text(row.row.fileKind); }},
        {numberColumn("response_number", "Response number", "Frame that completed the response's head"),
         [](const HttpRow& row) {
             return row.row.responseFrame != 0 ? std::optional(row.row.responseFrame) : std::nullopt;
         }},
        {textColumn("version", "Version", "Of HTTP: `0.9`, `1.0`, `1.1`, `2` or `3`"),
         [](const HttpRow& row) { return row.text(row.row.version); }},
        {textColumn("encrypted", "Encrypted",
                    "What it was decrypted from: `tls` or `quic`; empty: it was in the clear"),
         [](const HttpRow& row) { return protectionName(row.row.protection); }},
        {numberColumn("file", "File",
                      "Number of the row of files with the response's body; where that is empty, with the request's"),
         [](const HttpRow& row) { return row.row.fileFrame != 0 ? std::optional(row.row.fileFrame) : std::nullopt; }},
    };
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    const auto rowAt = [&](std::size_t i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        return HttpRow{state, row, state.flows[index(row.flow)]};
    };
    return makeTable("http", columns(), state.inspected.http.size(), rowAt, frameSubject);
}

}  // namespace

TableDefinition httpTable() {
    return {
        {.name = "http",
         .title = "HTTP",
         .about = "A row is an HTTP request, in the clear or decrypted, or a response whose request was not captured",
         .rows = RowKind::message,
         .lookupColumns = {"server"},
         .notedColumn = "host",
         .hasRegistrants = true},
        fixedSchema([] { return schemaOf(columns()); }),
        make};
}

}  // namespace weir::capturetables
