// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/cleantext.h"

#include <QStringDecoder>

namespace weir::enrich::subject {

namespace {

constexpr int mostCombiningMarks = 8;

bool invisible(char16_t c) {
    return (c < 0x20 && c != u'\t' && c != u'\n') || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x2060 ||
           c == 0xfeff || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

QString decoded(const QByteArray& bytes) {
    // Stateless, so that a sequence cut off at the end counts as an error, too.
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

QString cleanText(const QString& text) {
    QString out;
    out.reserve(text.size());
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            out += c;
            out += text[++i];
            marks = 0;
            continue;
        }
        if (c.isSurrogate()) {
            out += QChar::ReplacementCharacter;
            continue;
        }
        if (c.unicode() == 0x2028 || c.unicode() == 0x2029) {
            out += u'\n';
            continue;
        }
        if (invisible(c.unicode()))
            continue;
        marks = c.isMark() ? marks + 1 : 0;
        if (marks <= mostCombiningMarks)
            out += c;
    }
    return out;
}

QString cleanLine(const QString& text, int limit) {
    // Twice the limit is enough to fill it, and keeps a megabyte on one line from costing a megabyte of work.
    QString line = cleanText(text.left(2 * limit + 64));
    line.replace(u'\n', u' ').replace(u'\t', u' ');
    line = line.trimmed();
    if (line.size() > limit)
        line = line.left(limit - 1) + QChar(0x2026);
    return line;
}

}  // namespace weir::enrich::subject
