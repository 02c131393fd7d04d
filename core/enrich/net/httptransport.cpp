// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTPS exchange over a socket of its own: nothing follows redirects with the key in hand, keeps cookies, answers
// challenges, or reads headers without end.
#include <QNetworkProxyFactory>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>

#include "core/enrich/net/httpresponse.h"
#include "core/enrich/net/transport.h"

namespace weir::enrich::net {

namespace {

class HttpReply : public PendingReply {
public:
    HttpReply(const enrich::providers::RequestPlan& plan, const QByteArray& key, const Resolver& resolver,
              const TransportLimits& limits)
        : m_plan(plan), m_key(key), m_limits(limits), m_response(plan.most) {
        m_authorities = resolver.gate().endpoints().authorities();
        m_elapsed.start();
        m_total.setSingleShot(true);
        m_step.setSingleShot(true);
        connect(&m_total, &QTimer::timeout, this,
                [this] { end(enrich::providers::ReplyFault::timeout, QStringLiteral("the answer took too long")); });
        connect(&m_step, &QTimer::timeout, this, [this] {
            m_problem = QStringLiteral("%1 did not answer the connection").arg(m_plan.host);
            connectNext();
        });
        m_total.start(limits.deadline > 0 ? limits.deadline : plan.deadline);
        if (const QString why = resolver.gate().refusesUrl(plan.url); !why.isEmpty()) {
            QTimer::singleShot(0, this, [this, why] { end(enrich::providers::ReplyFault::refusedAddress, why); });
            return;
        }
        if (resolver.gate().endpoints().isEmpty() && findProxy()) {
            // The proxy resolves the name; there is no address here to check or to pin.
            QTimer::singleShot(0, this, [this] { connectTo(m_plan.host, m_plan.port); });
            return;
        }
        resolver.resolve(plan.host, plan.port, limits.resolve, this,
                         [this](const QList<enrich::subject::Endpoint>& endpoints, enrich::providers::ReplyFault fault,
                                const QString& text) {
                             if (fault != enrich::providers::ReplyFault::none)
                                 return end(fault, text);
                             m_endpoints = endpoints;
                             connectNext();
                         });
    }
    ~HttpReply() override { dropSocket(); }

    void abort() override {
        if (m_done)
            return;
        dropSocket();
        QTimer::singleShot(0, this,
                           [this] { end(enrich::providers::ReplyFault::cancelled, QStringLiteral("cancelled")); });
    }

private:
    bool findProxy() {
        const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(m_plan.url));
        if (proxies.isEmpty() || proxies.first().type() == QNetworkProxy::NoProxy ||
            proxies.first().type() == QNetworkProxy::DefaultProxy)
            return false;
        m_proxy = proxies.first();
        return true;
    }

    void connectNext() {
        dropSocket();
        if (m_done)
            return;
        if (m_endpoints.isEmpty())
            return end(enrich::providers::ReplyFault::network, m_problem);
        const enrich::subject::Endpoint endpoint = m_endpoints.takeFirst();
        if (!m_endpoints.isEmpty())
            m_step.start(m_limits.connect);
        connectTo(endpoint.address.toString(), endpoint.port);
    }

    void connectTo(const QString& host, quint16 port) {
        if (m_done)
            return;
        m_socket = new QSslSocket(this);
        m_socket->setProxy(m_proxy);
        m_socket->setReadBufferSize(64 * 1024);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!m_authorities.isEmpty())
            tls.addCaCertificates(m_authorities);
        m_socket->setSslConfiguration(tls);
        connect(m_socket, &QSslSocket::encrypted, this, [this] { ask(); });
        connect(m_socket, &QSslSocket::readyRead, this, [this] { read(); });
        connect(m_socket, &QSslSocket::errorOccurred, this,
                [this](QAbstractSocket::SocketError error) { failed(error); });
        connect(m_socket, &QSslSocket::disconnected, this, [this] { closed(); });
        // The certificate must be the name's, whatever address or proxy stands in its place.
        m_socket->connectToHostEncrypted(host, port, m_plan.host);
    }

    void ask() {
        m_step.stop();
        m_asked = true;
        const QString path = m_plan.url.path(QUrl::FullyEncoded);
        QByteArray head = m_plan.method + ' ' + (path.isEmpty() ? QByteArray("/") : path.toLatin1());
        if (m_plan.url.hasQuery())
            head += '?' + m_plan.url.query(QUrl::FullyEncoded).toLatin1();
        head += " HTTP/1.1\r\nHost: " + m_plan.host.toLatin1();
        if (m_plan.port != 443)
            head += ':' + QByteArray::number(m_plan.port);
        head += "\r\nConnection: close\r\n";
        const auto header = [&head](const QByteArray& name, const QByteArray& value) {
            if (!name.contains('\n') && !value.contains('\n') && !value.contains('\r'))
                head += name + ": " + value + "\r\n";
        };
        for (const enrich::providers::RequestHeader& one : m_plan.headers) header(one.name, one.value);
        if (!m_plan.keyHeader.isEmpty() && !m_key.isEmpty())
            header(m_plan.keyHeader, m_plan.keyPrefix + m_key);
        if (!m_plan.body.isEmpty())
            header("Content-Length", QByteArray::number(m_plan.body.size()));
        m_socket->write(head + "\r\n" + m_plan.body);
        head.fill('\0');
    }

    void read() {
        while (!m_done && m_socket && m_socket->bytesAvailable() > 0) {
            switch (m_response.take(m_socket->read(64 * 1024))) {
                case HttpResponse::State::open:
                    break;
                case HttpResponse::State::whole:
                    return end(enrich::providers::ReplyFault::none, {});
                case HttpResponse::State::tooLong:
                    return end(enrich::providers::ReplyFault::tooLong,
                               m_response.status() >= 200
                                   ? QStringLiteral("longer than %1 bytes").arg(m_plan.most)
                                   : QStringLiteral("headers of more than %1 bytes").arg(HttpResponse::longestHead));
                case HttpResponse::State::broken:
                    return end(enrich::providers::ReplyFault::network, QStringLiteral("%1: no HTTP").arg(m_plan.host));
            }
        }
    }

    void failed(QAbstractSocket::SocketError error) {
        // Closing is how many answers end: `closed` decides.
        if (m_done || !m_socket || (m_asked && error == QAbstractSocket::RemoteHostClosedError))
            return;
        const QString text = QStringLiteral("%1: %2").arg(m_plan.host, m_socket->errorString());
        if (error == QAbstractSocket::SslHandshakeFailedError)
            return end(enrich::providers::ReplyFault::tls, text);
        if (m_asked)
            return end(enrich::providers::ReplyFault::network, text);
        m_problem = text;
        // Not from within the socket's own signal.
        QTimer::singleShot(0, this, [this] { connectNext(); });
    }

    void closed() {
        if (m_done || !m_asked)
            return;
        read();
        if (m_done)
            return;
        if (m_response.closed() == HttpResponse::State::whole)
            return end(enrich::providers::ReplyFault::none, {});
        end(m_response.status() >= 200 ? enrich::providers::ReplyFault::closedEarly
                                       : enrich::providers::ReplyFault::network,
            m_response.status() >= 200 ? QStringLiteral("the server closed before the end")
                                       : QStringLiteral("%1 closed without an answer").arg(m_plan.host));
    }

    void dropSocket() {
        if (!m_socket)
            return;
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket->deleteLater();
        m_socket = nullptr;
    }

    void end(enrich::providers::ReplyFault fault, const QString& text) {
        if (m_done)
            return;
        m_done = true;
        m_total.stop();
        m_step.stop();
        dropSocket();
        m_key.fill('\0');
        if (m_response.status() >= 200) {
            m_reply.httpStatus = m_response.status();
            m_reply.headers = m_response.headers();
            m_reply.body = m_response.body();
        }
        m_reply.fault = fault;
        m_reply.faultText = text;
        m_reply.milliseconds = m_elapsed.elapsed();
        emit finished(m_reply);
    }

    enrich::providers::RequestPlan m_plan;
    QByteArray m_key;
    TransportLimits m_limits;
    HttpResponse m_response;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    QList<QSslCertificate> m_authorities;
    QList<enrich::subject::Endpoint> m_endpoints;
    QElapsedTimer m_elapsed;
    QTimer m_total, m_step;
    QString m_problem;
    enrich::providers::Reply m_reply;
    bool m_asked = false;
    bool m_done = false;
    QPointer<QSslSocket> m_socket;
};

}  // namespace

HttpTransport::HttpTransport(std::shared_ptr<const Resolver> resolver, TransportLimits limits, QObject* parent)
    : Transport(parent), m_resolver(std::move(resolver)), m_limits(limits) {}

PendingReply* HttpTransport::send(const enrich::providers::RequestPlan& plan, const QByteArray& key) {
    return new HttpReply(plan, key, *m_resolver, m_limits);
}

}  // namespace weir::enrich::net
