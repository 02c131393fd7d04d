// SPDX-License-Identifier: GPL-3.0-or-later
// The filter language of `--where` and of the window's filter box.
#pragma once

#include <memory>
#include <stop_token>
#include <variant>

#include "core/table/table.h"

namespace weir::table {

/// Where a filter text is wrong. `position` and `length` are octets in the text; at the end of the text both may point
/// to nothing. The message counts positions from 1.
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
///     expression := and ("or" and)*
///     and        := not ("and" not)*
///     not        := "not" not | "(" expression ")" | test
///     test       := column operator value | column "in" "(" value ("," value)* ")" | column | words | "text"
///     operator   := = | == | != | < | <= | > | >= | contains | in | matches
///
/// Words are case-insensitive; && || ! are accepted for and, or, not; `not` may also stand before contains, in and
/// matches. A column is called by its name or title, or by what filterAlias knows for it in this table; some of
/// Wireshark's fields, its operators eq ne lt le gt ge after them, and its lists in braces are among that. A column
/// beside other tests: it is not empty, and not false. A value is a bare word or "text" with \" and \\ inside.
/// "text" alone, or words alone that are no column's name, or whose column is not true or false and that are the whole
/// filter: any text, address, port or other identifier of the row contains it, or is in it if it is a network.
/// At most 65,536 octets, and 256 brackets or nots inside one another.
///
/// - integer: 443, -1, 0x1bb, 1.5k; k M G T are powers of 1000, KiB MiB GiB TiB powers of 1024, in any case.
/// - real: likewise; compared as printed, to three decimals. From 9.2e15 on all are alike.
/// - boolean: true or false, with = != in.
/// - time: ISO 8601, UTC unless it says otherwise (2022-11-08, 2022-11-08T02:00, 2022-11-08T02:00:00.3Z), or seconds
///   since the epoch with decimals.
/// - duration: seconds, or with one of ns us ms s m h d.
/// - address: an address, or with = != in a network as well, which means any address in it. < > by IpAddress's order.
/// - text: = != in; < <= > >= by octets; contains; matches takes * and ? and must fit the whole text. ASCII letters
///   match in either case. A bare word that is an address or a network matches texts that are addresses of it, too.
/// - text of a `list` column: matches when any of the values does. < <= > >= with a number compare the values that are
///   numbers.
/// contains and matches look at anything but booleans as printed (`cellText`).
///
/// != and not turn a test round. An empty cell matches only = "" and whatever is turned round.
class Filter {
public:
    struct Node;
    static std::variant<Filter, FilterError> parse(std::string_view text, const Schema& schema);
    /// The columns that the text names, each once in order of first appearance, known or not, in lower case; empty when
    /// the text cannot be parsed at all.
    static std::vector<std::string> columnsOf(std::string_view text);

    /// Rows of `table` that the filter lets through, rising. `within`, if given, restricts to those rows (and keeps
    /// their order). The table has the columns of the schema that the filter was bound to. Stops early, with what was
    /// found, when asked.
    Rows apply(const Table& table, std::stop_token stop = {}) const;
    Rows apply(const Table& table, const Rows& within, std::stop_token stop = {}) const;
    bool matches(const Table& table, std::size_t row) const;

private:
    std::shared_ptr<const Node> m_root;  ///< null: everything passes
};

/// Completions for the word that ends at `position`: column names, then operators, then words of the language; only
/// what may stand there and begins as the word does.
std::vector<std::string> completions(std::string_view text, std::size_t position, const Schema& schema);

}  // namespace weir::table
