// SPDX-License-Identifier: GPL-3.0-or-later
// What a table is: named, typed columns over rows that never change. Filters, sorts, exports and the window's models
// know this interface and nothing of packets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/address.h"
#include "core/table/subject.h"

namespace weir::table {

enum class Kind : std::uint8_t {
    integer,   ///< Cell::integer
    real,      ///< Cell::real, printed with at most three decimals
    boolean,   ///< Cell::integer, 0 or 1, printed true/false
    time,      ///< Cell::integer, nanoseconds since the epoch, UTC; printed as seconds with nine decimals
    duration,  ///< Cell::integer, nanoseconds; printed likewise
    text,      ///< Cell::text, UTF-8 or ASCII; not trusted
    address,   ///< Cell::address
};

/// What a number counts, for those who show it with a unit.
enum class Unit : std::uint8_t { none, count, bytes, identifier };

struct Column {
    std::string name;  ///< the CSV header and JSON key, [a-z0-9_]+
    Kind kind = Kind::text;
    Unit unit = Unit::none;    ///< `identifier` (ports, ids, frame numbers) is shown without grouping
    bool list = false;         ///< text holding several values joined with ';': a comparison matches any of them
    std::string title = {};    ///< for people, in English
    std::string meaning = {};  ///< one sentence for tooltips and documents, in English
};
using Schema = std::vector<Column>;
std::optional<std::size_t> findColumn(const Schema& schema, std::string_view name);

/// One value. `kind` is its column's kind. `text` points into the table or into the scratch string that was passed to
/// `Table::cell`, and is valid until that string changes.
struct Cell {
    Kind kind = Kind::text;
    bool empty = true;  ///< not known or not applicable: printed as nothing, JSON null
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text = {};
    IpAddress address = {};
};

/// Rows that never change. All members may be called from several threads at once.
class Table {
public:
    virtual ~Table() = default;
    virtual std::string_view name() const = 0;
    virtual const Schema& schema() const = 0;
    /// At most 2^32 - 1.
    virtual std::size_t rows() const = 0;
    virtual Cell cell(std::size_t row, std::size_t column, std::string& scratch) const = 0;
    /// What the row is about.
    virtual Subject subject(std::size_t) const { return {}; }

    /// One key for each row, in row order, such that unsigned keys rise as the values do; an empty cell's key is 0.
    /// `keys.size() == rows()`. Text sorts by octets, addresses as IpAddress does.
    virtual void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const = 0;

    /// Fast paths, null where a table has none. Integers: one for each row, `emptyInteger` where empty (kinds integer,
    /// boolean, time, duration). Text: an index into `dictionary` for each row; 0 is the empty text.
    static constexpr std::int64_t emptyInteger = INT64_MIN;
    virtual const std::int64_t* integers(std::size_t) const { return nullptr; }
    virtual const std::uint32_t* textIds(std::size_t) const { return nullptr; }
    virtual std::span<const std::string_view> dictionary(std::size_t) const { return {}; }
};
using TablePtr = std::shared_ptr<const Table>;

/// A cell as CSV, text and filters see it: raw, no grouping, no units. Empty for an empty cell.
std::string cellText(const Cell& cell);

/// Chosen rows of a table in the order to show them.
using Rows = std::vector<std::uint32_t>;

struct SortKey {
    std::size_t column = 0;
    bool descending = false;
    bool operator==(const SortKey&) const = default;
};

}  // namespace weir::table
