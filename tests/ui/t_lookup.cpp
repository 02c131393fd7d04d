// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups by mouse and keyboard against the lesson's servers on the loopback: nothing goes before the button, and
// afterwards the columns are the lesson's.
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "ui/lookupfixture.h"
#include "ui/panes/keysdialog.h"
#include "ui/panes/lookuppane.h"

namespace weir::window {
using namespace weir::models;

using views::TablePage;

namespace {

QList<QStringList> dataLines(const char* name) {
    QFile file(QStringLiteral(WEIR_TEST_DATA "/lookups/") + QLatin1String(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    QList<QStringList> out;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts))
        out << line.split(u',');
    out.removeFirst();
    return out;
}

}  // namespace

TEST_F(LookupWindowTest, TheLessonByMouseAndKeyboard) {
    openSample();
    TablePage& page = go("hosts");
    page.view().showAllColumns();
    panes::PreviewDialog* dialog = askAll(page);
    ASSERT_NE(dialog, nullptr);
    tick(*dialog, "registration", true);
    tick(*dialog, "virustotal", false);
    EXPECT_EQ(
        dialog->summary(),
        QStringLiteral("18 addresses would be sent, 1 is held back. At least 39 requests, 21 of them not encrypted."));
    const QString held = dialog->findChild<QLabel*>(QStringLiteral("previewHeld"))->text();
    EXPECT_TRUE(held.contains(QStringLiteral("239.255.255.250")) && held.contains(QStringLiteral("multicast")))
        << held.toStdString();
    EXPECT_TRUE(dialog->sendButton().text().contains(QStringLiteral("Online and Send 39 Requests")))
        << dialog->sendButton().text().toStdString();
    tick(*dialog, "virustotal", true);
    EXPECT_TRUE(dialog->sendButton().text().contains(QStringLiteral("Send 57 Requests")));
    const QString shares = dialog->findChild<QLabel*>(QStringLiteral("previewShares"))->text();
    EXPECT_TRUE(shares.contains(QStringLiteral("www.virustotal.com"))) << shares.toStdString();
    EXPECT_FALSE(shares.contains(QLatin1String(enrich::LessonServers::key())));
    session::runFor(50);
    EXPECT_EQ(requests(), 0) << "nothing leaves before the button";
    EXPECT_TRUE(service->lookups().offline());

    QElapsedTimer beat;
    beat.start();
    qint64 longest = 0;
    QTimer probe;
    probe.setInterval(10);
    QObject::connect(&probe, &QTimer::timeout, [&] { longest = std::max(longest, beat.restart()); });
    probe.start();
    QTest::mouseClick(&dialog->sendButton(), Qt::LeftButton);
    ASSERT_TRUE(answered());
    probe.stop();
    RecordProperty("longestPauseOfTheEventLoop", static_cast<int>(longest));
    EXPECT_FALSE(service->lookups().offline());
    EXPECT_EQ(looked(), 18);

    // The least weighty first, then the others in front of it.
    clickHeader(page, "vt_malicious");
    clickHeader(page, "vt_suspicious", Qt::ShiftModifier);
    clickHeader(page, "vt_harmless", Qt::ShiftModifier);
    ASSERT_EQ(page.view().sortHeader().keys().size(), 3U);
    const QList<QStringList> sorted = dataLines("virustotal_sorted.csv");
    ASSERT_GT(sorted.size(), 5);
    int row = 0;
    for (const QStringList& line : sorted) {
        EXPECT_EQ(cell(page, row, "vt_harmless"), line[1]) << row;
        EXPECT_EQ(cell(page, row, "vt_malicious"), line[2]) << row;
        EXPECT_EQ(cell(page, row, "vt_suspicious"), line[3]) << row;
        ++row;
    }
    EXPECT_EQ(cell(page, 0, "address"), QStringLiteral("182.162.143.56"));
    EXPECT_EQ(cell(page, 0, "vt_undetected"), QStringLiteral("11"));

    QHash<QString, QString> countries;
    for (int i = 0; i < page.view().tableModel().rowCount(); ++i)
        countries.insert(cell(page, i, "address"), cell(page, i, "whois_country"));
    for (const QStringList& line : dataLines("whois_country.csv")) {
        QStringList wanted;
        for (const QString& part : line[1].split(u';', Qt::SkipEmptyParts))
            wanted << part.section(u':', 1).trimmed().toUpper();
        EXPECT_EQ(countries.value(line[0]), wanted.join(u';')) << line[0].toStdString();
    }
    EXPECT_EQ(countries.value(QStringLiteral("239.255.255.250")), QString());
}

TEST_F(LookupWindowTest, AnswersStandBesideTheAddressOnceThereAreAny) {
    openSample();
    TablePage& page = go("hosts");
    const auto shown = [&] {
        QStringList names;
        for (const std::size_t column : page.view().shownColumns())
            names << QString::fromStdString(page.view().tableModel().column(static_cast<int>(column)).name);
        return names;
    };
    for (const char* empty : {"verdict", "vt_malicious", "whois_org", "looked_up_at"})
        EXPECT_FALSE(shown().contains(QLatin1String(empty))) << empty;
    panes::PreviewDialog* dialog = askAll(page);
    ASSERT_NE(dialog, nullptr);
    tick(*dialog, "registration", false);
    tick(*dialog, "virustotal", true);
    QTest::mouseClick(&dialog->sendButton(), Qt::LeftButton);
    ASSERT_TRUE(answered());
    for (const char* answer : {"verdict", "verdict_by", "vt_malicious"}) {
        const qsizetype at = shown().indexOf(QLatin1String(answer));
        EXPECT_TRUE(at > 0 && at < shown().indexOf(QStringLiteral("packets"))) << answer << " stands at " << at;
    }
    EXPECT_EQ(page.view().columns().save(), QStringList()) << "that is no choice of the user's";
}

TEST_F(LookupWindowTest, TheRowMenuLooksUpAndThePaneTellsOfTheRow) {
    openSample();
    TablePage& page = go("hosts");
    QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(window->lookups()->dock().isVisible());
    int row = 0;
    while (row < 19 && cell(page, row, "address") != u"182.162.143.56") ++row;
    clickRow(page, row);
    panes::LookupPane& pane = window->lookups()->pane();
    EXPECT_EQ(pane.subject(), QStringLiteral("182.162.143.56"));

    QMenu* menu = cellMenu(page, row, "address");
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->actions().contains(window->actions().lookUp));
    window->actions().lookUp->trigger();
    menu->close();
    auto* dialog = window->findChild<panes::PreviewDialog*>();
    ASSERT_NE(dialog, nullptr);
    tick(*dialog, "virustotal", true);
    EXPECT_EQ(dialog->summary(),
              QStringLiteral("1 address would be sent. At least 3 requests, 1 of them not encrypted."));
    QTest::mouseClick(&dialog->sendButton(), Qt::LeftButton);
    ASSERT_TRUE(answered());

    const auto* verdict = pane.findChild<QLabel*>(QStringLiteral("verdict"));
    ASSERT_NE(verdict, nullptr);
    EXPECT_EQ(verdict->text(), QStringLiteral("Malicious: 18 of 94 engines"));
    for (const QLabel* label : pane.findChildren<QLabel*>())
        EXPECT_EQ(label->textFormat(), Qt::PlainText) << label->text().toStdString();
    EXPECT_EQ(page.view().selectedRows().size(), 1U) << "new columns must not lose the selection";
    EXPECT_EQ(pane.subject(), QStringLiteral("182.162.143.56"));

    const QList<QToolButton*> raws = pane.findChildren<QToolButton*>(QStringLiteral("show_raw"));
    ASSERT_EQ(raws.size(), 2);
    for (QToolButton* raw : raws) raw->click();
    QString texts;
    for (const QPlainTextEdit* text : pane.findChildren<QPlainTextEdit*>(QStringLiteral("text_raw"))) {
        EXPECT_TRUE(text->isReadOnly());
        EXPECT_TRUE(text->isVisibleTo(&pane));
        texts += text->toPlainText();
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("\"malicious\":18"))) << texts.toStdString();
    EXPECT_TRUE(texts.contains(QStringLiteral("inetnum:"))) << texts.toStdString();
    QString trail;
    for (const QPlainTextEdit* text : pane.findChildren<QPlainTextEdit*>(QStringLiteral("text_trail")))
        trail += text->toPlainText();
    EXPECT_TRUE(trail.contains(QStringLiteral("whois.apnic.net"))) << trail.toStdString();
    EXPECT_FALSE(trail.contains(QLatin1String(enrich::LessonServers::key())));
}

TEST_F(LookupWindowTest, OneVoteIsAWeakSign) {
    openSample();
    go("hosts");
    service->setOffline(false);
    service->lookups().start(service->lookups().preview({QStringLiteral("8.8.8.8")}, {QStringLiteral("virustotal")}));
    ASSERT_TRUE(answered());
    window->lookups()->pane().setSubject(QStringLiteral("8.8.8.8"));
    const auto* verdict = window->lookups()->pane().findChild<QLabel*>(QStringLiteral("verdict"));
    ASSERT_NE(verdict, nullptr);
    EXPECT_EQ(verdict->text(), QStringLiteral("1 of 91 engines call it malicious, a weak sign"));
}

TEST_F(LookupWindowTest, WhatMustNotLeaveSaysWhy) {
    openSample();
    window->lookups()->pane().setSubject(QStringLiteral("239.255.255.250"));
    const auto* note = window->lookups()->pane().findChild<QLabel*>(QStringLiteral("lookupNote"));
    EXPECT_TRUE(note->text().startsWith(QStringLiteral("Never sent: "))) << note->text().toStdString();
    EXPECT_TRUE(note->text().contains(QStringLiteral("multicast"))) << note->text().toStdString();
}

TEST_F(LookupWindowTest, TakenOutOfThePreviewStaysHere) {
    openSample();
    panes::PreviewDialog* dialog = askAll(go("hosts"));
    ASSERT_NE(dialog, nullptr);
    auto* table = dialog->findChild<QTableView*>(QStringLiteral("previewTable"));
    QAbstractItemModel* model = table->model();
    ASSERT_TRUE(model->setData(model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    EXPECT_TRUE(dialog->sendButton().text().contains(QStringLiteral("37 Requests")));
    EXPECT_EQ(dialog->preview().toSend(), 17);
    EXPECT_EQ(dialog->preview().count(enrich::queue::PreviewItem::Fate::heldBack), 1);
    dialog->reject();
    session::runFor(30);
    EXPECT_EQ(requests(), 0);
    EXPECT_TRUE(service->lookups().offline());
}

TEST_F(LookupWindowTest, PendingLookupsAreAskedAboutAfterARestart) {
    openSample();
    service->setOffline(false);
    service->lookups().start(service->lookups().preview(
        {QStringLiteral("8.8.8.8"), QStringLiteral("2.18.109.224"), QStringLiteral("40.126.31.71")},
        {QStringLiteral("virustotal")}));
    service->lookups().pause();
    ASSERT_TRUE(session::runUntil([&] { return service->jobs().rowCount() == 3; })) << "waiting ones are listed, too";
    EXPECT_FALSE(service->jobs().words(QStringLiteral("virustotal"), QStringLiteral("40.126.31.71")).isEmpty());
    TearDown();
    window = std::make_unique<MainWindow>(settings);
    window->show();
    startService();
    views::Banner& banner = window->lookups()->pendingBanner();
    EXPECT_TRUE(banner.isVisible());
    EXPECT_EQ(banner.text(), QStringLiteral("3 lookups were pending when Weir ended."));
    session::runFor(30);
    EXPECT_EQ(requests(), 0);
    QPushButton* discard = nullptr;
    for (QPushButton* button : banner.findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == u"Discard")
            discard = button;
    }
    ASSERT_NE(discard, nullptr);
    QTest::mouseClick(discard, Qt::LeftButton);
    EXPECT_FALSE(banner.isVisible());
    EXPECT_TRUE(service->lookups().jobs().isEmpty());
    session::runFor(30);
    EXPECT_EQ(requests(), 0);
}

TEST_F(LookupWindowTest, AKeyIsEnteredKeptAndForgottenAndNeverShown) {
    environment.clear();
    TearDown();
    window = std::make_unique<MainWindow>(settings);
    window->show();
    startService();
    window->actions().keys->trigger();
    auto* dialog = window->findChild<panes::KeysDialog*>();
    ASSERT_NE(dialog, nullptr);
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("key_virustotal"));
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->echoMode(), QLineEdit::Password);
    QTest::keyClicks(field, QStringLiteral("0123456789abcdef"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("useKey_virustotal")), Qt::LeftButton);
    const auto* state = dialog->findChild<QLabel*>(QStringLiteral("keyState_virustotal"));
    ASSERT_TRUE(session::runUntil([&] { return keyStore->secrets.size() == 1; }));
    EXPECT_EQ(field->text(), QString());
    EXPECT_TRUE(state->text().contains(QStringLiteral("…cdef"))) << state->text().toStdString();
    EXPECT_FALSE(state->text().contains(QStringLiteral("0123456789")));
    EXPECT_EQ(service->lookups().keys().key(QStringLiteral("virustotal")), "0123456789abcdef");
    auto* forget = dialog->findChild<QPushButton*>(QStringLiteral("forgetKey_virustotal"));
    ASSERT_TRUE(session::runUntil([&] { return forget->isEnabled(); }));
    QTest::mouseClick(forget, Qt::LeftButton);
    ASSERT_TRUE(session::runUntil([&] { return keyStore->secrets.isEmpty(); }));
    EXPECT_TRUE(service->lookups().keys().key(QStringLiteral("virustotal")).isEmpty());
    EXPECT_FALSE(forget->isEnabled());
}

TEST_F(LookupWindowTest, TheOfflineSwitchIsRemembered) {
    EXPECT_TRUE(window->actions().offline->isChecked());
    window->actions().offline->trigger();
    EXPECT_FALSE(service->lookups().offline());
    EXPECT_FALSE(Settings().offline());
    window->actions().offline->trigger();
    EXPECT_TRUE(service->lookups().offline());
    EXPECT_TRUE(Settings().offline());
}

}  // namespace weir::window
