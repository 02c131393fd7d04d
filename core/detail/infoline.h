// SPDX-License-Identifier: GPL-3.0-or-later
// A packet in one line.
#pragma once

#include <string>

#include "core/base/frame.h"
#include "core/dissect/record.h"

namespace weir::detail {

/// What a packet says, in words: "type 8 code 0 echo request", "query A example.com"; empty where there is nothing to
/// say. `record` is that of the frame. Names are as in the packet: not made printable.
std::string infoLine(const Frame& frame, const dissect::PacketRecord& record);

/// "SYN;ACK"; empty for none.
std::string tcpFlagsText(std::uint16_t flags);

}  // namespace weir::detail
