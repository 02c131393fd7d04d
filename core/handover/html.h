// SPDX-License-Identifier: GPL-3.0-or-later
// The few pieces of HTML and SVG that a report is made of; all text goes through `escaped`.
#pragma once

#include <functional>
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

/// "2022-11-08 02:00:41", UTC.
std::string timeText(std::int64_t nanoseconds);

/// What may happen to a column's texts: see the report's style.
inline constexpr std::string_view numberCell = "n";  ///< to the right, on one line
inline constexpr std::string_view wordsCell = "k";   ///< breaks between words only
inline constexpr std::string_view longCell = "w";    ///< has a width of its own and breaks anywhere at need

/// A table of already escaped cells. `classes` says how each column is set; none: on one line.
class Grid {
public:
    Grid(std::string& out, std::span<const std::string_view> heads, std::vector<std::string_view> classes = {});
    void row(std::span<const std::string> cells);
    ~Grid();
    Grid(const Grid&) = delete;
    Grid& operator=(const Grid&) = delete;

private:
    std::string& m_out;
    std::vector<std::string_view> m_classes;
};

/// A column's title in the reader's language.
using Titles = std::function<std::string(const std::string& title)>;

/// These rows and columns, without columns that are empty in all of these rows, with a bar for each value of
/// `barColumn`, which is one of the columns.
void appendTable(std::string& out, const table::Table& table, std::span<const std::uint32_t> rows,
                 std::span<const std::string_view> columns, std::optional<std::string_view> barColumn = {},
                 const Titles& titles = {});

/// A bar of `value` against `largest`, 120 by 10.
std::string bar(std::uint64_t value, std::uint64_t largest);
/// Three blocks, of which `filled` (1 to 3) say how bad something is.
std::string severity(int filled);
/// Upright bars side by side.
std::string columns(std::span<const std::uint64_t> values);

}  // namespace weir::handover::html
