// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/base/text.h"
#include "core/table/filtervalue.h"
#include "core/table/glob.h"
#include "core/table/nearest.h"
#include "randomtable.h"

namespace weir::table {

namespace {

std::string shown(const std::optional<FilterNumber>& number) {
    return number ? std::to_string(number->floor) + (number->exact ? "" : "+") : "none";
}

/// By trying every split: slow and plain.
bool plainGlob(std::string_view pattern, std::string_view text) {
    if (pattern.empty())
        return text.empty();
    if (pattern[0] == '*')
        return plainGlob(pattern.substr(1), text) || (!text.empty() && plainGlob(pattern, text.substr(1)));
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
           plainGlob(pattern.substr(1), text.substr(1));
}

}  // namespace

TEST(FilterValue, ReadsNumbers) {
    const std::pair<const char*, const char*> cases[] = {
        {"443", "443"},
        {"-1", "-1"},
        {"+7", "7"},
        {"1.5", "1+"},
        {"-1.5", "-2+"},
        {"1.5k", "1500"},
        {".5K", "500"},
        {"4MiB", "4194304"},
        {"2kb", "2000"},
        {"1t", "1000000000000"},
        {"0.1KiB", "102+"},
        {"0x1bb", "443"},
        {"0xffffffffffffffff", "9223372036854775807+"},
        {"9223372036854775807", "9223372036854775807"},
        {"9223372036854775808", "9223372036854775807+"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"-9223372036854775809", "-9223372036854775808+"},
        {"00000000000000000000000000000012", "12"},
        {"1.0000000000000000000000000000000", "1"},
        {"1.0000000000000000000000000000001", "1+"},
        {"99999999999999999999999999999999999999999999", "9223372036854775807+"},
        {"-99999999999999999999", "-9223372036854775808+"},
        {"", "none"},
        {"k", "none"},
        {"-", "none"},
        {".", "none"},
        {"1.", "none"},
        {"1..2", "none"},
        {"1x", "none"},
        {"0x", "none"},
        {"0xg", "none"},
        {"1 k", "none"},
        {"5s", "none"},
        {"1e3", "none"},
        {"--1", "none"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(shown(parseNumber(text)), expected) << text;
    EXPECT_EQ(shown(parseNumber("4.1499", 1000)), "4149+");
    EXPECT_EQ(shown(parseNumber("-4.15", 1000)), "-4150");
}

TEST(FilterValue, ReadsDurations) {
    const std::pair<const char*, const char*> cases[] = {
        {"5", "5000000000"},     {"0.2", "200000000"},     {"200ms", "200000000"}, {"1m", "60000000000"},
        {"2h", "7200000000000"}, {"1d", "86400000000000"}, {"1.5US", "1500"},      {"1\xc2\xb5s", "1000"},
        {"0.5ns", "0+"},         {"-1s", "-1000000000"},   {"5x", "none"},         {"ms", "none"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(shown(parseDuration(text)), expected) << text;
}

TEST(FilterValue, ReadsTimes) {
    const std::pair<const char*, const char*> cases[] = {
        {"1667872800.3", "1667872800300000000"},
        {"-0.5", "-500000000"},
        {"2022-11-08", "1667865600000000000"},
        {"2022-11-08T02:00", "1667872800000000000"},
        {"2022-11-08t02:00:00.3z", "1667872800300000000"},
        {"2022-11-08 02:00:00,300000001", "1667872800300000001"},
        {"2022-11-08T02:00:00.3000000001Z", "1667872800300000000+"},
        {"2022-11-08T04:00+02:00", "1667872800000000000"},
        {"2022-11-07T21:30-0430", "1667872800000000000"},
        {"2022-11-08T03:00+01", "1667872800000000000"},
        {"1969-12-31T23:59:59.999999999Z", "-1"},
        {"9999-12-31", "9223372036854775807+"},
        {"0001-01-01", "-9223372036854775808+"},
        {"2024-02-29", "1709164800000000000"},
        {"2023-02-29", "none"},
        {"2022-11-08T24:00", "none"},
        {"2022-11-08T02:60", "none"},
        {"2022-11-08T02:00:60", "none"},
        {"2022-11-08T02", "none"},
        {"2022-11-08T02:00:00.Z", "none"},
        {"2022-11-08T02:00Zx", "none"},
        {"2022-11-08T02:00+1", "none"},
        {"2022-1-8", "none"},
        {"5s", "none"},
        {"", "none"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(shown(parseTime(text)), expected) << text;
}

TEST(FilterValue, ReadsTheTimesThatWePrint) {
    std::mt19937_64 random(9);
    for (int round = 0; round < 2000; ++round) {
        const auto time = static_cast<std::int64_t>(random() >> (random() % 40));
        ASSERT_EQ(shown(parseTime(isoTimeText(time))), std::to_string(time));
        ASSERT_EQ(shown(parseTime(secondsText(time))), std::to_string(time));
        ASSERT_EQ(shown(parseDuration(secondsText(-time))), std::to_string(-time));
    }
}

TEST(Glob, AgreesWithTryingEverySplit) {
    std::mt19937_64 random(10);
    for (int round = 0; round < 50'000; ++round) {
        std::string pattern, text;
        for (std::size_t i = random() % 8; i > 0; --i) pattern += "ab*?"[random() % 4];
        for (std::size_t i = random() % 10; i > 0; --i) text += "ab"[random() % 2];
        ASSERT_EQ(Glob(pattern).matches(text), plainGlob(pattern, text)) << pattern << " over " << text;
    }
}

TEST(Glob, TakesAWholeCharacterForAQuestionMark) {
    EXPECT_TRUE(Glob("m?nchen").matches("m\xc3\xbcnchen"));
    EXPECT_TRUE(Glob("*?").matches("\xf0\x9f\x98\x80"));
    EXPECT_FALSE(Glob("??").matches("\xf0\x9f\x98\x80"));
    EXPECT_TRUE(
        Glob("*?b").matches("a\xe2\x82\xac"
                            "b"));
}

TEST(Glob, IsNotBlownUpByAPattern) {
    std::string pattern;
    for (int i = 0; i < 20'000; ++i) pattern += "a*";
    EXPECT_FALSE(Glob(pattern + "b").matches(std::string(60'000, 'a')));
    EXPECT_TRUE(Glob(pattern).matches(std::string(60'000, 'a')));
    EXPECT_FALSE(Glob("*" + std::string(30'000, 'a') + "b*").matches(std::string(60'000, 'a')));
}

TEST(Nearest, FindsTheColumnThatWasMeant) {
    const Schema schema = test::randomSchema();
    EXPECT_EQ(nearestColumn("nubmer", schema), "number");
    EXPECT_EQ(nearestColumn("adress", schema), "address");
    EXPECT_EQ(nearestColumn("lst", schema), "list");
    EXPECT_EQ(nearestColumn("qqqqqq", schema), "");
    EXPECT_EQ(nearestColumn("", schema), "");
    EXPECT_EQ(nearestColumn(std::string(100'000, 'a'), schema), "");
}

}  // namespace weir::table
