// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lookupwords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QSet>
#include <algorithm>

#include "ui/models/plural.h"

namespace weir::models {

using enrich::queue::PreviewItem;
using enrich::subject::LookupResult;
using enrich::subject::Verdict;

namespace {

QString number(const QString& text, qint64 count) { return text.arg(QLocale().toString(count)); }

struct Words {
    Q_DECLARE_TR_FUNCTIONS(weir::models::LookupWords)
};

QString plainVerdict(Verdict verdict) {
    switch (verdict) {
        case Verdict::malicious:
            return Words::tr("Malicious");
        case Verdict::suspicious:
            return Words::tr("Suspicious");
        case Verdict::clean:
            return Words::tr("Known to be harmless");
        case Verdict::none:
        case Verdict::info:
            break;
    }
    return {};
}

}  // namespace

QString durationWords(qint64 milliseconds) {
    const qint64 minutes = (milliseconds + 30'000) / 60'000;
    if (milliseconds < 50'000)
        return Words::tr("under a minute");
    if (minutes < 100)
        return number(Words::tr("about %1 minutes", nullptr, plural(std::max<qint64>(minutes, 1))),
                      std::max<qint64>(minutes, 1));
    return number(Words::tr("about %1 hours", nullptr, plural((minutes + 30) / 60)), (minutes + 30) / 60);
}

QString requestsWords(int count) { return number(Words::tr("%1 requests", nullptr, plural(count)), count); }

QString verdictWords(const LookupResult& result) {
    const auto malicious = result.number(QStringLiteral("malicious"));
    if (!malicious)
        return plainVerdict(result.verdict);
    // An engines' vote: the word never stands without its figures.
    qint64 engines = 0;
    for (const char* key : {"malicious", "suspicious", "harmless", "undetected", "timeout"})
        engines += result.number(QLatin1String(key)).value_or(0);
    const qint64 suspicious = result.number(QStringLiteral("suspicious")).value_or(0);
    const QString of = Words::tr("%1 of %2 engines").arg(*malicious).arg(engines);
    if (result.verdict == Verdict::malicious)
        return Words::tr("Malicious: %1").arg(of);
    if (*malicious > 0)
        return Words::tr("%1 call it malicious, a weak sign").arg(of);
    if (suspicious > 0)
        return Words::tr("%1 of %2 engines call it suspicious, a weak sign").arg(suspicious).arg(engines);
    return Words::tr("No detections: %1").arg(of);
}

QString valueText(const enrich::subject::Field& field) {
    if (field.value.isArray()) {
        QStringList texts;
        for (const QJsonValue& one : field.value.toArray()) texts << one.toVariant().toString();
        return texts.join(QStringLiteral(", "));
    }
    if (field.value.isBool())
        return field.value.toBool() ? Words::tr("yes") : Words::tr("no");
    if (field.value.isDouble())
        return QString::number(field.value.toInteger());
    return field.value.toString();
}

QString fateWords(const PreviewItem& item) {
    switch (item.fate) {
        case PreviewItem::Fate::send:
            return Words::tr("send");
        case PreviewItem::Fate::cached:
            return Words::tr("known, %1: nothing is sent").arg(item.reason);
        case PreviewItem::Fate::stale:
            return Words::tr("known, stale (%1): nothing is sent").arg(item.reason);
        case PreviewItem::Fate::waiting:
            return Words::tr("already in the queue");
        case PreviewItem::Fate::notFor:
            return Words::tr("not asked: %1").arg(item.reason);
        case PreviewItem::Fate::noKey:
            return Words::tr("not asked: no key");
        case PreviewItem::Fate::heldBack:
            return Words::tr("held back: %1").arg(item.reason);
    }
    return {};
}

QString shareWords(const enrich::queue::PreviewShare& share) {
    QStringList parts;
    parts << Words::tr("%1 to %2, %3")
                 .arg(requestsWords(share.requests), share.hosts.join(QStringLiteral(", ")),
                      share.encrypted ? Words::tr("encrypted") : Words::tr("partly or wholly in the clear (whois)"));
    parts << Words::tr("takes %1").arg(durationWords(share.duration));
    if (share.leftToday >= 0)
        parts << Words::tr("%1 left today").arg(QLocale().toString(share.leftToday));
    if (!share.key.isEmpty())
        parts << Words::tr("key %1").arg(share.key);
    QString text = parts.join(QStringLiteral("; ")) + u'.';
    if (!share.privacyNote.isEmpty())
        text += u' ' + share.privacyNote;
    if (!share.terms.isEmpty())
        text += u' ' + share.terms;
    return text;
}

QString summaryWords(const enrich::queue::Preview& preview) {
    QSet<QString> sent;
    QSet<QString> held;
    QSet<QString> known;
    for (const PreviewItem& item : preview.items) {
        if (item.fate == PreviewItem::Fate::send)
            sent.insert(item.indicator);
        else if (item.fate == PreviewItem::Fate::heldBack)
            held.insert(item.given);
        else if (item.fate == PreviewItem::Fate::cached || item.fate == PreviewItem::Fate::stale)
            known.insert(item.indicator);
    }
    known.subtract(sent);
    const auto addresses = std::count_if(
        sent.begin(), sent.end(), [](const QString& text) { return IpAddress::parse(text.toStdString()).has_value(); });
    QStringList subjects;
    if (addresses > 0)
        subjects << number(Words::tr("%1 addresses", nullptr, plural(addresses)), addresses);
    if (sent.size() > addresses)
        subjects << number(Words::tr("%1 names", nullptr, plural(sent.size() - addresses)), sent.size() - addresses);
    QStringList parts;
    parts << (sent.isEmpty() ? Words::tr("Nothing would be sent")
                             : Words::tr("%1 would be sent").arg(subjects.join(Words::tr(" and "))));
    if (!held.isEmpty())
        parts << number(Words::tr("%1 are held back", nullptr, plural(held.size())), held.size());
    if (!known.isEmpty())
        parts << number(Words::tr("%1 are known already", nullptr, plural(known.size())), known.size());
    QString text = parts.join(QStringLiteral(", ")) + u'.';
    if (const enrich::providers::Provider::Requests requests = preview.requests(); requests.clear > 0)
        text += u' ' + Words::tr("At least %1, %2 of them not encrypted.")
                           .arg(requestsWords(requests.atLeast), QLocale().toString(requests.clear));
    return text;
}

QString heldBackWords(const enrich::queue::Preview& preview) {
    constexpr int most = 3;
    QStringList lines;
    int more = 0;
    for (const PreviewItem& item : preview.items) {
        if (item.fate != PreviewItem::Fate::heldBack)
            continue;
        if (lines.size() < most)
            lines << Words::tr("%1 (%2)").arg(item.given, item.reason);
        else
            ++more;
    }
    if (lines.isEmpty())
        return {};
    const QString listed = Words::tr("Held back: %1").arg(lines.join(QStringLiteral("; ")));
    return more == 0 ? listed + u'.' : Words::tr("%1; and %2 more, at the end of the list.").arg(listed).arg(more);
}

}  // namespace weir::models
