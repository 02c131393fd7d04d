// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QTemporaryDir>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "core/enrich/providers/virustotal.h"
#include "core/enrich/queue/secretstore.h"
#include "tests/enrich/fakes.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;
namespace {

QString vt() { return QStringLiteral("virustotal"); }
const QByteArray secret = "abcdefghijklmnop1234";

struct Desk {
    explicit Desk(FakeKeychain::Mood mood, const QHash<QString, QByteArray>& content = {},
                  QHash<QString, QByteArray> fromOutside = {})
        : environment(std::move(fromOutside)) {
        auto store = std::make_unique<FakeKeychain>(mood, content);
        keychain = store.get();
        keys = std::make_unique<Keys>(providers, std::move(store), redactor, &environment, 50);
        QObject::connect(keys.get(), &Keys::notKept, [this](const QString&, const QString& why) { notKept = why; });
    }
    Providers providers{std::make_shared<VirusTotalProvider>()};
    QHash<QString, QByteArray> environment;
    std::shared_ptr<Redactor> redactor = std::make_shared<Redactor>();
    FakeKeychain* keychain = nullptr;
    std::unique_ptr<Keys> keys;
    QString notKept;
};

TEST(Keys, FromTheKeychain) {
    Desk s(FakeKeychain::Mood::works, {{vt(), secret + "\n"}});
    EXPECT_FALSE(s.keys->ready(vt()));
    s.keys->load(vt());
    ASSERT_TRUE(waitFor([&] { return s.keys->ready(vt()); }));
    EXPECT_EQ(s.keys->key(vt()), secret);
    EXPECT_EQ(s.keys->source(vt()), KeySource::keychain);
    EXPECT_EQ(s.keys->description(vt()), QStringLiteral("in the keychain (\u20261234)"));
    s.keys->forget(vt());
    EXPECT_EQ(s.keys->source(vt()), KeySource::none);
    EXPECT_TRUE(s.keychain->secrets.isEmpty());
}

TEST(Keys, StoredWhereItCanBe) {
    Desk s(FakeKeychain::Mood::works);
    ASSERT_TRUE(s.keys->set(vt(), " " + secret + "\n", true));
    EXPECT_EQ(s.keys->source(vt()), KeySource::session);
    ASSERT_TRUE(waitFor([&] { return s.keys->source(vt()) == KeySource::keychain; }));
    EXPECT_EQ(s.keychain->secrets.value(vt()), secret);
}

TEST(Keys, ABrokenOrSilentKeychainLeavesItForThisRun) {
    for (const auto mood : {FakeKeychain::Mood::fails, FakeKeychain::Mood::silent}) {
        Desk s(mood);
        s.keys->load(vt());
        ASSERT_TRUE(waitFor([&] { return s.keys->ready(vt()); }));
        EXPECT_EQ(s.keys->source(vt()), KeySource::none);
        ASSERT_TRUE(s.keys->set(vt(), secret, true));
        ASSERT_TRUE(waitFor([&] { return !s.notKept.isEmpty(); }));
        EXPECT_EQ(s.keys->source(vt()), KeySource::session);
        EXPECT_EQ(s.keys->key(vt()), secret);
    }
}

TEST(Keys, TheEnvironmentWins) {
    Desk s(FakeKeychain::Mood::works, {{vt(), "wrongwrongwrong"}}, {{QStringLiteral("WEIR_VIRUSTOTAL_KEY"), secret}});
    EXPECT_TRUE(s.keys->ready(vt()));
    s.keys->load(vt());
    drain();
    EXPECT_EQ(s.keys->key(vt()), secret);
    EXPECT_EQ(s.keys->description(vt()), QStringLiteral("from the environment (\u20261234)"));
    ASSERT_TRUE(s.keys->set(vt(), "anotheranother", false));
    EXPECT_EQ(s.keys->key(vt()), secret);
}

TEST(Keys, TheProcessesOwnEnvironmentIsEmptied) {
    qputenv("WEIR_VIRUSTOTAL_KEY", secret);
    const Providers providers{std::make_shared<VirusTotalProvider>()};
    const Keys keys(providers, std::make_unique<FakeKeychain>(), std::make_shared<Redactor>());
    EXPECT_EQ(keys.key(vt()), secret);
    EXPECT_FALSE(qEnvironmentVariableIsSet("WEIR_VIRUSTOTAL_KEY"));
}

TEST(Keys, WhatCannotBeAKeyIsRefused) {
    Desk s(FakeKeychain::Mood::works);
    for (const QByteArray& bad : {QByteArray(), QByteArray("  "), QByteArray("abc\r\nX-Evil: 1"), QByteArray("a b"),
                                  QByteArray("\xc3\xa4\x62\x63"), QByteArray(600, 'x')})
        EXPECT_FALSE(s.keys->set(vt(), bad, false));
    EXPECT_FALSE(s.keys->set(QStringLiteral("nobody"), secret, false));
}

TEST(Redactor, BlotsOutWhateverTheCase) {
    Redactor r;
    r.add(secret);
    r.add("abc");
    EXPECT_EQ(r.apply(QByteArray("x ABCDEFGHIJKLMNOP1234 y abcdefghijklmnop1234")),
              QByteArray("x [key \xe2\x80\xa6"
                         "1234] y [key \xe2\x80\xa6"
                         "1234]"));
    EXPECT_EQ(r.apply(QStringLiteral("abc")), QStringLiteral("abc"));
}

/// The real QtKeychain over libsecret's file backend; without libsecret it says that there is no keychain.
TEST(Keys, DesktopKeychainAnswersOrIsGivenUp) {
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler libraries;  // GIO loses the name of the file that it locks
#endif
    QTemporaryDir folder;
    qputenv("SECRET_BACKEND", "file");
    qputenv("SECRET_FILE_TEST_PATH", folder.filePath(QStringLiteral("t.keyring")).toLocal8Bit());
    qputenv("SECRET_FILE_TEST_PASSWORD", "pw");
    const Providers providers{std::make_shared<VirusTotalProvider>()};
    const QHash<QString, QByteArray> environment;
    Keys keys(providers, desktopKeychain(), std::make_shared<Redactor>(), &environment);
    QString why;
    QObject::connect(&keys, &Keys::notKept, [&](const QString&, const QString& reason) { why = reason; });
    ASSERT_TRUE(keys.set(vt(), secret, true));
    ASSERT_TRUE(waitFor([&] { return keys.source(vt()) == KeySource::keychain || !why.isEmpty(); }));
    if (!why.isEmpty())
        GTEST_SKIP() << "no keychain on this machine: " << why.toStdString();
    Keys later(providers, desktopKeychain(), std::make_shared<Redactor>(), &environment);
    later.load(vt());
    ASSERT_TRUE(waitFor([&] { return later.ready(vt()); }));
    EXPECT_EQ(later.key(vt()), secret);
    later.forget(vt());
    settle(200);
}

}  // namespace
}  // namespace weir::enrich
