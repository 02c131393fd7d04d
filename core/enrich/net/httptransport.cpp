// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTPS exchange. Qt's defaults follow redirects with the key in hand, keep cookies and wait for a slow drip for
// ever; none of them is left standing here.
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslConfiguration>

#include "core/enrich/net/transport.h"

namespace weir::enrich::net {

namespace {

class HttpReply : public PendingReply {
public:
    HttpReply(const enrich::providers::RequestPlan& plan, const QByteArray& key, const Resolver& resolver,
              const TransportLimits& limits, QNetworkAccessManager& network)
        : m_plan(plan), m_key(key), m_limits(limits), m_network(&network) {
        m_authorities = resolver.gate().endpoints().authorities();
        m_elapsed.start();
        m_total.setSingleShot(true);
        m_step.setSingleShot(true);
        connect(&m_total, &QTimer::timeout, this,
                [this] { end(enrich::providers::ReplyFault::timeout, QStringLiteral("the answer took too long")); });
        connect(&m_step, &QTimer::timeout, this, [this] {
            m_problem = QStringLiteral("%1 did not answer the connection").arg(m_plan.host);
            dropReply();
            sendNext();
        });
        m_total.start(limits.deadline > 0 ? limits.deadline : plan.deadline);
        if (const QString why = resolver.gate().refusesUrl(plan.url); !why.isEmpty()) {
            QTimer::singleShot(0, this, [this, why] { end(enrich::providers::ReplyFault::refusedAddress, why); });
            return;
        }
        if (resolver.gate().endpoints().isEmpty() && throughProxy()) {
            // The proxy resolves the name; there is no address here to check or to pin.
            QTimer::singleShot(0, this, [this] { send(m_plan.url); });
            return;
        }
        resolver.resolve(plan.host, plan.port, limits.resolve, this,
                         [this](const QList<enrich::subject::Endpoint>& endpoints, enrich::providers::ReplyFault fault,
                                const QString& text) {
                             if (fault != enrich::providers::ReplyFault::none)
                                 return end(fault, text);
                             m_endpoints = endpoints;
                             sendNext();
                         });
    }
    ~HttpReply() override { dropReply(); }

    void abort() override {
        if (m_done)
            return;
        dropReply();
        QTimer::singleShot(0, this,
                           [this] { end(enrich::providers::ReplyFault::cancelled, QStringLiteral("cancelled")); });
    }

private:
    bool throughProxy() const {
        const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(m_plan.url));
        return !proxies.isEmpty() && proxies.first().type() != QNetworkProxy::NoProxy &&
               proxies.first().type() != QNetworkProxy::DefaultProxy;
    }

    void sendNext() {
        if (m_done)
            return;
        if (m_endpoints.isEmpty())
            return end(enrich::providers::ReplyFault::network, m_problem);
        const enrich::subject::Endpoint endpoint = m_endpoints.takeFirst();
        QUrl url = m_plan.url;
        url.setHost(endpoint.address.toString());
        url.setPort(endpoint.port);
        if (!m_endpoints.isEmpty())
            m_step.start(m_limits.connect);
        send(url);
    }

    void send(const QUrl& url) {
        if (m_done || !m_network)
            return;
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setPeerVerifyName(m_plan.host);
        request.setRawHeader("Host", m_plan.port == 443
                                         ? m_plan.host.toLatin1()
                                         : m_plan.host.toLatin1() + ':' + QByteArray::number(m_plan.port));
        if (!m_authorities.isEmpty()) {
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.addCaCertificates(m_authorities);
            request.setSslConfiguration(tls);
        }
        for (const enrich::providers::RequestHeader& header : m_plan.headers)
            request.setRawHeader(header.name, header.value);
        if (!m_plan.keyHeader.isEmpty() && !m_key.isEmpty())
            request.setRawHeader(m_plan.keyHeader, m_key);
        m_http = m_network->sendCustomRequest(request, m_plan.method, m_plan.body);
        m_http->setReadBufferSize(256 * 1024);
        connect(m_http, &QNetworkReply::encrypted, this, [this] { m_step.stop(); });
        connect(m_http, &QNetworkReply::readyRead, this, [this] { read(); });
        connect(m_http, &QNetworkReply::finished, this, [this] { answered(); });
    }

    void read() {
        if (m_done || !m_http)
            return;
        m_reply.body += m_http->read(m_plan.most + 1 - m_reply.body.size());
        if (m_reply.body.size() <= m_plan.most)
            return;
        m_reply.body.truncate(m_plan.most);
        readHead();
        end(enrich::providers::ReplyFault::tooLong, QStringLiteral("longer than %1 octets").arg(m_plan.most));
    }

    void readHead() {
        constexpr int mostHeaders = 100;
        m_reply.httpStatus = m_http->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        for (const auto& [name, value] : m_http->rawHeaderPairs()) {
            if (m_reply.headers.size() < mostHeaders)
                m_reply.headers.append({name.toLower(), value.left(4096)});
        }
    }

    void answered() {
        if (m_done || !m_http)
            return;
        m_step.stop();
        while (!m_done && m_http->bytesAvailable() > 0) read();
        if (m_done)
            return;
        readHead();
        const QNetworkReply::NetworkError error = m_http->error();
        const QString text = QStringLiteral("%1: %2").arg(m_plan.host, m_http->errorString());
        if (error == QNetworkReply::SslHandshakeFailedError)
            return end(enrich::providers::ReplyFault::tls, text);
        // With a status, the errors of Qt only repeat it; but an answer that stops short is worth knowing.
        if (m_reply.httpStatus != 0)
            return error == QNetworkReply::RemoteHostClosedError
                       ? end(enrich::providers::ReplyFault::closedEarly,
                             QStringLiteral("the server closed before the end"))
                       : end(enrich::providers::ReplyFault::none, {});
        m_problem = text;
        const bool unreachable = error == QNetworkReply::ConnectionRefusedError ||
                                 error == QNetworkReply::UnknownNetworkError ||
                                 error == QNetworkReply::HostNotFoundError;
        if (unreachable && !m_endpoints.isEmpty()) {
            dropReply();
            return sendNext();
        }
        end(enrich::providers::ReplyFault::network, text);
    }

    void dropReply() {
        if (!m_http)
            return;
        m_http->disconnect(this);
        m_http->abort();
        m_http->deleteLater();
        m_http = nullptr;
    }

    void end(enrich::providers::ReplyFault fault, const QString& text) {
        if (m_done)
            return;
        m_done = true;
        m_total.stop();
        m_step.stop();
        dropReply();
        m_key.fill('\0');
        m_reply.fault = fault;
        m_reply.faultText = text;
        m_reply.milliseconds = m_elapsed.elapsed();
        emit finished(m_reply);
    }

    enrich::providers::RequestPlan m_plan;
    QByteArray m_key;
    TransportLimits m_limits;
    QPointer<QNetworkAccessManager> m_network;
    QList<QSslCertificate> m_authorities;
    QList<enrich::subject::Endpoint> m_endpoints;
    QElapsedTimer m_elapsed;
    QTimer m_total, m_step;
    QString m_problem;
    enrich::providers::Reply m_reply;
    bool m_done = false;
    QPointer<QNetworkReply> m_http;
};

}  // namespace

HttpTransport::HttpTransport(std::shared_ptr<const Resolver> resolver, TransportLimits limits, QObject* parent)
    : Transport(parent), m_resolver(std::move(resolver)), m_limits(limits) {
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(false);
}

PendingReply* HttpTransport::send(const enrich::providers::RequestPlan& plan, const QByteArray& key) {
    return new HttpReply(plan, key, *m_resolver, m_limits, m_network);
}

}  // namespace weir::enrich::net
