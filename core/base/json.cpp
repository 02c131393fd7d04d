// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/utf8.h"

namespace weir {
namespace {

using Kind = JsonValue::Kind;

class Parser {
public:
    Parser(std::string_view text, const JsonLimits& limits) : m_text(text), m_limits(limits) {}

    Result<JsonValue> parse() {
        JsonValue value;
        if (m_text.size() > m_limits.octets) {
            m_wrong = "JSON of more than " + std::to_string(m_limits.octets) + " bytes";
        } else if (read(value, 0)) {
            skipSpace();
            if (m_at == m_text.size())
                return value;
            m_wrong = "unexpected data after the JSON value";
        }
        return Error{m_wrong, {}, m_at};
    }

private:
    bool fail(std::string why) {
        m_wrong = std::move(why);
        return false;
    }
    bool more() const { return m_at < m_text.size(); }
    void skipSpace() {
        while (more() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }
    bool take(char c) {
        skipSpace();
        if (!more() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool word(std::string_view text) {
        if (m_text.substr(m_at, text.size()) != text)
            return fail("not a JSON value");
        m_at += text.size();
        return true;
    }

    bool read(JsonValue& value, unsigned depth) {
        skipSpace();
        if (!more())
            return fail("the JSON ends too early");
        if (++m_values > m_limits.values)
            return fail("JSON of more than " + std::to_string(m_limits.values) + " values");
        switch (m_text[m_at]) {
            case '{':
            case '[':
                if (depth >= m_limits.depth)
                    return fail("JSON deeper than " + std::to_string(m_limits.depth) + " levels");
                return m_text[m_at] == '{' ? readObject(value, depth) : readArray(value, depth);
            case '"':
                value.kind = Kind::string;
                return readString(value.text);
            case 't':
                value.kind = Kind::boolean;
                value.truth = true;
                return word("true");
            case 'f':
                value.kind = Kind::boolean;
                return word("false");
            case 'n':
                return word("null");
            default:
                return readNumber(value);
        }
    }

    bool readArray(JsonValue& value, unsigned depth) {
        value.kind = Kind::array;
        ++m_at;
        if (take(']'))
            return true;
        do {
            if (!read(value.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take(']') || fail("an array needs , or ] here");
    }

    bool readObject(JsonValue& value, unsigned depth) {
        value.kind = Kind::object;
        ++m_at;
        if (take('}'))
            return true;
        do {
            skipSpace();
            if (!more() || m_text[m_at] != '"')
                return fail("a member needs a name in quotes here");
            auto& [name, member] = value.members.emplace_back();
            if (!readString(name))
                return false;
            if (!take(':'))
                return fail("a member needs : here");
            if (!read(member, depth + 1))
                return false;
        } while (take(','));
        return take('}') || fail("an object needs , or } here");
    }

    std::size_t digits() {
        const std::size_t begin = m_at;
        while (more() && m_text[m_at] >= '0' && m_text[m_at] <= '9') ++m_at;
        return m_at - begin;
    }
    bool readNumber(JsonValue& value) {
        value.kind = Kind::number;
        const std::size_t begin = m_at;
        m_at += m_text[m_at] == '-';
        const bool zero = more() && m_text[m_at] == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero && whole > 1))
            return fail("not a JSON value");
        if (more() && m_text[m_at] == '.') {
            ++m_at;
            if (digits() == 0)
                return fail("a number needs digits behind the point");
        }
        if (more() && (m_text[m_at] | 0x20) == 'e') {
            ++m_at;
            m_at += more() && (m_text[m_at] == '+' || m_text[m_at] == '-');
            if (digits() == 0)
                return fail("a number needs digits in the exponent");
        }
        value.text = m_text.substr(begin, m_at - begin);
        return true;
    }

    bool readString(std::string& out) {
        ++m_at;
        while (more()) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fail("a control character in a string");
            if (c == '\\') {
                if (!readEscape(out))
                    return false;
                continue;
            }
            const std::size_t length = utf8Length(m_text.substr(m_at));
            if (length == 0)
                return fail("a string that is not UTF-8");
            out += m_text.substr(m_at, length);
            m_at += length;
        }
        return fail("a string without an end");
    }

    bool readEscape(std::string& out) {
        constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
        const char letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (letter != 'u') {
            const std::size_t which = letters.find(letter);
            if (which == std::string_view::npos)
                return fail("an unknown escape in a string");
            out += meanings[which];
            m_at += 2;
            return true;
        }
        std::uint32_t point = 0;
        if (!readUnit(point))
            return false;
        if (point >= 0xdc00 && point <= 0xdfff)
            return fail("half a surrogate pair in a string");
        if (point >= 0xd800 && point <= 0xdbff) {
            std::uint32_t low = 0;
            if (m_text.substr(m_at, 2) != "\\u" || !readUnit(low) || low < 0xdc00 || low > 0xdfff)
                return fail("half a surrogate pair in a string");
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        }
        appendUtf8(out, point);
        return true;
    }
    /// \uXXXX
    bool readUnit(std::uint32_t& unit) {
        for (std::size_t i = 2; i < 6; ++i) {
            const char c = m_at + i < m_text.size() ? static_cast<char>(m_text[m_at + i] | 0x20) : '\0';
            if (m_at + i < m_text.size() && m_text[m_at + i] >= '0' && m_text[m_at + i] <= '9')
                unit = unit << 4 | static_cast<std::uint32_t>(m_text[m_at + i] - '0');
            else if (c >= 'a' && c <= 'f')
                unit = unit << 4 | static_cast<std::uint32_t>(c - 'a' + 10);
            else
                return fail("\\u needs four hexadecimal digits");
        }
        m_at += 6;
        return true;
    }

    std::string_view m_text;
    const JsonLimits& m_limits;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
    std::string m_wrong;
};

}  // namespace

JsonValue JsonValue::ofText(std::string_view text) {
    JsonValue out;
    out.kind = Kind::string;
    out.text = text;
    return out;
}

JsonValue JsonValue::ofNumber(std::int64_t number) {
    JsonValue out;
    out.kind = Kind::number;
    out.text = std::to_string(number);
    return out;
}

JsonValue JsonValue::ofTruth(bool truth) {
    JsonValue out;
    out.kind = Kind::boolean;
    out.truth = truth;
    return out;
}

const JsonValue* JsonValue::find(std::string_view name) const {
    for (const auto& [known, value] : members) {
        if (known == name)
            return &value;
    }
    return nullptr;
}

std::string JsonValue::textOf(std::string_view name) const {
    const JsonValue* value = find(name);
    return value && value->is(Kind::string) ? value->text : std::string{};
}

bool JsonValue::truthOf(std::string_view name) const {
    const JsonValue* value = find(name);
    return value && value->truth;
}

Result<JsonValue> parseJson(std::string_view text, const JsonLimits& limits) { return Parser(text, limits).parse(); }

}  // namespace weir
