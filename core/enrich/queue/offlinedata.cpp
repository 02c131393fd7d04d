// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/offlinedata.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>

#include "core/enrich/queue/geoiptext.h"
#include "core/enrich/queue/locationdatabase.h"
#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/indicator.h"
#include "core/enrich/subject/utctime.h"
#ifdef WEIR_HAVE_MAXMINDDB
#include <maxminddb.h>
#include <netinet/in.h>
#endif

namespace weir::enrich::queue {

namespace {

/// "Thu, 25 Jun 2026 04:33:59 GMT"
QDateTime headerDate(const QByteArray& text) {
    QDateTime out =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    enrich::subject::setUtc(out);
    return out;
}

QString fromUtf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

}  // namespace

struct OfflineData::Mmdb {
#ifdef WEIR_HAVE_MAXMINDDB
    MMDB_s file = {};
    bool open = false;
    ~Mmdb() {
        if (open)
            MMDB_close(&file);
    }
#endif
    QString source;
};

/// A file of the system, mapped for as long as this lives; one of the two readers has it.
struct OfflineData::SystemFile {
    explicit SystemFile(const QString& path) : file(path) {}

    Bytes map(QString& problem) {
        if (!file.open(QIODevice::ReadOnly)) {
            problem = file.errorString();
            return {};
        }
        const uchar* octets = file.size() > 0 ? file.map(0, file.size()) : nullptr;
        return octets ? Bytes(octets, static_cast<std::size_t>(file.size())) : Bytes();
    }

    QFile file;
    std::optional<LocationDatabase> location;
    std::optional<GeoipText> geoip;
    int version = 0;  ///< 0: both
    QDateTime date;
    QString source;
};

OfflineData::OfflineData() = default;
OfflineData::~OfflineData() = default;

std::shared_ptr<const OfflineData> OfflineData::load(const OfflineFiles& files) {
    std::shared_ptr<OfflineData> out(new OfflineData);
    for (const QString& path : files.mmdb) out->loadMmdb(path);
    for (const QString& path : files.location) out->loadLocation(path);
    out->loadGeoip(files.geoip, 4);
    out->loadGeoip(files.geoip6, 6);
    std::stable_sort(out->m_system.begin(), out->m_system.end(),
                     [](const auto& a, const auto& b) { return a->date > b->date; });
    return out;
}

void OfflineData::loadLocation(const QString& path) {
    if (path.isEmpty() || !QFile::exists(path))
        return;
    Source source{QStringLiteral("IPFire Location"), path, {}, {}};
    auto one = std::make_unique<SystemFile>(path);
    one->location = LocationDatabase::over(one->map(source.problem));
    if (one->location) {
        source.date = QDateTime::fromSecsSinceEpoch(one->location->created(), enrich::subject::utc);
        one->date = source.date;
        one->source = source.name;
        m_system.push_back(std::move(one));
    } else if (source.problem.isEmpty()) {
        source.problem = QStringLiteral("not a location database");
    }
    m_sources.push_back(source);
}

void OfflineData::loadGeoip(const QString& path, int version) {
    if (path.isEmpty() || !QFile::exists(path))
        return;
    Source source{QStringLiteral("IPFire Location (tor-geoipdb)"), path, {}, {}};
    auto one = std::make_unique<SystemFile>(path);
    one->version = version;
    one->geoip = GeoipText::over(asText(one->map(source.problem)), version);
    if (one->geoip) {
        const std::string_view date = one->geoip->generated();
        source.date = headerDate(QByteArray(date.data(), static_cast<qsizetype>(date.size())));
        one->date = source.date;
        one->source = source.name;
        m_system.push_back(std::move(one));
    } else if (source.problem.isEmpty()) {
        source.problem = QStringLiteral("no rows in it");
    }
    m_sources.push_back(source);
}

void OfflineData::loadMmdb(const QString& path) {
    Source source{QFileInfo(path).fileName(), path, {}, {}};
#ifdef WEIR_HAVE_MAXMINDDB
    auto one = std::make_unique<Mmdb>();
    const int status = MMDB_open(QFile::encodeName(path).constData(), MMDB_MODE_MMAP, &one->file);
    if (status != MMDB_SUCCESS) {
        source.problem = QString::fromUtf8(MMDB_strerror(status));
    } else {
        one->open = true;
        if (const char* type = one->file.metadata.database_type)
            source.name = enrich::subject::cleanLine(QString::fromUtf8(type), 100);
        source.date = QDateTime::fromSecsSinceEpoch(
            static_cast<qint64>(std::min<std::uint64_t>(one->file.metadata.build_epoch, 7'000'000'000)),
            enrich::subject::utc);
        one->source = source.name;
        m_mmdb.push_back(std::move(one));
    }
#else
    source.problem = QStringLiteral("this program was built without libmaxminddb");
#endif
    m_sources.push_back(source);
}

#ifdef WEIR_HAVE_MAXMINDDB
namespace {

QString mmdbText(MMDB_lookup_result_s& found, std::initializer_list<const char*> path) {
    std::vector<const char*> steps(path);
    steps.push_back(nullptr);
    MMDB_entry_data_s data;
    // The file is a stranger's: its types are asked for, never assumed.
    if (MMDB_aget_value(&found.entry, &data, steps.data()) != MMDB_SUCCESS || !data.has_data)
        return {};
    if (data.type == MMDB_DATA_TYPE_UTF8_STRING)
        return enrich::subject::cleanLine(
            QString::fromUtf8(data.utf8_string, static_cast<qsizetype>(std::min<std::uint32_t>(data.data_size, 1024))));
    if (data.type == MMDB_DATA_TYPE_UINT32)
        return QString::number(data.uint32);
    if (data.type == MMDB_DATA_TYPE_UINT16)
        return QString::number(data.uint16);
    return {};
}

QString firstText(MMDB_lookup_result_s& found, std::initializer_list<std::initializer_list<const char*>> paths) {
    for (const auto& path : paths) {
        if (const QString text = mmdbText(found, path); !text.isEmpty())
            return text;
    }
    return {};
}

}  // namespace
#endif

OfflineAnswer OfflineData::lookup(const IpAddress& address) const {
    OfflineAnswer out;
    if (!address.valid() || specialRange(address))
        return out;
#ifdef WEIR_HAVE_MAXMINDDB
    for (const auto& one : m_mmdb) {
        sockaddr_in v4 = {};
        sockaddr_in6 v6 = {};
        const auto octets = address.octets();
        const void* socketAddress = &v6;
        if (address.version == 4) {
            v4.sin_family = AF_INET;
            std::copy_n(octets.begin(), 4, reinterpret_cast<std::uint8_t*>(&v4.sin_addr));
            socketAddress = &v4;
        } else {
            v6.sin6_family = AF_INET6;
            std::copy_n(octets.begin(), 16, reinterpret_cast<std::uint8_t*>(&v6.sin6_addr));
        }
        if (address.version == 6 && one->file.metadata.ip_version == 4)
            continue;
        int error = MMDB_SUCCESS;
        MMDB_lookup_result_s found =
            MMDB_lookup_sockaddr(&one->file, static_cast<const sockaddr*>(socketAddress), &error);
        if (error != MMDB_SUCCESS || !found.found_entry)
            continue;
        if (out.country.isEmpty()) {
            out.country =
                firstText(found,
                          {{"country", "iso_code"}, {"registered_country", "iso_code"}, {"country_code"}, {"country"}})
                    .toUpper()
                    .left(8);
            if (!out.country.isEmpty())
                out.countrySource = one->source;
        }
        if (!out.asNumber) {
            QString text = firstText(found, {{"autonomous_system_number"}, {"asn"}});
            if (text.startsWith(u"AS", Qt::CaseInsensitive))
                text = text.mid(2);
            bool ok = false;
            const qint64 value = text.toUInt(&ok);
            if (ok)
                out.asNumber = value;
        }
        if (out.asOrganization.isEmpty())
            out.asOrganization = firstText(found, {{"autonomous_system_organization"}, {"as_name"}, {"organization"}});
        if (out.networkSource.isEmpty() && (out.asNumber || !out.asOrganization.isEmpty()))
            out.networkSource = one->source;
    }
#endif
    for (const auto& file : m_system) {
        if (file->version != 0 && file->version != address.version)
            continue;
        LocationDatabase::Answer answer;
        if (file->location)
            answer = file->location->lookup(address);
        else
            answer.country = file->geoip->country(address);
        if (out.country.isEmpty() && !answer.country.empty()) {
            out.country = fromUtf8(answer.country);
            out.countrySource = file->source;
        }
        if (!out.asNumber && out.asOrganization.isEmpty() && answer.asNumber != 0) {
            out.asNumber = answer.asNumber;
            out.asOrganization = enrich::subject::cleanLine(fromUtf8(answer.asOrganization));
            out.networkSource = file->source;
        }
        if (!out.country.isEmpty() && out.asNumber)
            break;
    }
    return out;
}

bool OfflineData::empty() const { return m_system.empty() && m_mmdb.empty(); }

QString OfflineData::description() const {
    if (m_sources.empty())
        return QStringLiteral(
            "No database of countries and networks. The package libloc-database, or MMDB files of your own, tell "
            "whose an address is without asking anybody.");
    QStringList lines;
    for (const Source& source : m_sources) {
        QString line = source.name;
        if (source.date.isValid())
            line += QStringLiteral(", %1").arg(source.date.toString(QStringLiteral("yyyy-MM-dd")));
        if (!source.problem.isEmpty())
            line = QStringLiteral("%1: %2").arg(source.path, source.problem);
        if (!lines.contains(line))
            lines.append(line);
    }
    return lines.join(u'\n');
}

}  // namespace weir::enrich::queue
