// SPDX-License-Identifier: GPL-3.0-or-later
// Which RDAP server to ask (RFC 9224): tables that are built in, and IANA's files once the user has fetched them.
#pragma once

#include <QHash>
#include <QString>
#include <vector>

#include "core/enrich/subject/indicator.h"

namespace weir::enrich::providers {

class RdapBootstrap {
public:
    enum class File : quint8 { ipv4, ipv6, dns };
    static QString nameOf(File file);  ///< "ipv4.json", as at https://data.iana.org/rdap/

    /// The base URL to ask about this indicator, with a final '/'; empty if nobody is known to answer.
    QString baseFor(const enrich::subject::Indicator& indicator) const;
    /// Takes a file of IANA's in place of the built-in table. Bad entries are left out; a file that is not one, or has
    /// no good entry, changes nothing and says why.
    Result<int> take(File file, const QByteArray& json);
    QString published(File file) const { return m_published.value(static_cast<int>(file)); }

private:
    struct Network {
        Prefix prefix;
        QString base;
    };
    std::vector<Network> m_networks4, m_networks6;
    QHash<QByteArray, QString> m_domains;
    QHash<int, QString> m_published;
};

}  // namespace weir::enrich::providers
