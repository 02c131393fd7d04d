// SPDX-License-Identifier: GPL-3.0-or-later
// The gate: an Indicator is the only thing that can be looked up, and none can be made of what must stay inside.
#pragma once

#include <QString>
#include <QStringList>

#include "core/base/address.h"
#include "core/base/publicsuffix.h"
#include "core/base/result.h"

namespace weir::enrich::subject {

enum class IndicatorKind : quint8 { domain = 1, hash = 2, ip4 = 4, ip6 = 6 };

/// What the user calls their own, beside what IANA reserves: never sent either.
struct OwnNetworks {
    Networks addresses;                              ///< such as a company's public ranges
    QStringList domains;                             ///< "example.com" holds back every name below it, too
    std::shared_ptr<const PublicSuffixes> suffixes;  ///< what names are cut down by; null: the system's list
};

/// How much of a host name leaves the machine. The labels before a domain may carry a victim's data.
enum class NameScope : quint8 {
    registrable,  ///< what somebody has registered: "duckdns.org"
    guest,        ///< where that is a platform's, its guest's: "evil.duckdns.org"
    whole         ///< all of it; only what the user has agreed to
};

/// A public address, a name, or a file's hash. There is no way to make one but through the gate, so that whatever holds
/// an Indicator may send it. The error of a refusal says why, in words for the user.
class Indicator {
public:
    /// Addresses that carry an IPv4 address (IPv4-mapped, NAT64, 6to4, Teredo) become that one.
    static Result<Indicator> fromAddress(const IpAddress& address, const OwnNetworks& own = {});
    /// An address, a host name in any case with or without final dot, or a name below in-addr.arpa or ip6.arpa; an MD5,
    /// SHA-1 or SHA-256 in hexadecimal. Names are cut down as the scope says.
    static Result<Indicator> fromUser(const QString& text, const OwnNetworks& own = {},
                                      NameScope scope = NameScope::registrable);

    IndicatorKind kind() const { return m_kind; }
    bool isAddress() const { return m_kind == IndicatorKind::ip4 || m_kind == IndicatorKind::ip6; }
    /// Canonical: RFC 5952 or dotted decimal, a lower-case A-label name without final dot, or lower-case digits.
    const QString& text() const { return m_text; }
    const IpAddress& address() const { return m_address; }  ///< none for others
    bool isRegistrable() const { return m_registrable; }    ///< a domain as somebody has registered it
    /// How the indicator differs from what was given, such as "registrable domain of www.example.com"; else empty.
    const QString& note() const { return m_note; }

    bool operator==(const Indicator& other) const { return m_kind == other.m_kind && m_text == other.m_text; }

private:
    Indicator() = default;

    IndicatorKind m_kind = IndicatorKind::domain;
    QString m_text;
    bool m_registrable = false;
    IpAddress m_address;
    QString m_note;
};

/// Why nothing may be sent about, or to, this address; empty if it is an ordinary public one.
QString whyNotPublic(const IpAddress& address);

}  // namespace weir::enrich::subject
