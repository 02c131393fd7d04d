// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rows/writer.h"

#include <algorithm>
#include <cmath>

#include "core/base/foreigntext.h"
#include "core/base/jsonwriter.h"
#include "core/base/text.h"

namespace weir::rows {
namespace {

constexpr std::size_t worthASink = 65536;

/// How the cells of a column are written.
enum class Shape : std::uint8_t { plain, text, list, json };

Shape shapeOf(const RowDefinition& definition, const table::Column& column) {
    const auto& json = definition.json;
    if (std::find(json.begin(), json.end(), column.name) != json.end())
        return Shape::json;
    if (column.list)
        return Shape::list;
    return column.kind == table::Kind::text || column.kind == table::Kind::address ? Shape::text : Shape::plain;
}

/// A list as an array: its values are separated by ';'.
std::string arrayOf(std::string_view text) {
    std::vector<std::string> values;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        values.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return jsonTexts(values);
}

/// Numbers and truth values; times and durations as nanoseconds. In TSV a truth value is a number, which all databases
/// load.
std::string plainText(const table::Cell& cell, RowFormat format) {
    using table::Kind;
    if (cell.kind == Kind::boolean && format == RowFormat::ndjson)
        return cell.integer != 0 ? "true" : "false";
    return cell.kind == Kind::real ? table::cellText(cell) : std::to_string(cell.integer);
}

void appendEscaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        const char* const escape = c == '\t'   ? "\\t"
                                   : c == '\n' ? "\\n"
                                   : c == '\r' ? "\\r"
                                   : c == '\\' ? "\\\\"
                                               : nullptr;
        if (escape != nullptr)
            out += escape;
        else
            out += c;
    }
}

class RowText {
public:
    RowText(std::string& out, RowFormat format, std::string_view name) : m_out(out), m_format(format) {
        if (m_format == RowFormat::ndjson)
            m_out += '{';
        if (!name.empty())
            text("table", name);
    }

    void text(std::string_view key, std::string_view value) {
        begin(key);
        if (m_format == RowFormat::ndjson)
            appendJsonString(m_out, value);
        else
            appendEscaped(m_out, printable(value));
    }
    void json(std::string_view key, std::string_view value) {
        begin(key);
        if (m_format == RowFormat::ndjson)
            m_out += value;
        else
            appendEscaped(m_out, value);
    }
    void plain(std::string_view key, std::string_view value) {
        begin(key);
        m_out += value;
    }
    void nothing(std::string_view key) { plain(key, m_format == RowFormat::ndjson ? "null" : "\\N"); }
    void end() { m_out += m_format == RowFormat::ndjson ? "}\n" : "\n"; }

private:
    void begin(std::string_view key) {
        if (!m_first)
            m_out += m_format == RowFormat::ndjson ? ',' : '\t';
        m_first = false;
        if (m_format == RowFormat::ndjson)
            m_out.append(1, '"').append(key).append("\":");
    }

    std::string& m_out;
    RowFormat m_format;
    bool m_first = true;
};

void appendCell(RowText& row, RowFormat format, const table::Column& column, Shape shape, const table::Cell& cell) {
    const bool nothing = cell.empty || (cell.kind == table::Kind::real && !std::isfinite(cell.real));
    switch (shape) {
        case Shape::json:
            return row.json(column.name, nothing ? std::string_view("[]") : cell.text);
        case Shape::list:
            return row.json(column.name, arrayOf(nothing ? std::string_view() : cell.text));
        case Shape::text:
            if (nothing)
                return row.nothing(column.name);
            return row.text(column.name, cell.kind == table::Kind::address ? cell.address.toString() : cell.text);
        case Shape::plain:
            return nothing ? row.nothing(column.name) : row.plain(column.name, plainText(cell, format));
    }
}

std::string_view nameOf(const RowDefinition& definition, bool named) {
    return named ? definition.name : std::string_view();
}

}  // namespace

std::string rowHead(const RowDefinition& definition, RowFormat format) {
    if (format == RowFormat::ndjson)
        return {};
    std::string out;
    for (const table::Schema* columns : {&commonColumns(), &definition.schema}) {
        for (const table::Column& column : *columns) out.append(out.empty() ? "" : "\t").append(column.name);
    }
    return out + '\n';
}

bool writeRows(const RowDefinition& definition, const RowSource& source, RowFormat format, bool named,
               const exporting::Sink& sink) {
    const table::TablePtr table = definition.make(source);
    if (!table)
        return false;
    std::vector<Shape> shapes;
    for (const table::Column& column : definition.schema) shapes.push_back(shapeOf(definition, column));
    std::string out, scratch;
    for (std::size_t i = 0; i < table->rows(); ++i) {
        RowText row(out, format, nameOf(definition, named));
        row.text(commonColumns()[0].name, source.capture);
        row.text(commonColumns()[1].name, source.recording());
        for (std::size_t c = 0; c < shapes.size(); ++c)
            appendCell(row, format, definition.schema[c], shapes[c], table->cell(i, c, scratch));
        row.end();
        if (out.size() >= worthASink) {
            if (!sink(out))
                return false;
            out.clear();
        }
    }
    return out.empty() || sink(out);
}

bool writeUnread(const std::string& path, const std::string& id, const std::string& sensor, const Error& problem,
                 RowFormat format, bool named, const exporting::Sink& sink) {
    const RowDefinition definition = capturesRows();
    std::string out;
    RowText row(out, format, nameOf(definition, named));
    row.text(commonColumns()[0].name, id);
    row.text(commonColumns()[1].name, sensor.empty() ? id : sensor);
    for (const table::Column& column : definition.schema) {
        if (column.name == "sensor")
            row.text(column.name, sensor);
        else if (column.name == "files")
            row.json(column.name, jsonTexts({path}));
        else if (column.name == "sha256")
            row.json(column.name, jsonTexts({id}));
        else if (column.name == "problems")
            row.json(column.name, jsonTexts({problem.toString()}));
        else if (column.name == "weir_version")
            row.text(column.name, WEIR_VERSION);
        else if (shapeOf(definition, column) == Shape::json)
            row.json(column.name, "[]");
        else
            row.nothing(column.name);
    }
    row.end();
    return sink(out);
}

}  // namespace weir::rows
