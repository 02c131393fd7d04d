// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/html.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::handover::html {
namespace {

std::string cellHtml(const table::Column& column, const table::Cell& cell) {
    if (cell.empty)
        return {};
    if (cell.kind == table::Kind::time)
        return escaped(isoTimeText(cell.integer).substr(0, 19) + 'Z');
    std::string text = table::cellText(cell);
    if (column.list) {  // with room between the values, which is where a narrow column breaks
        for (std::size_t at = text.find(';'); at != std::string::npos; at = text.find(';', at + 1))
            text.insert(at + 1, " ");
    }
    const bool counts = column.unit == table::Unit::bytes || column.unit == table::Unit::count;
    return cell.kind == table::Kind::integer && counts && cell.integer >= 0
               ? grouped(static_cast<std::uint64_t>(cell.integer))
               : cut(text);
}

bool isNumber(table::Kind kind) {
    return kind == table::Kind::integer || kind == table::Kind::real || kind == table::Kind::duration;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit)
        return escaped(text);
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80) --limit;
    return escaped(text.substr(0, limit)) + "…";
}

std::string lines(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t end = text.find('\n');
        out += escaped(text.substr(0, end));
        if (end == std::string_view::npos)
            return out;
        out += "<br>";
        text.remove_prefix(end + 1);
    }
}

Grid::Grid(std::string& out, std::span<const std::string_view> heads, std::vector<bool> numbers)
    : m_out(out), m_numbers(std::move(numbers)) {
    m_numbers.resize(heads.size());
    m_out += "<table>\n<thead><tr>";
    for (const std::string_view head : heads) m_out.append("<th>").append(escaped(head)).append("</th>");
    m_out += "</tr></thead>\n<tbody>\n";
}

void Grid::row(std::span<const std::string> cells) {
    m_out += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i)
        m_out.append(i < m_numbers.size() && m_numbers[i] ? "<td class=\"n\">" : "<td>")
            .append(cells[i])
            .append("</td>");
    m_out += "</tr>\n";
}

Grid::~Grid() { m_out += "</tbody>\n</table>\n"; }

void appendTable(std::string& out, const table::Table& table, std::span<const std::uint32_t> rows,
                 std::span<const std::string_view> names, std::optional<std::string_view> barColumn) {
    std::vector<std::size_t> indexes;
    std::vector<std::string> titles;
    std::vector<bool> numbers;
    std::optional<std::size_t> bars;
    for (const std::string_view name : names) {
        const auto found = table::findColumn(table.schema(), name);
        if (!found)
            continue;
        indexes.push_back(*found);
        titles.emplace_back(name);
        std::replace(titles.back().begin(), titles.back().end(), '_', ' ');
        numbers.push_back(isNumber(table.schema()[*found].kind));
        if (barColumn == name)
            bars = *found;
    }
    std::string scratch;
    const auto amount = [&](std::uint32_t row) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(0, table.cell(row, *bars, scratch).integer));
    };
    std::uint64_t largest = 0;
    for (const std::uint32_t row : rows) largest = bars ? std::max(largest, amount(row)) : 0;
    std::vector<std::string_view> heads(titles.begin(), titles.end());
    if (bars)
        heads.emplace_back();
    Grid grid(out, heads, numbers);
    for (const std::uint32_t row : rows) {
        std::vector<std::string> cells;
        for (const std::size_t index : indexes)
            cells.push_back(cellHtml(table.schema()[index], table.cell(row, index, scratch)));
        if (bars)
            cells.push_back(bar(amount(row), largest));
        grid.row(cells);
    }
}

std::string bar(std::uint64_t value, std::uint64_t largest) {
    constexpr double width = 120;
    const double share = largest == 0 ? 0 : static_cast<double>(value) / static_cast<double>(largest);
    return R"(<svg width="120" height="10" viewBox="0 0 120 10"><rect width=")" + realText(share * width) +
           R"(" height="10" fill="#2c6fbb"/></svg>)";
}

std::string columns(std::span<const std::uint64_t> values) {
    constexpr double height = 80, step = 10;
    const std::uint64_t largest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    const std::string width = realText(static_cast<double>(values.size()) * step);
    std::string out = "<svg width=\"" + width + R"(" height="80" viewBox="0 0 )" + width + " 80\">";
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double tall = largest == 0 ? 0 : static_cast<double>(values[i]) / static_cast<double>(largest) * height;
        if (values[i] > 0)
            out += "<rect x=\"" + realText(static_cast<double>(i) * step) + "\" y=\"" + realText(height - tall) +
                   R"(" width="9" height=")" + realText(tall) + R"(" fill="#2c6fbb"/>)";
    }
    return out + "</svg>";
}

}  // namespace weir::handover::html
