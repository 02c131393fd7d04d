// SPDX-License-Identifier: GPL-3.0-or-later
// Rows to octets, a buffer at a time.
#include "core/export/writer.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/export/formats.h"

namespace weir::exporting {

namespace {

/// Collects pieces until a sink is worth calling, and remembers that it gave up.
class Output {
public:
    Output(const Sink& sink, std::stop_token stop) : m_sink(sink), m_stop(std::move(stop)) {}

    std::string& text() { return m_text; }
    /// Between rows: hands on what has gathered. False: stop writing.
    bool next() {
        if (++m_rows % 256 == 0 && m_stop.stop_requested())
            return false;
        return m_text.size() < 65536 || flush();
    }
    bool flush() {
        if (m_stop.stop_requested())
            return false;
        const bool taken = m_text.empty() || m_sink(m_text);
        m_text.clear();
        return taken;
    }

private:
    const Sink& m_sink;
    std::stop_token m_stop;
    std::string m_text;
    std::size_t m_rows = 0;
};

table::Cell cellOf(const Selection& selection, std::uint32_t row, std::size_t column, std::string& scratch) {
    table::Cell cell = selection.table.cell(row, column, scratch);
    // There is no way to write these as a number.
    if (cell.kind == table::Kind::real && !std::isfinite(cell.real))
        cell.empty = true;
    return cell;
}

bool writeCsv(const Selection& selection, Output& output) {
    std::string& out = output.text();
    const auto separate = [&](std::size_t i) {
        if (i > 0)
            out += ',';
    };
    for (std::size_t i = 0; i < selection.columns.size(); ++i) {
        separate(i);
        table::Cell name{table::Kind::text, false};
        name.text = selection.table.schema()[selection.columns[i]].name;
        appendCsv(out, name);
    }
    out += '\n';
    std::string scratch;
    for (const std::uint32_t row : selection.rows) {
        const std::size_t start = out.size();
        for (std::size_t i = 0; i < selection.columns.size(); ++i) {
            separate(i);
            appendCsv(out, cellOf(selection, row, selection.columns[i], scratch));
        }
        // A row of one empty field would be an empty line, which readers skip.
        if (out.size() == start)
            out += "\"\"";
        out += '\n';
        if (!output.next())
            return false;
    }
    return output.flush();
}

bool writeJson(const Selection& selection, Output& output, bool lines) {
    std::vector<std::string> keys;
    for (const std::size_t column : selection.columns) {
        std::string key = keys.empty() ? "{" : ",";
        appendJsonString(key, selection.table.schema()[column].name);
        keys.push_back(key + ":");
    }
    std::string& out = output.text();
    std::string scratch;
    const char* before = lines ? "" : "[\n";
    for (const std::uint32_t row : selection.rows) {
        out += before;
        before = lines ? "" : ",\n";
        if (keys.empty())
            out += '{';
        for (std::size_t i = 0; i < keys.size(); ++i) {
            out += keys[i];
            appendJson(out, cellOf(selection, row, selection.columns[i], scratch));
        }
        out += lines ? "}\n" : "}";
        if (!output.next())
            return false;
    }
    if (!lines)
        out += selection.rows.empty() ? "[]\n" : "\n]\n";
    return output.flush();
}

bool isNumber(table::Kind kind) {
    return kind == table::Kind::integer || kind == table::Kind::real || kind == table::Kind::time ||
           kind == table::Kind::duration;
}

/// Walks the rows twice, once to measure: the text itself may be larger than memory.
bool writeText(const Selection& selection, Output& output, const std::stop_token& stop) {
    constexpr std::size_t widest = 60;
    const table::Schema& schema = selection.table.schema();
    const std::size_t columns = selection.columns.size();
    std::vector<std::size_t> widths;
    std::string scratch;
    for (const std::size_t column : selection.columns) {
        std::size_t width = characters(schema[column].name);
        for (const std::uint32_t row : selection.rows) {
            if (width >= widest || stop.stop_requested())
                break;
            width = std::max(width, characters(terminalText(cellOf(selection, row, column, scratch))));
        }
        widths.push_back(std::min(width, widest));
    }
    const auto line = [&](auto&& textOf) {
        std::string& out = output.text();
        std::size_t due = 0;  // spaces that are only written before something
        for (std::size_t i = 0; i < columns; ++i) {
            const std::string text = textOf(selection.columns[i]);
            const std::size_t width = characters(text);
            const std::size_t missing = widths[i] - std::min(width, widths[i]);
            const bool right = isNumber(schema[selection.columns[i]].kind);
            due += right ? missing : 0;
            if (!text.empty()) {
                out.append(due, ' ');
                out += text;
                due = 0;
            }
            due += (right ? 0 : missing) + 2;
        }
        out += '\n';
        return output.next();
    };
    if (!line([&](std::size_t column) { return schema[column].name; }))
        return false;
    for (const std::uint32_t row : selection.rows) {
        if (!line([&](std::size_t column) { return terminalText(cellOf(selection, row, column, scratch)); }))
            return false;
    }
    return output.flush();
}

}  // namespace

std::optional<Format> parseFormat(std::string_view name) {
    for (const auto& [known, format] :
         {std::pair{"text", Format::text}, {"csv", Format::csv}, {"json", Format::json}, {"ndjson", Format::ndjson}}) {
        if (lowered(name) == known)
            return format;
    }
    return std::nullopt;
}

bool write(const Selection& selection, Format format, const Sink& sink, std::stop_token stop) {
    Output output(sink, stop);
    switch (format) {
        case Format::csv:
            return writeCsv(selection, output);
        case Format::json:
            return writeJson(selection, output, false);
        case Format::ndjson:
            return writeJson(selection, output, true);
        case Format::text:
            return writeText(selection, output, stop);
    }
    return false;
}

}  // namespace weir::exporting
