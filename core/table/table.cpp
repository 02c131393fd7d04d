// SPDX-License-Identifier: GPL-3.0-or-later
// Cells as text, columns by name.
#include "core/table/table.h"

#include "core/base/text.h"

namespace weir::table {

std::optional<std::size_t> findColumn(const Schema& schema, std::string_view name) {
    for (std::size_t i = 0; i < schema.size(); ++i) {
        if (schema[i].name == name)
            return i;
    }
    return std::nullopt;
}

std::string cellText(const Cell& cell) {
    if (cell.empty)
        return {};
    switch (cell.kind) {
        case Kind::integer:
            return std::to_string(cell.integer);
        case Kind::real:
            return realText(cell.real);
        case Kind::boolean:
            return cell.integer != 0 ? "true" : "false";
        case Kind::time:
        case Kind::duration:
            return secondsText(cell.integer);
        case Kind::text:
            return std::string(cell.text);
        case Kind::address:
            return cell.address.toString();
    }
    return {};
}

}  // namespace weir::table
