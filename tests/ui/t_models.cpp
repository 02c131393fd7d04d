// SPDX-License-Identifier: GPL-3.0-or-later
// Values on the screen, filters made from cells, the way back through filters.
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include "core/table/columntable.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "ui/models/filterstate.h"
#include "ui/models/filtertext.h"
#include "ui/models/format.h"
#include "ui/models/tablemodel.h"

namespace weir::models {

using table::Cell;
using table::Column;
using table::Kind;
using table::Unit;

namespace {

Column column(std::string name, Kind kind, Unit unit = Unit::none, bool list = false) {
    Column out;
    out.name = std::move(name);
    out.kind = kind;
    out.unit = unit;
    out.list = list;
    return out;
}

Cell number(Kind kind, std::int64_t value) {
    Cell cell;
    cell.kind = kind;
    cell.empty = false;
    cell.integer = value;
    return cell;
}

table::TablePtr sample() {
    table::ColumnTable::Builder builder(
        "sample", {column("name", Kind::text), column("hosts", Kind::text, Unit::none, true),
                   column("address", Kind::address), column("port", Kind::integer, Unit::identifier),
                   column("bytes", Kind::integer, Unit::bytes), column("rate", Kind::real), column("seen", Kind::time),
                   column("length", Kind::duration), column("answered", Kind::boolean)});
    const auto row = [&](const char* name, const char* hosts, const char* address, std::int64_t port,
                         std::int64_t bytes, double rate, std::int64_t seen, std::int64_t length, bool answered) {
        builder.text(0, name);
        builder.text(1, hosts);
        builder.address(2, *IpAddress::parse(address));
        builder.integer(3, port);
        builder.integer(4, bytes);
        builder.real(5, rate);
        builder.integer(6, seen);
        builder.integer(7, length);
        builder.integer(8, answered);
    };
    row("plain.example", "a.example;b.example", "10.0.0.1", 80, 1234567, 4.125, 1667872800'300000000, 1'500000000,
        true);
    row("with space", "a.example", "2001:db8::1", 443, 12, 0.5, 1667872801'000000001, 0, false);
    row("say \"hi\" \\ bye", "or", "10.0.0.2", 53, 0, 12.001, 0, 86400'000000000, true);
    row("and", "", "192.0.2.7", 8080, 99, 1, 1, 2, false);
    for (std::size_t i = 0; i < 9; ++i) builder.empty(i);
    return builder.finish();
}

}  // namespace

TEST(Format, GroupsCountsButNotPorts) {
    DisplayOptions english;
    english.locale = QLocale(QLocale::English, QLocale::UnitedStates);
    EXPECT_EQ(displayText(column("bytes", Kind::integer, Unit::bytes), number(Kind::integer, 1234567), english),
              QStringLiteral("1,234,567"));
    EXPECT_EQ(displayText(column("port", Kind::integer, Unit::identifier), number(Kind::integer, 49758), english),
              QStringLiteral("49758"));
    DisplayOptions german;
    german.locale = QLocale(QLocale::German, QLocale::Germany);
    EXPECT_EQ(displayText(column("bytes", Kind::integer, Unit::bytes), number(Kind::integer, 1234567), german),
              QStringLiteral("1.234.567"));
    EXPECT_EQ(displayText(column("duration", Kind::duration), number(Kind::duration, 1'500000000), german),
              QStringLiteral("1,500000"));
}

TEST(Format, TimesAreIso8601) {
    DisplayOptions options;
    Column seen = column("first_seen", Kind::time);
    seen.title = "First seen";
    EXPECT_EQ(displayText(seen, number(Kind::time, 1667872800'300000000), options),
              QStringLiteral("2022-11-08T02:00:00.300000Z"));
    EXPECT_EQ(displayText(seen, number(Kind::time, 1667872800'000000001), options),
              QStringLiteral("2022-11-08T02:00:00.000000001Z"));
    EXPECT_EQ(displayText(seen, number(Kind::time, -1), options), QStringLiteral("1969-12-31T23:59:59.999999999Z"));
    EXPECT_EQ(columnTitle({seen}, 0, options), QStringLiteral("First seen (UTC)"));
    options.time = TimeStyle::relative;
    options.origin = 1667872800'000000000;
    options.locale = QLocale::c();
    EXPECT_EQ(displayText(seen, number(Kind::time, 1667872812'345678000), options), QStringLiteral("12.345678"));
    EXPECT_EQ(displayText(seen, number(Kind::time, 1667872799'500000000), options), QStringLiteral("-0.500000"));
}

TEST(Format, LocalTimesCarryTheirOffsetAcrossSummerTime) {
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
    tzset();
    DisplayOptions options;
    options.time = TimeStyle::local;
    EXPECT_EQ(timeText(1667872800'000000000, options), QStringLiteral("2022-11-08T03:00:00.000000+01:00"));
    EXPECT_EQ(timeText(1656640800'000000000, options), QStringLiteral("2022-07-01T04:00:00.000000+02:00"));
    qputenv("TZ", "<+0545>-5:45");
    tzset();
    EXPECT_EQ(timeText(1667872800'000000000, options), QStringLiteral("2022-11-08T07:45:00.000000+05:45"));
    before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
    tzset();
}

TEST(Format, HostileTextStaysOnOneLineAndIsNoMarkup) {
    Cell cell;
    cell.empty = false;
    cell.text = std::string_view("<b>x</b>\n\x1b[31m\xff", 15);
    const QString shown = displayText(column("name", Kind::text), cell, {});
    EXPECT_FALSE(shown.contains(u'\n'));
    EXPECT_FALSE(shown.contains(QChar(0x1b)));
    EXPECT_TRUE(shown.startsWith(QStringLiteral("<b>x</b>"))) << "shown as it is, by views that take plain text";
}

TEST(FilterText, ACellsTestFindsTheCellAndItsOppositeDoesNot) {
    const table::TablePtr table = sample();
    std::string scratch;
    for (std::size_t column = 0; column < table->schema().size(); ++column) {
        for (std::uint32_t row = 0; row < table->rows(); ++row) {
            const Cell cell = table->cell(row, column, scratch);
            for (const bool exclude : {false, true}) {
                const std::string text = cellTest(table->schema()[column], cell, exclude).toStdString();
                const auto parsed = table::Filter::parse(text, table->schema());
                const auto* filter = std::get_if<table::Filter>(&parsed);
                ASSERT_NE(filter, nullptr) << text << ": " << std::get<table::FilterError>(parsed).message;
                EXPECT_EQ(filter->matches(*table, row), !exclude) << text << " on row " << row;
            }
        }
    }
}

TEST(FilterText, CombinesWithoutChangingTheMeaning) {
    const QString a = QStringLiteral("a = 1"), ab = QStringLiteral("a = 1 or b = 2"), c = QStringLiteral("c = 3");
    EXPECT_EQ(combined({}, c, Combine::andAlso), c);
    EXPECT_EQ(combined(a, c, Combine::replace), c);
    EXPECT_EQ(combined(a, c, Combine::andAlso), QStringLiteral("a = 1 and c = 3"));
    EXPECT_EQ(combined(ab, c, Combine::andAlso), QStringLiteral("(a = 1 or b = 2) and c = 3"));
    EXPECT_EQ(combined(QStringLiteral("a = 1 || b = 2"), c, Combine::andAlso),
              QStringLiteral("(a = 1 || b = 2) and c = 3"));
    EXPECT_EQ(combined(ab, c, Combine::orElse), QStringLiteral("a = 1 or b = 2 or c = 3"));
    EXPECT_EQ(combined(QStringLiteral("a = \"x or y\""), c, Combine::andAlso),
              QStringLiteral("a = \"x or y\" and c = 3"));
    EXPECT_EQ(combined(QStringLiteral("(a or b)"), c, Combine::andAlso), QStringLiteral("(a or b) and c = 3"));
    EXPECT_EQ(combined(QStringLiteral("port = 1"), c, Combine::andAlso), QStringLiteral("port = 1 and c = 3"));
}

TEST(FilterState, GoesBackAndForward) {
    FilterState state;
    QStringList told;
    QObject::connect(&state, &FilterState::changed, &state, [&](const QString& text) { told << text; });
    EXPECT_FALSE(state.canGoBack());
    state.set(QStringLiteral("one"));
    state.type(QStringLiteral("tw"));
    state.type(QStringLiteral("two"));
    state.back();
    EXPECT_EQ(state.text(), QStringLiteral("one"));
    EXPECT_TRUE(state.canGoForward());
    state.forward();
    EXPECT_EQ(state.text(), QStringLiteral("two")) << "what was typed is remembered when leaving it";
    state.back();
    state.back();
    EXPECT_TRUE(state.isEmpty());
    EXPECT_FALSE(state.canGoBack());
    state.set(QStringLiteral("three"));
    EXPECT_FALSE(state.canGoForward()) << "a new filter ends the way forward";
    EXPECT_EQ(told,
              (QStringList{QStringLiteral("one"), QStringLiteral("tw"), QStringLiteral("two"), QStringLiteral("one"),
                           QStringLiteral("two"), QStringLiteral("one"), QString(), QStringLiteral("three")}));
}

TEST(TableModel, ShowsRawAndReadableAndKeepsItsPromises) {
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(model.rowCount(), 0);
    const table::TablePtr table = sample();
    model.setContents(table, std::make_shared<const table::Rows>(table::Rows{2, 0}), {0, 0, 0, 0, 1234567, 0, 0, 0, 0});
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.index(1, 4).data(TableModel::RawRole).toString(), QStringLiteral("1234567"));
    EXPECT_EQ(model.index(1, 4).data(TableModel::ShareRole).toDouble(), 1.0);
    EXPECT_EQ(model.index(0, 3).data().toString(), QStringLiteral("53"));
    EXPECT_FALSE(model.index(0, 3).data(TableModel::ShareRole).isValid());
    EXPECT_EQ(model.headerData(4, Qt::Horizontal, TableModel::NameRole).toString(), QStringLiteral("bytes"));
    model.setContents(table, std::make_shared<const table::Rows>(table::allRows(*table)));
    EXPECT_EQ(model.rowCount(), 5);
    EXPECT_TRUE(model.index(4, 0).data().toString().isEmpty());
    model.setContents(nullptr, {});
    EXPECT_EQ(model.columnCount(), 0);
}

}  // namespace weir::models
