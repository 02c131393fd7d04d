// SPDX-License-Identifier: GPL-3.0-or-later
// A window whose lookups go to the lesson's servers on the loopback, by a clock that the test moves.
#pragma once

#include <QCheckBox>
#include <QNetworkProxy>

#include "enrich/fakes.h"
#include "support/fakelookups/lessonservers.h"
#include "ui/controllers/lookupcontroller.h"
#include "ui/controllers/lookupservice.h"
#include "ui/panes/previewdialog.h"
#include "ui/windowfixture.h"

namespace weir::window {
using namespace weir::controllers;

inline QString storeIn(const QTemporaryDir& folder) { return folder.filePath(QStringLiteral("lookups.sqlite")); }

class LookupWindowTest : public WindowTest {
protected:
    void SetUp() override {
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QString problem;
        ASSERT_TRUE(servers.ok(&problem)) << problem.toStdString();
        WindowTest::SetUp();
        environment.insert(QStringLiteral("WEIR_VIRUSTOTAL_KEY"), enrich::LessonServers::key());
        startService();
    }
    void TearDown() override {
        window.reset();
        service.reset();
    }
    void startService() {
        LookupOptions options;
        options.store = storeIn(folder);
        options.endpoints = servers.endpoints();
        options.files = {.mmdb = {}, .geoip = {}, .geoip6 = {}};
        enrich::queue::LookupParts parts;
        auto store = std::make_unique<enrich::FakeKeychain>();
        keyStore = store.get();
        parts.secrets = std::move(store);
        auto time = std::make_unique<enrich::FakeClock>();
        clock = time.get();
        parts.clock = std::move(time);
        parts.environment = &environment;
        service = std::make_unique<LookupService>(settings, std::move(options), std::move(parts));
        window->useLookups(*service);
    }
    int requests() const { return static_cast<int>(servers.whois().requests.size() + servers.https().requests.size()); }

    /// Select all and ask: the dialog of the window.
    panes::PreviewDialog* askAll(views::TablePage& page) {
        page.view().setFocus();
        QTest::keyClick(window.get(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier);
        QApplication::processEvents();
        auto* dialog = window->findChild<panes::PreviewDialog*>();
        EXPECT_NE(dialog, nullptr);
        return dialog;
    }
    static void tick(panes::PreviewDialog& dialog, const char* provider, bool on) {
        auto* box = dialog.findChild<QCheckBox*>(QStringLiteral("ask_") + QLatin1String(provider));
        ASSERT_NE(box, nullptr) << provider;
        if (box->isChecked() != on)
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        ASSERT_EQ(box->isChecked(), on);
    }
    /// Everything has been answered and stands in the tables.
    bool answered() {
        enrich::queue::Lookups& lookups = service->lookups();
        const bool all = session::runUntil(
            [&] {
                clock->goOn(clock->time + 24LL * 3600 * 1000);
                return lookups.total() > 0 && lookups.done() == lookups.total();
            },
            120'000);
        session::runFor(0);  // what the last answer has set off begins
        return all && session::runUntil([&] { return window->lookups()->settled(); }) && settle();
    }
    int looked() {
        const QStringList at = cells(*window->pages().page(QStringLiteral("hosts")), "looked_up_at");
        return static_cast<int>(
            std::count_if(at.begin(), at.end(), [](const QString& text) { return !text.isEmpty(); }));
    }

    enrich::LessonServers servers;
    QHash<QString, QByteArray> environment;
    enrich::FakeKeychain* keyStore = nullptr;
    enrich::FakeClock* clock = nullptr;  ///< stands still unless the test moves it
    std::unique_ptr<LookupService> service;
};

}  // namespace weir::window
