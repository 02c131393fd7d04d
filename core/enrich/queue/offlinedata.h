// SPDX-License-Identifier: GPL-3.0-or-later
// Countries and networks of addresses from files on this machine: nothing is sent, nothing is fetched.
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/base/address.h"
#include "core/base/result.h"

namespace weir::enrich::queue {

struct OfflineAnswer {
    QString country;  ///< upper case; registries' regions ("EU", "AP") are given as they are; empty if not known
    std::optional<qint64> asNumber;
    QString asOrganization;
    QString countrySource, networkSource;  ///< which of `sources()` said so
};

/// Files to read. Those that do not exist are left out without a word.
struct OfflineFiles {
    QStringList mmdb;  ///< the user's own, in MaxMind's format: GeoLite2, DB-IP, IPinfo and their like
    QString geoip = QStringLiteral("/usr/share/tor/geoip");  ///< of Debian's package tor-geoipdb
    QString geoip6 = QStringLiteral("/usr/share/tor/geoip6");
};

/// Never changed once loaded: share it between threads as you like.
class OfflineData {
public:
    struct Source {
        QString name;  ///< "IPFire Location (tor-geoipdb)", a file's database type, …
        QString path;
        QDateTime date;   ///< UTC; invalid if the file does not say
        QString problem;  ///< why it cannot be used; empty if it is
        int rows = 0;     ///< of text files
    };

    /// Reads for up to a second: call it off the window's thread. Damaged files are sources with a problem.
    static std::shared_ptr<const OfflineData> load(const OfflineFiles& files);
    ~OfflineData();

    /// Nothing for special addresses, whatever the files say.
    OfflineAnswer lookup(const IpAddress& address) const;
    const std::vector<Source>& sources() const { return m_sources; }
    bool empty() const;  ///< nothing to look in
    /// For the user: which files there are, how old, what is wrong with them, or what could be installed.
    QString description() const;

private:
    struct Range4 {
        std::uint32_t first, last;
        char country[2];
    };
    struct Range6 {
        IpAddress first, last;
        char country[2];
    };
    struct Mmdb;

    OfflineData();
    void loadGeoip(const QString& path, bool six);
    void loadMmdb(const QString& path);

    std::vector<Range4> m_ranges4;
    std::vector<Range6> m_ranges6;
    std::vector<std::unique_ptr<Mmdb>> m_mmdb;
    std::vector<Source> m_sources;
    QString m_textSource;
};

}  // namespace weir::enrich::queue
