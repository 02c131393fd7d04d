// SPDX-License-Identifier: GPL-3.0-or-later
// Text forms of times, numbers and untrusted strings.
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
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
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

namespace {

/// The length of the valid UTF-8 sequence at the start of `text`, or 0. `code` is its code point.
std::size_t sequence(std::string_view text, char32_t& code) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = octet(0);
    if (first < 0x80) {
        code = first;
        return 1;
    }
    const std::size_t length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first >= 0xf5 || text.size() < length)
        return 0;
    code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (octet(i) & 0x3f);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : length;
}

}  // namespace

std::size_t utf8Length(std::string_view text) {
    char32_t code = 0;
    return sequence(text, code);
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        char32_t code = 0;
        std::size_t length = sequence(text, code);
        if (length == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0)) {
            length = std::max<std::size_t>(length, 1);
            for (std::size_t i = 0; i < length; ++i) {
                char buffer[8];
                std::snprintf(buffer, sizeof buffer, "\\x%02X", static_cast<unsigned char>(text[i]));
                out += buffer;
            }
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out;
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
