// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/enrich/subject/cleantext.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::subject;
namespace {

TEST(CleanText, MakesVisibleWhatTricksTheEye) {
    const QString nasty = QStringLiteral("a\u202eb\u200bc\u0007\u001b[31md\u0085\u2066e\ufefff");
    EXPECT_EQ(cleanText(nasty), QStringLiteral("a\\u{202E}b\\u{200B}c\\x07\\x1B[31md\\u{0085}\\u{2066}e\\u{FEFF}f"));
    EXPECT_EQ(cleanText(QStringLiteral("a\u2028b\tc\r\n")), QStringLiteral("a\\u{2028}b\tc\n"));
    EXPECT_EQ(cleanText(QString(QChar(0xd800)) + u'x'), QString(QChar(0xfffd)) + u'x');
    EXPECT_EQ(cleanText(QStringLiteral("\U0001F600")), QStringLiteral("\U0001F600"));
    EXPECT_EQ(cleanText(u'a' + QString(100, QChar(0x301))).size(), 9 + 92 * 8);
}

TEST(CleanText, OneLineIsOneLineAndBounded) {
    EXPECT_EQ(cleanLine(QStringLiteral("  a\nb\tc  ")), QStringLiteral("a b c"));
    EXPECT_EQ(cleanLine(QString(5000, u'x')).size(), 1024);
    EXPECT_EQ(cleanLine(QString(5'000'000, u'\n')), QString());
}

TEST(CleanText, DecodesUtf8OrLatin1) {
    EXPECT_EQ(decoded("Espa\xc3\xb1\x61"), QStringLiteral("Espa\u00f1a"));
    EXPECT_EQ(decoded("Espa\xf1\x61"), QStringLiteral("Espa\u00f1a"));
    EXPECT_EQ(decoded("\xc3\xb1\xf1").size(), 3);
}

}  // namespace
}  // namespace weir::enrich
