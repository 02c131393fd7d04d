// SPDX-License-Identifier: GPL-3.0-or-later
// What the hashes of transferred files give away: those on the user's lists, and those a service calls malicious.
#pragma once

#include <memory>

#include "core/findings/further.h"

namespace weir::capturetables {

/// Those reasons, after the reasons of `others` (which may be null). The capture's files are read for them only where
/// a list of the request holds hashes, or a service was asked about one. Thread-safe.
std::shared_ptr<const findings::FurtherReasons> withFileReasons(std::shared_ptr<const findings::FurtherReasons> others);

}  // namespace weir::capturetables
