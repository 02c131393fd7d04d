// SPDX-License-Identifier: GPL-3.0-or-later
// Servers on the loopback that answer by script, well or badly, for whois and HTTPS.
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTemporaryDir>
#include <functional>

#include "core/enrich/subject/hostgate.h"

namespace weir::enrich {
using namespace weir::enrich::subject;

/// What a server does once it has the request: the parts with the pause before each, then the end.
struct Script {
    enum class End { close, reset, hang };
    QList<QByteArray> parts;
    int pause = 0;        ///< ms before each part
    bool repeat = false;  ///< start over with the parts
    End end = End::close;

    Script() = default;
    Script(QByteArray whole) : parts{std::move(whole)} {}
    Script(const char* whole) : parts{QByteArray(whole)} {}
};
/// A whole HTTP/1.1 answer.
QByteArray httpAnswer(int status, const QByteArray& body, const QByteArray& moreHeaders = {});

/// A certificate authority that lives as long as the object, made by openssl(1).
class TestAuthority {
public:
    TestAuthority();
    /// False (with a reason) where openssl could not be run.
    bool valid() const { return !m_authority.isNull(); }
    QString problem() const { return m_problem; }
    const QSslCertificate& certificate() const { return m_authority; }
    QString path() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// For a server that is these hosts.
    QSslConfiguration serverFor(const QStringList& hosts);

private:
    bool run(const QStringList& arguments);

    QTemporaryDir m_folder;
    QSslCertificate m_authority;
    QString m_problem;
    int m_serial = 0;
};

class FakeServer : public QTcpServer {
    Q_OBJECT
public:
    using Handler = std::function<Script(const QByteArray& request)>;
    enum class Protocol { whois, http };

    FakeServer(Protocol protocol, Handler handler, const QString& address = QStringLiteral("127.0.0.1"));
    void useTls(const QSslConfiguration& configuration) { m_tls = configuration; }
    Endpoint endpoint() const { return {serverAddress(), serverPort()}; }

    QList<QByteArray> requests;  ///< whole, as received
    QList<qint64> times;         ///< ms since the server began, of each request
    int connections = 0;
    int open = 0;
    int mostOpen = 0;

signals:
    void asked(const QByteArray& request);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(QTcpSocket* socket);
    void play(QTcpSocket* socket, const Script& script, int at);
    bool complete(const QByteArray& request) const;

    Protocol m_protocol;
    Handler m_handler;
    QSslConfiguration m_tls;
    QElapsedTimer m_since;
};

}  // namespace weir::enrich
