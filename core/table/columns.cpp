// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columns.h"

namespace weir::table {
namespace {

Column make(std::string_view name, Kind kind, Unit unit, std::string_view title, std::string_view meaning) {
    return {std::string(name), kind, unit, false, std::string(title), std::string(meaning)};
}

}  // namespace

Column textColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::text, Unit::none, title, meaning);
}
Column listColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    Column column = textColumn(name, title, meaning);
    column.list = true;
    return column;
}
Column countColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::integer, Unit::count, title, meaning);
}
Column bytesColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::integer, Unit::bytes, title, meaning);
}
Column numberColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::integer, Unit::identifier, title, meaning);
}
Column realColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::real, Unit::none, title, meaning);
}
Column booleanColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::boolean, Unit::none, title, meaning);
}
Column timeColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::time, Unit::none, title, meaning);
}
Column durationColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::duration, Unit::none, title, meaning);
}
Column addressColumn(std::string_view name, std::string_view title, std::string_view meaning) {
    return make(name, Kind::address, Unit::none, title, meaning);
}

}  // namespace weir::table
