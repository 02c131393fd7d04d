// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that the window shows and weir-cli prints, made from a snapshot on request.
#pragma once

#include "core/findings/request.h"
#include "core/table/table.h"
#include "core/traffic/snapshot.h"

namespace weir::capturetables {

struct TableRequest : findings::FindingsRequest {
    std::string name = "summary";      ///< one of tableNames()
    std::vector<std::string> groupBy;  ///< keys of conversations; empty: all five
    bool twoWay = true;
    bool outbound = false;
    bool rare = false;       ///< names, queries, domains: the bottom of the stack first
    bool wireBytes = false;  ///< default orders go by wire_bytes instead of bytes (the window's byte definition)
    std::shared_ptr<const table::Schema> noteColumns;  ///< of services that have answered; may be null
};

/// In the order in which the contract names them.
const std::vector<std::string>& tableNames();
/// The columns that `makeTable` would give, without making it. An error says what is wrong with the request.
Result<table::Schema> tableSchema(const TableRequest& request);
/// Rows are in the table's default order. Blocks for as long as it takes (under 0.5 s for a million flows): call it
/// off the window's thread. Thread-safe.
Result<table::TablePtr> makeTable(const traffic::Snapshot& snapshot, const TableRequest& request);

/// Octets (or packets) in each of `buckets` equal spans of [from, to], for charts.
struct Timeline {
    std::int64_t from = 0, to = 0;  ///< nanoseconds; equal when there is nothing
    std::vector<std::uint64_t> bytes, wireBytes, packets;
};
/// `buckets` at most 10,000. Frames whose time is far outside the rest (the robust range) are left out of an
/// unbounded request and counted in neither end.
Timeline makeTimeline(const traffic::SnapshotData& state, std::size_t buckets);
Timeline makeTimeline(const traffic::SnapshotData& state, std::int64_t from, std::int64_t to, std::size_t buckets);

}  // namespace weir::capturetables
