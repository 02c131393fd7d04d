// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that the window shows and weir-cli prints, made from a snapshot on request.
#pragma once

#include <set>
#include <unordered_map>

#include "core/analysis/analysis.h"
#include "core/analysis/findingweights.h"
#include "core/table/table.h"

namespace weir::analysis {

/// What lookups and offline data say of an address; filled by others, shown in hosts, talkers and findings.
/// An empty text or a negative number is not known. Texts are not trusted.
struct AddressNote {
    std::string country, asOrganization, whoisCountry, whoisOrganization;
    std::int64_t asNumber = -1;
    std::int64_t harmless = -1, malicious = -1, suspicious = -1, undetected = -1;
    std::int64_t lookedUpAt = -1;  ///< nanoseconds since the epoch
    bool operator==(const AddressNote&) const = default;
};
struct AddressHash {
    std::size_t operator()(const IpAddress& address) const;
};
using AddressNotes = std::unordered_map<IpAddress, AddressNote, AddressHash>;

/// Reasons that are not to count for one subject: the subject and the reason's kind.
using DismissedReasons = std::set<std::pair<std::string, std::string>, std::less<>>;

struct TableRequest {
    std::string name = "summary";      ///< one of tableNames()
    std::vector<std::string> groupBy;  ///< keys of conversations; empty: all five
    bool twoWay = true;
    bool outbound = false;
    bool rare = false;       ///< names, queries, domains: the bottom of the stack first
    bool wireBytes = false;  ///< default orders go by wire_bytes instead of bytes (the window's byte definition)
    Networks home = Networks::defaultHome();
    std::shared_ptr<const FindingWeights> weights;      ///< of findings; null: the defaults
    std::shared_ptr<const DismissedReasons> dismissed;  ///< of findings; may be null
    std::shared_ptr<const AddressNotes> notes;          ///< may be null
};

/// In the order in which the contract names them.
const std::vector<std::string>& tableNames();
/// The columns that `makeTable` would give, without making it. An error says what is wrong with the request.
Result<table::Schema> tableSchema(const TableRequest& request);
/// Rows are in the table's default order. Blocks for as long as it takes (under 0.5 s for a million flows): call it
/// off the window's thread. Thread-safe.
Result<table::TablePtr> makeTable(const Snapshot& snapshot, const TableRequest& request);

/// Octets (or packets) in each of `buckets` equal spans of [from, to], for charts.
struct Timeline {
    std::int64_t from = 0, to = 0;  ///< nanoseconds; equal when there is nothing
    std::vector<std::uint64_t> bytes, wireBytes, packets;
};
/// `buckets` at most 10,000. Frames whose time is far outside the rest (the robust range) are left out of an
/// unbounded request and counted in neither end.
Timeline makeTimeline(const State& state, std::size_t buckets);
Timeline makeTimeline(const State& state, std::int64_t from, std::int64_t to, std::size_t buckets);

/// Octets by service ("https", "dns", "tcp 8443", …), the largest first.
struct ServiceShare {
    std::string service;
    std::uint64_t bytes = 0, wireBytes = 0, packets = 0;
};
std::vector<ServiceShare> serviceShares(const State& state);

}  // namespace weir::analysis
