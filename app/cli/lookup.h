// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups on the command line: says what would go where, asks, then waits for the answers.
#pragma once

#include "app/cli/arguments.h"
#include "core/session/addressnotes.h"

namespace weir::cli {

/// Whose addresses are, by --mmdb and the files of the system; null where there are none, which is said. An error if a
/// file that was named cannot be used.
Result<std::shared_ptr<const traffic::Owners>> owners(const Arguments& arguments);

/// What is known of the snapshot's addresses and names, after having asked the providers of `arguments.lookup` about
/// `values` if the user consents. Progress and the preview go to standard error. An error if consent is not given, the
/// user has gone offline for good, or a provider does not exist. Starts an event loop of its own: call it, or
/// `lookUpValues`, once.
Result<session::Notes> lookUp(const Arguments& arguments, const traffic::Snapshot& snapshot,
                              const std::vector<std::string>& values);

/// Fetches IANA's tables of RDAP servers, if the user consents. What is wrong, if anything.
std::optional<Error> updateRegistries(const Arguments& arguments);

/// The table `lookups`: what the providers say of `arguments.values`, one row for each value and provider.
Result<table::TablePtr> lookUpValues(const Arguments& arguments);
table::Schema lookupsSchema();

}  // namespace weir::cli
