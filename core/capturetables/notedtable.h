// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table that do not come from the capture: owners of addresses, and what services say.
#pragma once

#include "core/capturetables/tables.h"

namespace weir::capturetables {

/// With the columns that services fill behind those of the capture.
table::Schema notedSchema(table::Schema schema, const TableRequest& request);

/// The table with those columns, and with owners in its columns country, asn and as_org. Owners and notes are looked
/// up when a cell is read, so that making the table waits for nobody.
table::TablePtr noted(table::TablePtr table, const TableRequest& request);

}  // namespace weir::capturetables
