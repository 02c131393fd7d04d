// SPDX-License-Identifier: GPL-3.0-or-later
// Look-ups on the command line: says what would go where, asks, then waits for the answers.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

/// What is known of the snapshot's addresses, after having asked the providers of `arguments.lookup` about `values` if
/// the user consents. Progress and the preview go to standard error. An error if consent is not given, or a provider
/// does not exist. Starts an event loop of its own: call it once.
Result<std::shared_ptr<const traffic::AddressNotes>> lookUp(const Arguments& arguments,
                                                            const traffic::Snapshot& snapshot,
                                                            const std::vector<std::string>& values);

}  // namespace weir::cli
