// SPDX-License-Identifier: GPL-3.0-or-later
// A filter and its opposite share out the rows of a table, with its fast paths and without.
#include "core/table/filter.h"
#include "fuzz/fuzz.h"
#include "tests/support/tabletext.h"

namespace weir::fuzz {
namespace {

table::TablePtr sample() {
    using table::Kind;
    table::Schema schema{{.name = "number", .kind = Kind::integer},
                         {.name = "share", .kind = Kind::real},
                         {.name = "open", .kind = Kind::boolean},
                         {.name = "time", .kind = Kind::time},
                         {.name = "latency", .kind = Kind::duration},
                         {.name = "name", .kind = Kind::text},
                         {.name = "names", .kind = Kind::text, .list = true},
                         {.name = "address", .kind = Kind::address}};
    return test::tableOf(
        std::move(schema),
        {{"1", "0.5", "true", "1700000000000000000", "1000000", "a.example", "a;b;10.0.0.1", "10.0.0.1"},
         {"-5", "", "false", "", "-1", "B.Example", "", "2001:db8::1"},
         {"", "1e300", "", "0", "", "", ";", ""},
         {"9223372036854775807", "-0.001", "true", "4611686018427387903", "9000000000", "*?\"\\", "443;1.5k", "::"}});
}

}  // namespace

void tableFilter(Bytes input) {
    static const table::TablePtr table = sample();
    const std::string text(asText(input));
    for (const std::size_t position : {text.size(), text.size() / 2})
        table::completions(text, position, table->schema());
    const auto parsed = table::Filter::parse(text, table->schema());
    if (const auto* error = std::get_if<table::FilterError>(&parsed)) {
        check(error->position <= text.size() && !error->message.empty(), "an error says where and what");
        return;
    }
    const auto& filter = std::get<table::Filter>(parsed);
    const table::Rows rows = filter.apply(*table);
    check(rows == filter.apply(*test::withoutFastPaths(table)), "fast paths change nothing");
    std::size_t matching = 0;
    for (std::size_t row = 0; row < table->rows(); ++row) matching += filter.matches(*table, row);
    check(matching == rows.size(), "a row that matches is among those that do");
    const auto turned = table::Filter::parse("not (" + text + ")", table->schema());
    if (const auto* other = std::get_if<table::Filter>(&turned);
        other != nullptr && !rows.empty() && rows.size() < table->rows())
        check(other->apply(*table).size() + rows.size() == table->rows(), "not turns a filter round");
}

}  // namespace weir::fuzz
