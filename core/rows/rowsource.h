// SPDX-License-Identifier: GPL-3.0-or-later
// What rows are made from.
#pragma once

#include "core/capturetables/tables.h"

namespace weir::rows {

/// A reading of one capture, or of a series as one.
struct RowSource {
    traffic::Snapshot snapshot;
    capturetables::TableRequest request;  ///< whose home it is, and what findings weigh; its name does not count
    std::string capture;                  ///< captureId of the snapshot
    std::string sensor;                   ///< who recorded it, as the user says; may be empty

    const std::string& recording() const { return sensor.empty() ? capture : sensor; }
};

/// The SHA-256 of the capture: of a series that of its files' octets one after another, in the order in which they were
/// read. Lower-case hexadecimal; empty where a file cannot be read again (standard input).
std::string captureId(const traffic::SnapshotData& state);

}  // namespace weir::rows
