// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/linktemplates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::subject {

namespace {

constexpr int mostLinks = 100;
constexpr int longestUrl = 2048;
QStringList marks() { return {QStringLiteral("{address}"), QStringLiteral("{domain}"), QStringLiteral("{hash}")}; }
QString markOf(const Indicator& indicator) {
    return marks()[indicator.isAddress() ? 0 : indicator.kind() == IndicatorKind::domain ? 1 : 2];
}

}  // namespace

QString problemOf(const LinkTemplate& link) {
    if (cleanLine(link.name, 100) != link.name || link.name.isEmpty())
        return QStringLiteral("the name is empty, too long, or holds invisible characters");
    if (link.url.size() > longestUrl)
        return QStringLiteral("the URL is too long");
    QString probe = link.url;
    int kinds = 0;
    for (const QString& mark : marks()) {
        kinds += probe.contains(mark);
        probe.replace(mark, QStringLiteral("placeholder"));
    }
    if (kinds != 1)
        return QStringLiteral("the URL needs either {address}, {domain} or {hash}");
    if (probe.contains(u'{') || probe.contains(u'}'))
        return QStringLiteral("the URL has a placeholder that is not {address}, {domain} or {hash}");
    const QUrl url(probe, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("not a URL");
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return QStringLiteral("only http and https can be opened");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("the URL carries user information");
    if (url.host().contains(u"placeholder"))
        return QStringLiteral("the placeholder must not be in the host");
    return {};
}

QList<LinkTemplate> defaultLinks() {
    constexpr std::pair<const char*, const char*> pages[] = {
        {"VirusTotal", "https://www.virustotal.com/gui/ip-address/{address}"},
        {"AbuseIPDB", "https://www.abuseipdb.com/check/{address}"},
        {"Shodan", "https://www.shodan.io/host/{address}"},
        {"Censys", "https://search.censys.io/hosts/{address}"},
        {"urlscan.io", "https://urlscan.io/ip/{address}"},
        {"VirusTotal", "https://www.virustotal.com/gui/domain/{domain}"},
        {"urlscan.io", "https://urlscan.io/domain/{domain}"},
        {"crt.sh", "https://crt.sh/?q={domain}"},
        {"VirusTotal", "https://www.virustotal.com/gui/file/{hash}"},
        {"MalwareBazaar", "https://bazaar.abuse.ch/browse.php?search={hash}"}};
    QList<LinkTemplate> out;
    for (const auto& [name, url] : pages) out.append({QLatin1String(name), QLatin1String(url)});
    return out;
}

bool isFor(const LinkTemplate& link, const Indicator& indicator) { return link.url.contains(markOf(indicator)); }

Result<QUrl> expand(const LinkTemplate& link, const Indicator& indicator) {
    if (const QString problem = problemOf(link); !problem.isEmpty())
        return Error{problem.toStdString()};
    if (!isFor(link, indicator))
        return Error::of(ErrorKind::invalid, "the link is for something else");
    QString text = link.url;
    text.replace(markOf(indicator), QString::fromLatin1(QUrl::toPercentEncoding(indicator.text())));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return Error::of(ErrorKind::invalid, "not a URL");
    return url;
}

Result<QList<LinkTemplate>> parseLinkTemplates(const QByteArray& json) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json.left(1 << 20), &error);
    if (!document.isArray())
        return Error::of(ErrorKind::invalid, "not a JSON array: %1", {error.errorString().toStdString()});
    QList<LinkTemplate> out;
    for (const QJsonValue& value : document.array()) {
        const QJsonObject object = value.toObject();
        const LinkTemplate link{object.value(u"name").toString(), object.value(u"url").toString()};
        if (const QString problem = problemOf(link); !problem.isEmpty())
            return Error::of(ErrorKind::invalid, "link %1: %2",
                             {std::to_string(out.size() + 1), problem.toStdString()});
        if (out.size() >= mostLinks)
            return Error::of(ErrorKind::tooLarge, "more than 100 links");
        out.append(link);
    }
    return out;
}

QByteArray toJson(const QList<LinkTemplate>& links) {
    QJsonArray out;
    for (const LinkTemplate& link : links)
        out.append(QJsonObject{{QStringLiteral("name"), link.name}, {QStringLiteral("url"), link.url}});
    return QJsonDocument(out).toJson();
}

}  // namespace weir::enrich::subject
