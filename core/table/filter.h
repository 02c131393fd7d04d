// SPDX-License-Identifier: GPL-3.0-or-later
// The filter language of `--where` and of the window's filter box.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <variant>

#include "core/base/result.h"
#include "core/table/table.h"

namespace weir::table {

/// Where a filter text is wrong. `position` and `length` are octets in the text.
struct FilterError {
    enum class Code { syntax, unknownColumn, badValue };
    Code code = Code::syntax;
    std::size_t position = 0;
    std::size_t length = 0;
    std::string message;     ///< "no column 'dprt' at 1; did you mean 'dport'?"
    std::string column;      ///< the unknown or misused column
    std::string suggestion;  ///< the nearest column name, or empty
};

/// A parsed filter, bound to a schema. Immutable; may be used from several threads.
///
///     expression := or;  or := and ("or" and)*;  and := not ("and" not)*;  not := "not" not | "(" expression ")" |
///     test test := column operator value | column            (a bare column: it is not empty, and not false) operator
///     := = == != < <= > >= contains | in | matches value := number with an optional unit (10k 4M 2G, KiB MiB GiB; ns
///     us ms s m h d for durations) | true | false
///            | address | CIDR | ISO 8601 time or seconds since the epoch | bare word | "text" with \" and \\ | ""
///     in takes a CIDR, or a list in parentheses: dport in (80, 443), dst in (10.0.0.0/8, 192.168.0.0/16)
///
/// Words are case-insensitive; && || ! are accepted for and, or, not. Text compares case-insensitively. A `list`
/// column matches when any of its values does; != and not turn that round. An empty cell matches only = "" and
/// != anything.
class Filter {
public:
    struct Node;
    static std::variant<Filter, FilterError> parse(std::string_view text, const Schema& schema);
    /// The columns that the text names, in order, known or not; empty when the text can not be parsed at all.
    static std::vector<std::string> columnsOf(std::string_view text);

    /// Rows of `table` that the filter lets through, rising. `within`, if given, restricts to those rows (and keeps
    /// their order). Stops early, with what was found, when asked.
    Rows apply(const Table& table, std::stop_token stop = {}) const;
    Rows apply(const Table& table, const Rows& within, std::stop_token stop = {}) const;
    bool matches(const Table& table, std::size_t row) const;

private:
    std::shared_ptr<const Node> m_root;  ///< null: everything passes
};

/// Completions for the word that ends at `position`: column names, then operators, then words of the language.
std::vector<std::string> completions(std::string_view text, std::size_t position, const Schema& schema);

}  // namespace weir::table
