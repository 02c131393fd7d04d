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

/// Files to read. Those of the system that do not exist are left out without a word.
struct OfflineFiles {
    QStringList mmdb;  ///< the user's own, in MaxMind's format: GeoLite2, DB-IP, IPinfo and their like
    /// In IPFire's format: what `location update` fetches, and Debian's package libloc-database.
    QStringList location = {QStringLiteral("/var/lib/location/database.db"),
                            QStringLiteral("/usr/share/libloc-location/location.db")};
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
    };

    /// Maps the files and reads their heads, in some milliseconds. Damaged files are sources with a problem.
    static std::shared_ptr<const OfflineData> load(const OfflineFiles& files);
    ~OfflineData();

    /// The user's own files speak first, then those of the system, the newest first. Nothing for special addresses,
    /// whatever the files say.
    OfflineAnswer lookup(const IpAddress& address) const;
    const std::vector<Source>& sources() const { return m_sources; }
    bool empty() const;  ///< nothing to look in
    /// For the user: which files there are, how old, what is wrong with them, or what could be installed.
    QString description() const;

private:
    struct Mmdb;
    struct SystemFile;

    OfflineData();
    void loadMmdb(const QString& path);
    void loadLocation(const QString& path);
    void loadGeoip(const QString& path, int version);

    std::vector<std::unique_ptr<Mmdb>> m_mmdb;
    std::vector<std::unique_ptr<SystemFile>> m_system;  ///< the newest first
    std::vector<Source> m_sources;
};

}  // namespace weir::enrich::queue
