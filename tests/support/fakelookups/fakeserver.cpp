// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakelookups/fakeserver.h"

#include <sys/socket.h>

#include <QFile>
#include <QProcess>
#include <QSslSocket>
#include <QTimer>

namespace weir::enrich {

QByteArray httpAnswer(int status, const QByteArray& body, const QByteArray& moreHeaders) {
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nContent-Type: application/json\r\nConnection: close\r\n" + moreHeaders + "\r\n" + body;
}

TestAuthority::TestAuthority() {
    if (!run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
              QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
              QStringLiteral("-days"), QStringLiteral("3650"), QStringLiteral("-subj"),
              QStringLiteral("/CN=Weir test authority"), QStringLiteral("-addext"),
              QStringLiteral("keyUsage=critical,keyCertSign"), QStringLiteral("-keyout"),
              m_folder.filePath(QStringLiteral("ca.key")), QStringLiteral("-out"), path()}))
        return;
    m_authority = QSslCertificate::fromPath(path()).value(0);
}

bool TestAuthority::run(const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_problem = QStringLiteral("openssl: %1 %2").arg(process.errorString(), QString::fromUtf8(process.readAll()));
    return false;
}

QSslConfiguration TestAuthority::serverFor(const QStringList& hosts) {
    const auto file = [&](const char* ending) {
        return m_folder.filePath(QStringLiteral("server%1.%2").arg(m_serial).arg(QLatin1String(ending)));
    };
    ++m_serial;
    QFile extensions(file("ext"));
    if (!extensions.open(QIODevice::WriteOnly))
        return {};
    extensions.write("subjectAltName=DNS:" + hosts.join(QStringLiteral(",DNS:")).toUtf8() + "\n");
    extensions.close();
    run({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"), QStringLiteral("ec"),
         QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
         QStringLiteral("-subj"), QStringLiteral("/CN=Weir test server"), QStringLiteral("-keyout"), file("key"),
         QStringLiteral("-out"), file("csr")});
    run({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), file("csr"), QStringLiteral("-CA"),
         path(), QStringLiteral("-CAkey"), m_folder.filePath(QStringLiteral("ca.key")), QStringLiteral("-set_serial"),
         QString::number(1000 + m_serial), QStringLiteral("-days"), QStringLiteral("3650"), QStringLiteral("-extfile"),
         file("ext"), QStringLiteral("-out"), file("pem")});
    QFile key(file("key"));
    key.open(QIODevice::ReadOnly);
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setPrivateKey(QSslKey(&key, QSsl::Ec));
    out.setLocalCertificate(QSslCertificate::fromPath(file("pem")).value(0));
    out.setPeerVerifyMode(QSslSocket::VerifyNone);
    return out;
}

FakeServer::FakeServer(Protocol protocol, Handler handler, const QString& address)
    : m_protocol(protocol), m_handler(std::move(handler)) {
    m_since.start();
    listen(QHostAddress(address), 0);
}

void FakeServer::incomingConnection(qintptr descriptor) {
    QTcpSocket* socket = nullptr;
    if (m_tls.isNull()) {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
    } else {
        auto* secure = new QSslSocket(this);
        secure->setSslConfiguration(m_tls);
        secure->setSocketDescriptor(descriptor);
        secure->startServerEncryption();
        socket = secure;
    }
    ++connections;
    mostOpen = std::max(mostOpen, ++open);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --open;
        socket->deleteLater();
    });
    serve(socket);
}

bool FakeServer::complete(const QByteArray& request) const {
    if (m_protocol == Protocol::whois)
        return request.contains("\r\n");
    const qsizetype end = request.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QByteArray head = request.left(end).toLower();
    const qsizetype at = head.indexOf("content-length:");
    if (at < 0)
        return true;
    const QByteArray length = head.mid(at + 15, head.indexOf('\r', at) < 0 ? -1 : head.indexOf('\r', at) - at - 15);
    return request.size() - end - 4 >= length.trimmed().toLongLong();
}

void FakeServer::serve(QTcpSocket* socket) {
    auto request = std::make_shared<QByteArray>();
    auto done = std::make_shared<bool>(false);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, request, done] {
        *request += socket->readAll();
        if (*done || !complete(*request))
            return;
        *done = true;
        requests.append(*request);
        times.append(m_since.elapsed());
        emit asked(*request);
        play(socket, m_handler(*request), 0);
    });
}

void FakeServer::play(QTcpSocket* socket, const Script& script, int at) {
    if (at >= script.parts.size() && script.repeat && !script.parts.isEmpty())
        at = 0;
    if (at < script.parts.size()) {
        const auto step = [this, socket = QPointer<QTcpSocket>(socket), script, at] {
            if (!socket || socket->state() != QAbstractSocket::ConnectedState)
                return;
            socket->write(script.parts[at]);
            socket->flush();
            play(socket, script, at + 1);
        };
        if (script.pause > 0)
            QTimer::singleShot(script.pause, this, step);
        else
            step();
        return;
    }
    if (script.end == Script::End::hang)
        return;
    if (script.end == Script::End::reset) {
        // Give the octets time to arrive: a reset throws away what is on its way.
        QTimer::singleShot(100, socket, [socket] {
            const linger hard{1, 0};
            ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            socket->abort();
        });
        return;
    }
    socket->disconnectFromHost();
}

}  // namespace weir::enrich
