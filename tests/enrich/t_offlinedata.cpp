// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "core/enrich/queue/offlinedata.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::queue;
namespace {

IpAddress address(const char* text) { return *IpAddress::parse(text); }

struct Folder {
    QString write(const char* name, const QByteArray& content) {
        QFile file(dir.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }
    OfflineFiles files() {
        return {{},
                {dir.filePath(QStringLiteral("location.db"))},
                dir.filePath(QStringLiteral("geoip")),
                dir.filePath(QStringLiteral("geoip6"))};
    }
    QTemporaryDir dir;
};

void be32(QByteArray& out, std::uint32_t value, int octets) {
    for (int i = octets - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
}
QByteArray text(const QByteArray& value) {
    // MaxMind DB format 2.0: type 2 in the upper three bits, length in the lower five, 29 meaning one octet more.
    if (value.size() < 29)
        return static_cast<char>(2 << 5 | value.size()) + value;
    return QByteArray(1, static_cast<char>(2 << 5 | 29)) + static_cast<char>(value.size() - 29) + value;
}
QByteArray map(std::initializer_list<std::pair<const char*, QByteArray>> entries) {
    QByteArray out(1, static_cast<char>(7 << 5 | static_cast<int>(entries.size())));
    for (const auto& [key, value] : entries) out += text(key) + value;
    return out;
}
QByteArray number32(std::uint32_t value) {
    QByteArray out(1, static_cast<char>(6 << 5 | 4));
    be32(out, value, 4);
    return out;
}
/// A database of IPv4 whose one node says: 0.0.0.0/1 has this record, 128.0.0.0/1 has none.
QByteArray mmdb(const QByteArray& record) {
    QByteArray out;
    be32(out, 1 + 16, 3);  // record 0: node_count + 16 is offset 0 of the data
    be32(out, 1, 3);       // record 1: nothing
    out += QByteArray(16, '\0') + record;
    QByteArray epoch(1, static_cast<char>(0 << 5 | 8));  // extended type 9: uint64
    epoch += static_cast<char>(2);
    be32(epoch, 0, 4);
    be32(epoch, 1'780'000'000, 4);
    const QByteArray two16 = QByteArray(1, static_cast<char>(5 << 5 | 1));
    out += "\xab\xcd\xefMaxMind.com" + map({{"binary_format_major_version", two16 + '\2'},
                                            {"binary_format_minor_version", two16 + '\0'},
                                            {"build_epoch", epoch},
                                            {"database_type", text("Test-DB")},
                                            {"ip_version", two16 + '\4'},
                                            {"node_count", number32(1)},
                                            {"record_size", two16 + '\x18'},
                                            {"languages", QByteArray("\x00\x04", 2)},
                                            {"description", map({})}});
    return out;
}

/// A location database with these networks; its systems are 3786 and 15169.
struct Network {
    const char* prefix;
    const char* country;
    std::uint32_t system;
};
QByteArray locationDatabase(std::initializer_list<Network> networks, std::uint32_t created) {
    constexpr std::uint32_t none = 0xffffffff;
    std::vector<std::array<std::uint32_t, 3>> nodes{{0, 0, none}};
    QByteArray data;
    for (const Network& network : networks) {
        const Prefix prefix = *Prefix::parse(network.prefix);
        const bool four = prefix.network.version == 4;
        const std::uint64_t low = four ? 0xffff00000000 | prefix.network.low : prefix.network.low;
        std::size_t node = 0;
        for (int bit = 0; bit < prefix.length + (four ? 96 : 0); ++bit) {
            const int which = (bit < 64 ? prefix.network.high : low) >> (63 - bit % 64) & 1;
            if (nodes[node][which] == 0) {
                nodes[node][which] = static_cast<std::uint32_t>(nodes.size());
                nodes.push_back({0, 0, none});
            }
            node = nodes[node][which];
        }
        nodes[node][2] = static_cast<std::uint32_t>(data.size() / 12);
        data += network.country;
        be32(data, 0, 2);
        be32(data, network.system, 4);
        be32(data, 0, 4);
    }
    const QByteArray pool("\0LG DACOM\0GOOGLE\xe2\x80\xae\0", 20);
    QByteArray systems, tree;
    for (const auto& [number, name] : {std::pair(3786U, 1U), std::pair(15169U, 10U)}) {
        be32(systems, number, 4);
        be32(systems, name, 4);
    }
    for (const auto& node : nodes) {
        for (const std::uint32_t number : node) be32(tree, number, 4);
    }
    QByteArray out("LOCDBXX\1");
    be32(out, 0, 4);
    be32(out, created, 4);
    out += QByteArray(12, '\0');
    std::uint32_t at = 4096;
    for (const QByteArray& part : {systems, data, tree, QByteArray(), pool}) {
        be32(out, at, 4);
        be32(out, static_cast<std::uint32_t>(part.size()), 4);
        at += static_cast<std::uint32_t>(part.size());
    }
    out.resize(4096, '\0');
    return out + systems + data + tree + pool;
}

TEST(OfflineData, CountriesAndNetworksOfALocationDatabase) {
    Folder folder;
    const QByteArray whole = locationDatabase({{"182.162.0.0/16", "KR", 3786},
                                               {"8.0.0.0/8", "US", 0},
                                               {"8.8.8.0/24", "XX", 15169},
                                               {"2001:4860::/32", "US", 15169},
                                               {"10.0.0.0/8", "AU", 3786},
                                               {"9.0.0.0/8", "u\x1b", 77}},
                                              1'667'023'194);
    folder.write("location.db", whole);
    const auto data = OfflineData::load(folder.files());
    const OfflineAnswer answer = data->lookup(address("182.162.143.56"));
    EXPECT_EQ(answer.country, QStringLiteral("KR"));
    EXPECT_EQ(answer.asNumber, 3786);
    EXPECT_EQ(answer.asOrganization, QStringLiteral("LG DACOM"));
    EXPECT_EQ(answer.networkSource, QStringLiteral("IPFire Location"));
    EXPECT_EQ(data->lookup(address("8.1.1.1")).country, QStringLiteral("US"));
    EXPECT_FALSE(data->lookup(address("8.1.1.1")).asNumber);
    EXPECT_EQ(data->lookup(address("8.8.8.8")).country, QString()) << "XX is no country";
    EXPECT_EQ(data->lookup(address("8.8.8.8")).asOrganization, QStringLiteral("GOOGLE\\u{202E}"))
        << "the override is seen";
    EXPECT_EQ(data->lookup(address("2001:4860:4860::8888")).asNumber, 15169);
    EXPECT_EQ(data->lookup(address("10.0.0.1")).country, QString());
    EXPECT_EQ(data->lookup(address("9.9.9.9")).country, QString());
    EXPECT_EQ(data->lookup(address("9.9.9.9")).asNumber, 77);
    EXPECT_EQ(data->lookup(address("5.5.5.5")).country, QString());
    EXPECT_EQ(data->sources()[0].date.toString(Qt::ISODate), QStringLiteral("2022-10-29T05:59:54Z"));

    // The newer file of the system speaks first; the user's own before all.
    folder.write("geoip", "# Generated: Thu, 25 Jun 2026 04:33:59 GMT\n3064070144,3064135679,JP\n");
    EXPECT_EQ(OfflineData::load(folder.files())->lookup(address("182.162.143.56")).country, QStringLiteral("JP"));
    EXPECT_EQ(OfflineData::load(folder.files())->lookup(address("182.162.143.56")).asNumber, 3786);
    OfflineFiles files = folder.files();
    files.mmdb = {folder.write("own.mmdb", mmdb(map({{"country", map({{"iso_code", text("DE")}})}})))};
    EXPECT_EQ(OfflineData::load(files)->lookup(address("8.1.1.1")).country, QStringLiteral("DE"));
}

TEST(OfflineData, DamagedLocationDatabases) {
    Folder folder;
    const QByteArray whole = locationDatabase({{"8.8.8.0/24", "US", 15169}}, 1'667'023'194);
    for (qsizetype i = 0; i <= whole.size(); i += i < 80 || i > 4090 ? 1 : 500) {
        folder.write("location.db", whole.left(i));
        OfflineData::load(folder.files())->lookup(address("8.8.8.8"));
        if (i == whole.size())
            break;
        QByteArray lie = whole;
        lie[i] = static_cast<char>(lie[i] ^ 0xff);
        folder.write("location.db", lie);
        const auto data = OfflineData::load(folder.files());
        data->lookup(address("8.8.8.8"));
        EXPECT_EQ(data->sources().size(), 1U);
        EXPECT_EQ(data->empty(), !data->sources()[0].problem.isEmpty());
    }
}

TEST(OfflineData, NothingInstalledIsSaidNotFailed) {
    Folder folder;
    const auto data = OfflineData::load(folder.files());
    EXPECT_TRUE(data->empty());
    EXPECT_TRUE(data->sources().empty());
    EXPECT_TRUE(data->description().contains(u"libloc-database"));
    EXPECT_EQ(data->lookup(address("8.8.8.8")).country, QString());
}

TEST(OfflineData, TextFilesWithJunkInThem) {
    Folder folder;
    folder.write("geoip",
                 QByteArray("# Generated: Thu, 25 Jun 2026 04:33:59 "
                            "GMT\n134744064,134744319,US\r\nx,y,ZZ\n5\n,,\n1,2\n134744320,134744575,??\n"
                            "167772160,184549375,AU\n4294967296,4294967297,US\n9,8,US\n134743808,134744063,de\n") +
                     QByteArray(5000, 'x') + "\n184549376,184549631,FR");
    folder.write("geoip6", "2a02:26f0::,2a02:26f0:ffff:ffff:ffff:ffff:ffff:ffff,NL\n::zz,::1,US\n1.2.3.4,1.2.3.5,US\n");
    const auto data = OfflineData::load(folder.files());
    EXPECT_EQ(data->lookup(address("8.8.8.8")).country, QStringLiteral("US"));
    EXPECT_EQ(data->lookup(address("8.8.8.0")).country, QStringLiteral("US"));
    EXPECT_EQ(data->lookup(address("8.8.8.255")).country, QStringLiteral("US"));
    EXPECT_EQ(data->lookup(address("8.8.9.0")).country, QString());
    EXPECT_EQ(data->lookup(address("8.8.7.255")).country, QString());
    EXPECT_EQ(data->lookup(address("11.0.0.1")).country, QStringLiteral("FR"));
    EXPECT_EQ(data->lookup(address("10.0.0.1")).country, QString())
        << "special addresses have no country, whatever a file says";
    EXPECT_EQ(data->lookup(address("2a02:26f0::1")).country, QStringLiteral("NL"));
    EXPECT_EQ(data->lookup(address("2a03::1")).country, QString());
    EXPECT_EQ(data->sources()[0].date.toString(Qt::ISODate), QStringLiteral("2026-06-25T04:33:59Z"));
    EXPECT_TRUE(data->description().contains(u"2026-06-25"));
    EXPECT_EQ(data->lookup(address("8.8.8.8")).countrySource, data->sources()[0].name);
}

TEST(OfflineData, MaxMindFilesOfSeveralSchemas) {
    Folder folder;
    OfflineFiles files = folder.files();
    files.mmdb = {folder.write("a.mmdb", mmdb(map({{"country", map({{"iso_code", text("US")}})}}))),
                  folder.write("b.mmdb", mmdb(map({{"autonomous_system_number", number32(15169)},
                                                   {"autonomous_system_organization", text("Google LLC")}})))};
    const auto data = OfflineData::load(files);
    const OfflineAnswer answer = data->lookup(address("8.8.8.8"));
    EXPECT_EQ(answer.country, QStringLiteral("US")) << data->description().toStdString();
    EXPECT_EQ(answer.asNumber, 15169);
    EXPECT_EQ(answer.asOrganization, QStringLiteral("Google LLC"));
    EXPECT_EQ(answer.countrySource, QStringLiteral("Test-DB"));
    EXPECT_EQ(data->lookup(address("182.162.143.56")).country, QString());
    EXPECT_EQ(data->lookup(address("2606:4700::1")).country, QString());
    EXPECT_EQ(data->sources()[0].date.date().year(), 2026);
    files.mmdb = {folder.write(
        "c.mmdb", mmdb(map({{"country_code", text("KR")}, {"asn", text("AS3786")}, {"as_name", text("LG")}})))};
    EXPECT_EQ(OfflineData::load(files)->lookup(address("8.8.8.8")).country, QStringLiteral("KR"));
    EXPECT_EQ(OfflineData::load(files)->lookup(address("8.8.8.8")).asNumber, 3786);
    files.mmdb = {
        folder.write("d.mmdb", mmdb(map({{"country", number32(5)}, {"asn", text("x")}, {"as_name", number32(7)}}))),
        folder.write("e.mmdb", mmdb(text("not a map")))};
    EXPECT_FALSE(OfflineData::load(files)->lookup(address("8.8.8.8")).asNumber);
}

TEST(OfflineData, DamagedMaxMindFiles) {
    Folder folder;
    const QByteArray whole = mmdb(map({{"country", map({{"iso_code", text("US")}})}}));
    for (qsizetype i = 0; i <= whole.size(); i += 3) {
        OfflineFiles files = folder.files();
        files.mmdb = {folder.write("cut.mmdb", whole.left(i))};
        QByteArray lie = whole;
        if (i < lie.size())
            lie[i] = static_cast<char>(lie[i] ^ 0x7f);
        files.mmdb.append(folder.write("lie.mmdb", lie));
        const auto data = OfflineData::load(files);
        data->lookup(address("8.8.8.8"));
        EXPECT_EQ(data->sources().size(), 2U);
    }
    OfflineFiles files = folder.files();
    files.mmdb = {folder.dir.filePath(QStringLiteral("missing.mmdb")), folder.write("empty.mmdb", {})};
    const auto data = OfflineData::load(files);
    EXPECT_TRUE(data->empty());
    EXPECT_FALSE(data->sources()[0].problem.isEmpty());
    EXPECT_FALSE(data->sources()[1].problem.isEmpty());
}

TEST(OfflineData, KnownAddressesInDebiansData) {
    const auto data = OfflineData::load({});
    if (data->empty())
        GTEST_SKIP() << "neither libloc-database nor tor-geoipdb is installed";
    // Registries' countries of long-standing delegations.
    for (const auto& [text, country] :
         {std::pair("204.79.197.200", "US"), std::pair("182.162.143.56", "KR"), std::pair("8.8.8.8", "US"),
          std::pair("93.184.220.29", "EU"), std::pair("2.18.109.224", "EU"), std::pair("104.80.224.44", "US")})
        EXPECT_EQ(data->lookup(address(text)).country, QLatin1String(country)) << text;
    if (QFile::exists(OfflineFiles().location.last())) {
        EXPECT_EQ(data->lookup(address("182.162.143.56")).asNumber, 3786);
        EXPECT_EQ(data->lookup(address("182.162.143.56")).asOrganization, QStringLiteral("LG DACOM Corporation"));
    }
    for (const char* text : {"10.0.0.1", "192.168.1.1", "203.0.113.5", "239.255.255.250", "fe80::1", "2002::1"})
        EXPECT_EQ(data->lookup(address(text)).country, QString()) << text;
    EXPECT_TRUE(data->sources()[0].date.isValid());
}

}  // namespace
}  // namespace weir::enrich
