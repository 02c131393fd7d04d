// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers, exactly: no binary fraction comes between what was typed and what is compared.
#include "core/table/filtervalue.h"

#include <charconv>
#include <chrono>
#include <string>

#include "core/base/text.h"

namespace weir::table {

namespace {

__extension__ using Wide = __int128;

constexpr std::uint64_t second = 1'000'000'000;

FilterNumber clamped(Wide floor, bool exact) {
    if (floor > INT64_MAX)
        return {INT64_MAX, false};
    if (floor < INT64_MIN)
        return {INT64_MIN, false};
    return {static_cast<std::int64_t>(floor), exact};
}

std::string_view takeDigits(std::string_view& text) {
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    text.remove_prefix(digits.size());
    return digits;
}

/// [+-]digits[.digits] at the start of a text, taken off it.
struct Decimal {
    bool negative = false;
    std::string_view whole, fraction;
};
std::optional<Decimal> takeDecimal(std::string_view& text) {
    Decimal out;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        out.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    out.whole = takeDigits(text);
    if (!text.empty() && text[0] == '.') {
        text.remove_prefix(1);
        out.fraction = takeDigits(text);
        if (out.fraction.empty())
            return std::nullopt;
    }
    if (out.whole.empty() && out.fraction.empty())
        return std::nullopt;
    return out;
}

/// The decimal times `factor` (below 2^57).
FilterNumber scaled(const Decimal& decimal, std::uint64_t factor) {
    constexpr std::size_t kept = 18;
    constexpr std::uint64_t unit = 1'000'000'000'000'000'000;
    const std::string_view whole =
        decimal.whole.substr(std::min(decimal.whole.find_first_not_of('0'), decimal.whole.size()));
    std::uint64_t number = 0;
    bool huge = whole.size() > 19;
    for (const char digit : huge ? std::string_view{} : whole)
        number = number * 10 + static_cast<unsigned>(digit - '0');
    std::uint64_t fraction = 0;
    for (std::size_t i = 0; i < kept; ++i)
        fraction =
            fraction * 10 + (i < decimal.fraction.size() ? static_cast<unsigned>(decimal.fraction[i] - '0') : 0U);
    bool exact =
        decimal.fraction.size() <= kept || decimal.fraction.find_first_not_of('0', kept) == std::string_view::npos;
    const Wide part = static_cast<Wide>(fraction) * factor;
    exact = exact && part % unit == 0;
    Wide floor = huge ? static_cast<Wide>(INT64_MAX) + 1 : static_cast<Wide>(number) * factor + part / unit;
    if (decimal.negative)
        floor = -floor - (exact ? 0 : 1) - (huge ? 1 : 0);
    return clamped(floor, exact);
}

struct UnitName {
    std::string_view name;
    std::uint64_t factor;
};
constexpr UnitName sizes[] = {{"", 1},
                              {"k", 1'000},
                              {"m", 1'000'000},
                              {"g", 1'000'000'000},
                              {"t", 1'000'000'000'000},
                              {"kb", 1'000},
                              {"mb", 1'000'000},
                              {"gb", 1'000'000'000},
                              {"tb", 1'000'000'000'000},
                              {"kib", std::uint64_t{1} << 10},
                              {"mib", std::uint64_t{1} << 20},
                              {"gib", std::uint64_t{1} << 30},
                              {"tib", std::uint64_t{1} << 40}};
constexpr UnitName spans[] = {
    {"", second},  {"ns", 1},          {"us", 1'000},        {"\xc2\xb5s", 1'000}, {"ms", 1'000'000},
    {"s", second}, {"m", 60 * second}, {"min", 60 * second}, {"h", 3600 * second}, {"d", 86400 * second}};

template <std::size_t Count>
std::optional<FilterNumber> withUnit(std::string_view text, const UnitName (&units)[Count], std::uint64_t scale) {
    const auto decimal = takeDecimal(text);
    if (!decimal || text.size() > 4)
        return std::nullopt;
    const std::string name = lowered(text);
    for (const UnitName& unit : units) {
        if (unit.name == name)
            return scaled(*decimal, unit.factor * scale);
    }
    return std::nullopt;
}

/// Exactly `count` digits as a number, taken off the text.
std::optional<int> takeNumber(std::string_view& text, std::size_t count) {
    const std::string_view digits = text.substr(0, count);
    int number = 0;
    if (digits.size() < count || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    text.remove_prefix(count);
    return number;
}

bool takeIf(std::string_view& text, std::string_view any) {
    if (text.empty() || any.find(text[0]) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

/// "Z", "+01:00", "-0530" or nothing: seconds east of Greenwich.
std::optional<int> takeZone(std::string_view& text) {
    if (text.empty() || takeIf(text, "Zz"))
        return 0;
    const bool west = text[0] == '-';
    if (!takeIf(text, "+-"))
        return std::nullopt;
    const auto hours = takeNumber(text, 2);
    takeIf(text, ":");
    const auto minutes = text.empty() ? std::optional(0) : takeNumber(text, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return (west ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

std::optional<FilterNumber> parseIso(std::string_view text) {
    using namespace std::chrono;
    const auto year = takeNumber(text, 4);
    if (!year || !takeIf(text, "-"))
        return std::nullopt;
    const auto month = takeNumber(text, 2);
    if (!month || !takeIf(text, "-"))
        return std::nullopt;
    const auto day = takeNumber(text, 2);
    if (!day)
        return std::nullopt;
    const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    std::int64_t seconds = sys_days(date).time_since_epoch().count() * std::int64_t{86400};
    FilterNumber fraction;
    if (takeIf(text, "Tt ")) {
        const auto hour = takeNumber(text, 2);
        if (!hour || *hour > 23 || !takeIf(text, ":"))
            return std::nullopt;
        const auto minute = takeNumber(text, 2);
        if (!minute || *minute > 59)
            return std::nullopt;
        seconds += *hour * 3600 + *minute * 60;
        if (takeIf(text, ":")) {
            const auto whole = takeNumber(text, 2);
            if (!whole || *whole > 59)
                return std::nullopt;
            seconds += *whole;
            if (takeIf(text, ".,")) {
                const std::string_view digits = takeDigits(text);
                if (digits.empty())
                    return std::nullopt;
                fraction = scaled({false, {}, digits}, second);
            }
        }
        const auto zone = takeZone(text);
        if (!zone)
            return std::nullopt;
        seconds -= *zone;
    }
    if (!text.empty())
        return std::nullopt;
    return clamped(static_cast<Wide>(seconds) * second + fraction.floor, fraction.exact);
}

}  // namespace

std::optional<FilterNumber> parseNumber(std::string_view text, std::uint64_t scale) {
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), number, 16);
        if (end != text.data() + text.size() || error != std::errc{})
            return std::nullopt;
        return clamped(static_cast<Wide>(number) * scale, true);
    }
    return withUnit(text, sizes, scale);
}

std::optional<FilterNumber> parseDuration(std::string_view text) { return withUnit(text, spans, 1); }

std::optional<FilterNumber> parseTime(std::string_view text) {
    if (const auto iso = parseIso(text))
        return iso;
    const auto decimal = takeDecimal(text);
    return decimal && text.empty() ? std::optional(scaled(*decimal, second)) : std::nullopt;
}

}  // namespace weir::table
