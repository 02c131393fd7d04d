// SPDX-License-Identifier: GPL-3.0-or-later
// The files table: one row for each file that went over the network, read from the capture when it is asked for.
#include "core/capturetables/tabledefinition.h"
#include "core/files/findfiles.h"
#include "core/table/columns.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct FileRow {
    const traffic::SnapshotData& state;
    const files::FileRecord& file;
};

const ColumnsOf<FileRow>& columns() {
    static const ColumnsOf<FileRow> all{
        {numberColumn("number", "Number", "Frame that brought the file's first bytes"),
         [](const FileRow& row) { return row.file.frame; }},
        {timeColumn("time", "Time", "When that frame was captured"), [](const FileRow& row) { return row.file.time; }},
        {addressColumn("client", "Client", "Who asked for the file, or sent it"),
         [](const FileRow& row) { return row.state.address(row.file.client); }},
        {addressColumn("server", "Server", "Who was asked, or sent it to"),
         [](const FileRow& row) { return row.state.address(row.file.server); }},
        {textColumn("protocol", "Protocol", "`http`, `ftp`, `tftp`, `smtp`, `imap`, `pop3` or `smb`"),
         [](const FileRow& row) { return std::string(row.file.protocol); }},
        {textColumn("direction", "Direction", "`download` from the server or `upload` to it"),
         [](const FileRow& row) { return std::string(row.file.upload ? "upload" : "download"); }},
        {textColumn("name", "Name", "Name that the sender or the address gives it"),
         [](const FileRow& row) { return std::string(row.file.name); }},
        {textColumn("url", "URL", "Where it came from or went to"),
         [](const FileRow& row) { return std::string(row.file.url); }},
        {textColumn("claimed_type", "Claimed type", "What the sender says it is"),
         [](const FileRow& row) { return std::string(row.file.claimedType); }},
        {textColumn("kind", "Kind", "What it is by its first bytes"),
         [](const FileRow& row) { return std::string(row.file.kind); }},
        {booleanColumn("mismatch", "Mismatch",
                       "Whether a program or script is claimed, or named, to be something harmless"),
         [](const FileRow& row) { return row.file.mismatch; }},
        {bytesColumn("bytes", "Bytes", "Its length, decoded, as far as it is there"),
         [](const FileRow& row) { return row.file.bytes; }},
        {booleanColumn("complete", "Complete", "Whether all of it is there"),
         [](const FileRow& row) { return row.file.incomplete.empty(); }},
        {listColumn("encoding", "Encoding", "Encodings that were undone"),
         [](const FileRow& row) { return std::string(row.file.encoding); }},
        {textColumn("sha256", "SHA-256", "Of all of it; empty where it is not complete"),
         [](const FileRow& row) { return std::string(row.file.sha256); }},
        {textColumn("md5", "MD5", "Of all of it; empty where it is not complete"),
         [](const FileRow& row) { return std::string(row.file.md5); }},
        {textColumn("user_agent", "User agent", "What the client of HTTP says it is"),
         [](const FileRow& row) { return std::string(row.file.userAgent); }},
        {countColumn("frames", "Frames", "How many frames brought bytes of it"),
         [](const FileRow& row) { return row.file.frames; }},
        {textColumn("incomplete_because", "Incomplete because", "Why it has no hash"),
         [](const FileRow& row) { return std::string(row.file.incomplete); }},
    };
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    const std::vector<files::FileRecord> found = files::findFiles(*snapshot);
    return makeTable(
        "files", columns(), found.size(),
        [&](std::size_t i) {
            return FileRow{*snapshot, found[i]};
        },
        frameSubject);
}

}  // namespace

TableDefinition filesTable() {
    return {{.name = "files",
             .title = "Files",
             .about = "A row is a file that went over the network",
             .rows = RowKind::message,
             .lookupColumns = {"sha256", "server"},
             .notedColumn = "sha256",
             .canFollow = true,
             .readsFiles = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
