// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lookupwords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QSet>
#include <algorithm>

namespace weir::models {

using enrich::LookupResult;
using enrich::PreviewItem;
using enrich::Verdict;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Lookups", text); }
QString counted(const char* one, const char* many, qint64 count) {
    return (count == 1 ? tr(one) : tr(many)).arg(QLocale().toString(count));
}

QString plainVerdict(Verdict verdict) {
    switch (verdict) {
        case Verdict::malicious:
            return tr("Malicious");
        case Verdict::suspicious:
            return tr("Suspicious");
        case Verdict::clean:
            return tr("Known to be harmless");
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
        return tr("under a minute");
    if (minutes < 100)
        return counted("about %1 minute", "about %1 minutes", std::max<qint64>(minutes, 1));
    return counted("about %1 hour", "about %1 hours", (minutes + 30) / 60);
}

QString requestsWords(int count) { return counted("%1 request", "%1 requests", count); }

QString verdictWords(const LookupResult& result) {
    const auto malicious = result.number(QStringLiteral("malicious"));
    if (!malicious)
        return plainVerdict(result.verdict);
    // An engines' vote: the word never stands without its figures.
    qint64 engines = 0;
    for (const char* key : {"malicious", "suspicious", "harmless", "undetected", "timeout"})
        engines += result.number(QLatin1String(key)).value_or(0);
    const qint64 suspicious = result.number(QStringLiteral("suspicious")).value_or(0);
    const QString of = tr("%1 of %2 engines").arg(*malicious).arg(engines);
    if (result.verdict == Verdict::malicious)
        return tr("Malicious: %1").arg(of);
    if (*malicious > 0)
        return tr("%1 call it malicious, a weak sign").arg(of);
    if (suspicious > 0)
        return tr("%1 of %2 engines call it suspicious, a weak sign").arg(suspicious).arg(engines);
    return tr("No detections: %1").arg(of);
}

QString valueText(const enrich::Field& field) {
    if (field.value.isArray()) {
        QStringList texts;
        for (const QJsonValue& one : field.value.toArray()) texts << one.toVariant().toString();
        return texts.join(QStringLiteral(", "));
    }
    if (field.value.isBool())
        return field.value.toBool() ? tr("yes") : tr("no");
    if (field.value.isDouble())
        return QString::number(field.value.toInteger());
    return field.value.toString();
}

QString fateWords(const PreviewItem& item) {
    switch (item.fate) {
        case PreviewItem::Fate::send:
            return tr("send");
        case PreviewItem::Fate::cached:
            return tr("known, %1: nothing is sent").arg(item.reason);
        case PreviewItem::Fate::stale:
            return tr("known, stale (%1): nothing is sent").arg(item.reason);
        case PreviewItem::Fate::waiting:
            return tr("waiting in the queue already");
        case PreviewItem::Fate::notFor:
            return tr("not asked: %1").arg(item.reason);
        case PreviewItem::Fate::noKey:
            return tr("not asked: no key");
        case PreviewItem::Fate::heldBack:
            return tr("held back: %1").arg(item.reason);
    }
    return {};
}

QString shareWords(const enrich::PreviewShare& share) {
    QStringList parts;
    parts << tr("%1 to %2, %3")
                 .arg(requestsWords(share.count), share.hosts.join(QStringLiteral(", ")),
                      share.encrypted ? tr("encrypted") : tr("partly or wholly in the clear (whois)"));
    parts << tr("takes %1").arg(durationWords(share.duration));
    if (share.leftToday >= 0)
        parts << tr("%1 left today").arg(QLocale().toString(share.leftToday));
    if (!share.key.isEmpty())
        parts << tr("key %1").arg(share.key);
    QString text = parts.join(QStringLiteral("; ")) + u'.';
    if (!share.privacyNote.isEmpty())
        text += u' ' + share.privacyNote;
    if (!share.terms.isEmpty())
        text += u' ' + share.terms;
    return text;
}

QString summaryWords(const enrich::Preview& preview) {
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
        subjects << counted("%1 address", "%1 addresses", addresses);
    if (sent.size() > addresses)
        subjects << counted("%1 name", "%1 names", sent.size() - addresses);
    QStringList parts;
    parts << (sent.isEmpty() ? tr("Nothing would be sent") : tr("%1 would be sent").arg(subjects.join(tr(" and "))));
    if (!held.isEmpty())
        parts << counted("%1 is held back", "%1 are held back", held.size());
    if (!known.isEmpty())
        parts << counted("%1 is known already", "%1 are known already", known.size());
    return parts.join(QStringLiteral(", ")) + u'.';
}

QString heldBackWords(const enrich::Preview& preview) {
    constexpr int most = 3;
    QStringList lines;
    int more = 0;
    for (const PreviewItem& item : preview.items) {
        if (item.fate != PreviewItem::Fate::heldBack)
            continue;
        if (lines.size() < most)
            lines << tr("%1 (%2)").arg(item.given, item.reason);
        else
            ++more;
    }
    if (lines.isEmpty())
        return {};
    const QString listed = tr("Held back: %1").arg(lines.join(QStringLiteral("; ")));
    return more == 0 ? listed + u'.' : tr("%1; and %2 more, at the end of the list.").arg(listed).arg(more);
}

QStringList subjectColumns(const QString& table) {
    const auto words = [](const char* text) { return QString::fromLatin1(text).split(u' '); };
    if (table == u"hosts" || table == u"talkers")
        return words("address");
    if (table == u"findings")
        return words("subject");
    if (table == u"names" || table == u"dns")
        return words("name registrable_domain");
    if (table == u"conversations" || table == u"flows")
        return words("server dst client src");
    if (table == u"packets")
        return words("dst src");
    if (table == u"tls" || table == u"http")
        return words("server dst");
    return {};
}

}  // namespace weir::models
