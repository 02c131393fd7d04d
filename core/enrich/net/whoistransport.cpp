// SPDX-License-Identifier: GPL-3.0-or-later
// One question over TCP: a line out, text back until the server closes (RFC 3912).
#include <QNetworkProxyFactory>
#include <QTcpSocket>

#include "core/enrich/net/transport.h"

namespace weir::enrich::net {

namespace {

class WhoisReply : public PendingReply {
public:
    WhoisReply(const enrich::providers::RequestPlan& plan, const Resolver& resolver, const TransportLimits& limits)
        : m_plan(plan), m_limits(limits) {
        m_elapsed.start();
        m_total.setSingleShot(true);
        m_step.setSingleShot(true);
        connect(&m_total, &QTimer::timeout, this,
                [this] { end(enrich::providers::ReplyFault::timeout, QStringLiteral("the answer took too long")); });
        connect(&m_step, &QTimer::timeout, this, [this] { stepTimedOut(); });
        m_total.start(limits.deadline > 0 ? limits.deadline : plan.deadline);
        m_socket.setReadBufferSize(64 * 1024);
        connect(&m_socket, &QTcpSocket::connected, this, [this] { ask(); });
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(&m_socket, &QTcpSocket::errorOccurred, this,
                [this](QAbstractSocket::SocketError error) { failed(error); });
        connect(&m_socket, &QTcpSocket::disconnected, this, [this] { closed(); });
        if (resolver.gate().endpoints().isEmpty() && findProxy()) {
            // The proxy resolves the name: asking here would fail, or tell others, where only it has the way out.
            QTimer::singleShot(0, this, [this] {
                if (m_done || m_aborted)
                    return;
                m_step.start(m_limits.connect);
                m_socket.connectToHost(m_plan.host, m_plan.port);
            });
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

    /// The socket's last signals, as it goes, are nobody's business any more.
    ~WhoisReply() override { m_done = true; }

    void abort() override {
        if (m_done)
            return;
        m_aborted = true;
        m_socket.abort();
        QTimer::singleShot(0, this,
                           [this] { end(enrich::providers::ReplyFault::cancelled, QStringLiteral("cancelled")); });
    }

private:
    bool findProxy() {
        const QNetworkProxyQuery query(m_plan.host, m_plan.port, {}, QNetworkProxyQuery::TcpSocket);
        const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(query);
        if (proxies.isEmpty() || proxies.first().type() == QNetworkProxy::NoProxy ||
            proxies.first().type() == QNetworkProxy::DefaultProxy)
            return false;
        m_socket.setProxy(proxies.first());
        return true;
    }

    void connectNext() {
        if (m_done || m_aborted)
            return;
        if (m_endpoints.isEmpty())
            return end(enrich::providers::ReplyFault::network, m_problem);
        const enrich::subject::Endpoint endpoint = m_endpoints.takeFirst();
        m_asked = false;
        m_step.start(m_limits.connect);
        m_socket.connectToHost(endpoint.address, endpoint.port);
    }

    void ask() {
        m_asked = true;
        m_step.start(m_limits.idle);
        m_socket.write(m_plan.query + "\r\n");
    }

    void read() {
        if (m_done)
            return;
        m_step.start(m_limits.idle);
        m_reply.body += m_socket.read(m_plan.most + 1 - m_reply.body.size());
        if (m_reply.body.size() > m_plan.most) {
            m_reply.body.truncate(m_plan.most);
            end(enrich::providers::ReplyFault::tooLong, QStringLiteral("longer than %1 bytes").arg(m_plan.most));
        }
    }

    void stepTimedOut() {
        if (m_asked)
            return end(enrich::providers::ReplyFault::timeout, QStringLiteral("no answer"));
        m_problem = QStringLiteral("%1 did not answer the connection").arg(m_plan.host);
        m_socket.abort();
        connectNext();
    }

    void failed(QAbstractSocket::SocketError error) {
        // Closing is how every answer ends, and a reset looks the same: `closed` decides.
        if (m_done || m_aborted || error == QAbstractSocket::RemoteHostClosedError)
            return;
        m_problem = QStringLiteral("%1: %2").arg(m_plan.host, m_socket.errorString());
        if (m_asked)
            return end(enrich::providers::ReplyFault::network, m_problem);
        // Not from within the socket's own signal.
        QTimer::singleShot(0, this, [this] { connectNext(); });
    }

    void closed() {
        if (m_done || m_aborted || !m_asked)
            return;
        while (!m_done && m_socket.isOpen() && m_socket.bytesAvailable() > 0) read();
        end(enrich::providers::ReplyFault::none, {});
    }

    void end(enrich::providers::ReplyFault fault, const QString& text) {
        if (m_done)
            return;
        m_done = true;
        m_total.stop();
        m_step.stop();
        m_socket.abort();
        m_reply.fault = fault;
        m_reply.faultText = text;
        m_reply.milliseconds = m_elapsed.elapsed();
        emit finished(m_reply);
    }

    enrich::providers::RequestPlan m_plan;
    TransportLimits m_limits;
    QList<enrich::subject::Endpoint> m_endpoints;
    QElapsedTimer m_elapsed;
    QTimer m_total, m_step;
    QString m_problem;
    enrich::providers::Reply m_reply;
    bool m_asked = false;
    bool m_aborted = false;
    bool m_done = false;
    QTcpSocket m_socket;  // last: closing it in the destructor must not reach the members above
};

}  // namespace

PendingReply* WhoisTransport::send(const enrich::providers::RequestPlan& plan, const QByteArray&) {
    return new WhoisReply(plan, *m_resolver, m_limits);
}

}  // namespace weir::enrich::net
