// SPDX-License-Identifier: GPL-3.0-or-later
// TLS keys added to the capture that is open: by the menu, and dropped on the window.
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

#include "support/capturewriter.h"
#include "support/tlspair.h"
#include "ui/controllers/keylogcontroller.h"
#include "ui/windowfixture.h"

using namespace weir;
using namespace weir::window;

namespace {

class KeyLogTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        test::TlsSetup setup;
        setup.version = 0x0304;
        test::TlsPair pair(setup);
        ASSERT_TRUE(pair.handshake());
        pair.say(0, "GET /second.dll HTTP/1.1\r\nHost: c2.example\r\n\r\n");
        pair.say(1, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nMZ");
        test::TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 443, 1'000'000'000);
        talk.handshake();
        for (const test::TlsPair::Flight& flight : pair.flights())
            flight.side == 0 ? talk.clientSends(flight.octets) : talk.serverSends(flight.octets);
        capture = folder.filePath(QStringLiteral("secret.pcap"));
        test::writePcap(capture.toStdString(), talk.finish().frames());
        keys = folder.filePath(QStringLiteral("keys.log"));
        QFile file(keys);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(pair.keyLog()));
    }

    void drop(const QStringList& paths) {
        QMimeData mime;
        QList<QUrl> urls;
        for (const QString& path : paths) urls << QUrl::fromLocalFile(path);
        mime.setUrls(urls);
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &event);
        ASSERT_TRUE(settle());
    }

    QString capture, keys;
};

TEST_F(KeyLogTest, TheMenuAddsThemAndTheCaptureIsReadAgain) {
    EXPECT_FALSE(window->actions().addKeys->isEnabled());
    open(capture);
    EXPECT_EQ(cells(go("tls"), "decrypted"), QStringList{QStringLiteral("no keys")});
    EXPECT_TRUE(cells(go("http"), "path").isEmpty());
    window->keyLogs().setAskForFile(
        [this](const panes::FileQuestion&, const panes::FileAnswer& answer) { answer(keys, {}); });
    window->actions().addKeys->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(cells(*window->pages().page(QStringLiteral("http")), "path"), QStringList{QStringLiteral("/second.dll")});
    EXPECT_EQ(cells(go("tls"), "decrypted"), QStringList{QStringLiteral("yes")});
    // They belong to this capture alone, and no setting remembers them.
    openSample();
    EXPECT_TRUE(window->keyLogs().files().isEmpty());
    for (const QString& key : QSettings().allKeys())
        EXPECT_FALSE(QSettings().value(key).toString().contains(QStringLiteral("keys.log"))) << key.toStdString();
}

TEST_F(KeyLogTest, DroppedKeysJoinTheCaptureThatIsOpenOrComesWithThem) {
    open(capture);
    drop({keys});
    EXPECT_EQ(cells(go("tls"), "decrypted"), QStringList{QStringLiteral("yes")});
    openSample();
    drop({keys, capture});
    EXPECT_EQ(cells(go("tls"), "decrypted"), QStringList{QStringLiteral("yes")});
}

TEST_F(KeyLogTest, AFileWithoutKeysIsSaidToHoldNoneAndTheCaptureStays) {
    open(capture);
    window->keyLogs().add(QStringLiteral(WEIR_SAMPLE));
    EXPECT_TRUE(window->keyLogs().files().isEmpty());
    EXPECT_TRUE(window->banner().isVisible());
    EXPECT_EQ(cells(go("tls"), "decrypted"), QStringList{QStringLiteral("no keys")});
}

}  // namespace
