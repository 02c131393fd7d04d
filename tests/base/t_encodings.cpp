// SPDX-License-Identifier: GPL-3.0-or-later
// Texts in other encodings: Base64, UTF-16, and names of DNS as they are written.
#include <gtest/gtest.h>

#include "core/base/base64.h"
#include "core/base/dnslabels.h"
#include "core/base/utf8.h"
#include "tests/support/octets.h"

namespace {

using namespace weir;
using namespace weir::test;

TEST(Base64, DecodesWithAndWithoutPadding) {
    EXPECT_EQ(decodeBase64("TWlsbGlvbg=="), "Million");
    EXPECT_EQ(decodeBase64("TWlsbGlvbg"), "Million");
    EXPECT_EQ(decodeBase64("+/8="), "\xfb\xff");
    EXPECT_EQ(decodeBase64(""), "");
    EXPECT_EQ(decodeBase64("TWls bGlv"), std::nullopt);
    EXPECT_EQ(decodeBase64("A"), std::nullopt) << "six bits are no byte";
}

TEST(Utf16, BecomesUtf8) {
    EXPECT_EQ(fromUtf16le(hex("4200 e400 7200 3dd8 00de")), "Bär😀");
    EXPECT_EQ(fromUtf16le(hex("3dd8 4100")),
              "\xef\xbf\xbd"
              "A")
        << "half of a pair";
    EXPECT_EQ(fromUtf16le(hex("4100 42")), "A") << "an odd byte is left out";
}

TEST(DnsNames, StandForOctets) {
    EXPECT_EQ(unescapedName("b\\195\\164r.local"), "bär.local");
    EXPECT_EQ(unescapedName("a\\.b\\\\c"), "a.b\\c");
    EXPECT_EQ(unescapedName("a\\"), "a\\");
    EXPECT_EQ(unescapedName("a\\12"), "a12");
    EXPECT_EQ(unescapedName(""), "");
}

}  // namespace
