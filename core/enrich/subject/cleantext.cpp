// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/cleantext.h"

#include <QList>
#include <QStringDecoder>
#include <string_view>

#include "core/base/foreigntext.h"
#include "core/base/utf8.h"

namespace weir::enrich::subject {

QString decoded(const QByteArray& bytes) {
    // Stateless, so that a sequence cut off at the end counts as an error, too.
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

QString cleanText(const QString& text) {
    std::string octets, out;
    for (const uint code : text.toUcs4()) appendUtf8(octets, code);  // which makes lone surrogates U+FFFD
    for (std::string_view rest = octets;;) {
        const std::size_t end = rest.find_first_of("\t\n");
        std::string_view part = rest.substr(0, end);
        const bool lineEnds = end != std::string_view::npos && rest[end] == '\n';
        if (lineEnds && part.ends_with('\r'))
            part.remove_suffix(1);
        appendPrintable(out, part);
        if (end == std::string_view::npos)
            return QString::fromStdString(out);
        out += rest[end];
        rest.remove_prefix(end + 1);
    }
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
