// SPDX-License-Identifier: GPL-3.0-or-later
// Where an exported file comes from: enough to make it again, and to see that it is about this very capture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/capturetables/tables.h"

namespace weir::handover {

/// A question that was put to a server.
struct Lookup {
    std::string subject;    ///< an address or a name
    std::string source;     ///< who answered: "rdap", "virustotal", …
    std::string host;       ///< at which server
    std::string answer;     ///< in words; not trusted
    std::int64_t time = 0;  ///< nanoseconds since the epoch
};

struct Provenance {
    std::vector<std::string> files, hashes;  ///< one SHA-256 a file, empty where it cannot be read again
    std::vector<std::string> baselineFiles, baselineHashes;  ///< of a comparison
    std::string table, filter, sort;                         ///< as typed; `filter` is that of rows
    std::vector<std::string> groupBy;                        ///< empty where the table has no groups, or all five
    bool twoWay = true, outbound = false, inner = false, wireBytes = false;
    std::string captureFilter;
    std::string homeNetworks;
    std::optional<std::uint64_t> rows;  ///< how many were written
    bool partial = false;               ///< the captures were not read to their end
    std::string version;
    std::vector<Lookup> lookups;
    std::vector<traffic::Owners::Source> databases;  ///< of countries and autonomous systems
};

/// What was looked up of addresses, by address: one for each answer.
std::vector<Lookup> lookupsOf(const traffic::AddressNotes& notes);
/// The same of names.
std::vector<Lookup> lookupsOf(const traffic::NameNotes& notes);

/// What a snapshot and a request (with its notes) say; `filter`, `sort` and `rows` are for the caller to add. Hashes
/// the files the first time (see fileHashes), so call it off the window's thread.
Provenance provenanceOf(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request);

/// An object, a member a line, ending with a line feed. The octets depend on nothing but the argument.
std::string provenanceJson(const Provenance& provenance);

/// The name of the side file of an export.
std::string provenancePath(const std::string& exported);
/// Writes it, whole or not at all, as exporting::writeFileWhole does.
Result<void> writeProvenance(const std::string& exported, const Provenance& provenance);

}  // namespace weir::handover
