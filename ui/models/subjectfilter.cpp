// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/subjectfilter.h"

#include <QDateTime>
#include <algorithm>

#include "core/enrich/subject/utctime.h"
#include "core/table/filter.h"
#include "core/table/filteralias.h"
#include "ui/models/filtertext.h"

namespace weir::models {

namespace {

constexpr int deepest = 64;

/// Calls `visit(i)` where nothing of `text` is quoted or in brackets; it returns how many characters to go on.
template <typename Visit>
void forEachOutside(const QString& text, Visit&& visit) {
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c == u'\\')
                ++i;
            else if (c == u'"')
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')') {
            --depth;
        } else if (depth == 0) {
            i += visit(i);
        }
    }
}

/// The parts between `word` (or `sign`), outside of brackets and quotes.
QStringList parts(const QString& text, QStringView word, QStringView sign) {
    QStringList out;
    qsizetype start = 0;
    const auto edge = [&](qsizetype at) {
        return at < 0 || at >= text.size() || text[at].isSpace() || text[at] == u'(' || text[at] == u')' ||
               text[at] == u'"';
    };
    forEachOutside(text, [&](qsizetype i) -> qsizetype {
        const QStringView rest = QStringView(text).mid(i);
        qsizetype length = 0;
        if (rest.startsWith(sign))
            length = sign.size();
        else if (rest.startsWith(word, Qt::CaseInsensitive) && edge(i - 1) && edge(i + word.size()))
            length = word.size();
        if (length == 0)
            return 0;
        out << text.mid(start, i - start).trimmed();
        start = i + length;
        return length - 1;
    });
    out << text.mid(start).trimmed();
    return out;
}

/// Whether the bracket that opens the text closes at its end.
bool isBracketed(const QString& text) {
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return false;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'\\')
            ++i;
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c == u'(' || c == u')'))
            depth += c == u'(' ? 1 : -1;
        if (depth == 0)
            return false;
    }
    return !quoted && depth == 1;
}

/// `droppable`: whether the rest still means something without this part.
QString reduced(const QString& filter, const table::Schema& schema, const QStringList& elsewhere, bool droppable,
                int depth) {
    const QString text = filter.trimmed();
    if (depth > deepest)
        return text;
    QStringList alternatives = parts(text, u"or", u"||");
    if (alternatives.size() > 1) {
        for (QString& part : alternatives) part = reduced(part, schema, elsewhere, false, depth + 1);
        alternatives.removeAll(QString());
        return alternatives.join(QStringLiteral(" or "));
    }
    QStringList conditions = parts(text, u"and", u"&&");
    if (conditions.size() > 1) {
        for (QString& part : conditions) part = reduced(part, schema, elsewhere, droppable, depth + 1);
        if (!droppable && conditions.contains(QString()))
            return {};
        conditions.removeAll(QString());
        return conditions.join(QStringLiteral(" and "));
    }
    if (isBracketed(text)) {
        const QString inside = reduced(text.mid(1, text.size() - 2), schema, elsewhere, droppable, depth + 1);
        return inside.isEmpty() ? QString() : u'(' + inside + u')';
    }
    for (const std::string& column : table::Filter::columnsOf(text.toStdString())) {
        if (!table::findColumn(schema, column) && !table::filterAlias(column, schema) &&
            elsewhere.contains(QString::fromStdString(column), Qt::CaseInsensitive))
            return {};
    }
    return text;
}

QString isoTime(std::int64_t nanoseconds) {
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t fraction = ((nanoseconds % second) + second) % second;
    const QDateTime time = QDateTime::fromSecsSinceEpoch((nanoseconds - fraction) / second, enrich::subject::utc);
    QString text = time.toString(u"yyyy-MM-ddTHH:mm:ss");
    if (fraction != 0) {
        QString decimals = QStringLiteral("%1").arg(fraction, 9, 10, QLatin1Char('0'));
        while (decimals.endsWith(u'0')) decimals.chop(1);
        text += u'.' + decimals;
    }
    return text + u'Z';
}

}  // namespace

QString addressFilter(const IpAddress& address) {
    return QStringLiteral("address = ") + QString::fromStdString(address.toString());
}

QString pairFilter(const IpAddress& one, const IpAddress& other) {
    const QString first = QString::fromStdString(one.toString()), second = QString::fromStdString(other.toString());
    QStringList tests;
    for (const auto& [from, to] : {std::pair("client", "server"), std::pair("src", "dst")}) {
        for (const auto& [near, far] : {std::pair(first, second), std::pair(second, first)})
            tests << QStringLiteral("%1 = %2 and %3 = %4").arg(QLatin1String(from), near, QLatin1String(to), far);
    }
    return tests.join(QStringLiteral(" or "));
}

QString subjectFilter(const QString& subject) {
    if (const auto address = IpAddress::parse(subject.toStdString()))
        return addressFilter(*address);
    QString quoted = subject;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    QStringList tests;
    for (const char* column : {"name", "names", "server_name", "registrable_domain", "answers", "host"})
        tests << QStringLiteral("%1 = \"%2\"").arg(QLatin1String(column), quoted);
    if (!subject.contains(u'*') && !subject.contains(u'?')) {  // which would stand for other characters
        for (const char* column : {"name", "names", "server_name", "host"})
            tests << QStringLiteral("%1 matches \"*.%2\"").arg(QLatin1String(column), quoted);
    }
    tests << QStringLiteral("info contains \"%1\"").arg(quoted);
    return tests.join(QStringLiteral(" or "));
}

QString timeFilter(std::int64_t from, std::int64_t to) {
    return QStringLiteral("(time >= %1 and time < %2 or last_seen >= %1 and first_seen < %2)")
        .arg(isoTime(from), isoTime(to));
}

QString serviceFilter(const QString& service) {
    table::Cell cell;
    cell.empty = false;
    const std::string text = service.toStdString();
    cell.text = text;
    return cellTest({"service", table::Kind::text}, cell, false);
}

QString portFilter(const QString& protocol, std::optional<std::uint16_t> port) {
    table::Cell cell;
    cell.empty = false;
    const std::string text = protocol.toStdString();
    cell.text = text;
    const QString test = cellTest({"proto", table::Kind::text}, cell, false);
    return port ? test + QStringLiteral(" and (sport = %1 or dport = %1)").arg(*port) : test;
}

QString fittingPart(const QString& filter, const table::Schema& schema, const QStringList& elsewhere) {
    return reduced(filter, schema, elsewhere, true, 0);
}

}  // namespace weir::models
