// SPDX-License-Identifier: GPL-3.0-or-later
// What each file of rows is: the one list from which the program and docs/rows.md take it.
#pragma once

#include <functional>

#include "core/rows/rowsource.h"
#include "core/table/columns.h"

namespace weir::rows {

/// Rows for machines: facts from which tables can be made, also tables over several captures.
struct RowDefinition {
    std::string_view name;   ///< of the file, without its ending
    std::string_view about;  ///< what a row is; a sentence without its final dot
    table::Schema schema;    ///< without commonColumns(), which come first
    /// Columns of text that is JSON already; other columns that are lists become arrays where they are written.
    std::vector<std::string_view> json;
    table::TablePtr (*make)(const RowSource&) = nullptr;
};

/// In the order of the documentation.
const std::vector<RowDefinition>& rowDefinitions();
/// The columns that come first in all files: `capture`, `recording`.
const table::Schema& commonColumns();

// One for each file, in a file named as it is; those that are tables of the contract are in tablerows.cpp.
RowDefinition capturesRows();
RowDefinition flowsRows();
RowDefinition toldRows();
RowDefinition dnsRows();
RowDefinition contactsRows();
std::vector<RowDefinition> tableRows();

/// A column of text that is JSON already.
inline table::Column jsonColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return table::listColumn(name, title, meaning);
}
/// ["a","b"]
std::string jsonTexts(const std::vector<std::string>& values);
/// [1,2]
template <typename Values, typename ToNumber = std::identity>
std::string jsonNumbers(const Values& values, ToNumber&& toNumber = {}) {
    std::string out = "[";
    for (const auto& value : values) out.append(out.size() == 1 ? "" : ",").append(std::to_string(toNumber(value)));
    return out + ']';
}

}  // namespace weir::rows
