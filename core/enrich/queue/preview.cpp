// SPDX-License-Identifier: GPL-3.0-or-later
// What would be sent where, before anything is.
#include <QSet>
#include <algorithm>

#include "core/enrich/queue/lookups.h"

namespace weir::enrich::queue {

int Preview::count(PreviewItem::Fate fate) const {
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [&](const PreviewItem& one) { return one.fate == fate; }));
}

enrich::providers::Provider::Requests Preview::requests() const {
    enrich::providers::Provider::Requests out{0, 0};
    for (const PreviewItem& item : items) {
        if (item.fate == PreviewItem::Fate::send) {
            out.atLeast += item.requests.atLeast;
            out.clear += item.requests.clear;
        }
    }
    return out;
}

qint64 Preview::duration() const {
    qint64 out = 0;
    for (const PreviewShare& share : shares) out = std::max(out, share.duration);
    return out;
}

PreviewItem Lookups::itemFor(const enrich::providers::Provider& provider, const QString& given,
                             const enrich::subject::Indicator& indicator, const QSet<QString>& waiting,
                             bool again) const {
    const enrich::providers::ProviderDescriptor& d = provider.descriptor();
    PreviewItem item{given, indicator.text(), indicator.note(), d.id, PreviewItem::Fate::send, {}, {}, {}, {0, 0}};
    const auto because = [&item](PreviewItem::Fate fate, const QString& reason) {
        item.fate = fate;
        item.reason = reason;
        return item;
    };
    if (!provider.accepts(indicator))
        return because(PreviewItem::Fate::notFor, QStringLiteral("%1 does not take this").arg(d.name));
    const enrich::providers::Step first = provider.next(indicator, {});
    const auto* plan = std::get_if<enrich::providers::RequestPlan>(&first);
    if (!plan)
        return because(PreviewItem::Fate::notFor, std::get<enrich::subject::LookupResult>(first).reason);
    item.firstQuery = plan->shown();
    if (waiting.contains(d.id + u' ' + indicator.text()))
        return because(PreviewItem::Fate::waiting, {});
    const qint64 now = m_clock->now();
    if (const auto kept = m_store.find(d.id, indicator, now); kept && !again)
        return because(kept->stale ? PreviewItem::Fate::stale : PreviewItem::Fate::cached,
                       QStringLiteral("%1 old").arg(ageWords(kept->retrievedAt, now)));
    if (d.needsKey && !d.keyOptional && m_keys->ready(d.id) && m_keys->key(d.id).isEmpty())
        return because(PreviewItem::Fate::noKey, QStringLiteral("%1 wants a key").arg(d.name));
    item.requests = provider.requests(indicator);
    item.hosts << plan->host;
    if (d.id == u"registration" && indicator.isAddress()) {
        const QString whois = enrich::providers::whoisHostOf(enrich::providers::registryOf(indicator.address()));
        if (whois != plan->host)
            item.hosts << whois;
    }
    return item;
}

PreviewShare Lookups::shareOf(const enrich::providers::Provider& provider) const {
    const enrich::providers::ProviderDescriptor& d = provider.descriptor();
    PreviewShare out;
    out.provider = d.id;
    out.name = d.name;
    if (d.needsKey && !(d.keyOptional && m_keys->key(d.id).isEmpty()))
        out.key = m_keys->description(d.id);
    out.privacyNote = d.privacyNote;
    out.terms = d.terms;
    constexpr qint64 day = 24LL * 3600 * 1000;
    if (const int perDay = m_queue->limitsOf(provider).perDay; perDay > 0)
        out.leftToday = std::max(0, perDay - m_store.used(d.id, nextDay(m_clock->now()) - day));
    return out;
}

bool Lookups::takes(const QString& id, const QStringList& values) const {
    const enrich::providers::Provider* provider = find(id);
    return provider && std::any_of(values.begin(), values.end(), [&](const QString& value) {
               const auto indicator = enrich::subject::Indicator::fromUser(value, m_own);
               return indicator && provider->accepts(indicator.value());
           });
}

Preview Lookups::preview(const QStringList& values, const QStringList& providerIds, bool again, bool wholeNames) const {
    Preview out;
    out.offline = m_offline;
    QSet<QString> seen, waiting;
    for (const LookupJob& job : m_queue->jobs()) waiting.insert(job.provider + u' ' + job.indicator);
    for (const QString& value : values) {
        if (const auto made = enrich::subject::Indicator::fromUser(value, m_own); !made) {
            if (seen.contains(value))
                continue;
            seen.insert(value);
            PreviewItem item;
            item.given = value;
            item.fate = PreviewItem::Fate::heldBack;
            item.reason = QString::fromStdString(made.error().text());
            out.items.append(item);
            continue;
        }
        for (const QString& id : providerIds) {
            const enrich::providers::Provider* provider = find(id);
            if (!provider)
                continue;
            using enrich::subject::NameScope;
            const NameScope scope = !provider->descriptor().reputation ? NameScope::registrable
                                    : wholeNames                       ? NameScope::whole
                                                                       : NameScope::guest;
            const auto indicator = enrich::subject::Indicator::fromUser(value, m_own, scope).take();
            const QString key = id + u' ' + indicator.text();
            if (seen.contains(key))
                continue;
            seen.insert(key);
            out.items.append(itemFor(*provider, value, indicator, waiting, again));
            const PreviewItem& item = out.items.last();
            if (item.fate != PreviewItem::Fate::send)
                continue;
            auto share = std::find_if(out.shares.begin(), out.shares.end(),
                                      [&](const PreviewShare& one) { return one.provider == id; });
            if (share == out.shares.end())
                share = out.shares.insert(out.shares.end(), shareOf(*provider));
            ++share->count;
            share->requests += item.requests.atLeast;
            share->clear += item.requests.clear;
            share->encrypted = share->clear == 0;
            for (const QString& host : item.hosts) {
                if (!share->hosts.contains(host))
                    share->hosts.append(host);
            }
        }
    }
    for (PreviewShare& share : out.shares) share.duration = m_queue->estimate(*find(share.provider), share.count);
    return out;
}

}  // namespace weir::enrich::queue
