// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/whoistext.h"

#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::providers {

namespace {

constexpr int mostLines = 4000;
constexpr int mostObjects = 200;
constexpr int longestLine = 4096;
constexpr int longestKey = 64;

int indentOf(QStringView line) {
    int indent = 0;
    while (indent < line.size() && (line[indent] == u' ' || line[indent] == u'\t')) ++indent;
    return indent;
}

}  // namespace

WhoisText parseWhois(const QByteArray& answer) {
    WhoisText out;
    QString text = enrich::subject::decoded(answer);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    out.plain = enrich::subject::cleanText(text);
    WhoisObject object;
    bool indented = false;  // the object's attributes stand behind up to three spaces, as Verisign's do
    const auto endObject = [&] {
        if (!object.isEmpty())
            out.objects.append(std::exchange(object, {}));
        indented = false;
    };
    int lines = 0;
    for (qsizetype at = 0; at < out.plain.size();) {
        qsizetype end = out.plain.indexOf(u'\n', at);
        if (end < 0)
            end = out.plain.size();
        const QStringView line = QStringView(out.plain).sliced(at, std::min<qsizetype>(end - at, longestLine));
        at = end + 1;
        if (++lines > mostLines || out.objects.size() >= mostObjects) {
            out.cut = true;
            break;
        }
        const QStringView trimmed = line.trimmed();
        if (trimmed.isEmpty()) {
            endObject();
            continue;
        }
        if (line[0] == u'%' || line[0] == u'#') {
            out.comments.append(line.sliced(1).trimmed().toString());
            continue;
        }
        if (trimmed.startsWith(u">>> Last update of"))
            break;  // what follows is the law's, not the record's
        const int indent = indentOf(line);
        const qsizetype colon = trimmed.indexOf(u':');
        const bool attribute =
            colon > 0 && colon <= longestKey && (indent == 0 || (indent <= 3 && (indented || object.isEmpty())));
        if (attribute && line[0] != u'+') {
            indented = indent > 0;
            object.append(
                {trimmed.first(colon).trimmed().toString().toLower(), trimmed.sliced(colon + 1).trimmed().toString()});
        } else if (!object.isEmpty() && (indent > 0 || line[0] == u'+')) {
            QString& value = object.last().value;
            const QStringView more = line[0] == u'+' ? trimmed.sliced(1).trimmed() : trimmed;
            if (value.size() < longestLine)
                value += (value.isEmpty() ? QString() : QStringLiteral("\n")) + more.toString();
        } else {
            // A sentence: kept as a comment, so that "no match for …" is found there, not in records.
            out.comments.append(trimmed.toString());
        }
    }
    endObject();
    return out;
}

std::optional<WhoisReferral> parseReferral(const QString& text) {
    WhoisReferral out;
    out.shown = enrich::subject::cleanLine(text, 300);
    QString rest = text.trimmed().toLower();
    if (rest.startsWith(u"rwhois://")) {
        out.rwhois = true;
        out.port = 4321;
        rest = rest.mid(9);
    } else if (rest.startsWith(u"whois://")) {
        rest = rest.mid(8);
    } else if (rest.contains(u"://")) {
        return {};
    }
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0)
        rest.truncate(slash);
    if (const qsizetype colon = rest.lastIndexOf(u':'); colon >= 0) {
        bool ok = false;
        out.port = rest.mid(colon + 1).toUShort(&ok);
        if (!ok)
            out.port = 0;
        rest.truncate(colon);
    }
    out.host = rest;
    if (out.host.isEmpty())
        return {};
    return out;
}

QString wholePrefix(const QString& text) {
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0 || text.contains(u':'))
        return text;
    QString address = text.left(slash);
    const auto dots = address.count(u'.');
    if (address.isEmpty() || dots >= 3)
        return text;
    for (auto i = dots; i < 3; ++i) address += QStringLiteral(".0");
    return address + text.mid(slash);
}

QString countryWords(const QString& code) {
    if (code == u"EU" || code == u"AP")
        return QStringLiteral("%1 (region)").arg(code);
    return code;
}

}  // namespace weir::enrich::providers
