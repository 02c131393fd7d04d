// SPDX-License-Identifier: GPL-3.0-or-later
// Services that tell of networks: Team Cymru's IP-to-ASN whois, RIPEstat, urlscan.io.
#include <QUrlQuery>

#include "core/enrich/providers/jsonservice.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

/// Whois with a table for an answer: "AS | IP | BGP Prefix | CC | Registry | Allocated | AS Name".
class CymruProvider : public Provider {
public:
    const ProviderDescriptor& descriptor() const override {
        static const ProviderDescriptor description = [] {
            ProviderDescriptor d;
            d.id = QStringLiteral("cymru");
            d.name = QStringLiteral("Team Cymru IP to ASN");
            d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
            d.columns = {{QStringLiteral("asn"), QStringLiteral("cymru_asn"), true},
                         {QStringLiteral("as_name"), QStringLiteral("cymru_as_name")},
                         {QStringLiteral("prefix"), QStringLiteral("cymru_prefix")}};
            d.privacyNote = QStringLiteral("Not encrypted: besides Team Cymru, whoever watches the network sees it.");
            return d;
        }();
        return description;
    }
    Requests requests(const enrich::subject::Indicator&) const override { return {1, 1}; }

    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override {
        if (soFar.empty()) {
            RequestPlan plan;
            plan.channel = Channel::whois;
            plan.host = QStringLiteral("whois.cymru.com");
            plan.port = 43;
            plan.query = " -v " + indicator.text().toLatin1();
            plan.most = 64 * 1024;
            plan.deadline = 25'000;
            plan.gap = 1000;
            return plan;
        }
        enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
        const Exchange& last = soFar.back();
        if (last.reply.body.isEmpty() && readFault(result, last))
            return result;
        for (const QString& line : enrich::subject::decoded(last.reply.body).split(u'\n')) {
            QStringList cells = line.split(u'|');
            for (QString& cell : cells) cell = enrich::subject::cleanLine(cell);
            if (cells.size() < 7 || cells[1] != indicator.text())
                continue;
            bool number = false;
            const qint64 system = cells[0].section(u' ', 0, 0).toUInt(&number);
            if (!number) {  // "NA": nobody announces it
                result.status = enrich::subject::LookupStatus::notFound;
                return result;
            }
            result.add(QStringLiteral("asn"), QStringLiteral("AS number"), system);
            result.add(QStringLiteral("as_name"), QStringLiteral("AS name"), cells[6]);
            result.add(QStringLiteral("prefix"), QStringLiteral("BGP prefix"), cells[2]);
            result.add(QStringLiteral("country"), QStringLiteral("Country"), cells[3].left(2));
            result.add(QStringLiteral("registry"), QStringLiteral("Registry"), cells[4]);
            result.add(QStringLiteral("allocated"), QStringLiteral("Allocated"), cells[5]);
            result.verdict = enrich::subject::Verdict::info;
            return result;
        }
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = QStringLiteral("no line about this address in the answer");
        return result;
    }

    QString saying(const enrich::subject::LookupResult& result) const override {
        return QStringLiteral("AS%1 %2").arg(result.text(QStringLiteral("asn")),
                                             result.text(QStringLiteral("as_name")));
    }
};

/// Slower than others: both ask for it.
RequestPlan get(const QUrl& url) {
    RequestPlan plan = getJson(url.toString(QUrl::FullyEncoded));
    plan.gap = 500;
    plan.most = 4 << 20;
    return plan;
}

bool readRipeStat(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QJsonObject data = object.value(u"data").toObject();
    const QJsonArray systems = data.value(u"asns").toArray();
    if (!data.contains(u"asns")) {
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = QStringLiteral("no list of systems in the answer");
        return true;
    }
    if (systems.isEmpty()) {
        result.status = enrich::subject::LookupStatus::notFound;
        return true;
    }
    if (const auto number = enrich::subject::countOf(systems[0].toObject().value(u"asn")))
        result.add(QStringLiteral("asn"), QStringLiteral("AS number"), *number);
    result.add(QStringLiteral("as_name"), QStringLiteral("AS holder"),
               enrich::subject::textOf(systems[0].toObject().value(u"holder")));
    result.add(QStringLiteral("prefix"), QStringLiteral("Announced prefix"),
               enrich::subject::textOf(data.value(u"resource")));
    result.add(QStringLiteral("block"), QStringLiteral("Block"),
               enrich::subject::textOf(data.value(u"block").toObject().value(u"desc")));
    result.verdict = enrich::subject::Verdict::info;
    return true;
}

bool readUrlScan(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const auto total = enrich::subject::countOf(object.value(u"total"));
    if (!total) {
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = QStringLiteral("no count of scans in the answer");
        return true;
    }
    if (*total == 0) {
        result.status = enrich::subject::LookupStatus::notFound;
        return true;
    }
    result.add(QStringLiteral("scans"), QStringLiteral("Scans"), *total);
    qint64 malicious = 0;
    QStringList domains, servers;
    QString last;
    for (const QJsonValue& value : object.value(u"results").toArray()) {
        const QJsonObject scan = value.toObject();
        const QJsonObject page = scan.value(u"page").toObject();
        malicious += scan.value(u"verdicts").toObject().value(u"malicious").toBool();
        for (const auto& [list, name] : {std::pair(&domains, "domain"), std::pair(&servers, "server")}) {
            const QString text = enrich::subject::textOf(page.value(QLatin1String(name)));
            if (!text.isEmpty() && !list->contains(text) && list->size() < 50)
                list->append(text);
        }
        last = std::max(last, enrich::subject::textOf(scan.value(u"task").toObject().value(u"time")));
    }
    result.add(QStringLiteral("malicious_scans"), QStringLiteral("Of the last, malicious"), malicious);
    result.add(QStringLiteral("domains"), QStringLiteral("Domains"), domains);
    result.add(QStringLiteral("servers"), QStringLiteral("Servers"), servers);
    result.add(QStringLiteral("last_seen"), QStringLiteral("Last scan"), last);
    result.verdict = malicious > 0 ? enrich::subject::Verdict::suspicious : enrich::subject::Verdict::info;
    return true;
}

}  // namespace

std::shared_ptr<const Provider> cymru() { return std::make_shared<CymruProvider>(); }

std::shared_ptr<const Provider> ripeStat() {
    ProviderDescriptor d;
    d.id = QStringLiteral("ripestat");
    d.name = QStringLiteral("RIPEstat");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.limits.concurrent = 2;
    d.columns = {{QStringLiteral("asn"), QStringLiteral("ripestat_asn"), true},
                 {QStringLiteral("as_name"), QStringLiteral("ripestat_as_name")},
                 {QStringLiteral("prefix"), QStringLiteral("ripestat_prefix")}};
    d.privacyNote = QStringLiteral("The RIPE NCC sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            QUrl url(QStringLiteral("https://stat.ripe.net/data/prefix-overview/data.json"));
            QUrlQuery query;
            query.addQueryItem(QStringLiteral("resource"), indicator.text());
            query.addQueryItem(QStringLiteral("sourceapp"), QStringLiteral("weir"));
            url.setQuery(query);
            return get(url);
        },
        readRipeStat);
}

std::shared_ptr<const Provider> urlScan() {
    ProviderDescriptor d;
    d.id = QStringLiteral("urlscan");
    d.name = QStringLiteral("urlscan.io");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
               enrich::subject::IndicatorKind::domain};
    d.needsKey = true;
    d.keyOptional = true;
    d.keyHeader = "API-Key";
    d.environmentVariable = QStringLiteral("WEIR_URLSCAN_KEY");
    d.reputation = true;
    d.limits = {30, 61'000, 1000, 0, 1};
    d.columns = {{QStringLiteral("scans"), QStringLiteral("urlscan_scans"), true},
                 {QStringLiteral("malicious_scans"), QStringLiteral("urlscan_malicious"), true},
                 {QStringLiteral("domains"), QStringLiteral("urlscan_domains"), false, true},
                 {QStringLiteral("last_seen"), QStringLiteral("urlscan_last_scan")}};
    d.privacyNote = QStringLiteral("urlscan.io sees the question; nothing is scanned.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            QUrl url(QStringLiteral("https://urlscan.io/api/v1/search/"));
            const QString field = indicator.isAddress() ? QStringLiteral("page.ip") : QStringLiteral("page.domain");
            url.setQuery(
                QStringLiteral("q=") +
                QString::fromLatin1(QUrl::toPercentEncoding(QStringLiteral("%1:\"%2\"").arg(field, indicator.text()))) +
                QStringLiteral("&size=50"));
            return get(url);
        },
        readUrlScan,
        [](const enrich::subject::LookupResult& result) {
            return QStringLiteral("%1 malicious scans").arg(result.text(QStringLiteral("malicious_scans")));
        });
}

}  // namespace weir::enrich::providers
