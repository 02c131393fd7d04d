// SPDX-License-Identifier: GPL-3.0-or-later
// From lookups to table columns: the one place where traffic and what the world says of it meet.
#pragma once

#include "core/capturetables/tables.h"
#include "core/enrich/queue/lookups.h"

namespace weir::session {

/// What is known of each address of the snapshot, from kept answers and from files on this machine; nothing is asked.
/// Addresses of which nothing is known are left out. Call it on the thread of `lookups`; a thousand addresses take some
/// milliseconds, so beyond `most` addresses only the first that appeared are noted.
std::shared_ptr<const traffic::AddressNotes> makeNotes(const enrich::queue::Lookups& lookups,
                                                       const traffic::Snapshot& snapshot, std::size_t most = 20000);
/// The same for these addresses alone.
traffic::AddressNote makeNote(const enrich::queue::Lookups& lookups, const IpAddress& address);

}  // namespace weir::session
