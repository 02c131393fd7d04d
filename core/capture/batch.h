// SPDX-License-Identifier: GPL-3.0-or-later
// The batches in which frames travel.
#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/capture/batch.h"

namespace weir::capture {

/// Consecutive frames of the input. Reusable: `Reader::next` keeps the capacity.
struct Batch {
    std::vector<std::uint8_t> storage;
    std::vector<Frame> frames;
    std::uint64_t firstNumber = 1;  ///< frame number of frames[0], counted from 1 over all files
    std::uint64_t bytesDone = 0;    ///< octets of the input (as stored, before decompression) consumed so far
};

}  // namespace weir::capture
