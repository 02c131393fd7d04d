// SPDX-License-Identifier: GPL-3.0-or-later
// What may stand raw and what is made visible: against Python's character database, and with the nastiest texts.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <sstream>

#include "core/base/foreigntext.h"
#include "core/base/json.h"
#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/base/textranges.h"
#include "core/base/utf8.h"

using namespace weir;

namespace {

std::string utf8(char32_t code) {
    std::string out;
    appendUtf8(out, code);
    return out;
}

/// Letters, marks and fillers that are Default_Ignorable_Code_Point, which Python does not know.
bool isIgnorable(char32_t code) {
    constexpr std::pair<char32_t, char32_t> ranges[] = {{0x34f, 0x34f},   {0x115f, 0x1160},  {0x17b4, 0x17b5},
                                                        {0x180b, 0x180f}, {0x3164, 0x3164},  {0xfe00, 0xfe0f},
                                                        {0xffa0, 0xffa0}, {0xe0100, 0xe01ef}};
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [&](const auto& range) { return code >= range.first && code <= range.second; });
}

TEST(ForeignText, AgreesWithPythonOnEveryCodePoint) {
    std::FILE* pipe = popen(WEIR_CATEGORIES, "r");
    ASSERT_NE(pipe, nullptr);
    std::string printed;
    std::array<char, 65536> piece;
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe))
        printed.append(piece.data(), count);
    ASSERT_EQ(pclose(pipe), 0);
    std::istringstream lines(printed);
    std::string version, category;
    lines >> version;
    const bool same = version == "14.0.0";
    std::uint32_t first = 0, last = 0, seen = 0, wrong = 0;
    while (lines >> first >> last >> category) {
        const bool unassigned = category == "Cn";
        const bool hidden = unassigned || category == "Cc" || category == "Cf" || category == "Cs" ||
                            category == "Co" || category == "Zl" || category == "Zp";
        for (char32_t code = first; code <= last; ++code, ++seen) {
            const TextKind wanted = hidden || isIgnorable(code) ? TextKind::unprintable
                                    : category[0] == 'M'        ? TextKind::mark
                                                                : TextKind::plain;
            const TextKind kind = textKind(code);
            // Another version has other unassigned characters; what ours does not know is hidden.
            const bool right = kind == wanted || (!same && (unassigned || kind == TextKind::unprintable));
            wrong += right ? 0 : 1;
            if (!right && wrong < 10)
                ADD_FAILURE() << "U+" << std::hex << static_cast<std::uint32_t>(code) << ' ' << category;
            if (hidden && !unassigned && category != "Cs" && code >= 0x20 && code != 0x7f) {
                EXPECT_EQ(printable(utf8(code)).substr(0, 3), "\\u{") << static_cast<std::uint32_t>(code);
            }
        }
    }
    EXPECT_EQ(wrong, 0u);
    EXPECT_EQ(seen, 0x110000u);
    EXPECT_EQ(textKind(0x110000), TextKind::unprintable);
}

TEST(ForeignText, MakesVisibleWhatHides) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"plain ASCII, ~!\"\\", "plain ASCII, ~!\"\\"},
        {std::string_view("a\0b", 3), "a\\x00b"},
        {"\t\r\n\x1b[2J\x7f", "\\x09\\x0D\\x0A\\x1B[2J\\x7F"},
        {"invoice-\u202egpj.exe", "invoice-\\u{202E}gpj.exe"},
        {"\u2066a\u2069\u200b\u2060\ufeff\u061c", "\\u{2066}a\\u{2069}\\u{200B}\\u{2060}\\u{FEFF}\\u{061C}"},
        {"next\xc2\x85line", "next\\u{0085}line"},
        {"soft\u00adhyphen", "soft\\u{00AD}hyphen"},
        {"\u2028\u2029", "\\u{2028}\\u{2029}"},
        {"\u3164\uffa0\u115f\u1160", "\\u{3164}\\u{FFA0}\\u{115F}\\u{1160}"},
        {"\U000E0041\U000E007F", "\\u{E0041}\\u{E007F}"},
        {"\u2764\ufe0f\U000E0100", "\u2764\\u{FE0F}\\u{E0100}"},
        {"\U0001F468\u200d\U0001F469", "\U0001F468\\u{200D}\U0001F469"},
        {"\ue000\U00100000", "\\u{E000}\\u{100000}"},
        {"\ufdd0\uffff\U0001FFFE\U0010FFFF", "\\u{FDD0}\\u{FFFF}\\u{1FFFE}\\u{10FFFF}"},
        {"\u0378", "\\u{0378}"},
        {"Gr\u00fc\u00dfe \u4f60\u597d \u05e9\u05dc\u05d5\u05dd \u0939\u093f \U0001F600",  // letters of any script stay
         "Gr\u00fc\u00dfe \u4f60\u597d \u05e9\u05dc\u05d5\u05dd \u0939\u093f \U0001F600"},
        {"\u0301alone", "\u0301alone"},
        // No UTF-8: overlong, surrogates, beyond the last, cut off, alone, never used.
        {"\xc0\x80\xc1\xbf", "\\xC0\\x80\\xC1\\xBF"},
        {"\xe0\x80\xaf\xf0\x80\x80\xaf", "\\xE0\\x80\\xAF\\xF0\\x80\\x80\\xAF"},
        {"\xed\xa0\x80\xed\xbf\xbf", "\\xED\\xA0\\x80\\xED\\xBF\\xBF"},
        {"\xf4\x90\x80\x80\xf5\x80\x80\x80", "\\xF4\\x90\\x80\\x80\\xF5\\x80\\x80\\x80"},
        {"\xe2\x80", "\\xE2\\x80"},
        {"\xe2\x80\xe2\x80\xae", "\\xE2\\x80\\u{202E}"},
        {"\xe2\x80"
         "A\x80",
         "\\xE2\\x80A\\x80"},
        {"\xfe\xff", "\\xFE\\xFF"},
    };
    for (const auto& [text, shown] : cases) EXPECT_EQ(printable(text), shown);
}

TEST(ForeignText, MarksAreBounded) {
    std::string many = "a";
    for (int i = 0; i < 100; ++i) many += "\u0301";
    const std::string shown = printable(many);
    EXPECT_EQ(shown.substr(0, 17), many.substr(0, 17));
    EXPECT_EQ(shown.substr(17, 8), "\\u{0301}");
    EXPECT_EQ(shown.size(), 17 + 92 * 8u);
    std::string spread;
    for (int i = 0; i < 100; ++i) spread += "e\u0301\u0323";
    EXPECT_EQ(printable(spread), spread);
}

TEST(ForeignText, WhateverComesIsValidShortAndStaysAsItIs) {
    std::mt19937 random(7);
    const std::string pieces[] = {"a",
                                  "\u202e",
                                  "\xff",
                                  "\xe2",
                                  "\x80",
                                  "\xae",
                                  "\u0301",
                                  "\U000E0041",
                                  "\"",
                                  "\\",
                                  "\n",
                                  "\u00e4",
                                  "\xf0\x9f",
                                  "longer than eight bytes",
                                  std::string(1, '\0')};
    for (int round = 0; round < 50'000; ++round) {
        std::string text;
        for (auto i = random() % 12; i > 0; --i) text += pieces[random() % std::size(pieces)];
        const std::string shown = printable(text);
        ASSERT_LE(shown.size(), 4 * text.size());
        ASSERT_EQ(printable(shown), shown) << "what was made visible once stays";
        std::string put;
        std::size_t octets = 0;
        ForeignText foreign(text);
        for (ForeignText::Piece piece; foreign.next(piece); octets += piece.octets.size()) {
            ASSERT_FALSE(piece.octets.empty());
            put += piece.octets;
        }
        ASSERT_EQ(put, text) << "nothing is lost";
        // In JSON the text is exact but for octets that are no UTF-8.
        std::string json;
        appendJsonString(json, text);
        ASSERT_EQ(printable(json), json);
        const auto read = parseJson(json);
        ASSERT_TRUE(read) << json;
        ASSERT_EQ(printable(read.value().text), shown);
    }
}

TEST(ForeignText, AsciiIsMeasuredEightAtATime) {
    for (std::size_t length = 0; length < 40; ++length) {
        const std::string text(length, '~');
        EXPECT_EQ(printableAscii(text), length);
        for (std::size_t at = 0; at < length; ++at) {
            for (const char bad : {'\0', '\x1f', '\x7f', '\x80', '\xff'}) {
                std::string other = text;
                other[at] = bad;
                EXPECT_EQ(printableAscii(other), at);
            }
        }
    }
}

TEST(JsonWriter, WritesObjectsAndLines) {
    std::string out;
    JsonWriter json(out, JsonWriter::Spacing::afterSeparators);
    json.beginObject().key("a").number(-1).key("b").texts({"x", "y\n"});
    json.newLine(2).key("c").beginArray().endArray().key("d").beginObject().endObject();
    json.newLine().key("e").truth(false).newLine().endObject();
    EXPECT_EQ(out, "{\"a\": -1, \"b\": [\"x\", \"y\\n\"],\n  \"c\": [], \"d\": {},\n\"e\": false\n}");
    std::string tight;
    JsonWriter(tight, JsonWriter::Spacing::none).value(parseJson("[1, {\"k\" : null, \"l\":true}, \"s\"]").value());
    EXPECT_EQ(tight, "[1,{\"k\":null,\"l\":true},\"s\"]");
}

TEST(JsonWriter, EscapesWhatMayNotStandRaw) {
    std::string out;
    appendJsonString(out, "\"\\/\b\f\n\r\t\x01\x7f\u202e\u2028\U000E0041\u00e4\xff");
    EXPECT_EQ(out, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\\u202e\\u2028\\udb40\\udc41\u00e4\\\\xFF\"");
}

TEST(Text, NumbersForPeople) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(UINT64_MAX), "18,446,744,073,709,551,615");
    EXPECT_EQ(counted(1, "flow"), "1 flow");
    EXPECT_EQ(counted(1234, "flow"), "1,234 flows");
}

}  // namespace
