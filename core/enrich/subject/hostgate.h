// SPDX-License-Identifier: GPL-3.0-or-later
// Which servers may be asked at all: redirects and referrals come from strangers.
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QSslCertificate>
#include <QStringList>
#include <QUrl>

#include "core/base/result.h"

namespace weir::enrich::subject {

struct Endpoint {
    QHostAddress address;
    quint16 port = 0;
};

/// Stand-ins for the servers of the world, for tests: which loopback endpoints take the place of a host. When there are
/// any, no other host can be reached, and no name is resolved.
///
/// As JSON: {"hosts": {"whois.arin.net:43": ["127.0.0.1:4301"], "www.virustotal.com": ["127.0.0.2:4443"]},
/// "ca": "ca.pem"}. A host without port stands for all its ports; "ca" is a PEM file, relative to the JSON file,
/// trusted beside the system's authorities.
class TestEndpoints {
public:
    static Result<TestEndpoints> load(const QString& path);
    /// Only loopback addresses are taken; false for any other.
    bool map(const QString& host, quint16 port, const QList<Endpoint>& endpoints);  ///< port 0: all ports
    void trust(const QList<QSslCertificate>& authorities) { m_authorities += authorities; }

    bool isEmpty() const { return m_hosts.isEmpty(); }
    QList<Endpoint> find(const QString& host, quint16 port) const;
    const QList<QSslCertificate>& authorities() const { return m_authorities; }

private:
    QHash<QString, QList<Endpoint>> m_hosts;
    QList<QSslCertificate> m_authorities;
};

/// The rules for servers. The empty string says yes; anything else says why not.
class HostGate {
public:
    HostGate() = default;
    /// Hosts `inside`, in lower case, are the user's own, named in a file of theirs: any port and any address will do.
    explicit HostGate(TestEndpoints endpoints, QStringList inside = {})
        : m_endpoints(std::move(endpoints)), m_inside(std::move(inside)) {}

    /// A public DNS name, not an address, and one of the ports 43, 4321 (whois) or 443.
    QString refusesWhois(const QString& host, quint16 port) const;
    /// https, no user information, a public DNS name, port 443.
    QString refusesUrl(const QUrl& url) const;
    /// What a name resolved to must be public addresses.
    QString refusesAddress(const QString& host, const QHostAddress& address) const;
    const TestEndpoints& endpoints() const { return m_endpoints; }

private:
    QString refusesName(const QString& host) const;

    TestEndpoints m_endpoints;
    QStringList m_inside;
};

}  // namespace weir::enrich::subject
