// SPDX-License-Identifier: GPL-3.0-or-later
// The one writer of JSON (RFC 8259).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace weir {

/// A string, quotes included. The text stays exact: what may not stand raw (see foreigntext.h) becomes \uHHHH, only an
/// octet that is no UTF-8, for which JSON has no form, becomes the characters \xHH.
void appendJsonString(std::string& out, std::string_view text);

/// Appends values to a text; commas and colons come by themselves. Whoever calls it keeps to the grammar: a key before
/// each value of an object, as many ends as beginnings.
class JsonWriter {
public:
    enum class Spacing : std::uint8_t { none, afterSeparators };

    JsonWriter(std::string& out, Spacing spacing) : m_out(out), m_spacing(spacing) {}

    JsonWriter& beginObject() { return begin('{'); }
    JsonWriter& endObject() { return end('}'); }
    JsonWriter& beginArray() { return begin('['); }
    JsonWriter& endArray() { return end(']'); }
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::int64_t value) { return literal(std::to_string(value)); }
    JsonWriter& truth(bool value) { return literal(value ? "true" : "false"); }
    JsonWriter& texts(const std::vector<std::string>& values);  ///< an array
    JsonWriter& value(const JsonValue& value);
    /// What is JSON already.
    JsonWriter& literal(std::string_view json);
    /// What comes next, a key, value or end, begins a line, `indent` spaces from its start.
    JsonWriter& newLine(std::size_t indent = 0);

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    void separate();
    void breakLine();

    std::string& m_out;
    Spacing m_spacing;
    bool m_first = true;  ///< nothing stands in the innermost object or array yet
    bool m_afterKey = false;
    bool m_breaks = false;
    std::size_t m_indent = 0;
};

}  // namespace weir
