// SPDX-License-Identifier: GPL-3.0-or-later
// From lookups to table columns: the one place where traffic and what the world says of it meet.
#pragma once

#include "core/capturetables/tables.h"
#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/offlinedata.h"

namespace weir::session {

/// Owners of addresses by the files on this machine; null where there are none.
std::shared_ptr<const traffic::Owners> ownersOf(std::shared_ptr<const enrich::queue::OfflineData> data);

/// What a table request wants of kept answers; null where there are none.
struct Notes {
    std::shared_ptr<const traffic::AddressNotes> addresses;
    std::shared_ptr<const traffic::NameNotes> names;
    std::shared_ptr<const table::Schema> columns;
};
void useNotes(capturetables::TableRequest& request, const Notes& notes);

/// What is known of the snapshot's addresses, and of any name, from kept answers; nothing is asked. Call it on the
/// thread of `lookups`; it costs as much as there are answers.
Notes makeNotes(const enrich::queue::Lookups& lookups, const traffic::Snapshot& snapshot);

traffic::AddressNote makeNote(const enrich::queue::Lookups& lookups, const IpAddress& address);
std::shared_ptr<const traffic::NameNotes> makeNameNotes(const enrich::queue::Lookups& lookups);
std::shared_ptr<const table::Schema> makeNoteColumns(const enrich::queue::Lookups& lookups);

}  // namespace weir::session
