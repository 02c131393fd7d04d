// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonwriter.h"

#include <algorithm>

#include "core/base/foreigntext.h"

namespace weir {
namespace {

void appendUnit(std::string& out, char32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[unit >> shift & 15];
}

void appendCharacter(std::string& out, char32_t code) {
    constexpr std::string_view named = "\b\f\n\r\t", letters = "bfnrt";
    if (const std::size_t which = named.find(static_cast<char>(code)); code < 0x20 && which != std::string_view::npos) {
        out.append(1, '\\').append(1, letters[which]);
    } else if (code < 0x10000) {
        appendUnit(out, code);
    } else {
        appendUnit(out, 0xd800 + ((code - 0x10000) >> 10));
        appendUnit(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
}

/// With \ before '"' and '\'.
void appendPlain(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto special = std::find_if(text.begin(), text.end(), [](char c) { return c == '"' || c == '\\'; });
        const auto plain = static_cast<std::size_t>(special - text.begin());
        out += text.substr(0, plain);
        if (special == text.end())
            return;
        out.append(1, '\\').append(1, *special);
        text.remove_prefix(plain + 1);
    }
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    ForeignText foreign(text);
    for (ForeignText::Piece piece; foreign.next(piece);) {
        if (piece.kind == ForeignText::Kind::plain) {
            appendPlain(out, piece.octets);
        } else if (piece.kind == ForeignText::Kind::character) {
            appendCharacter(out, piece.code);
        } else {
            out += '\\';
            appendVisible(out, piece);
        }
    }
    out += '"';
}

void JsonWriter::breakLine() {
    m_out.append(1, '\n').append(m_indent, ' ');
    m_breaks = false;
}

void JsonWriter::separate() {
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (!m_first)
        m_out += ',';
    if (m_breaks)
        breakLine();
    else if (!m_first && m_spacing == Spacing::afterSeparators)
        m_out += ' ';
    m_first = false;
}

JsonWriter& JsonWriter::begin(char bracket) {
    separate();
    m_out += bracket;
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
    if (m_breaks)
        breakLine();
    m_out += bracket;
    m_first = false;
    return *this;
}

JsonWriter& JsonWriter::newLine(std::size_t indent) {
    m_breaks = true;
    m_indent = indent;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    appendJsonString(m_out, name);
    m_out += m_spacing == Spacing::afterSeparators ? ": " : ":";
    m_afterKey = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    separate();
    appendJsonString(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::texts(const std::vector<std::string>& values) {
    beginArray();
    for (const std::string& value : values) text(value);
    return endArray();
}

JsonWriter& JsonWriter::literal(std::string_view json) {
    separate();
    m_out += json;
    return *this;
}

JsonWriter& JsonWriter::value(const JsonValue& value) {
    switch (value.kind) {
        case JsonValue::Kind::null:
            return literal("null");
        case JsonValue::Kind::boolean:
            return truth(value.truth);
        case JsonValue::Kind::number:
            return literal(value.text);
        case JsonValue::Kind::string:
            return text(value.text);
        case JsonValue::Kind::array:
            beginArray();
            for (const JsonValue& item : value.items) this->value(item);
            return endArray();
        case JsonValue::Kind::object:
            beginObject();
            for (const auto& [name, member] : value.members) key(name).value(member);
            return endObject();
    }
    return *this;
}

}  // namespace weir
