// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/talkwords.h"

#include <QStringList>

#include "ui/models/format.h"
#include "ui/models/plural.h"

namespace weir::charts {

using capturetables::TalkMap;
using findings::Severity;
using Kind = TalkItem::Kind;
using GroupKind = TalkMap::GroupKind;

QString TalkWords::sized(std::uint64_t bytes) const {
    return models::bytesText(static_cast<std::int64_t>(bytes), locale);
}

QString TalkWords::clientTitle(std::size_t index) const {
    const TalkMap::Client& client = map.clients[index];
    if (!client.address)
        return tr("%1 more machines", nullptr, models::plural(client.count))
            .arg(locale.toString(static_cast<qulonglong>(client.count)));
    return client.name.empty() ? QString::fromStdString(client.address->toString()) : models::shownText(client.name);
}

QString TalkWords::hostTitle(std::size_t index) const {
    const TalkMap::Host& host = map.hosts[index];
    if (!host.address)
        return tr("%1 more hosts", nullptr, models::plural(host.count))
            .arg(locale.toString(static_cast<qulonglong>(host.count)));
    return host.name.empty() ? QString::fromStdString(host.address->toString()) : models::shownText(host.name);
}

QString TalkWords::groupTitle(std::size_t index) const {
    switch (map.groups[index].kind) {
        case GroupKind::unnamed:
            return tr("Never named");
        case GroupKind::home:
            return tr("At home");
        case GroupKind::everybody:
            return tr("Multicast and broadcast");
        case GroupKind::others:
            return tr("Others");
        default:
            return models::shownText(map.groups[index].name);
    }
}

QString TalkWords::explanation(const TalkItem& item) const {
    const auto lines = [](QStringList all) {
        all.removeAll(QString());
        return all.join(u'\n');
    };
    const auto bad = [](Severity severity) {
        return severity == Severity::serious ? tr("serious")
               : severity == Severity::look  ? tr("worth a look")
                                             : QString();
    };
    const auto ended = [](const std::optional<IpAddress>& address, const QString& title) {
        const QString text = address ? QString::fromStdString(address->toString()) : QString();
        return text == title ? QString() : text;
    };
    switch (item.kind) {
        case Kind::client: {
            const TalkMap::Client& client = map.clients[item.index];
            const QString title = clientTitle(item.index);
            return lines({title, ended(client.address, title), sized(client.bytes), bad(client.severity)});
        }
        case Kind::host: {
            const TalkMap::Host& host = map.hosts[item.index];
            const QString title = hostTitle(item.index);
            return lines({title, ended(host.address, title), models::shownText(host.owner), sized(host.bytes),
                          bad(host.severity)});
        }
        case Kind::group: {
            const TalkMap::Group& group = map.groups[item.index];
            const QString why = group.kind == GroupKind::unnamed
                                    ? tr("No name led to these addresses: malware brings its addresses along.")
                                    : QString();
            return lines({groupTitle(item.index),
                          tr("%1 hosts", nullptr, models::plural(group.hosts))
                              .arg(locale.toString(static_cast<qulonglong>(group.hosts))),
                          sized(group.bytes), bad(group.severity), why});
        }
        default: {
            const TalkMap::Link& link = map.links[item.index];
            return lines({tr("%1 and %2").arg(clientTitle(link.client), hostTitle(link.host)),
                          ended(map.hosts[link.host].address, hostTitle(link.host)),
                          tr("%1 in %2 packets", nullptr, models::plural(link.packets))
                              .arg(sized(link.bytes), locale.toString(static_cast<qulonglong>(link.packets))),
                          bad(link.severity)});
        }
    }
}

}  // namespace weir::charts
