// SPDX-License-Identifier: GPL-3.0-or-later
// Chosen flows read from the file again, each connection's octets in order: for who wants all that was said.
#pragma once

#include <memory>
#include <stop_token>

#include "core/protocol/tcpstream.h"
#include "core/traffic/snapshot.h"

namespace weir::streams {

/// Takes what the two ends of one connection said. Sides are those of the flow.
class StreamReader {
public:
    virtual ~StreamReader() = default;
    /// TCP: the next octets of a side. UDP: a datagram.
    virtual void data(int side, Bytes octets, const protocol::TcpArrival& arrival) = 0;
    /// So many octets of a side are missing before its next.
    virtual void gap(int side, std::uint64_t octets) = 0;
    /// Nothing more comes.
    virtual void end() = 0;
    /// Nothing more is wanted: what is left of the connection is not read.
    virtual bool done() const { return false; }
};

/// Who reads a connection, of which the walk owns the reader. Connections of a flow, whose ports are used again, are
/// counted from 0. Null: nobody does.
class StreamReaders {
public:
    virtual std::unique_ptr<StreamReader> reader(traffic::FlowId flow, std::uint32_t connection) = 0;

protected:
    ~StreamReaders() = default;
};

/// Connections that are open at once; the oldest is ended before there are more.
constexpr std::size_t maximumOpenStreams = 4096;

/// Reads, in file order, the packets of the flows that are `wanted` (by flow; those of neither TCP nor UDP are passed
/// over). Fragments are not put together. Returns false where `stop` was asked or packets cannot be read again.
bool walkStreams(const traffic::SnapshotData& state, const std::vector<bool>& wanted, StreamReaders& readers,
                 std::stop_token stop = {});

}  // namespace weir::streams
