// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/registrationdate.h"

#include <QDateTime>
#include <QRegularExpression>

#include "core/enrich/subject/utctime.h"

namespace weir::enrich::providers {

namespace {

/// "sep", "September": 1 to 12; 0 for anything else.
int monthOf(const QString& word) {
    static const QString names = QStringLiteral("janfebmaraprmayjunjulaugsepoctnovdec");
    const qsizetype at = word.size() < 3 ? -1 : names.indexOf(word.left(3).toLower());
    return at < 0 || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

QDate dateOf(const QString& text) {
    using Expression = QRegularExpression;
    // Year first: 1997-09-15, 1997/09/15, 1997. 09. 15., 19970915
    static const Expression yearFirst(QStringLiteral("\\b((?:19|20)\\d\\d)(?:[-/.] ?)?(\\d\\d?)(?:[-/.] ?)?(\\d\\d?)"));
    // Day first: 15-Sep-1997, 15.09.1997, 15/09/1997, 15 September 1997
    static const Expression dayFirst(QStringLiteral("\\b(\\d\\d?)[-/. ]+(\\w+)[-/. ,]+((?:19|20)\\d\\d)\\b"));
    // Month first: Sep 15, 1997; a month alone: Aug-1996
    static const Expression monthFirst(
        QStringLiteral("\\b([A-Za-z]{3,9})[-. ]+(?:(\\d\\d?),? +)?(?:\\d\\d:\\d\\d:\\d\\d )?((?:19|20)\\d\\d)\\b"));
    // 2001-Aug-23.
    static const Expression yearAndName(QStringLiteral("\\b((?:19|20)\\d\\d)[-/. ]([A-Za-z]{3,9})[-/. ](\\d\\d?)\\b"));
    if (const auto m = yearAndName.match(text); m.hasMatch())
        return QDate(m.captured(1).toInt(), monthOf(m.captured(2)), m.captured(3).toInt());
    if (const auto m = yearFirst.match(text); m.hasMatch())
        return QDate(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt());
    if (const auto m = dayFirst.match(text); m.hasMatch()) {
        bool number = false;
        const int month = m.captured(2).toInt(&number);
        return QDate(m.captured(3).toInt(), number ? month : monthOf(m.captured(2)), m.captured(1).toInt());
    }
    const auto m = monthFirst.match(text);
    return m.hasMatch() ? QDate(m.captured(3).toInt(), monthOf(m.captured(1)),
                                m.captured(2).isEmpty() ? 1 : m.captured(2).toInt())
                        : QDate();
}

}  // namespace

std::optional<qint64> timeOf(const QString& given) {
    const QString text = given.left(100).trimmed();
    QDateTime whole = QDateTime::fromString(text, Qt::ISODate);
    if (text.size() > 10 && whole.isValid()) {
        if (whole.timeSpec() == Qt::LocalTime)
            enrich::subject::setUtc(whole);
    } else {
        whole = dateOf(text).startOfDay(enrich::subject::utc);
    }
    if (!whole.isValid() || whole.date().year() < 1970 || whole.date().year() > 2100)
        return {};
    return whole.toMSecsSinceEpoch();
}

}  // namespace weir::enrich::providers
