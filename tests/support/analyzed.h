// SPDX-License-Identifier: GPL-3.0-or-later
// From frames to tables in one call, for tests.
#pragma once

#include <string>
#include <vector>

#include "core/capturetables/tables.h"
#include "tests/support/capturewriter.h"

namespace weir::test {

/// Throws std::runtime_error where the capture cannot be read.
traffic::Snapshot analyzedFile(const std::string& path, const traffic::Options& options = {});
/// Writes the frames to a temporary capture, analyses it and takes the file away again (its packets can still be read).
/// Throws std::runtime_error where that fails.
traffic::Snapshot analyzed(const std::vector<TestFrame>& frames, const traffic::Options& options = {});

/// The chosen columns of every row of a table, cells joined with '|'.
std::vector<std::string> tableRows(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request,
                                   const std::vector<std::string>& columns);
std::vector<std::string> tableRows(const traffic::Snapshot& snapshot, const std::string& table,
                                   const std::vector<std::string>& columns);

/// Frames of several conversations in the order of their times.
std::vector<TestFrame> merged(std::initializer_list<std::vector<TestFrame>> parts);
/// A UDP datagram over Ethernet.
TestFrame datagram(std::string_view source, std::uint16_t sourcePort, std::string_view destination,
                   std::uint16_t destinationPort, Bytes payload, std::int64_t time);
/// A query and its answer 10 ms later.
std::vector<TestFrame> lookup(std::string_view client, std::string_view name, std::string_view address,
                              std::int64_t time);

}  // namespace weir::test
