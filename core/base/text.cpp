// SPDX-License-Identifier: GPL-3.0-or-later
// Text forms of times and numbers. `printable` is in foreigntext.cpp.
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace weir {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

std::string secondsText(std::int64_t nanoseconds) {
    const bool negative = nanoseconds < 0;
    const std::uint64_t magnitude =
        negative ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    char buffer[40];
    const int length = std::snprintf(buffer, sizeof buffer, "%s%llu.%09llu", negative ? "-" : "",
                                     static_cast<unsigned long long>(magnitude / 1'000'000'000),
                                     static_cast<unsigned long long>(magnitude % 1'000'000'000));
    return {buffer, static_cast<std::size_t>(length)};
}

std::string isoTimeText(std::int64_t nanoseconds) {
    using namespace std::chrono;
    const sys_time<std::chrono::nanoseconds> time{std::chrono::nanoseconds{nanoseconds}};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    char buffer[80];
    const int length =
        std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%09dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return {buffer, static_cast<std::size_t>(length)};
}

std::string lowered(std::string_view text) {
    std::string out;
    lowerInto(out, text);
    return out;
}

void lowerInto(std::string& out, std::string_view text) {
    out.assign(text);
    for (char& c : out) c = lower(c);
}

bool sameButCase(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

double entropy(std::string_view text) {
    if (text.empty())
        return 0;
    std::array<std::size_t, 256> counts{};
    for (const char c : text) ++counts[static_cast<unsigned char>(c)];
    double bits = 0;
    for (const std::size_t count : counts) {
        if (count > 0) {
            const double share = static_cast<double>(count) / static_cast<double>(text.size());
            bits -= share * std::log2(share);
        }
    }
    return bits <= 0 ? 0 : bits;
}

std::string grouped(std::uint64_t number) {
    std::string out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
    return out;
}

std::string counted(std::uint64_t number, std::string_view one) {
    return grouped(number) + ' ' + std::string(one) + (number == 1 ? "" : "s");
}

std::string realText(double value) {
    if (!std::isfinite(value))
        return {};
    char buffer[400];
    int length = std::snprintf(buffer, sizeof buffer, "%.3f", value);
    while (length > 0 && buffer[length - 1] == '0') --length;
    if (length > 0 && buffer[length - 1] == '.')
        --length;
    const std::string out(buffer, static_cast<std::size_t>(length));
    return out == "-0" ? "0" : out;
}

}  // namespace weir
