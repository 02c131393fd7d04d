// SPDX-License-Identifier: GPL-3.0-or-later
// The few pieces of HTML and SVG that a report is made of; all text goes through `escaped`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/table/table.h"

namespace weir::handover::html {

/// Plain text as HTML, in an element and in a quoted attribute; made `printable` first.
std::string escaped(std::string_view text);
/// The same of the first `limit` octets, at a character's boundary, with … where something is missing.
std::string cut(std::string_view text, std::size_t limit = 300);
/// Lines stay lines.
std::string lines(std::string_view text);

/// A table of already escaped cells. `numbers` says which columns are set to the right.
class Grid {
public:
    Grid(std::string& out, std::span<const std::string_view> heads, std::vector<bool> numbers = {});
    void row(std::span<const std::string> cells);
    ~Grid();
    Grid(const Grid&) = delete;
    Grid& operator=(const Grid&) = delete;

private:
    std::string& m_out;
    std::vector<bool> m_numbers;
};

/// These rows and columns, with a bar for each value of `barColumn`, which is one of the columns.
void appendTable(std::string& out, const table::Table& table, std::span<const std::uint32_t> rows,
                 std::span<const std::string_view> columns, std::optional<std::string_view> barColumn = {});

/// A bar of `value` against `largest`, 120 by 10.
std::string bar(std::uint64_t value, std::uint64_t largest);
/// Upright bars side by side.
std::string columns(std::span<const std::uint64_t> values);

}  // namespace weir::handover::html
