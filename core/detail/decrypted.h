// SPDX-License-Identifier: GPL-3.0-or-later
// What a packet's encrypted records say once they are opened: octets that are nowhere in the frame.
#pragma once

#include "core/base/bytes.h"
#include "core/detail/field.h"

namespace weir::detail {

/// A layer "decrypted" over them, marked as such, with the HTTP head that they begin with, or their text. Its fields
/// have no place in the frame. Stateless, thread-safe.
Field decryptedLayer(Bytes octets);

}  // namespace weir::detail
