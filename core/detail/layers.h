// SPDX-License-Identifier: GPL-3.0-or-later
// One packet's layers, from the frame to what it carries, with every field.
#pragma once

#include "core/base/frame.h"
#include "core/detail/field.h"

namespace weir::detail {

/// The layers of a frame, outermost first: "frame", then link layers, then IP, transport and what they carry; the
/// layers of a tunnel follow those of the packet that carries them; "data" is what nothing here can read, "trailer"
/// what stands behind the IP packet. A layer that ends too early holds a field "cut", one that makes no sense
/// "malformed". Checksums are judged: "correct", "wrong, should be 0x1234", or "not checked" and why. Never fails and
/// never reads outside the frame. Stateless, thread-safe.
std::vector<Field> layersOf(const Frame& frame, std::uint64_t number);

}  // namespace weir::detail
