// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/indicator.h"

#include <QByteArrayList>
#include <QUrl>
#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <optional>
#include <utility>

#include "core/enrich/subject/domainnames.h"

namespace weir::enrich::subject {

namespace {

QString fromStd(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

Error refusal(const QString& why) { return Error{why.toStdString()}; }

struct Carried {
    IpAddress address;
    QString how;
};

/// The IPv4 address inside an IPv6 one: RFC 4291 (mapped), RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo).
std::optional<Carried> carriedAddress(const IpAddress& address) {
    static const Prefix mapped = *Prefix::parse("::ffff:0:0/96");
    static const Prefix translated = *Prefix::parse("64:ff9b::/96");
    static const Prefix sixToFour = *Prefix::parse("2002::/16");
    static const Prefix teredo = *Prefix::parse("2001::/32");
    const auto low = static_cast<std::uint32_t>(address.low);
    if (mapped.contains(address))
        return Carried{IpAddress::v4(low), QStringLiteral("IPv4-mapped in")};
    if (translated.contains(address))
        return Carried{IpAddress::v4(low), QStringLiteral("NAT64 address in")};
    if (sixToFour.contains(address))
        return Carried{IpAddress::v4(static_cast<std::uint32_t>(address.high >> 16)),
                       QStringLiteral("6to4 address in")};
    if (teredo.contains(address))
        return Carried{IpAddress::v4(~low), QStringLiteral("Teredo client in")};
    return {};
}

/// The address of a reverse-lookup name (RFC 1035 3.5, RFC 3596 2.5), if it is a whole one.
std::optional<IpAddress> reverseAddress(const QByteArray& name) {
    QByteArrayList labels = name.split('.');
    if (name.endsWith(".in-addr.arpa") && labels.size() == 6) {
        const QByteArray text = labels[3] + '.' + labels[2] + '.' + labels[1] + '.' + labels[0];
        return IpAddress::parse(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    }
    if (name.endsWith(".ip6.arpa") && labels.size() == 34) {
        std::uint64_t halves[2] = {0, 0};
        for (int i = 0; i < 32; ++i) {
            bool ok = labels[31 - i].size() == 1;
            const unsigned digit = labels[31 - i].toUInt(&ok, 16);
            if (!ok || labels[31 - i].size() != 1)
                return {};
            halves[i / 16] = halves[i / 16] << 4 | digit;
        }
        return IpAddress::v6(halves[0], halves[1]);
    }
    return {};
}

/// Why a name with this ending is local (RFC 6761, 6762, 7686, 8375, 9476 and what home routers invent).
QString localEnding(const QByteArray& name) {
    static constexpr std::array<std::pair<const char*, const char*>, 14> endings{{
        {"local", "a name of multicast DNS (.local)"},
        {"localhost", "a name of this machine (.localhost)"},
        {"invalid", "a reserved name (.invalid)"},
        {"test", "a reserved name (.test)"},
        {"example", "a reserved name (.example)"},
        {"onion", "a Tor service (.onion)"},
        {"alt", "a name outside the DNS (.alt)"},
        {"internal", "an internal name (.internal)"},
        {"intranet", "an internal name (.intranet)"},
        {"lan", "an internal name (.lan)"},
        {"home", "an internal name (.home)"},
        {"corp", "an internal name (.corp)"},
        {"mail", "an internal name (.mail)"},
        {"home.arpa", "an internal name (home.arpa)"},
    }};
    for (const auto& [ending, why] : endings) {
        if (name == ending || name.endsWith(QByteArray(".") + ending))
            return QString::fromLatin1(why);
    }
    if (name == "arpa" || name.endsWith(".arpa"))
        return QStringLiteral("a name of the DNS itself (.arpa)");
    return {};
}

bool below(const QByteArray& name, const QString& domain) {
    QByteArray parent = QUrl::toAce(domain).toLower();
    if (parent.endsWith('.'))
        parent.chop(1);
    return !parent.isEmpty() && (name == parent || name.endsWith('.' + parent));
}

/// A digest that services know files by. No name has only one label.
bool isHash(const QByteArray& text) {
    constexpr qsizetype lengths[] = {32, 40, 64};
    return std::find(std::begin(lengths), std::end(lengths), text.size()) != std::end(lengths) &&
           std::all_of(text.begin(), text.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
}

}  // namespace

QString whyNotPublic(const IpAddress& address) {
    if (!address.valid())
        return QStringLiteral("not an address");
    const SpecialRange* range = specialRange(address);
    if (!range)
        return {};
    const QString name = fromStd(range->name);
    switch (range->scope) {
        case Scope::privateUse:
            return QStringLiteral("private address (%1)").arg(name);
        case Scope::multicast:
            return QStringLiteral("multicast address (%1)").arg(name);
        case Scope::broadcast:
            return QStringLiteral("broadcast address");
        case Scope::linkLocal:
            return QStringLiteral("link-local address");
        case Scope::loopback:
            return QStringLiteral("address of this machine (loopback)");
        case Scope::unspecified:
            return QStringLiteral("unspecified address");
        case Scope::publicUse:
            return QStringLiteral("special-purpose service address (%1)").arg(name);
        default:
            return QStringLiteral("reserved address (%1)").arg(name);
    }
}

Result<Indicator> Indicator::fromAddress(const IpAddress& given, const OwnNetworks& own) {
    if (own.addresses.contains(given))
        return refusal(QStringLiteral("address of your own networks"));
    IpAddress address = given;
    QString note;
    if (const auto carried = carriedAddress(given)) {
        address = carried->address;
        note = QStringLiteral("%1 %2").arg(carried->how, fromStd(given.toString()));
    }
    if (const QString why = whyNotPublic(address); !why.isEmpty())
        return refusal(note.isEmpty() ? why : QStringLiteral("%1: %2").arg(note, why));
    if (own.addresses.contains(address))
        return refusal(QStringLiteral("address of your own networks"));
    Indicator out;
    out.m_kind = address.version == 4 ? IndicatorKind::ip4 : IndicatorKind::ip6;
    out.m_text = fromStd(address.toString());
    out.m_address = address;
    out.m_note = note;
    return out;
}

Result<Indicator> Indicator::fromUser(const QString& given, const OwnNetworks& own, NameScope scope) {
    if (given.isEmpty() || given.size() > 512)
        return refusal(QStringLiteral("neither an address nor a name"));
    for (const QChar c : given) {
        if (c.unicode() < 0x21 || c.unicode() == 0x7f)
            return refusal(QStringLiteral("not an address or name: holds spaces or control characters"));
    }
    QByteArray bytes = given.toUtf8();
    if (bytes.contains(':')) {
        if (const qsizetype zone = bytes.indexOf('%'); zone > 0)
            bytes.truncate(zone);
        const auto address =
            IpAddress::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        if (!address)
            return refusal(QStringLiteral("not an IPv6 address"));
        return fromAddress(*address, own);
    }
    if (const auto address =
            IpAddress::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))))
        return fromAddress(*address, own);

    if (isHash(bytes)) {
        Indicator out;
        out.m_kind = IndicatorKind::hash;
        out.m_text = QString::fromLatin1(bytes.toLower());
        return out;
    }

    QString text = given;
    if (text.endsWith(u'.'))
        text.chop(1);
    // QUrl::toAce takes a leading underscore as it is; labels that begin with one never are a registrable domain.
    QByteArray name = QUrl::toAce(text).toLower();
    if (name.isEmpty())
        return refusal(QStringLiteral("not a host name"));
    while (name.startsWith('_') && name.contains('.')) name = name.mid(name.indexOf('.') + 1);
    const QByteArray top = name.mid(name.lastIndexOf('.') + 1);
    bool number = false;
    top.toULongLong(&number, 10);
    if (number || top.startsWith("0x"))
        return refusal(QStringLiteral("not an address in dotted decimal form"));
    if (const auto address = reverseAddress(name))
        return fromAddress(*address, own);
    if (const QString why = localEnding(name); !why.isEmpty())
        return refusal(why);
    if (!name.contains('.'))
        return refusal(QStringLiteral("a local name (one label)"));
    QByteArray plain = name;
    // Service labels may stand in the middle, too; only what is registered must be a host name.
    if (!isHostName(plain.replace('_', 'x')))
        return refusal(QStringLiteral("not a host name"));
    const PublicSuffixes& suffixes = own.suffixes ? *own.suffixes : systemSuffixes();
    if (!hasPublicTopLevel(name, suffixes))
        return refusal(QStringLiteral("not below a public top-level domain"));
    const QByteArray domain = registrableDomain(name, suffixes);
    if (domain.isEmpty())
        return refusal(QStringLiteral("a public suffix, not somebody's domain"));
    if (!isHostName(domain))
        return refusal(QStringLiteral("not a host name"));
    for (const QString& mine : own.domains) {
        if (below(name, mine))
            return refusal(QStringLiteral("a name below your own domain %1").arg(mine));
    }
    QByteArray sent = domain;
    if (scope == NameScope::guest || (scope == NameScope::whole && !isHostName(name)))
        sent = guestDomain(name, suffixes);
    else if (scope == NameScope::whole)
        sent = name;
    if (!isHostName(sent))
        sent = domain;
    Indicator out;
    out.m_text = QString::fromLatin1(sent);
    out.m_registrable = sent == domain;
    if (sent != name)
        out.m_note = QStringLiteral("%1 of %2")
                         .arg(sent == domain ? QStringLiteral("registrable domain")
                                             : QStringLiteral("domain below a shared platform"),
                              QString::fromLatin1(name));
    return out;
}

}  // namespace weir::enrich::subject
