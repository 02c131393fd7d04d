// SPDX-License-Identifier: GPL-3.0-or-later
// The figures and charts that say at one look what a capture holds, made in one pass over its packets.
#pragma once

#include <utility>

#include "core/capturetables/tables.h"
#include "core/table/filter.h"

namespace weir::capturetables {

/// The capture in a line; always of all traffic.
struct CaptureFigures {
    std::uint64_t frames = 0, bytes = 0, wireBytes = 0;
    std::int64_t firstSeen = 0, lastSeen = 0;  ///< nanoseconds; meaningful where `timed`
    bool timed = false;
    std::uint64_t addresses = 0, flows = 0, names = 0;
    std::uint64_t malformed = 0, cutShort = 0;
    std::string problem;  ///< what stopped the reading, in words; empty where nothing did
};

/// Octets over time in equal spans.
struct TrafficOverTime {
    std::int64_t from = 0;              ///< where the first span begins; a multiple of `width`
    std::int64_t width = 0;             ///< nanoseconds, a round figure; 0 where there is no traffic
    std::vector<std::uint64_t> all;     ///< octets by span
    std::vector<std::uint64_t> chosen;  ///< those that the filter lets through; empty without a filter
    std::uint64_t framesOutside = 0;    ///< left out: their clocks are far from all the others'
};

/// What an address sent.
struct Sender {
    IpAddress address;
    std::uint64_t bytes = 0, packets = 0;
    std::string names;  ///< that led to it, the first twenty, joined with ';'; not while reading goes on
};

/// What flows of one service carried. Not `named`: nothing says the service, so it is a protocol and a server's port.
struct ServiceTraffic {
    std::string service;
    bool named = false;
    std::string protocol;
    std::optional<std::uint16_t> port;
    std::uint64_t bytes = 0, packets = 0;
};

struct OverviewRequest {
    bool wireBytes = false;               ///< which definition all octets below follow
    std::size_t mostSpans = 500;          ///< at most 10,000
    std::size_t mostRows = 8;             ///< of senders and of services
    std::optional<table::Filter> filter;  ///< bound to overviewSchema()
};

struct Overview {
    CaptureFigures figures;
    TrafficOverTime time;
    std::vector<Sender> senders;           ///< the largest first, ties by address
    std::vector<ServiceTraffic> services;  ///< the largest first, ties by name
    std::uint64_t senderCount = 0, serviceCount = 0;
    std::uint64_t packets = 0, bytes = 0;  ///< of the frames that the filter lets through
};

/// The columns by which an overview can be filtered: those of packets that need no second look into the file, and
/// client, server, service and server_name of their flows.
table::Schema overviewSchema();
/// Blocks (tens of milliseconds for a million packets; a filter costs more). Thread-safe. Null when asked to stop.
std::shared_ptr<const Overview> makeOverview(const traffic::Snapshot& snapshot, const OverviewRequest& request,
                                             std::stop_token stop = {});

/// The least round span (1, 2 or 5 times a power of ten; 10, 15 or 30 s and min; hours; days) that cuts `length`
/// nanoseconds into at most `most` parts.
std::int64_t roundSpan(std::int64_t length, std::size_t most);
/// First and last time that a chart should show; both 0 where nothing is timed. Clocks that were never set put a few
/// frames decades away, which would squeeze the rest into one bar: where a handful of frames stretches the span a
/// thousandfold, they are left out.
std::pair<std::int64_t, std::int64_t> robustRange(const traffic::SnapshotData& state);

}  // namespace weir::capturetables
