// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakelookups/lessonservers.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::subject;

namespace {

const QStringList& whoisHosts() {
    static const QStringList hosts{QStringLiteral("whois.arin.net"),        QStringLiteral("whois.ripe.net"),
                                   QStringLiteral("whois.apnic.net"),       QStringLiteral("whois.lacnic.net"),
                                   QStringLiteral("whois.afrinic.net"),     QStringLiteral("whois.verisign-grs.com"),
                                   QStringLiteral("whois.markmonitor.com"), QStringLiteral("whois.iana.org")};
    return hosts;
}

const QStringList& httpsHosts() {
    static const QStringList hosts{QStringLiteral("rdap.arin.net"),          QStringLiteral("rdap.db.ripe.net"),
                                   QStringLiteral("rdap.apnic.net"),         QStringLiteral("rdap.lacnic.net"),
                                   QStringLiteral("rdap.afrinic.net"),       QStringLiteral("rdap.verisign.com"),
                                   QStringLiteral("rdap.markmonitor.com"),   QStringLiteral("www.virustotal.com"),
                                   QStringLiteral("api.abuseipdb.com"),      QStringLiteral("api.greynoise.io"),
                                   QStringLiteral("internetdb.shodan.io"),   QStringLiteral("urlhaus-api.abuse.ch"),
                                   QStringLiteral("threatfox-api.abuse.ch"), QStringLiteral("otx.alienvault.com")};
    return hosts;
}

QByteArray domainAnswer(bool registrar) {
    return registrar
               ? R"({"ldhName":"footprintdns.com","entities":[
{"roles":["registrant"],"vcardArray":["vcard",[["org",{},"text","Microsoft Corporation"],["adr",{"cc":"US"},"text",[]]]]},
{"roles":["administrative"],"vcardArray":["vcard",[["org",{},"text","Microsoft Corporation"]]]},
{"roles":["technical"],"vcardArray":["vcard",[["org",{},"text","Microsoft Corporation"]]]}]})"
               : R"({"ldhName":"FOOTPRINTDNS.COM","events":[{"eventAction":"registration","eventDate":"2013-06-26T17:21:23Z"}],
"entities":[{"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text","Example Registrar Inc."]]]}],
"links":[{"rel":"related","type":"application/rdap+json","href":"https://rdap.markmonitor.com/rdap/domain/footprintdns.com"}]})";
}

}  // namespace

LessonServers::LessonServers() {
    m_whois = std::make_unique<FakeServer>(
        FakeServer::Protocol::whois, [](const QByteArray& query) { return Script(fixtures::lessonWhois(query)); });
    m_https = std::make_unique<FakeServer>(
        FakeServer::Protocol::http, [this](const QByteArray& request) { return answer(request); },
        QStringLiteral("127.0.0.2"));
    if (m_authority.valid())
        m_https->useTls(m_authority.serverFor(httpsHosts()));
    for (const QString& host : whoisHosts()) m_endpoints.map(host, 43, {m_whois->endpoint()});
    for (const QString& host : httpsHosts()) m_endpoints.map(host, 443, {m_https->endpoint()});
    m_endpoints.trust({m_authority.certificate()});
}

bool LessonServers::ok(QString* problem) const {
    *problem = !m_authority.valid()      ? m_authority.problem()
               : !m_whois->isListening() ? m_whois->errorString()
                                         : m_https->errorString();
    return m_authority.valid() && m_whois->isListening() && m_https->isListening();
}

Script LessonServers::answer(const QByteArray& request) const {
    const QByteArray path = request.split(' ').value(1);
    const QByteArray last = path.mid(path.lastIndexOf('/') + 1);
    const QByteArray lower = request.toLower();
    const QByteArray body = path.startsWith("/api/v3/")                ? fixtures::lessonVirusTotal(last)
                            : lower.contains("host: rdap.markmonitor") ? domainAnswer(true)
                            : last == "footprintdns.com"               ? domainAnswer(false)
                                                                       : fixtures::lessonRdap(last);
    if (path.startsWith("/api/v3/") && !lower.contains("x-apikey: " + key() + "\r\n"))
        return Script(httpAnswer(401, R"({"error":{"code":"WrongCredentialsError","message":"Wrong API key"}})"));
    if (body.isEmpty())
        return Script(httpAnswer(404, R"({"error":{"code":"NotFoundError","message":"not found"}})"));
    return Script(httpAnswer(200, body));
}

bool LessonServers::write(const QString& folder) const {
    const auto list = [](const Endpoint& endpoint) {
        return QJsonArray{QStringLiteral("%1:%2").arg(endpoint.address.toString()).arg(endpoint.port)};
    };
    QJsonObject hosts;
    for (const QString& host : whoisHosts()) hosts.insert(host + QStringLiteral(":43"), list(m_whois->endpoint()));
    for (const QString& host : httpsHosts()) hosts.insert(host + QStringLiteral(":443"), list(m_https->endpoint()));
    const QDir out(folder);
    QFile certificate(out.filePath(QStringLiteral("ca.pem")));
    QFile endpoints(out.filePath(QStringLiteral("endpoints.json")));
    const QByteArray json =
        QJsonDocument(QJsonObject{{QStringLiteral("hosts"), hosts}, {QStringLiteral("ca"), QStringLiteral("ca.pem")}})
            .toJson();
    return certificate.open(QIODevice::WriteOnly) && certificate.write(m_authority.certificate().toPem()) > 0 &&
           certificate.flush() && endpoints.open(QIODevice::WriteOnly) && endpoints.write(json) == json.size();
}

}  // namespace weir::enrich
