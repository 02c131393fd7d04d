// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/hostgate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/enrich/subject/domainnames.h"
#include "core/enrich/subject/indicator.h"

namespace weir::enrich::subject {

namespace {

QString keyOf(const QString& host, quint16 port) {
    return port == 0 ? host.toLower() : QStringLiteral("%1:%2").arg(host.toLower()).arg(port);
}

/// "127.0.0.1:4301" or "[::1]:4301".
std::optional<Endpoint> parseEndpoint(const QString& text) {
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const quint16 port = text.mid(colon + 1).toUShort(&ok);
    const QHostAddress address(host);
    if (colon <= 0 || !ok || port == 0 || !address.isLoopback())
        return {};
    return Endpoint{address, port};
}

}  // namespace

Result<TestEndpoints> TestEndpoints::load(const QString& path) {
    const auto wrong = [&](const QString& why) { return Error{why.toStdString(), path.toStdString()}; };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(QStringLiteral("cannot be read: %1").arg(file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(1 << 20), &error);
    if (!document.isObject())
        return wrong(QStringLiteral("not a JSON object: %1").arg(error.errorString()));
    const QJsonObject root = document.object();
    TestEndpoints out;
    const QJsonObject hosts = root.value(u"hosts").toObject();
    for (auto at = hosts.begin(); at != hosts.end(); ++at) {
        const QString key = at.key();
        const qsizetype colon = key.lastIndexOf(u':');
        bool ok = true;
        const quint16 port = colon < 0 ? quint16(0) : key.mid(colon + 1).toUShort(&ok);
        QList<Endpoint> endpoints;
        for (const QJsonValue& value : at.value().toArray()) {
            const auto endpoint = parseEndpoint(value.toString());
            if (!endpoint)
                return wrong(QStringLiteral("\"%1\" is not a loopback address with a port").arg(value.toString()));
            endpoints.append(*endpoint);
        }
        if (!ok || endpoints.isEmpty())
            return wrong(QStringLiteral("host \"%1\" has no endpoints").arg(key));
        out.map(colon < 0 ? key : key.left(colon), port, endpoints);
    }
    if (out.isEmpty())
        return wrong(QStringLiteral("names no hosts"));
    if (const QString ca = root.value(u"ca").toString(); !ca.isEmpty()) {
        const QString pem = QFileInfo(path).absoluteDir().absoluteFilePath(ca);
        const QList<QSslCertificate> authorities = QSslCertificate::fromPath(pem, QSsl::Pem);
        if (authorities.isEmpty())
            return wrong(QStringLiteral("no certificate in %1").arg(pem));
        out.trust(authorities);
    }
    return out;
}

bool TestEndpoints::map(const QString& host, quint16 port, const QList<Endpoint>& endpoints) {
    for (const Endpoint& endpoint : endpoints) {
        if (!endpoint.address.isLoopback())
            return false;
    }
    m_hosts.insert(keyOf(host, port), endpoints);
    return true;
}

QList<Endpoint> TestEndpoints::find(const QString& host, quint16 port) const {
    const auto exact = m_hosts.constFind(keyOf(host, port));
    return exact != m_hosts.constEnd() ? *exact : m_hosts.value(keyOf(host, 0));
}

QString HostGate::refusesName(const QString& host) const {
    const QByteArray name = host.toLatin1();
    if (!isHostName(name) || !name.contains('.'))
        return QStringLiteral("not a host name");
    bool number = false;
    name.mid(name.lastIndexOf('.') + 1).toUInt(&number);
    if (number)
        return QStringLiteral("an address instead of a host name");
    if (!hasPublicTopLevel(name))
        return QStringLiteral("not a public host name");
    return {};
}

QString HostGate::refusesWhois(const QString& host, quint16 port) const {
    if (!m_endpoints.find(host, port).isEmpty())
        return {};
    if (port != 43 && port != 4321)
        return QStringLiteral("port %1 is not a whois port").arg(port);
    return refusesName(host);
}

QString HostGate::refusesUrl(const QUrl& url) const {
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("not a URL");
    if (url.scheme() != u"https")
        return QStringLiteral("not https");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("carries user information");
    const int port = url.port(443);
    if (!m_endpoints.find(url.host(), static_cast<quint16>(port)).isEmpty())
        return {};
    if (m_inside.contains(url.host().toLower()))
        return {};
    if (port != 443)
        return QStringLiteral("port %1 is not https's").arg(port);
    return refusesName(url.host(QUrl::FullyEncoded));
}

QString HostGate::refusesAddress(const QString& host, const QHostAddress& address) const {
    if (m_inside.contains(host.toLower()))
        return {};
    IpAddress value;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        value = IpAddress::v4(address.toIPv4Address());
    } else {
        const Q_IPV6ADDR octets = address.toIPv6Address();
        value = IpAddress::fromBytes(Bytes(octets.c, 16));
    }
    // Through the gate for indicators, so that addresses within addresses count as what they carry.
    const auto indicator = Indicator::fromAddress(value);
    return indicator ? QString() : QString::fromStdString(indicator.error().text());
}

}  // namespace weir::enrich::subject
