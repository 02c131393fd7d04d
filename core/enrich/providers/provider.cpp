// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/provider.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/utctime.h"

namespace weir::enrich::providers {

Result<ProviderLimits> parseLimits(const QString& text, ProviderLimits limits) {
    limits.perWindow = limits.perDay = limits.perMonth = 0;
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})/(minute|day|month)$"));
    const QStringList words = text.trimmed().split(QRegularExpression(QStringLiteral("[\\s,]+")), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return Error::of(ErrorKind::invalid, "no limit is given");
    for (const QString& word : words) {
        if (word == u"none" && words.size() == 1)
            return limits;
        const auto match = form.match(word);
        const int count = match.captured(1).toInt();
        if (!match.hasMatch() || count == 0)
            return Error::of(ErrorKind::invalid, "a limit is a number with /minute, /day or /month, or none; not '%1'",
                             {word.toStdString()});
        (match.captured(2) == u"minute" ? limits.perWindow
         : match.captured(2) == u"day"  ? limits.perDay
                                        : limits.perMonth) = count;
    }
    return limits;
}

QString RequestPlan::shown() const {
    if (channel == Channel::whois)
        return QStringLiteral("%1:%2 \u2190 %3").arg(host).arg(port).arg(QString::fromLatin1(query));
    const QString text = url.toString(QUrl::FullyEncoded);
    return body.isEmpty()
               ? text
               : QStringLiteral("%1 \u2190 %2").arg(text, enrich::subject::cleanLine(QString::fromUtf8(body)));
}

QByteArray Reply::header(const QByteArray& lowerCaseName) const {
    for (const RequestHeader& one : headers) {
        if (one.name == lowerCaseName)
            return one.value;
    }
    return {};
}

QString quoted(const QString& serverText) { return enrich::subject::cleanLine(serverText, 200); }

QList<RequestHeader> commonHeaders(const QByteArray& accept) {
    return {{"Accept", accept},
            {"Accept-Encoding", "identity"},
            {"Accept-Language", "en"},
            {"User-Agent", "Weir/" WEIR_VERSION}};
}

std::optional<qint64> retryAfter(const QByteArray& value, qint64 now) {
    const QByteArray text = value.trimmed();
    bool ok = false;
    const qint64 seconds = text.toLongLong(&ok);
    constexpr qint64 longest = 24LL * 3600;  // whoever says more would lock the user out of the service
    if (ok)
        return seconds < 0 ? std::optional<qint64>() : now + std::min(seconds, longest) * 1000;
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return {};
    enrich::subject::setUtc(date);
    return std::clamp(date.toMSecsSinceEpoch(), now, now + longest * 1000);
}

namespace {

QString outcomeOf(const Reply& reply) {
    if (reply.fault != ReplyFault::none && reply.body.isEmpty())
        return reply.faultText;
    QString text = reply.httpStatus ? QStringLiteral("HTTP %1, ").arg(reply.httpStatus) : QString();
    text += QStringLiteral("%1 bytes").arg(reply.body.size());
    return reply.fault == ReplyFault::none ? text : text + QStringLiteral(" (%1)").arg(reply.faultText);
}

}  // namespace

enrich::subject::LookupResult resultOf(const Provider& provider, const enrich::subject::Indicator& indicator,
                                       const Exchanges& exchanges) {
    enrich::subject::LookupResult out(indicator);
    out.provider = provider.descriptor().id;
    for (const Exchange& exchange : exchanges) {
        out.trail.append(
            {exchange.plan.host, exchange.plan.shown(), outcomeOf(exchange.reply), exchange.reply.milliseconds});
        if (exchange.reply.body.isEmpty())
            continue;
        if (!out.raw.isEmpty())
            out.raw += "\n\n";
        if (exchanges.size() > 1)
            out.raw += "[" + exchange.plan.shown().toUtf8() + "]\n";
        out.raw += exchange.reply.body;
        out.rawTruncated |= exchange.reply.fault == ReplyFault::tooLong;
        out.retrievedAt = exchange.reply.receivedAt;
    }
    if (!exchanges.empty())
        out.retrievedAt = exchanges.back().reply.receivedAt;
    return out;
}

bool readFault(enrich::subject::LookupResult& result, const Exchange& exchange) {
    const Reply& reply = exchange.reply;
    const auto fault = [&](enrich::subject::LookupStatus status, const QString& reason) {
        result.status = status;
        result.reason = reason;
        return true;
    };
    switch (reply.fault) {
        case ReplyFault::none:
            break;
        case ReplyFault::timeout:
            return fault(enrich::subject::LookupStatus::timeout, reply.faultText);
        case ReplyFault::network:
            return fault(enrich::subject::LookupStatus::networkError, reply.faultText);
        case ReplyFault::tls:
            return fault(enrich::subject::LookupStatus::tlsError, reply.faultText);
        case ReplyFault::closedEarly:
        case ReplyFault::tooLong:
            return fault(enrich::subject::LookupStatus::truncated, reply.faultText);
        case ReplyFault::refusedAddress:
            return fault(enrich::subject::LookupStatus::redirectRefused, reply.faultText);
        case ReplyFault::cancelled:
            return fault(enrich::subject::LookupStatus::cancelled, {});
    }
    if (exchange.plan.channel != Channel::https)
        return false;
    const int status = reply.httpStatus;
    if (status == 429) {
        result.retryAt = retryAfter(reply.header("retry-after"), reply.receivedAt);
        result.hold = enrich::subject::HostHold{exchange.plan.host, result.retryAt.value_or(0), true,
                                                QStringLiteral("%1 asked for a pause").arg(exchange.plan.host)};
        return fault(enrich::subject::LookupStatus::rateLimited,
                     QStringLiteral("%1 asked for a pause").arg(exchange.plan.host));
    }
    if (status == 401 || status == 403)
        return fault(exchange.plan.keyHeader.isEmpty() ? enrich::subject::LookupStatus::noService
                                                       : enrich::subject::LookupStatus::authFailed,
                     QStringLiteral("%1 refused (HTTP %2)").arg(exchange.plan.host).arg(status));
    if (status == 400)
        return fault(enrich::subject::LookupStatus::malformed,
                     QStringLiteral("%1 did not understand the question").arg(exchange.plan.host));
    if (status >= 500)
        return fault(enrich::subject::LookupStatus::serverError,
                     QStringLiteral("%1 answered HTTP %2").arg(exchange.plan.host).arg(status));
    if (status >= 300 && status < 400)
        return fault(enrich::subject::LookupStatus::redirectRefused,
                     QStringLiteral("%1 sent the question elsewhere").arg(exchange.plan.host));
    if (status != 200 && status != 404)
        return fault(enrich::subject::LookupStatus::malformed,
                     QStringLiteral("%1 answered HTTP %2").arg(exchange.plan.host).arg(status));
    return false;
}

}  // namespace weir::enrich::providers
