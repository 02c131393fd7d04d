// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/rdapbootstrap.h"

#include <QUrl>

#include "core/enrich/providers/registries.h"
#include "core/enrich/subject/domainnames.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

/// The first https URL, with a final '/'. RDAP in the clear is not asked.
QString usableBase(const QJsonValue& urls) {
    for (const QJsonValue& value : urls.toArray()) {
        QString text = value.toString();
        const QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != u"https" || url.host().isEmpty() || !url.userInfo().isEmpty() ||
            url.hasQuery() || url.hasFragment())
            continue;
        return text.endsWith(u'/') ? text : text + u'/';
    }
    return {};
}

}  // namespace

QString RdapBootstrap::nameOf(File file) {
    constexpr const char* names[] = {"ipv4.json", "ipv6.json", "dns.json"};
    return QString::fromLatin1(names[static_cast<int>(file)]);
}

QString RdapBootstrap::baseFor(const enrich::subject::Indicator& indicator) const {
    if (indicator.isAddress()) {
        const auto& networks = indicator.kind() == enrich::subject::IndicatorKind::ip4 ? m_networks4 : m_networks6;
        const Network* best = nullptr;
        for (const Network& network : networks) {
            if (network.prefix.contains(indicator.address()) && (!best || network.prefix.length > best->prefix.length))
                best = &network;
        }
        if (best || !networks.empty())
            return best ? best->base : QString();
        return rdapBaseOf(registryOf(indicator.address()));
    }
    // The longest suffix by whole labels.
    QByteArray name = indicator.text().toLatin1();
    while (!name.isEmpty()) {
        if (m_domains.isEmpty()) {
            if (name == "com" || name == "net")
                return QStringLiteral("https://rdap.verisign.com/%1/v1/").arg(QString::fromLatin1(name));
            if (name == "org")
                return QStringLiteral("https://rdap.publicinterestregistry.org/rdap/");
        } else if (const auto found = m_domains.constFind(name); found != m_domains.constEnd()) {
            return *found;
        }
        const qsizetype dot = name.indexOf('.');
        name = dot < 0 ? QByteArray() : name.mid(dot + 1);
    }
    return {};
}

Result<int> RdapBootstrap::take(File file, const QByteArray& json) {
    constexpr qsizetype largest = 2 << 20;
    QString why;
    if (json.size() > largest)
        return Error::of(ErrorKind::tooLarge, "larger than 2 MiB");
    const auto root = enrich::subject::parseObject(json, &why);
    if (!root)
        return Error{why.toStdString()};
    if (enrich::subject::textOf(root->value(u"version")) != u"1.0" || !root->value(u"services").isArray())
        return Error::of(ErrorKind::unsupported, "not a bootstrap file of version 1.0");
    std::vector<Network> networks;
    QHash<QByteArray, QString> domains;
    for (const QJsonValue& service : root->value(u"services").toArray()) {
        const QJsonArray pair = service.toArray();
        const QString base = pair.size() >= 2 ? usableBase(pair[1]) : QString();
        if (base.isEmpty())
            continue;
        for (const QJsonValue& entry : pair[0].toArray()) {
            const QByteArray text = entry.toString().toLatin1().toLower();
            if (file == File::dns) {
                if (enrich::subject::isHostName(text))
                    domains.insert(text, base);
            } else if (const auto prefix = Prefix::parse(text.toStdString());
                       prefix && prefix->network.version == (file == File::ipv4 ? 4 : 6)) {
                networks.push_back({*prefix, base});
            }
        }
    }
    const auto count = file == File::dns ? domains.size() : static_cast<qsizetype>(networks.size());
    if (count == 0)
        return Error::of(ErrorKind::invalid, "no entry that can be used");
    if (file == File::dns)
        m_domains = domains;
    else
        (file == File::ipv4 ? m_networks4 : m_networks6) = std::move(networks);
    m_published.insert(static_cast<int>(file), enrich::subject::textOf(root->value(u"publication")));
    return static_cast<int>(count);
}

}  // namespace weir::enrich::providers
