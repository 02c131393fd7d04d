// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/format.h"

#include <QDateTime>
#include <algorithm>

#include "core/base/text.h"
#include "core/enrich/subject/utctime.h"
#include "ui/models/columnwords.h"

namespace weir::models {

using table::Column;
using table::Kind;
using table::Unit;

namespace {

constexpr std::int64_t nanosecondsInSecond = 1'000'000'000;

std::int64_t floorSeconds(std::int64_t nanoseconds) {
    const std::int64_t seconds = nanoseconds / nanosecondsInSecond;
    return nanoseconds % nanosecondsInSecond < 0 ? seconds - 1 : seconds;
}

/// Six decimals, or nine where the last three say something.
QString decimals(std::int64_t nanosecondsOfSecond) {
    const bool micro = nanosecondsOfSecond % 1000 == 0;
    return QString::number(micro ? nanosecondsOfSecond / 1000 : nanosecondsOfSecond)
        .rightJustified(micro ? 6 : 9, u'0');
}

QString secondsText(std::int64_t nanoseconds, const QLocale& locale) {
    // As unsigned, for the most negative number has no positive twin.
    const std::uint64_t size =
        nanoseconds < 0 ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    const QString whole = locale.toString(static_cast<qulonglong>(size / nanosecondsInSecond));
    return (nanoseconds < 0 ? locale.negativeSign() : QString()) + whole + locale.decimalPoint() +
           decimals(static_cast<std::int64_t>(size % nanosecondsInSecond));
}

QString realText(double value, const QLocale& locale) {
    QString text = locale.toString(value, 'f', 3);
    const QString point = locale.decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(locale.zeroDigit())) text.chop(locale.zeroDigit().size());
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

}  // namespace

QString shownText(std::string_view text) {
    const std::string safe = printable(text);
    return QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
}

bool isNumeric(const Column& column) {
    return column.kind == Kind::integer || column.kind == Kind::real || column.kind == Kind::duration;
}

QString timeText(std::int64_t nanoseconds, const DisplayOptions& options) {
    const std::int64_t seconds = floorSeconds(nanoseconds);
    const QString fraction = u'.' + decimals(nanoseconds - seconds * nanosecondsInSecond);
    const bool utc = options.time != TimeStyle::local;
    const QDateTime time =
        utc ? QDateTime::fromSecsSinceEpoch(seconds, enrich::subject::utc) : QDateTime::fromSecsSinceEpoch(seconds);
    QString zone = QStringLiteral("Z");
    if (!utc) {
        const int offset = time.offsetFromUtc() / 60;
        zone = QStringLiteral("%1%2:%3")
                   .arg(offset < 0 ? QLatin1Char('-') : QLatin1Char('+'))
                   .arg(std::abs(offset) / 60, 2, 10, QLatin1Char('0'))
                   .arg(std::abs(offset) % 60, 2, 10, QLatin1Char('0'));
    }
    return time.toString(u"yyyy-MM-ddTHH:mm:ss") + fraction + zone;
}

bool sameDay(std::int64_t one, std::int64_t other, TimeStyle style) {
    DisplayOptions options;
    options.time = style;
    return timeText(one, options).section(u'T', 0, 0) == timeText(other, options).section(u'T', 0, 0);
}

QString displayText(const Column& column, const table::Cell& cell, const DisplayOptions& options) {
    if (cell.empty)
        return {};
    switch (cell.kind) {
        case Kind::integer:
            return column.unit == Unit::identifier ? QString::number(cell.integer)
                                                   : options.locale.toString(static_cast<qlonglong>(cell.integer));
        case Kind::real:
            return realText(cell.real, options.locale);
        case Kind::boolean:
            return cell.integer ? QObject::tr("yes") : QObject::tr("no");
        case Kind::time: {
            std::int64_t since = 0;
            if (options.time == TimeStyle::relative && !__builtin_sub_overflow(cell.integer, options.origin, &since))
                return secondsText(since, options.locale);
            const QString whole = timeText(cell.integer, options);
            if (!options.oneDay)
                return whole;
            // The title has the zone, the tooltip the date.
            const qsizetype time = whole.indexOf(u'T') + 1;
            const auto zone = std::find_if(whole.begin() + time, whole.end(),
                                           [](QChar c) { return c == u'Z' || c == u'+' || c == u'-'; });
            return whole.mid(time, zone - whole.begin() - time);
        }
        case Kind::duration:
            return secondsText(cell.integer, options.locale);
        case Kind::text:
            return shownText(cell.text);
        case Kind::address:
            return QString::fromStdString(cell.address.toString());
    }
    return {};
}

QString columnTitle(const table::Schema& schema, std::size_t index, const DisplayOptions& options) {
    const Column& column = schema[index];
    const QString title = columnWords(column.title);
    if (column.kind == Kind::time) {
        const QString zone = options.time == TimeStyle::local ? QObject::tr("local")
                             : options.time == TimeStyle::utc ? QObject::tr("UTC")
                                                              : QObject::tr("s since first");
        return QStringLiteral("%1 (%2)").arg(title, zone);
    }
    if (column.kind == Kind::duration)
        return QObject::tr("%1 (s)").arg(title);
    if (column.unit == Unit::bytes && column.name != "message_bytes") {  // which are of DNS alone
        return column.name.starts_with("wire_") ? QObject::tr("%1 (wire)").arg(title)
                                                : QObject::tr("%1 (IP)").arg(title);
    }
    return title;
}

QString bytesText(std::int64_t bytes, const QLocale& locale) {
    return locale.formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString explainedText(const Column& column, const table::Cell& cell, const DisplayOptions& options) {
    if (cell.empty)
        return {};
    if (column.unit == Unit::bytes && cell.kind == Kind::integer)
        return QObject::tr("%1 bytes (%2)")
            .arg(options.locale.toString(static_cast<qlonglong>(cell.integer)),
                 bytesText(cell.integer, options.locale));
    if (cell.kind == Kind::time) {
        DisplayOptions utc = options;
        utc.time = TimeStyle::utc;
        DisplayOptions local = options;
        local.time = TimeStyle::local;
        return timeText(cell.integer, utc) + u'\n' + timeText(cell.integer, local);
    }
    QString text = displayText(column, cell, options);
    if (column.list)
        text.replace(u';', u'\n');
    if (text.size() > 4000)
        text = text.left(4000) + u'…';
    return text;
}

}  // namespace weir::models
