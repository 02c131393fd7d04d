// SPDX-License-Identifier: GPL-3.0-or-later
// What finds files in one protocol, and where it puts them.
#pragma once

#include <string_view>
#include <vector>

#include "core/files/filedigest.h"
#include "core/traffic/snapshot.h"

namespace weir::files {

/// One connection, as whoever looks for files in it sees it.
struct FileContext {
    const traffic::SnapshotData& state;
    traffic::FlowId flow;
    int client;  ///< side of the flow
    traffic::Protection protection;
    std::vector<FileRecord>& found;
    FileTakers* takers = nullptr;

    FileOctets* taker(const FileRecord& begun) const { return takers != nullptr ? takers->taker(begun) : nullptr; }

    const traffic::Flow& flowRow() const { return state.flows[index(flow)]; }
    /// Whether the side (0: the client) closed its half of the connection, ever.
    bool closed(int role) const;
    /// The server's address in a URL, in brackets where it has to be.
    std::string serverText() const;
    FileRecord record(std::string_view protocol, bool upload, std::uint32_t frame, std::int64_t time) const;
};

/// Takes what the client (role 0) and the server (role 1) said, in order.
class FileSource {
public:
    virtual ~FileSource() = default;
    virtual void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) = 0;
    virtual void gap(int role, std::uint64_t octets) = 0;
    virtual void end() = 0;
};

/// The last part of a path of either kind of slash, without query.
std::string nameInPath(std::string_view path);
/// "text/html; charset=x" -> "text/html".
std::string typeOnly(std::string_view contentType);
/// A parameter of a header field (RFC 2045, 6266, 2231): `filename="a b.exe"`, `filename*=UTF-8''a%20b.exe`.
std::string parameter(std::string_view field, std::string_view name);

/// Texts of records are cut to so many octets.
constexpr std::size_t maximumText = 2048;

}  // namespace weir::files
