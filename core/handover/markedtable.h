// SPDX-License-Identifier: GPL-3.0-or-later
// Stars, verdicts and notes as columns of any table whose rows are about something, and as a table of their own.
#pragma once

#include <memory>

#include "core/handover/casefile.h"
#include "core/table/table.h"

namespace weir::handover {

/// `star`, `judged` and `note`, to stand behind a table's own columns.
const table::Schema& markColumns();
bool isMarkColumn(std::string_view name);

/// The table with those columns; both are kept alive. Of a table that is marked already the marks are replaced. Cells
/// of marks are looked up when they are asked for.
table::TablePtr markedTable(const table::TablePtr& table, std::shared_ptr<const CaseFile> marks);

/// The mark on a subject; a flow's is found from either end. Null where there is none.
const Mark* markOn(const CaseFile& marks, const CaseSubject& subject);
/// "A B PORT_OF_A PORT_OF_B PROTOCOL" as B's; other kinds as they are.
CaseSubject fromOtherEnd(const CaseSubject& subject);

/// A row for each mark: kind, subject, star, judged, note; by kind and subject. Its rows' subjects are those marked,
/// flows excepted.
table::TablePtr marksTable(const CaseFile& marks);
table::Schema marksSchema();

}  // namespace weir::handover
