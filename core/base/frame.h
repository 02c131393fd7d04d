// SPDX-License-Identifier: GPL-3.0-or-later
// A frame as the capture file holds it.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"

namespace weir {

/// A view of one captured frame; `data` lives as long as the Batch or StoredFrame that it came with.
struct Frame {
    const std::uint8_t* data = nullptr;
    std::uint32_t captured = 0;  ///< octets in `data`
    std::uint32_t original = 0;  ///< octets on the wire
    std::int64_t time = 0;       ///< nanoseconds since the epoch, UTC; within ± 2^62, so that differences fit
    std::uint64_t position = 0;  ///< where its record begins: pass to FrameStore::read
    std::uint16_t linkType = 0;  ///< LINKTYPE_ value (https://www.tcpdump.org/linktypes.html), after masking FCS bits
    std::uint16_t flags = 0;     ///< FrameFlag bits

    Bytes bytes() const { return {data, captured}; }
};
enum FrameFlag : std::uint16_t {
    noTime = 1,       ///< a Simple Packet Block: it has no time; `time` is that of the frame before it
    noInterface = 2,  ///< it names an interface that the section does not have; linkType is 0xffff
};

}  // namespace weir
