// SPDX-License-Identifier: GPL-3.0-or-later
// What may not be asked about, what is kept, what was sent, and the user's own pages: by the dialogs that say so.
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>

#include "ui/lookupfixture.h"
#include "ui/panes/auditdialog.h"
#include "ui/panes/linksdialog.h"
#include "ui/panes/lookuppane.h"
#include "ui/panes/lookupsettingsdialog.h"
#include "ui/views/homedialog.h"

namespace weir::window {
using namespace weir::controllers;
using namespace weir::models;

class LookupSettingsTest : public LookupWindowTest {
protected:
    template <typename Dialog>
    Dialog* openBy(QAction* action) {
        action->trigger();
        QApplication::processEvents();
        auto* dialog = window->findChild<Dialog*>();
        EXPECT_NE(dialog, nullptr);
        return dialog;
    }
    static void press(QWidget& dialog, const char* button) {
        auto* found = dialog.findChild<QPushButton*>(QLatin1String(button));
        ASSERT_NE(found, nullptr) << button;
        ASSERT_TRUE(found->isEnabled()) << button;
        QTest::mouseClick(found, Qt::LeftButton);
    }
    static void press(QDialog& dialog, QDialogButtonBox::StandardButton button) {
        QTest::mouseClick(dialog.findChild<QDialogButtonBox*>()->button(button), Qt::LeftButton);
    }
    /// The button of a question that does what it asks about.
    static void agree(QDialog& dialog, const char* question) {
        auto* box = dialog.findChild<QMessageBox*>(QLatin1String(question));
        ASSERT_NE(box, nullptr);
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::DestructiveRole) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        FAIL() << question;
    }
    void ask(const QString& subject) {
        service->setOffline(false);
        service->lookups().start(service->lookups().preview({subject}, {QStringLiteral("virustotal")}));
        ASSERT_TRUE(answered());
    }
    QString fateOf(const QString& subject) {
        const enrich::queue::Preview preview = service->lookups().preview({subject}, {QStringLiteral("registration")});
        return preview.items.value(0).fate == enrich::queue::PreviewItem::Fate::heldBack ? preview.items.value(0).reason
                                                                                         : QString();
    }
};

TEST_F(LookupSettingsTest, NewHomeNetworksReachThePlanAndTheQueue) {
    openSample();
    EXPECT_EQ(fateOf(QStringLiteral("8.8.8.8")), QString());
    service->setOffline(false);
    service->lookups().pause();
    service->lookups().start(service->lookups().preview({QStringLiteral("8.8.8.8"), QStringLiteral("2.18.109.224")},
                                                        {QStringLiteral("virustotal")}));
    ASSERT_EQ(service->lookups().jobs().size(), 2);
    EXPECT_TRUE(session::runUntil([&] { return window->actions().cancelLookups->isEnabled(); }));
    EXPECT_TRUE(window->actions().pauseLookups->isEnabled());
    window->lookups()->pane().setSubject(QStringLiteral("8.8.8.8"));
    auto* dialog = openBy<views::HomeDialog>(window->actions().home);
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("10.0.0.0/8\n8.8.8.0/24"));
    press(*dialog, QDialogButtonBox::Ok);
    EXPECT_TRUE(fateOf(QStringLiteral("8.8.8.8")).contains(QStringLiteral("your own")));
    EXPECT_EQ(fateOf(QStringLiteral("2.18.109.224")), QString());
    ASSERT_EQ(service->lookups().jobs().size(), 1) << "what waits about it is cancelled";
    EXPECT_EQ(service->lookups().jobs()[0].indicator, QStringLiteral("2.18.109.224"));
    const auto* note = window->lookups()->pane().findChild<QLabel*>(QStringLiteral("lookupNote"));
    EXPECT_TRUE(note->text().startsWith(QStringLiteral("Never sent: "))) << note->text().toStdString();
    EXPECT_EQ(requests(), 0);
}

TEST_F(LookupSettingsTest, OwnDomainsAreHeldBackAlsoAfterARestart) {
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    auto* domains = dialog->findChild<QPlainTextEdit*>(QStringLiteral("ownDomains"));
    auto* ok = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    domains->setPlainText(QStringLiteral("https://x/"));
    EXPECT_FALSE(ok->isEnabled());
    EXPECT_TRUE(dialog->findChild<QLabel*>(QStringLiteral("ownDomainsProblem"))->isVisible());
    domains->setPlainText(QStringLiteral("*.Example.com, example.org.\nB\u00fccher.example.net"));
    EXPECT_TRUE(ok->isEnabled());
    QTest::mouseClick(ok, Qt::LeftButton);
    const QStringList wanted{QStringLiteral("example.com"), QStringLiteral("example.org"),
                             QStringLiteral("xn--bcher-kva.example.net")};
    EXPECT_EQ(service->lookups().own().domains, wanted);
    EXPECT_TRUE(fateOf(QStringLiteral("www.example.com")).contains(QStringLiteral("own domain example.com")));
    EXPECT_EQ(fateOf(QStringLiteral("www.example.edu")), QString());
    TearDown();
    window = std::make_unique<MainWindow>(settings);
    startService();
    EXPECT_EQ(service->lookups().own().domains, wanted);
    EXPECT_FALSE(fateOf(QStringLiteral("www.example.com")).isEmpty());
}

TEST_F(LookupSettingsTest, AServicesLimitIsLiftedAndKept) {
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    auto* table = dialog->findChild<QTableWidget*>(QStringLiteral("limits"));
    auto* ok = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    const auto rows = table->findItems(QStringLiteral("VirusTotal"), Qt::MatchExactly);
    ASSERT_EQ(rows.size(), 1);
    const int row = rows[0]->row();
    QTableWidgetItem* own = table->item(row, 2);
    EXPECT_TRUE(table->item(row, 1)->text().contains(QStringLiteral("/day")));
    own->setText(QStringLiteral("many"));
    EXPECT_FALSE(ok->isEnabled());
    const auto* problem = dialog->findChild<QLabel*>(QStringLiteral("limitsProblem"));
    EXPECT_TRUE(problem->text().contains(QStringLiteral("not 'many'"))) << problem->text().toStdString();
    own->setText(QStringLiteral("60/minute 10000/day"));
    EXPECT_TRUE(ok->isEnabled());
    QTest::mouseClick(ok, Qt::LeftButton);
    EXPECT_EQ(Settings().limits(),
              (QHash<QString, QString>{{QStringLiteral("virustotal"), QStringLiteral("60/minute 10000/day")}}));
    dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    dialog->findChild<QTableWidget*>(QStringLiteral("limits"))->item(row, 2)->setText({});
    press(*dialog, QDialogButtonBox::Ok);
    EXPECT_TRUE(Settings().limits().isEmpty());
}

TEST_F(LookupSettingsTest, DatabasesAreReadAnewAndTheirTroubleIsSaid) {
    const QString path = folder.filePath(QStringLiteral("broken.mmdb"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write("no database") > 0);
    file.close();
    ASSERT_TRUE(session::runUntil([&] { return service->offlineData() != nullptr; }));
    const auto before = service->offlineData();
    service->setDatabases({path});
    ASSERT_TRUE(session::runUntil([&] { return service->offlineData() != before; }));
    EXPECT_EQ(Settings().databases(), QStringList{path});
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    auto* list = dialog->findChild<QListWidget*>(QStringLiteral("databases"));
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->item(0)->text().startsWith(path + u':')) << list->item(0)->text().toStdString();
    EXPECT_EQ(dialog->values().databases, QStringList{path});
}

TEST_F(LookupSettingsTest, RegistriesTablesAreFetchedByTheButtonThatSaysSoOnly) {
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    auto* fetch = dialog->findChild<QPushButton*>(QStringLiteral("fetchTables"));
    EXPECT_TRUE(fetch->text().contains(QStringLiteral("Online and Fetch 3 Files from data.iana.org")))
        << fetch->text().toStdString();
    session::runFor(30);
    EXPECT_EQ(service->lookups().store().auditLog().size(), 0);
    QTest::mouseClick(fetch, Qt::LeftButton);
    // The lesson has no such server: three refusals, which are said and recorded.
    ASSERT_TRUE(session::runUntil([&] { return service->lookups().store().auditLog().size() == 3; }));
    ASSERT_TRUE(session::runUntil([&] { return fetch->isEnabled(); }));
    EXPECT_TRUE(
        dialog->findChild<QLabel*>(QStringLiteral("rdapTables"))->text().contains(QStringLiteral("Not fetched")));
}

TEST_F(LookupSettingsTest, WhatWasSentIsShownExportedAndCleared) {
    ask(QStringLiteral("182.162.143.56"));
    auto* dialog = openBy<panes::AuditDialog>(window->actions().auditLog);
    ASSERT_NE(dialog, nullptr);
    QAbstractItemModel* model = dialog->findChild<QTableView*>(QStringLiteral("auditTable"))->model();
    ASSERT_EQ(model->rowCount(), 1);
    EXPECT_EQ(model->index(0, 1).data().toString(), QStringLiteral("VirusTotal"));
    EXPECT_EQ(model->index(0, 2).data().toString(), QStringLiteral("www.virustotal.com"));
    EXPECT_EQ(model->index(0, 3).data().toString(), QStringLiteral("182.162.143.56"));
    const QString path = folder.filePath(QStringLiteral("sent.csv"));
    EXPECT_EQ(dialog->write(path), QString());
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    EXPECT_TRUE(csv.contains(",virustotal,www.virustotal.com,182.162.143.56,200\r\n")) << csv.toStdString();
    EXPECT_FALSE(csv.contains(enrich::LessonServers::key()));
    EXPECT_NE(dialog->write(folder.filePath(QStringLiteral("no/such/folder.csv"))), QString());
    press(*dialog, "auditClear");
    EXPECT_EQ(model->rowCount(), 1) << "not before the question is answered";
    agree(*dialog, "clearQuestion");
    EXPECT_EQ(model->rowCount(), 0);
    EXPECT_TRUE(service->lookups().store().auditLog().isEmpty());
}

TEST_F(LookupSettingsTest, ForgottenAnswersLeaveTheTables) {
    openSample();
    go("hosts");
    ask(QStringLiteral("182.162.143.56"));
    EXPECT_EQ(looked(), 1);
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    press(*dialog, "forgetAnswers");
    agree(*dialog, "forgetQuestion");
    EXPECT_TRUE(service->lookups().known(QStringLiteral("182.162.143.56")).isEmpty());
    EXPECT_TRUE(session::runUntil([&] { return settle() && looked() == 0; }));
}

TEST_F(LookupSettingsTest, NothingIsKeptWhereNothingIsToBeKept) {
    auto* dialog = openBy<panes::LookupSettingsDialog>(window->actions().lookupSettings);
    ASSERT_NE(dialog, nullptr);
    auto* keep = dialog->findChild<QCheckBox*>(QStringLiteral("keepAnswers"));
    ASSERT_TRUE(keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    press(*dialog, QDialogButtonBox::Ok);
    ask(QStringLiteral("182.162.143.56"));
    EXPECT_FALSE(service->lookups().known(QStringLiteral("182.162.143.56")).isEmpty());
    service->lookups().pause();
    service->lookups().start(service->lookups().preview({QStringLiteral("8.8.8.8")}, {QStringLiteral("virustotal")}));
    TearDown();
    EXPECT_TRUE(LookupOptions::standard(settings).store.isEmpty());
    const enrich::queue::LookupStore left(storeIn(folder));
    EXPECT_TRUE(left.auditLog().isEmpty());
    EXPECT_TRUE(left.jobs().isEmpty());
    EXPECT_FALSE(left.find(QStringLiteral("virustotal"), enrich::indicator(QStringLiteral("182.162.143.56")), 0));
}

TEST_F(LookupSettingsTest, OwnPagesAreCheckedKeptAndOffered) {
    auto* dialog = openBy<panes::LinksDialog>(window->actions().links);
    ASSERT_NE(dialog, nullptr);
    auto* table = dialog->findChild<QTableWidget*>();
    QPushButton* add = nullptr;
    QPushButton* remove = nullptr;
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == u"Add")
            add = button;
        if (button->text().remove(u'&') == u"Remove")
            remove = button;
    }
    ASSERT_NE(add, nullptr);
    ASSERT_NE(remove, nullptr);
    QPushButton* ok = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    while (table->rowCount() > 0) {  // those that come with the program
        table->selectRow(0);
        QTest::mouseClick(remove, Qt::LeftButton);
    }
    QTest::mouseClick(add, Qt::LeftButton);
    QTest::mouseClick(add, Qt::LeftButton);
    ASSERT_EQ(table->rowCount(), 2);
    EXPECT_FALSE(ok->isEnabled()) << "a page without a place for the address";
    for (const char* bad : {"file:///etc/{address}", "https://{domain}/", "https://user@search.example/{address}",
                            "javascript:alert('{address}')", "https://search.example/"}) {
        table->item(0, 1)->setText(QLatin1String(bad));
        table->item(1, 1)->setText(QStringLiteral("https://search.example/ip/{address}"));
        EXPECT_FALSE(ok->isEnabled()) << bad;
    }
    table->item(0, 0)->setText(QStringLiteral("Names & more"));
    table->item(0, 1)->setText(QStringLiteral("https://search.example/name/{domain}"));
    table->item(1, 0)->setText(QStringLiteral("Addresses"));
    ASSERT_TRUE(ok->isEnabled());
    QTest::mouseClick(ok, Qt::LeftButton);
    const auto offered = [&](const char* subject) {
        window->lookups()->pane().setSubject(QLatin1String(subject));
        QMenu menu;
        window->lookups()->pane().fillLinks(menu);
        QStringList out;
        for (const QAction* action : menu.actions()) {
            if (!action->isSeparator())
                out << action->text();
        }
        out.removeLast();  // "Edit these pages…"
        return out;
    };
    EXPECT_EQ(offered("8.8.8.8"), QStringList{QStringLiteral("Addresses")});
    EXPECT_EQ(offered("www.example.com"), QStringList{QStringLiteral("Names && more")});
    EXPECT_EQ(offered("10.0.0.1"), QStringList()) << "what is not sent is not put into a page's address either";
    TearDown();
    window = std::make_unique<MainWindow>(settings);
    startService();
    EXPECT_EQ(service->links().size(), 2);
    EXPECT_EQ(requests(), 0);
}

}  // namespace weir::window
