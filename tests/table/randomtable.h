// SPDX-License-Identifier: GPL-3.0-or-later
// Tables with a column of every kind and cells out of a small pool, so that ties, empties and edges abound.
#pragma once

#include <random>

#include "core/table/columntable.h"

namespace weir::test {

enum RandomColumn : std::size_t { number, big, share, flag, when, lasted, word, list, address, randomColumns };

inline table::Schema randomSchema() {
    using table::Kind;
    using table::Unit;
    return {{"number", Kind::integer}, {"big", Kind::integer, Unit::bytes},
            {"share", Kind::real},     {"flag", Kind::boolean},
            {"when", Kind::time},      {"lasted", Kind::duration},
            {"word", Kind::text},      {"list", Kind::text, Unit::none, true},
            {"address", Kind::address}};
}

template <typename Pool>
const auto& pick(std::mt19937_64& random, const Pool& pool) {
    return pool[random() % std::size(pool)];
}

inline constexpr std::int64_t numberPool[] = {0, 1, -1, 53, 80, 443, 1024, 1500, -70000};
inline constexpr std::int64_t bigPool[] = {INT64_MAX, INT64_MIN + 1, 1LL << 40, -(1LL << 40), 1'000'000, 999'999, 7};
inline constexpr double sharePool[] = {0, -0.0, 0.5, -0.5, 4.15, 4.1499, 4.1504, 1e18, -1e18, 0.0625, 12.001};
inline constexpr std::int64_t whenPool[] = {1667872800300000000, 1667872800000000000, 0, -500000000,
                                            1667872800300000001};
inline constexpr std::int64_t lastedPool[] = {0, 200'000'000, 1'500'000'000, 60'000'000'000, 7'200'000'000'000, 1};
inline constexpr const char* wordPool[] = {
    "tcp",  "TCP",      "udp", "example.com",       "www.Example.com", "a",    "ab",  "10k",
    "true", "10.0.0.1", "msn", "m\xc3\xbcnchen.de", "say \"hi\"",      "a\\b", "and", "10.1.2.3"};
inline constexpr const char* elementPool[] = {"443",     "80",          "53", "10.0.0.1", "192.168.1.9",
                                              "fd00::1", "www.msn.com", "A",  "NOERROR:2"};
inline constexpr const char* addressPool[] = {
    "10.0.0.1", "10.255.255.255",  "192.168.1.9", "8.8.8.8",
    "0.0.0.0",  "255.255.255.255", "::",          "::1",
    "fd00::1",  "fe80::1",         "2001:db8::5", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"};

inline std::string randomList(std::mt19937_64& random) {
    std::string out = pick(random, elementPool);
    while (random() % 2) out += std::string(";") + pick(random, elementPool);
    return out;
}

inline std::shared_ptr<const table::ColumnTable> randomTable(std::mt19937_64& random, std::size_t rows) {
    table::ColumnTable::Builder builder("random", randomSchema(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto unlessEmpty = [&](std::size_t column, auto&& add) {
            if (random() % 6 == 0)
                builder.empty(column);
            else
                add();
        };
        unlessEmpty(number, [&] { builder.integer(number, pick(random, numberPool)); });
        unlessEmpty(big, [&] { builder.integer(big, pick(random, bigPool)); });
        unlessEmpty(share, [&] { builder.real(share, pick(random, sharePool)); });
        unlessEmpty(flag, [&] { builder.integer(flag, static_cast<std::int64_t>(random() % 2)); });
        unlessEmpty(when, [&] { builder.integer(when, pick(random, whenPool)); });
        unlessEmpty(lasted, [&] { builder.integer(lasted, pick(random, lastedPool)); });
        unlessEmpty(word, [&] { builder.text(word, pick(random, wordPool)); });
        unlessEmpty(list, [&] { builder.text(list, randomList(random)); });
        unlessEmpty(address, [&] { builder.address(address, *IpAddress::parse(pick(random, addressPool))); });
    }
    return builder.finish();
}

}  // namespace weir::test
