// SPDX-License-Identifier: GPL-3.0-or-later
// A small reader of JSON for files that Weir keeps beside captures: strict, and bounded in depth and size.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace weir {

/// A JSON value that keeps all that was read: members in their order, numbers as they were written.
struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    using Members = std::vector<std::pair<std::string, JsonValue>>;

    Kind kind = Kind::null;
    bool truth = false;
    std::string text;  ///< a string's UTF-8, or a number as written
    std::vector<JsonValue> items;
    Members members;  ///< names may come twice; `find` gives the first

    static JsonValue ofText(std::string_view text);
    static JsonValue ofNumber(std::int64_t number);
    static JsonValue ofTruth(bool truth);

    bool is(Kind wanted) const { return kind == wanted; }
    /// Null where this is no object or has no such member.
    const JsonValue* find(std::string_view name) const;
    /// The member's string; empty where there is none.
    std::string textOf(std::string_view name) const;
    bool truthOf(std::string_view name) const;
    bool operator==(const JsonValue&) const = default;
};

struct JsonLimits {
    std::size_t octets = std::size_t{16} << 20;
    unsigned depth = 64;             ///< arrays and objects inside one another
    std::size_t values = 1'000'000;  ///< all together
};

/// RFC 8259, nothing more: no comments, no byte order mark, nothing behind the value, valid UTF-8, no half surrogates.
/// The error has the offset.
Result<JsonValue> parseJson(std::string_view text, const JsonLimits& limits = {});

}  // namespace weir
