// SPDX-License-Identifier: GPL-3.0-or-later
// Which options make sense together.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

/// Completes the arguments once all are known, and says what does not go together. Reads the file of --rules.
std::optional<Error> fitTogether(Arguments& arguments);

}  // namespace weir::cli
