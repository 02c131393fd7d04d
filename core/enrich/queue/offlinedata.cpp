// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/offlinedata.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <charconv>

#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/indicator.h"
#ifdef WEIR_HAVE_MAXMINDDB
#include <maxminddb.h>
#include <netinet/in.h>
#endif

namespace weir::enrich::queue {

namespace {

constexpr qint64 longestLine = 1024;
constexpr int mostRows = 4'000'000;

/// The two letters at the end of a row; none for "??".
bool countryOf(std::string_view text, char (&out)[2]) {
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    if (text.size() != 2 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z')
        return false;
    out[0] = text[0];
    out[1] = text[1];
    return true;
}

bool number(std::string_view text, std::uint32_t& out) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && stop == text.data() + text.size();
}

/// "Thu, 25 Jun 2026 04:33:59 GMT"
QDateTime headerDate(const QByteArray& text) {
    QDateTime out =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    out.setTimeSpec(Qt::UTC);
    return out;
}

QString twoLetters(const char (&country)[2]) { return QString::fromLatin1(country, 2); }

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

OfflineData::OfflineData() = default;
OfflineData::~OfflineData() = default;

std::shared_ptr<const OfflineData> OfflineData::load(const OfflineFiles& files) {
    std::shared_ptr<OfflineData> out(new OfflineData);
    for (const QString& path : files.mmdb) out->loadMmdb(path);
    out->loadGeoip(files.geoip, false);
    out->loadGeoip(files.geoip6, true);
    return out;
}

void OfflineData::loadGeoip(const QString& path, bool six) {
    QFile file(path);
    if (path.isEmpty() || !file.exists())
        return;
    Source source{QStringLiteral("IPFire Location (tor-geoipdb)"), path, {}, {}, 0};
    if (!file.open(QIODevice::ReadOnly)) {
        source.problem = file.errorString();
        m_sources.push_back(source);
        return;
    }
    bool sorted = true;
    char line[longestLine + 1];
    while (!file.atEnd() && source.rows < mostRows) {
        const qint64 length = file.readLine(line, sizeof line);
        std::string_view text(line, static_cast<std::size_t>(std::max<qint64>(length, 0)));
        if (text.ends_with('\n'))
            text.remove_suffix(1);
        if (text.starts_with('#')) {
            constexpr std::string_view dated = "Generated:";
            if (const std::size_t at = text.find(dated); at != std::string_view::npos) {
                const std::string_view date = text.substr(at + dated.size());
                source.date = headerDate(QByteArray(date.data(), static_cast<qsizetype>(date.size())));
            }
            continue;
        }
        const std::size_t first = text.find(',');
        const std::size_t second = first == std::string_view::npos ? first : text.find(',', first + 1);
        char country[2];
        if (second == std::string_view::npos || !countryOf(text.substr(second + 1), country))
            continue;  // a row that says nothing, or no row at all
        const std::string_view from = text.substr(0, first);
        const std::string_view to = text.substr(first + 1, second - first - 1);
        if (six) {
            const auto low = IpAddress::parse(from);
            const auto high = IpAddress::parse(to);
            if (!low || !high || low->version != 6 || high->version != 6 || *high < *low)
                continue;
            sorted &= m_ranges6.empty() || m_ranges6.back().last < *low;
            m_ranges6.push_back({*low, *high, {country[0], country[1]}});
        } else {
            std::uint32_t low = 0, high = 0;
            if (!number(from, low) || !number(to, high) || high < low)
                continue;
            sorted &= m_ranges4.empty() || m_ranges4.back().last < low;
            m_ranges4.push_back({low, high, {country[0], country[1]}});
        }
        ++source.rows;
    }
    if (source.rows == 0)
        source.problem = QStringLiteral("no rows in it");
    if (!sorted) {
        const auto byFirst = [](const auto& a, const auto& b) { return a.first < b.first; };
        std::stable_sort(m_ranges4.begin(), m_ranges4.end(), byFirst);
        std::stable_sort(m_ranges6.begin(), m_ranges6.end(), byFirst);
    }
    m_textSource = source.name;
    m_sources.push_back(source);
}

void OfflineData::loadMmdb(const QString& path) {
    Source source{QFileInfo(path).fileName(), path, {}, {}, 0};
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
            static_cast<qint64>(std::min<std::uint64_t>(one->file.metadata.build_epoch, 7'000'000'000)), Qt::UTC);
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
    if (!enrich::subject::whyNotPublic(address).isEmpty())
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
    if (!out.country.isEmpty())
        return out;
    const auto find = [](const auto& ranges, const auto& value) {
        auto at = std::upper_bound(ranges.begin(), ranges.end(), value,
                                   [](const auto& v, const auto& range) { return v < range.first; });
        if (at == ranges.begin())
            return QString();
        --at;
        return at->last < value ? QString() : twoLetters(at->country);
    };
    out.country =
        address.version == 4 ? find(m_ranges4, static_cast<std::uint32_t>(address.low)) : find(m_ranges6, address);
    if (!out.country.isEmpty())
        out.countrySource = m_textSource;
    return out;
}

bool OfflineData::empty() const { return m_ranges4.empty() && m_ranges6.empty() && m_mmdb.empty(); }

QString OfflineData::description() const {
    if (m_sources.empty())
        return QStringLiteral(
            "No data files. The package tor-geoipdb, or MMDB files named in the settings, tell countries "
            "and networks without asking anybody.");
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
