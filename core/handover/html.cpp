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
        return timeText(cell.integer);
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

/// Texts with a very long word may break anywhere, all others between words: an address never breaks.
std::string_view classOf(const table::Table& table, std::span<const std::uint32_t> rows, std::size_t index) {
    constexpr std::size_t longestWhole = 45, longestLine = 24;  // of words, of lines that need not break
    const table::Column& column = table.schema()[index];
    if (isNumber(column.kind))
        return numberCell;
    if (column.kind != table::Kind::text)
        return {};
    std::string_view out;
    std::string scratch;
    for (const std::uint32_t row : rows) {
        const table::Cell cell = table.cell(row, index, scratch);
        const std::string text = table::cellText(cell);
        std::size_t start = 0;
        for (std::size_t at = text.find_first_of("; "); start < text.size(); at = text.find_first_of("; ", start)) {
            const std::size_t end = std::min(at, text.size());
            if (end - start > longestWhole)
                return longCell;
            start = end + 1;
        }
        if (text.size() > longestLine)
            out = wordsCell;
    }
    return out;
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

std::string timeText(std::int64_t nanoseconds) {
    std::string text = isoTimeText(nanoseconds).substr(0, 19);
    if (const std::size_t t = text.find('T'); t != std::string::npos)
        text[t] = ' ';
    return text;
}

Grid::Grid(std::string& out, std::span<const std::string_view> heads, std::vector<std::string_view> classes)
    : m_out(out), m_classes(std::move(classes)) {
    m_classes.resize(heads.size());
    m_out += "<div class=\"wide\"><table>\n<thead><tr>";
    for (std::size_t i = 0; i < heads.size(); ++i)
        m_out.append(m_classes[i] == numberCell ? "<th class=\"n\">" : "<th>")
            .append(escaped(heads[i]))
            .append("</th>");
    m_out += "</tr></thead>\n<tbody>\n";
}

void Grid::row(std::span<const std::string> cells) {
    m_out += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i < m_classes.size() && !m_classes[i].empty())
            m_out.append("<td class=\"").append(m_classes[i]).append("\">");
        else
            m_out += "<td>";
        m_out.append(cells[i]).append("</td>");
    }
    m_out += "</tr>\n";
}

Grid::~Grid() { m_out += "</tbody>\n</table></div>\n"; }

void appendTable(std::string& out, const table::Table& table, std::span<const std::uint32_t> rows,
                 std::span<const std::string_view> names, std::optional<std::string_view> barColumn,
                 const Titles& titles) {
    std::vector<std::size_t> indexes;
    std::vector<std::string> heads;
    std::vector<std::string_view> classes;
    std::optional<std::size_t> bars;
    std::string scratch;
    for (const std::string_view name : names) {
        const auto found = table::findColumn(table.schema(), name);
        const auto filled = [&](std::uint32_t row) { return !table.cell(row, *found, scratch).empty; };
        if (!found || std::none_of(rows.begin(), rows.end(), filled))
            continue;
        const table::Column& column = table.schema()[*found];
        indexes.push_back(*found);
        heads.push_back(titles ? titles(column.title) : column.title);
        classes.push_back(classOf(table, rows, *found));
        if (barColumn == name)
            bars = *found;
    }
    const auto amount = [&](std::uint32_t row) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(0, table.cell(row, *bars, scratch).integer));
    };
    std::uint64_t largest = 0;
    for (const std::uint32_t row : rows) largest = bars ? std::max(largest, amount(row)) : 0;
    std::vector<std::string_view> shown(heads.begin(), heads.end());
    if (bars)
        shown.emplace_back();
    Grid grid(out, shown, classes);
    for (const std::uint32_t row : rows) {
        std::vector<std::string> cells;
        for (const std::size_t index : indexes)
            cells.push_back(cellHtml(table.schema()[index], table.cell(row, index, scratch)));
        if (bars)
            cells.push_back(bar(amount(row), largest));
        grid.row(cells);
    }
}

std::string severity(int filled) {
    std::string out = R"(<svg width="24" height="12" viewBox="0 0 24 12">)";
    for (int block = 0; block < 3; ++block)
        out += "<rect x=\"" + std::to_string(block * 8) + R"(" y="0" width="6" height="12" fill=")" +
               (block >= filled ? "#dddddd"
                : filled >= 2   ? "#a84a00"
                                : "#777777") +
               "\"/>";
    return out + "</svg>";
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
