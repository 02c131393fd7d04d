// SPDX-License-Identifier: GPL-3.0-or-later
// Valid JSON is read as it is, everything else is an error at an offset, and nothing is too deep or too long.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/json.h"

using namespace weir;

namespace {

using Kind = JsonValue::Kind;

JsonValue read(std::string_view text) {
    auto value = parseJson(text);
    EXPECT_TRUE(value) << text << ": " << (value ? std::string{} : value.error().toString());
    return value ? value.take() : JsonValue{};
}

TEST(Json, Values) {
    EXPECT_TRUE(read("null").is(Kind::null));
    EXPECT_TRUE(read(" true ").truth);
    EXPECT_FALSE(read("false").truth);
    EXPECT_EQ(read("-0.5e+10").text, "-0.5e+10");
    EXPECT_EQ(read("\"a\\n\\u00e9\\ud83d\\ude00\\/\"").text, "a\n\xc3\xa9\xf0\x9f\x98\x80/");
    EXPECT_EQ(read("[1,[],{}]").items.size(), 3u);
    const JsonValue object = read("{\"b\": \"x\", \"a\": true, \"b\": \"y\"}");
    ASSERT_EQ(object.members.size(), 3u);
    EXPECT_EQ(object.members[0].first, "b");
    EXPECT_EQ(object.textOf("b"), "x");
    EXPECT_TRUE(object.truthOf("a"));
    EXPECT_EQ(object.textOf("a"), "");
    EXPECT_EQ(object.find("c"), nullptr);
    EXPECT_EQ(read("\"\\u0000\"").text, std::string(1, '\0'));
}

TEST(Json, WhatIsNotJson) {
    for (const char* text : {"",
                             " ",
                             "nul",
                             "tru",
                             "+1",
                             "01",
                             "-",
                             "1.",
                             "1e",
                             "1e+",
                             ".5",
                             "NaN",
                             "'a'",
                             "\"a",
                             "\"\t\"",
                             "\"\\x\"",
                             "\"\\",
                             "\"\\u12\"",
                             "\"\\u12g4\"",
                             "\"\\ud800\"",
                             "\"\\udc00\"",
                             "\"\\ud800\\u0041\"",
                             "\"\xff\"",
                             "\"\xc0\x80\"",
                             "[",
                             "[1",
                             "[1,",
                             "[1,]",
                             "[1 2]",
                             "]",
                             "{",
                             "{\"a\"",
                             "{\"a\":",
                             "{\"a\":1",
                             "{\"a\":1,}",
                             "{a:1}",
                             "{1:1}",
                             "1 2",
                             "{} x",
                             "\xef\xbb\xbf{}",
                             "// x\n1",
                             "[1]]"}) {
        const auto value = parseJson(text);
        ASSERT_FALSE(value) << text;
        EXPECT_FALSE(value.error().text().empty()) << text;
        ASSERT_TRUE(value.error().offset);
        EXPECT_LE(*value.error().offset, std::string_view(text).size());
    }
    EXPECT_EQ(parseJson("[1, x]").error().offset, 4u);
}

TEST(Json, EveryCutIsAnError) {
    const std::string text = "{\"a\": [1.5e3, \"\\u00e9\\n\", {\"b\": null}], \"c\": false}";
    ASSERT_TRUE(parseJson(text));
    for (std::size_t length = 0; length < text.size(); ++length) EXPECT_FALSE(parseJson(text.substr(0, length)));
}

TEST(Json, Limits) {
    EXPECT_TRUE(parseJson(std::string(64, '[') + std::string(64, ']')));
    EXPECT_FALSE(parseJson(std::string(65, '[') + std::string(65, ']')));
    EXPECT_FALSE(parseJson(std::string(10'000'000, '[')));
    JsonLimits limits;
    limits.octets = 4;
    EXPECT_TRUE(parseJson("1234", limits));
    EXPECT_FALSE(parseJson("12345", limits));
    limits = {};
    limits.values = 3;
    EXPECT_TRUE(parseJson("[1,2]", limits));
    EXPECT_FALSE(parseJson("[1,2,3]", limits));
}

}  // namespace
