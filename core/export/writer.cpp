// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/writer.h"

#include <algorithm>
#include <charconv>

#include "core/base/text.h"
#include "core/export/jsontext.h"

namespace weir::exporting {
namespace {

using table::Cell;
using table::Kind;

constexpr std::size_t pieceSize = 1 << 16, rowsBetweenStops = 4096;

/// Collects small pieces into large ones for the sink.
class Out {
public:
    explicit Out(const Sink& sink) : m_sink(sink) { m_text.reserve(pieceSize + 4096); }
    std::string& text() { return m_text; }
    bool flushIfFull() { return m_text.size() < pieceSize || flush(); }
    bool flush() {
        const bool good = m_text.empty() || m_sink(m_text);
        m_text.clear();
        return good;
    }

private:
    const Sink& m_sink;
    std::string m_text;
};

void appendInteger(std::string& out, std::int64_t value) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void appendSeconds(std::string& out, std::int64_t nanoseconds) {
    if (nanoseconds < 0) {
        out += secondsText(nanoseconds);
        return;
    }
    appendInteger(out, nanoseconds / 1'000'000'000);
    char digits[10] = {'.'};
    std::int64_t rest = nanoseconds % 1'000'000'000;
    for (int i = 9; i > 0; --i, rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
    out.append(digits, 10);
}

void appendRaw(std::string& out, const Cell& cell) {
    switch (cell.kind) {
        case Kind::integer:
            appendInteger(out, cell.integer);
            break;
        case Kind::time:
        case Kind::duration:
            appendSeconds(out, cell.integer);
            break;
        case Kind::text:
            out += cell.text;
            break;
        default:
            out += table::cellText(cell);
    }
}

void appendCsvText(std::string& out, std::string_view text, bool guard) {
    const bool formula =
        guard && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
        if (formula)
            out += '\'';
        out += text;
        return;
    }
    out += '"';
    if (formula)
        out += '\'';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

void appendJson(std::string& out, const Cell& cell) {
    if (cell.empty)
        out += "null";
    else if (cell.kind == Kind::text)
        appendJsonString(out, cell.text);
    else if (cell.kind == Kind::address)
        appendJsonString(out, cell.address.toString());
    else
        appendRaw(out, cell);
}

bool writeCsv(const Selection& selection, const Sink& sink, const std::stop_token& stop) {
    Out out(sink);
    const table::Schema& schema = selection.table.schema();
    const auto separate = [&](std::size_t i) {
        if (i > 0)
            out.text() += ',';
    };
    for (std::size_t i = 0; i < selection.columns.size(); ++i) {
        separate(i);
        appendCsvText(out.text(), schema[selection.columns[i]].name, true);
    }
    out.text() += '\n';
    std::string scratch;
    for (std::size_t r = 0; r < selection.rows.size(); ++r) {
        if (r % rowsBetweenStops == 0 && stop.stop_requested())
            return false;
        for (std::size_t i = 0; i < selection.columns.size(); ++i) {
            separate(i);
            const Cell cell = selection.table.cell(selection.rows[r], selection.columns[i], scratch);
            if (cell.empty)
                continue;
            if (cell.kind == Kind::text)
                appendCsvText(out.text(), cell.text, true);
            else
                appendRaw(out.text(), cell);
        }
        out.text() += '\n';
        if (!out.flushIfFull())
            return false;
    }
    return out.flush();
}

bool writeJson(const Selection& selection, bool lines, const Sink& sink, const std::stop_token& stop) {
    Out out(sink);
    const table::Schema& schema = selection.table.schema();
    std::vector<std::string> keys;
    for (const std::size_t column : selection.columns) {
        keys.emplace_back();
        appendJsonString(keys.back(), schema[column].name);
        keys.back() += ':';
    }
    if (!lines)
        out.text() += "[";
    std::string scratch;
    for (std::size_t r = 0; r < selection.rows.size(); ++r) {
        if (r % rowsBetweenStops == 0 && stop.stop_requested())
            return false;
        out.text() += lines ? "{" : r == 0 ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < selection.columns.size(); ++i) {
            if (i > 0)
                out.text() += ',';
            out.text() += keys[i];
            appendJson(out.text(), selection.table.cell(selection.rows[r], selection.columns[i], scratch));
        }
        out.text() += lines ? "}\n" : "}";
        if (!out.flushIfFull())
            return false;
    }
    if (!lines)
        out.text() += selection.rows.empty() ? "]\n" : "\n]\n";
    return out.flush();
}

/// How many columns of a terminal a text takes, near enough: one for each code point.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool writeText(const Selection& selection, const Sink& sink, const std::stop_token& stop) {
    const table::Schema& schema = selection.table.schema();
    const std::size_t columns = selection.columns.size();
    std::vector<std::size_t> widths(columns);
    std::string scratch;
    const auto shown = [&](std::uint32_t row, std::size_t i) {
        return printable(table::cellText(selection.table.cell(row, selection.columns[i], scratch)));
    };
    for (std::size_t i = 0; i < columns; ++i) widths[i] = schema[selection.columns[i]].name.size();
    constexpr std::size_t widest = 60;  // wider cells push their line instead of widening the column
    for (std::size_t r = 0; r < selection.rows.size(); ++r) {
        if (r % rowsBetweenStops == 0 && stop.stop_requested())
            return false;
        for (std::size_t i = 0; i < columns; ++i)
            widths[i] = std::max(widths[i], std::min(widest, width(shown(selection.rows[r], i))));
    }
    Out out(sink);
    const auto put = [&](std::string_view text, std::size_t i, bool right) {
        const std::size_t taken = width(text);
        const std::size_t padding = widths[i] > taken ? widths[i] - taken : 0;
        if (i > 0)
            out.text() += "  ";
        if (right)
            out.text().append(padding, ' ');
        out.text() += text;
        if (!right && i + 1 < columns)
            out.text().append(padding, ' ');
    };
    const auto isNumber = [&](std::size_t i) {
        const Kind kind = schema[selection.columns[i]].kind;
        return kind != Kind::text && kind != Kind::address && kind != Kind::boolean;
    };
    for (std::size_t i = 0; i < columns; ++i) put(schema[selection.columns[i]].name, i, isNumber(i));
    out.text() += '\n';
    for (std::size_t r = 0; r < selection.rows.size(); ++r) {
        if (r % rowsBetweenStops == 0 && stop.stop_requested())
            return false;
        for (std::size_t i = 0; i < columns; ++i) put(shown(selection.rows[r], i), i, isNumber(i));
        while (out.text().ends_with(' ')) out.text().pop_back();
        out.text() += '\n';
        if (!out.flushIfFull())
            return false;
    }
    return out.flush();
}

}  // namespace

std::optional<Format> parseFormat(std::string_view name) {
    if (name == "text")
        return Format::text;
    if (name == "csv")
        return Format::csv;
    if (name == "json")
        return Format::json;
    if (name == "ndjson")
        return Format::ndjson;
    return {};
}

bool write(const Selection& selection, Format format, const Sink& sink, std::stop_token stop) {
    switch (format) {
        case Format::text:
            return writeText(selection, sink, stop);
        case Format::csv:
            return writeCsv(selection, sink, stop);
        case Format::json:
            return writeJson(selection, false, sink, stop);
        case Format::ndjson:
            return writeJson(selection, true, sink, stop);
    }
    return false;
}

}  // namespace weir::exporting
