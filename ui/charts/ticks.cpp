// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ticks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <cmath>

#include "core/capturetables/overview.h"
#include "core/enrich/subject/utctime.h"

namespace weir::charts {

namespace {

constexpr std::int64_t second = 1'000'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

QString tr(const char* text) { return QCoreApplication::translate("weir::charts", text); }

/// The least multiple of `step` that is not before `moment`.
std::int64_t roundedUp(std::int64_t moment, std::int64_t step) {
    const std::int64_t beyond = ((moment % step) + step) % step;
    std::int64_t out = moment;
    if (beyond != 0 && __builtin_add_overflow(moment, step - beyond, &out))
        return moment;
    return out;
}

int decimalsOf(std::int64_t step) {
    int decimals = 0;
    for (std::int64_t unit = second; unit > 1 && step % unit != 0; unit /= 10) ++decimals;
    return decimals;
}

QString clockText(std::int64_t moment, std::int64_t step, const QDateTime& time) {
    if (step >= day)
        return time.toString(u"yyyy-MM-dd");
    if (step >= minute)
        return time.toString(time.time() == QTime(0, 0) ? u"yyyy-MM-dd" : u"HH:mm");
    QString text = time.toString(u"HH:mm:ss");
    if (const int decimals = decimalsOf(step); decimals > 0) {
        const std::int64_t fraction = ((moment % second) + second) % second;
        text += u'.' + QStringLiteral("%1").arg(fraction, 9, 10, QLatin1Char('0')).left(decimals);
    }
    return text;
}

}  // namespace

std::vector<Tick> byteTicks(std::uint64_t largest, int most, const QLocale& locale) {
    double unit = 1;
    while (static_cast<double>(largest) >= unit * 1024 && unit < 1e18) unit *= 1024;
    const double units = std::max(1.0, static_cast<double>(largest) / unit);
    double step = 1;
    for (const double candidate : {0.1, 0.2, 0.25, 0.5, 1., 2., 5., 10., 20., 25., 50., 100., 200., 250., 500.}) {
        step = candidate;
        if ((unit > 1 || candidate >= 1) && std::ceil(units / candidate) <= std::max(1, most))
            break;
    }
    std::vector<Tick> ticks;
    const int steps = static_cast<int>(std::ceil(units / step));
    for (int i = 0; i <= steps; ++i) {
        const double value = i * step * unit;
        const int decimals = step >= 1 ? 0 : step == 0.25 ? 2 : 1;
        QString label = QStringLiteral("0");
        if (i > 0 && value < 9e18)
            label = locale.formattedDataSize(static_cast<qint64>(value), decimals, QLocale::DataSizeIecFormat);
        ticks.push_back({value, label});
    }
    return ticks;
}

std::vector<Tick> timeTicks(std::int64_t from, std::int64_t to, int most, const models::DisplayOptions& display) {
    std::vector<Tick> ticks;
    std::int64_t length = 0;
    if (__builtin_sub_overflow(to, from, &length) || length <= 0)
        return ticks;
    const std::int64_t step = capturetables::roundSpan(length - 1, static_cast<std::size_t>(std::max(1, most)));
    std::int64_t origin = 0;  // where counting starts: the first packet, or midnight of the zone
    if (display.time == models::TimeStyle::relative)
        origin = display.origin;
    else if (display.time == models::TimeStyle::local)
        origin = -QDateTime::fromSecsSinceEpoch(from / second).offsetFromUtc() * second;
    std::int64_t sinceOrigin = 0;
    if (__builtin_sub_overflow(from, origin, &sinceOrigin))
        return ticks;
    for (std::int64_t at = roundedUp(sinceOrigin, step); at - sinceOrigin <= length; at += step) {
        const std::int64_t moment = at + origin;
        Tick tick{static_cast<double>(at - sinceOrigin) / 1e9, {}};
        if (display.time == models::TimeStyle::relative) {
            tick.label = tr("%1 s").arg(display.locale.toString(static_cast<double>(at) / 1e9, 'f', decimalsOf(step)));
        } else {
            const std::int64_t seconds = (moment - (((moment % second) + second) % second)) / second;
            const QDateTime time = display.time == models::TimeStyle::local
                                       ? QDateTime::fromSecsSinceEpoch(seconds)
                                       : QDateTime::fromSecsSinceEpoch(seconds, enrich::subject::utc);
            tick.label = clockText(moment, step, time);
        }
        ticks.push_back(std::move(tick));
        if (at > INT64_MAX - step)
            break;
    }
    return ticks;
}

QString spanText(std::int64_t nanoseconds, const QLocale& locale) {
    static constexpr std::pair<std::int64_t, const char*> units[] = {
        {day, QT_TRANSLATE_NOOP("weir::charts", "%1 d")},        {hour, QT_TRANSLATE_NOOP("weir::charts", "%1 h")},
        {minute, QT_TRANSLATE_NOOP("weir::charts", "%1 min")},   {second, QT_TRANSLATE_NOOP("weir::charts", "%1 s")},
        {1'000'000, QT_TRANSLATE_NOOP("weir::charts", "%1 ms")}, {1'000, QT_TRANSLATE_NOOP("weir::charts", "%1 µs")},
        {1, QT_TRANSLATE_NOOP("weir::charts", "%1 ns")}};
    for (const auto& [size, text] : units) {
        if (nanoseconds >= size && nanoseconds % size == 0)
            return tr(text).arg(locale.toString(static_cast<qlonglong>(nanoseconds / size)));
    }
    return tr("%1 s").arg(locale.toString(static_cast<double>(nanoseconds) / 1e9, 'f', 3));
}

}  // namespace weir::charts
