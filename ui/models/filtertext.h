// SPDX-License-Identifier: GPL-3.0-or-later
// Filter texts made from cells: what the menus "Filter for" and "Filter out" write.
#pragma once

#include <QString>
#include <QStringList>

#include "core/table/table.h"

namespace weir::models {

/// In quotes, with what the language needs escaped.
QString quotedText(const QString& text);

enum class Combine { replace, andAlso, orElse };

/// `column = value`, quoted where the language wants it; `column = ""` for an empty cell. A cell with several values
/// matches rows that have any of them. `exclude` turns it round.
QString cellTest(const table::Column& column, const table::Cell& cell, bool exclude);
/// Puts a test beside an existing filter, with parentheses where the old one needs them.
QString combined(const QString& filter, const QString& test, Combine how);

}  // namespace weir::models
