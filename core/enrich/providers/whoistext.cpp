// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/whoistext.h"

#include <QRegularExpression>

#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::providers {

namespace {

constexpr int mostLines = 4000;
constexpr int mostObjects = 200;
constexpr int longestLine = 4096;
constexpr int longestKey = 160;  // HKIRC asks a whole question

int indentOf(QStringView line) {
    int indent = 0;
    while (indent < line.size() && (line[indent] == u' ' || line[indent] == u'\t')) ++indent;
    return indent;
}

/// Parts of a domain's record that a heading begins; attributes below it belong to that.
struct Section {
    const char* heading;
    const char* prefix;
};
constexpr Section sections[] = {{"registrant", "registrant"},
                                {"holder", "registrant"},
                                {"owner", "registrant"},
                                {"domain holder", "registrant"},
                                {"registrant contact information", "registrant"},
                                {"registrar", "registrar"},
                                {"domain", "domain"},
                                {"domain information", ""},
                                {"relevant dates", ""},
                                {"additional info", ""},
                                {"additional information", ""},
                                {"administrative contact", "contact"},
                                {"administrative contacts", "contact"},
                                {"admin contact", "contact"},
                                {"technical contact", "contact"},
                                {"technical contacts", "contact"},
                                {"technical", "contact"},
                                {"tech", "contact"},
                                {"billing contact", "contact"},
                                {"abuse contact", "contact"},
                                {"onsite(s)", "contact"},
                                {"reseller", "contact"}};

const Section* sectionOf(QStringView heading) {
    const QString word = heading.toString().toLower();
    for (const Section& section : sections) {
        if (word == QLatin1String(section.heading))
            return &section;
    }
    return nullptr;
}

/// "domain.............", "** Registrant": dots and stars are for the eye.
QString keyOf(QStringView text) {
    while (text.startsWith(u'*') || text.startsWith(u' ')) text = text.sliced(1);
    while (text.endsWith(u'.') || text.endsWith(u' ') || text.endsWith(u'\t')) text.chop(1);
    return text.toString().toLower();
}

/// JPRS: "[Registrant]  Name", "g. [Organization]  Name". TWNIC: "Record created on 1998-05-31 (YYYY-MM-DD)".
std::optional<WhoisAttribute> withoutColon(QStringView line) {
    const QStringView sentence = line.trimmed();
    for (const char* begin : {"Record created on ", "Record expires on "}) {
        if (sentence.startsWith(QLatin1String(begin)))
            return WhoisAttribute{QString::fromLatin1(begin).trimmed().toLower(),
                                  sentence.sliced(QLatin1String(begin).size()).toString()};
    }
    static const QRegularExpression form(QStringLiteral("^(?:[a-z]\\. ?)?\\[([A-Z][^\\]]{1,40})\\]\\s*(.*)$"));
    const auto match = form.match(line.toString());
    if (!match.hasMatch())
        return {};
    return WhoisAttribute{match.captured(1).toLower(), match.captured(2).trimmed()};
}

}  // namespace

WhoisText parseWhois(const QByteArray& answer) {
    WhoisText out;
    QString lineFeeds = enrich::subject::decoded(answer);
    lineFeeds.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    out.plain = enrich::subject::cleanText(lineFeeds);
    WhoisObject object;
    bool indented = false;  // the object's attributes stand behind up to three spaces, as Verisign's do
    const Section* section = nullptr;
    int sectionIndent = 0;
    const auto endObject = [&] {
        if (!object.isEmpty()) {
            out.objects.append(std::exchange(object, {}));
            section = nullptr;
        }
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
            // Hostmaster.ua puts its headings into comments.
            if (out.comments.last().endsWith(u':')) {
                if (const Section* begun = sectionOf(QStringView(out.comments.last()).chopped(1))) {
                    endObject();
                    section = begun;
                }
            }
            continue;
        }
        if (trimmed.startsWith(u">>> Last update of"))
            break;  // what follows is the law's, not the record's
        if (const auto attribute = withoutColon(line)) {
            object.append(*attribute);
            continue;
        }
        const int indent = indentOf(line);
        const qsizetype colon = trimmed.indexOf(u':');
        const QString key = colon > 0 && colon <= longestKey ? keyOf(trimmed.first(colon)) : QString();
        const QStringView value = key.isEmpty() ? QStringView() : trimmed.sliced(colon + 1).trimmed();
        if (const Section* begun = value.isEmpty() ? sectionOf(key.isEmpty() ? trimmed : QStringView(key)) : nullptr) {
            endObject();
            section = begun;
            sectionIndent = indent;
            continue;
        }
        // Nominet: a heading behind four spaces, what it heads behind eight.
        const bool deep = indent > 3 && value.isEmpty() && !key.isEmpty() && !section;
        const bool attribute = !key.isEmpty() && line[0] != u'+' &&
                               (indent == 0 || (indent <= 3 && (indented || object.isEmpty())) || deep ||
                                (section && indent >= sectionIndent));
        if (attribute) {
            indented = indent > 0;
            const QString prefix = section ? QLatin1String(section->prefix) : QString();
            const bool known = prefix.isEmpty() || key.startsWith(prefix);
            object.append({known ? key : prefix + u' ' + key, value.toString()});
        } else if (section && section->prefix[0] != '\0' && object.isEmpty()) {
            object.append({QLatin1String(section->prefix), trimmed.toString()});  // "Registrar:", then its name alone
            indented = true;
        } else if (!object.isEmpty() && (indent > 0 || line[0] == u'+' || object.last().value.isEmpty())) {
            QString& text = object.last().value;
            const QStringView more = line[0] == u'+' ? trimmed.sliced(1).trimmed() : trimmed;
            if (text.size() < longestLine)
                text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + more.toString();
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
