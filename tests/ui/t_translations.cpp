// SPDX-License-Identifier: GPL-3.0-or-later
// The window in German beside the window in English: the words, the forms of a count, and the letters of the menus.
#include <QCheckBox>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTranslator>

#include "core/handover/compare.h"
#include "ui/models/columnwords.h"
#include "ui/models/format.h"
#include "ui/models/tablesource.h"
#include "ui/window/translations.h"
#include "ui/windowfixture.h"

namespace weir::window {

namespace {

/// In force as long as it lives.
class Spoken {
public:
    explicit Spoken(const QLocale& locale) {
        const QList<QTranslator*> before = qApp->findChildren<QTranslator*>();
        installTranslations(*qApp, locale);
        for (QTranslator* translator : qApp->findChildren<QTranslator*>()) {
            if (!before.contains(translator))
                m_translators << translator;
        }
    }
    ~Spoken() { qDeleteAll(m_translators); }
    Spoken(const Spoken&) = delete;
    Spoken& operator=(const Spoken&) = delete;

private:
    QList<QTranslator*> m_translators;
};

const QLocale german(QLocale::German, QLocale::Germany);

/// The entries of this menu and of those below it that share a letter, and the number of letters.
QStringList sharedLetters(const QList<QAction*>& actions, int& letters) {
    QStringList shared;
    QHash<QChar, QString> taken;
    for (const QAction* action : actions) {
        if (action->menu())
            shared << sharedLetters(action->menu()->actions(), letters);
        const QString text = QString(action->text()).remove(QStringLiteral("&&"));
        const qsizetype at = text.indexOf(u'&');
        if (at < 0)
            continue;
        ++letters;
        const QChar letter = text.at(at + 1).toLower();
        if (taken.contains(letter))
            shared << taken.value(letter) + QStringLiteral(" = ") + text;
        taken.insert(letter, text);
    }
    return shared;
}

QString rowsWritten(int rows) {
    return QCoreApplication::translate("weir::controllers::Exporter", "%1 rows written to %2", nullptr, rows)
        .arg(rows)
        .arg(QStringLiteral("x"));
}

}  // namespace

class TranslationTest : public WindowTest {};

TEST_F(TranslationTest, GermanSpeaksThroughout) {
    const Spoken spoken(german);
    window = std::make_unique<MainWindow>(settings);
    window->show();
    openSample();
    EXPECT_EQ(window->menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
    EXPECT_EQ(window->filterBar().box().accessibleName(), QStringLiteral("Filter"));
    views::TablePage& talkers = go("talkers");
    EXPECT_TRUE(window->pages().tabText(window->pages().indexOf(&talkers)).startsWith(QStringLiteral("Endpunkte")));
    EXPECT_EQ(talkers.view().tableModel().headerData(0, Qt::Horizontal).toString(), QStringLiteral("Adresse"));
    EXPECT_TRUE(talkers.summary().contains(QStringLiteral(" Zeilen"))) << talkers.summary().toStdString();
    // A name in a filter and in a file is the same in every language.
    type(QStringLiteral("address = 182.162.143.56"));
    EXPECT_EQ(talkers.shownRows(), 1);
}

TEST_F(TranslationTest, ACountHasItsForm) {
    EXPECT_EQ(rowsWritten(1), QStringLiteral("1 row written to x"));
    EXPECT_EQ(rowsWritten(2), QStringLiteral("2 rows written to x"));
    const Spoken spoken(german);
    EXPECT_EQ(rowsWritten(1), QStringLiteral("1 Zeile nach x geschrieben"));
    EXPECT_EQ(rowsWritten(0), QStringLiteral("0 Zeilen nach x geschrieben"));
}

TEST_F(TranslationTest, ALanguageWithoutTranslationIsEnglish) {
    const Spoken spoken(QLocale(QLocale::Welsh));
    EXPECT_EQ(rowsWritten(1), QStringLiteral("1 row written to x"));
    MainWindow welsh(settings);
    EXPECT_EQ(welsh.menuBar()->actions().first()->text(), QStringLiteral("&File"));
}

TEST_F(TranslationTest, NoMenuGivesALetterTwice) {
    for (const QLocale& locale : {QLocale::c(), german}) {
        const Spoken spoken(locale);
        window = std::make_unique<MainWindow>(settings);
        window->show();
        openSample();
        int letters = 0;
        EXPECT_EQ(sharedLetters(window->menuBar()->actions(), letters).join(u'\n').toStdString(), "");
        EXPECT_GT(letters, 40);
        for (const char* key : {"hosts", "conversations"}) {
            views::TableView& view = go(key).view();
            view.setCurrentIndex(view.tableModel().index(0, 0));
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
            QApplication::sendEvent(&view, &event);
            auto* menu = view.findChild<QMenu*>(QStringLiteral("cellMenu"));
            ASSERT_NE(menu, nullptr);
            letters = 0;
            EXPECT_EQ(sharedLetters(menu->actions(), letters).join(u'\n').toStdString(), "");
            EXPECT_GT(letters, 8);
            menu->close();
        }
    }
}

TEST_F(TranslationTest, LongWordsBreakTheRowAndDoNotWidenTheWindow) {
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        window->setLayoutDirection(direction);
        openSample();
        views::TablePage& page = go("conversations");
        const auto boxes = page.findChildren<QCheckBox*>();
        ASSERT_GE(boxes.size(), 6);
        for (QCheckBox* box : boxes) box->setText(box->text() + QString(20, u'w'));
        window->resize(700, 600);
        QApplication::processEvents();
        EXPECT_LE(window->width(), 800);
        QSet<int> rows;
        for (const QCheckBox* box : boxes) {
            EXPECT_TRUE(page.rect().contains(box->geometry())) << box->text().toStdString();
            EXPECT_FALSE(box->geometry().intersects(QRect(page.view().mapTo(&page, QPoint()), page.view().size())));
            for (const QCheckBox* other : boxes)
                EXPECT_TRUE(box == other || !box->geometry().intersects(other->geometry()));
            rows << box->y();
        }
        EXPECT_GT(rows.size(), 1);
    }
}

TEST_F(TranslationTest, EveryColumnSaysItsTitleAndMeaningInBothLanguages) {
    int seen = 0;
    const auto look = [&seen](const std::string& name, const table::Schema& schema) {
        for (const table::Column& column : schema) {
            ++seen;
            EXPECT_FALSE(column.title.empty()) << name << ": " << column.name;
            ASSERT_GT(column.meaning.size(), 1U) << name << ": " << column.name;
            EXPECT_NE(column.meaning.back(), '.') << name << ": " << column.name;
            // A meaning of more than a word is never the same in German.
            if (column.meaning.find(' ') != std::string::npos) {
                EXPECT_NE(models::columnWords(column.meaning), QString::fromStdString(column.meaning).remove(u'`'))
                    << name << ": " << column.name;
            }
        }
    };
    const Spoken spoken(german);
    look("changes", handover::changesSchema());
    for (const std::string& name : capturetables::tableNames()) {
        for (const bool twoWay : {true, false}) {
            capturetables::TableRequest request = models::requestFor(name);
            request.twoWay = twoWay;
            const Result<table::Schema> schema = capturetables::tableSchema(request);
            ASSERT_TRUE(schema) << name;
            look(name, schema.value());
        }
    }
    EXPECT_GT(seen, 100);
}

}  // namespace weir::window
