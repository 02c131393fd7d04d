// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/textwriter.h"

#include <algorithm>
#include <numeric>

#include "core/export/formats.h"
#include "core/export/output.h"

namespace weir::exporting {
namespace {

constexpr std::size_t widest = 60;  // what is longer sticks out
constexpr std::size_t gap = 2;

bool isNumber(table::Kind kind) {
    return kind == table::Kind::integer || kind == table::Kind::real || kind == table::Kind::time ||
           kind == table::Kind::duration;
}

struct TextColumn {
    std::size_t index = 0;  ///< in the table
    std::size_t width = 0;  ///< in characters
    bool empty = true;      ///< no cell holds anything
};

/// How wide columns are, at most `limit`.
std::vector<TextColumn> measured(const Selection& selection, std::size_t limit, const std::stop_token& stop) {
    std::vector<TextColumn> out;
    std::string scratch;
    for (const std::size_t index : selection.columns) {
        TextColumn column{index, std::min(characters(selection.table.schema()[index].name), limit), true};
        for (const std::uint32_t row : selection.rows) {
            if ((column.width >= limit && !column.empty) || stop.stop_requested())
                break;
            const std::size_t width = characters(terminalText(cellOf(selection, row, index, scratch)));
            column.empty = column.empty && width == 0;
            column.width = std::min(std::max(column.width, width), limit);
        }
        out.push_back(column);
    }
    return out;
}

/// At most `width` characters of it, the last of them … where it is longer.
std::string cut(std::string text, std::size_t width) {
    if (characters(text) <= width)
        return text;
    std::size_t at = 0;
    for (std::size_t kept = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && ++kept == width)
            break;
    }
    return text.substr(0, at) + "…";
}

bool writeLines(const Selection& selection, const std::vector<TextColumn>& columns, bool cutting, Output& output) {
    const table::Schema& schema = selection.table.schema();
    const auto line = [&](auto&& textOf) {
        std::string& out = output.text();
        std::size_t due = 0;  // spaces that are only written before something
        for (const TextColumn& column : columns) {
            std::string text = textOf(column.index);
            if (cutting)
                text = cut(std::move(text), column.width);
            const std::size_t missing = column.width - std::min(characters(text), column.width);
            const bool right = isNumber(schema[column.index].kind);
            due += right ? missing : 0;
            if (!text.empty()) {
                out.append(due, ' ');
                out += text;
                due = 0;
            }
            due += (right ? 0 : missing) + gap;
        }
        out += '\n';
        return output.next();
    };
    if (!line([&](std::size_t column) { return schema[column].name; }))
        return false;
    std::string scratch;
    for (const std::uint32_t row : selection.rows) {
        if (!line([&](std::size_t column) { return terminalText(cellOf(selection, row, column, scratch)); }))
            return false;
    }
    return output.flush();
}

/// The width that the widest of these may have so that all together are at most `room`.
std::size_t largestWidth(const std::vector<std::size_t>& widths, std::size_t room) {
    std::size_t low = 0, high = widths.empty() ? 0 : *std::max_element(widths.begin(), widths.end());
    while (low < high) {
        const std::size_t middle = low + (high - low + 1) / 2;
        std::size_t sum = 0;
        for (const std::size_t width : widths) sum += std::min(width, middle);
        (sum <= room ? low : high) = sum <= room ? middle : middle - 1;
    }
    return low;
}

/// Leaves out and cuts columns until they fit.
std::vector<TextColumn> fitted(std::vector<TextColumn> columns, const table::Schema& schema, std::size_t width,
                               std::vector<std::string>& leftOut) {
    constexpr std::size_t leastText = 12;  // characters of a column of text that still say something
    const auto total = [&](auto&& widthOf) {
        std::size_t sum = 0;
        for (const TextColumn& column : columns) sum += widthOf(column) + (sum == 0 ? 0 : gap);
        return sum;
    };
    const auto whole = [](const TextColumn& column) { return column.width; };
    const auto isText = [&](const TextColumn& column) { return schema[column.index].kind == table::Kind::text; };
    const auto least = [&](const TextColumn& column) {
        return isText(column) ? std::min(column.width, leastText) : column.width;
    };
    if (total(whole) <= width)
        return columns;
    if (std::any_of(columns.begin(), columns.end(), [](const TextColumn& column) { return !column.empty; }))
        std::erase_if(columns, [](const TextColumn& column) { return column.empty; });
    while (columns.size() > 1 && total(least) > width) {
        leftOut.insert(leftOut.begin(), schema[columns.back().index].name);
        columns.pop_back();
    }
    std::vector<std::size_t> texts;
    std::size_t others = gap * (columns.size() - 1);
    for (const TextColumn& column : columns) {
        if (isText(column))
            texts.push_back(column.width);
        else
            others += column.width;
    }
    const std::size_t most = largestWidth(texts, width - std::min(width, others));
    for (TextColumn& column : columns) column.width = std::min(column.width, isText(column) ? most : width);
    return columns;
}

}  // namespace

bool writeText(const Selection& selection, const Sink& sink, const std::stop_token& stop) {
    Output output(sink, stop);
    return writeLines(selection, measured(selection, widest, stop), false, output);
}

bool writeFittedText(const Selection& selection, std::size_t width, const Sink& sink,
                     std::vector<std::string>& leftOut) {
    Output output(sink, {});
    const auto columns = fitted(measured(selection, width, {}), selection.table.schema(), width, leftOut);
    return writeLines(selection, columns, true, output);
}

}  // namespace weir::exporting
