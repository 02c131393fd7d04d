// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filtertext.h"

#include <algorithm>

namespace weir::models {

QString quotedText(const QString& text) {
    QString out = text;
    out.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + out + u'"';
}

namespace {

/// A bare word only where no reader could take it for anything else.
QString word(const QString& text) {
    const auto plain = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
    };
    static const QStringList reserved{QStringLiteral("and"), QStringLiteral("or"),       QStringLiteral("not"),
                                      QStringLiteral("in"),  QStringLiteral("contains"), QStringLiteral("matches")};
    const bool bare = !text.isEmpty() && text[0].isLetter() && std::all_of(text.begin(), text.end(), plain) &&
                      !reserved.contains(text, Qt::CaseInsensitive);
    return bare ? text : quotedText(text);
}

bool hasTopLevelOr(const QString& filter) {
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < filter.size(); ++i) {
        const QChar c = filter[i];
        if (inText) {
            if (c == u'\\')
                ++i;
            else if (c == u'"')
                inText = false;
        } else if (c == u'"') {
            inText = true;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')') {
            --depth;
        } else if (depth == 0) {
            const auto edge = [&](qsizetype at) {
                return at < 0 || at >= filter.size() || !(filter[at].isLetterOrNumber() || filter[at] == u'_');
            };
            if (filter.mid(i, 2) == u"||" ||
                (filter.mid(i, 2).compare(u"or", Qt::CaseInsensitive) == 0 && edge(i - 1) && edge(i + 2)))
                return true;
        }
    }
    return false;
}

}  // namespace

QString cellTest(const table::Column& column, const table::Cell& cell, bool exclude) {
    const QString name = QString::fromStdString(column.name);
    const QString sign = exclude ? QStringLiteral(" != ") : QStringLiteral(" = ");
    if (cell.empty)
        return name + sign + QStringLiteral("\"\"");
    const std::string raw = table::cellText(cell);
    const QString text = QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size()));
    if (column.kind != table::Kind::text)
        return name + sign + text;
    if (!column.list)
        return name + sign + word(text);
    QStringList tests;
    for (const QString& value : text.split(u';', Qt::SkipEmptyParts)) {
        if (tests.size() == 8)
            break;  // enough to find the like; a filter must stay readable
        tests << name + sign + word(value);
    }
    if (tests.size() == 1)
        return tests.first();
    return u'(' + tests.join(exclude ? QStringLiteral(" and ") : QStringLiteral(" or ")) + u')';
}

QString combined(const QString& filter, const QString& test, Combine how) {
    const QString old = filter.trimmed();
    if (old.isEmpty() || how == Combine::replace)
        return test;
    if (how == Combine::orElse)
        return old + QStringLiteral(" or ") + test;
    return (hasTopLevelOr(old) ? u'(' + old + u')' : old) + QStringLiteral(" and ") + test;
}

}  // namespace weir::models
