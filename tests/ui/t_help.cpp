// SPDX-License-Identifier: GPL-3.0-or-later
// No key of a command is missing in the help and in the manual.
#include <QRegularExpression>
#include <QTextBrowser>

#include "ui/windowfixture.h"

namespace weir::window {

namespace {

/// The keys of all commands that the window can ever have, as they are written here.
QStringList keysOf(const MainWindow& window, QKeySequence::SequenceFormat format) {
    QStringList keys;
    for (const QAction* action : window.findChildren<QAction*>()) {
        for (const QKeySequence& key : action->shortcuts()) keys << key.toString(format);
    }
    return keys;
}

/// Whether these keys stand in the text by themselves, not as the end or the beginning of others.
bool has(const QString& text, const QString& keys) {
    const QRegularExpression alone(QStringLiteral("(?<![\\w+])%1(?![\\w+])").arg(QRegularExpression::escape(keys)));
    return alone.match(text).hasMatch();
}

}  // namespace

class HelpTest : public WindowTest {
protected:
    QString help() {
        window->actions().shortcuts->trigger();
        const auto* text = window->findChild<QTextBrowser*>(QStringLiteral("help"));
        EXPECT_NE(text, nullptr);
        return text ? text->toPlainText() : QString();
    }
};

TEST_F(HelpTest, TellsEveryKey) {
    // As if all were there at once: lookups, a comparison.
    for (QAction* action : window->findChildren<QAction*>()) action->setVisible(true);
    const QString text = help();
    const QStringList keys = keysOf(*window, QKeySequence::NativeText);
    EXPECT_GT(keys.size(), 40);
    for (const QString& key : keys) EXPECT_TRUE(has(text, key)) << key.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("Judge: Suspicious")));
    EXPECT_FALSE(has(text, QStringLiteral("Ctrl+Shift+Q")));
}

TEST_F(HelpTest, TellsNoKeyOfACommandThatIsNotThere) {
    const QString text = help();
    EXPECT_TRUE(has(text, QStringLiteral("Ctrl+Shift+F")));
    EXPECT_FALSE(has(text, QStringLiteral("Ctrl+L")));
    EXPECT_FALSE(has(text, QStringLiteral("Ctrl+Shift+L")));
}

TEST_F(HelpTest, TheManualTellsEveryKey) {
    const QString manual = QString::fromUtf8(contents(QStringLiteral(WEIR_MANUAL)));
    const qsizetype begin = manual.indexOf(QStringLiteral(".SH KEYS"));
    ASSERT_GE(begin, 0);
    const QString part = manual.mid(begin, manual.indexOf(QStringLiteral("\n.SH "), begin + 1) - begin);
    const QStringList keys = keysOf(*window, QKeySequence::PortableText);
    EXPECT_GT(keys.size(), 40);
    for (const QString& key : keys) EXPECT_TRUE(has(part, key)) << key.toStdString();
    EXPECT_FALSE(has(part, QStringLiteral("Ctrl+Shift+Q")));
}

}  // namespace weir::window
