// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/registries.h"

#include <QHash>
#include <algorithm>
#include <array>
#include <utility>

namespace weir::enrich::providers {

namespace {

struct Span {
    unsigned char first, last;
};

// First octets held by each registry; the rest is reserved or was never given out by a registry.
constexpr Span afrinic4[] = {{41, 41}, {102, 102}, {105, 105}, {154, 154}, {196, 197}};
constexpr Span apnic4[] = {{1, 1},     {14, 14},   {27, 27},   {36, 36},   {39, 39},   {42, 43},
                           {49, 49},   {58, 61},   {101, 101}, {103, 103}, {106, 106}, {110, 126},
                           {133, 133}, {150, 150}, {153, 153}, {163, 163}, {171, 171}, {175, 175},
                           {180, 180}, {182, 183}, {202, 203}, {210, 211}, {218, 223}};
constexpr Span arin4[] = {{3, 4},     {6, 9},     {11, 13},   {15, 24},   {26, 26},   {28, 30},   {32, 35},
                          {38, 38},   {40, 40},   {44, 45},   {47, 48},   {50, 50},   {52, 52},   {54, 56},
                          {63, 76},   {96, 100},  {104, 104}, {107, 108}, {128, 132}, {134, 140}, {142, 144},
                          {146, 149}, {152, 152}, {155, 162}, {164, 170}, {172, 174}, {184, 184}, {192, 192},
                          {198, 199}, {204, 209}, {214, 216}};
constexpr Span ripe4[] = {{2, 2},     {5, 5},     {25, 25},   {31, 31},   {37, 37},   {46, 46},
                          {51, 51},   {53, 53},   {57, 57},   {62, 62},   {77, 95},   {109, 109},
                          {141, 141}, {145, 145}, {151, 151}, {176, 176}, {178, 178}, {185, 185},
                          {188, 188}, {193, 195}, {212, 213}, {217, 217}};
constexpr Span lacnic4[] = {{177, 177}, {179, 179}, {181, 181}, {186, 187}, {189, 191}, {200, 201}};

template <std::size_t Count>
bool holds(const Span (&spans)[Count], unsigned octet) {
    for (const Span& span : spans) {
        if (octet >= span.first && octet <= span.last)
            return true;
    }
    return false;
}

struct Block {
    const char* prefix;
    Registry registry;
};
constexpr Block blocks6[] = {
    {"2001:4200::/23", Registry::afrinic}, {"2c00::/12", Registry::afrinic},   {"2001:200::/23", Registry::apnic},
    {"2001:c00::/23", Registry::apnic},    {"2001:e00::/23", Registry::apnic}, {"2001:4400::/23", Registry::apnic},
    {"2001:8000::/18", Registry::apnic},   {"2400::/12", Registry::apnic},     {"2410::/12", Registry::apnic},
    {"2001:400::/23", Registry::arin},     {"2001:1800::/23", Registry::arin}, {"2001:4800::/23", Registry::arin},
    {"2600::/12", Registry::arin},         {"2610::/23", Registry::arin},      {"2620::/23", Registry::arin},
    {"2630::/12", Registry::arin},         {"2001:600::/23", Registry::ripe},  {"2001:800::/22", Registry::ripe},
    {"2001:1400::/22", Registry::ripe},    {"2001:1a00::/23", Registry::ripe}, {"2001:1c00::/22", Registry::ripe},
    {"2001:2000::/19", Registry::ripe},    {"2001:4000::/23", Registry::ripe}, {"2001:4600::/23", Registry::ripe},
    {"2001:4a00::/23", Registry::ripe},    {"2001:4c00::/22", Registry::ripe}, {"2001:5000::/20", Registry::ripe},
    {"2003::/18", Registry::ripe},         {"2a00::/12", Registry::ripe},      {"2a10::/12", Registry::ripe},
    {"2001:1200::/23", Registry::lacnic},  {"2800::/12", Registry::lacnic},
};

constexpr std::pair<const char*, const char*> topLevels[] = {
    {"ai", "whois.nic.ai"},
    {"ar", "whois.nic.ar"},
    {"at", "whois.nic.at"},
    {"au", "whois.auda.org.au"},
    {"az", "-"},
    {"bd", "-"},
    {"be", "whois.dns.be"},
    {"biz", "whois.nic.biz"},
    {"br", "whois.registro.br"},
    {"ca", "whois.cira.ca"},
    {"cc", "ccwhois.verisign-grs.com"},
    {"ch", "whois.nic.ch"},
    {"cl", "whois.nic.cl"},
    {"cn", "whois.cnnic.cn"},
    {"co", "whois.registry.co"},
    {"com", "whois.verisign-grs.com"},
    {"cy", "-"},
    {"cz", "whois.nic.cz"},
    {"de", "whois.denic.de"},
    {"dk", "whois.punktum.dk"},
    {"edu", "whois.educause.edu"},
    {"es", "-"},
    {"eu", "whois.eu"},
    {"fi", "whois.fi"},
    {"fr", "whois.nic.fr"},
    {"gov", "whois.nic.gov"},
    {"gr", "-"},
    {"hk", "whois.hkirc.hk"},
    {"hu", "whois.nic.hu"},
    {"id", "whois.id"},
    {"ie", "whois.weare.ie"},
    {"il", "whois.isoc.org.il"},
    {"in", "whois.nixiregistry.in"},
    {"info", "-"},
    {"int", "whois.iana.org"},
    {"io", "whois.nic.io"},
    {"ir", "whois.nic.ir"},
    {"it", "whois.nic.it"},
    {"jobs", "-"},
    {"jp", "whois.jprs.jp"},
    {"kr", "whois.kr"},
    {"li", "whois.nic.li"},
    {"me", "whois.nic.me"},
    {"mobi", "-"},
    {"mx", "whois.mx"},
    {"my", "whois.mynic.my"},
    {"name", "whois.nic.name"},
    {"net", "whois.verisign-grs.com"},
    {"nl", "whois.domain-registry.nl"},
    {"no", "whois.norid.no"},
    {"np", "-"},
    {"nu", "whois.iis.nu"},
    {"nz", "whois.irs.net.nz"},
    {"org", "whois.pir.org"},
    {"ph", "-"},
    {"pl", "whois.dns.pl"},
    {"pm", "whois.nic.pm"},
    {"pro", "-"},
    {"pt", "whois.dns.pt"},
    {"py", "-"},
    {"re", "whois.nic.re"},
    {"ro", "whois.rotld.ro"},
    {"ru", "whois.tcinet.ru"},
    {"se", "whois.iis.se"},
    {"sg", "whois.sgnic.sg"},
    {"sk", "whois.sk-nic.sk"},
    {"su", "whois.tcinet.ru"},
    {"tf", "whois.nic.tf"},
    {"th", "whois.thnic.co.th"},
    {"to", "whois.tonicregistry.to"},
    {"tr", "whois.trabis.gov.tr"},
    {"travel", "-"},
    {"tv", "whois.nic.tv"},
    {"tw", "whois.twnic.net.tw"},
    {"ua", "whois.ua"},
    {"uk", "whois.nic.uk"},
    {"us", "whois.nic.us"},
    {"vn", "-"},
    {"wf", "whois.nic.wf"},
    {"ws", "whois.website.ws"},
    {"xn--fiqs8s", "whois.cnnic.cn"},
    {"xn--p1ai", "whois.tcinet.ru"},
    {"yt", "whois.nic.yt"},
    {"za", "whois.registry.net.za"},
};

}  // namespace

Registry registryOf(const IpAddress& address) {
    if (address.version == 4) {
        const auto octet = static_cast<unsigned>(address.low >> 24);
        if (holds(afrinic4, octet))
            return Registry::afrinic;
        if (holds(apnic4, octet))
            return Registry::apnic;
        if (holds(arin4, octet))
            return Registry::arin;
        if (holds(ripe4, octet))
            return Registry::ripe;
        return holds(lacnic4, octet) ? Registry::lacnic : Registry::none;
    }
    Registry found = Registry::none;
    int longest = -1;
    for (const Block& block : blocks6) {
        const auto prefix = Prefix::parse(block.prefix);
        if (prefix && prefix->contains(address) && prefix->length > longest) {
            longest = prefix->length;
            found = block.registry;
        }
    }
    return found;
}

Registry registryNamed(const QString& text) {
    const QString word = text.trimmed().toLower();
    if (word.startsWith(u"ripe"))
        return Registry::ripe;
    if (word.startsWith(u"apnic"))
        return Registry::apnic;
    if (word.startsWith(u"arin"))
        return Registry::arin;
    if (word.startsWith(u"lacnic"))
        return Registry::lacnic;
    return word.startsWith(u"afrinic") ? Registry::afrinic : Registry::none;
}

QString nameOf(Registry registry) {
    constexpr const char* names[] = {"", "AFRINIC", "APNIC", "ARIN", "LACNIC", "RIPE"};
    return QString::fromLatin1(names[static_cast<int>(registry)]);
}

QString whoisHostOf(Registry registry) {
    constexpr const char* hosts[] = {
        "", "whois.afrinic.net", "whois.apnic.net", "whois.arin.net", "whois.lacnic.net", "whois.ripe.net"};
    return QString::fromLatin1(hosts[static_cast<int>(registry)]);
}

bool isRegistryHost(const QString& whoisHost) {
    // The national registries of APNIC's and LACNIC's regions: JP, KR, TW, CN, IN, ID, VN; BR, MX, AR, CL.
    constexpr const char* national[] = {
        "whois.nic.ad.jp",   "whois.kr",        "whois.krnic.net",    "whois.nic.or.kr", "whois.kisa.or.kr",
        "whois.twnic.net",   "whois.twnic.tw",  "whois.twnic.net.tw", "whois.cnnic.cn",  "whois.cnnic.net.cn",
        "whois.irinn.in",    "whois.idnic.net", "whois.idnic.id",     "whois.vnnic.vn",  "whois.nic.br",
        "whois.registro.br", "whois.mx",        "whois.nic.mx",       "whois.nic.ar",    "whois.nic.cl"};
    const auto is = [&](const char* host) { return whoisHost == QLatin1String(host); };
    for (int i = 1; i <= static_cast<int>(Registry::ripe); ++i) {
        if (whoisHost == whoisHostOf(static_cast<Registry>(i)))
            return true;
    }
    return std::any_of(std::begin(national), std::end(national), is);
}

QString rdapBaseOf(Registry registry) {
    constexpr const char* bases[] = {"",
                                     "https://rdap.afrinic.net/rdap/",
                                     "https://rdap.apnic.net/",
                                     "https://rdap.arin.net/registry/",
                                     "https://rdap.lacnic.net/rdap/",
                                     "https://rdap.db.ripe.net/"};
    return QString::fromLatin1(bases[static_cast<int>(registry)]);
}

QString whoisHostOfTopLevel(const QByteArray& topLevel) {
    for (const auto& [name, host] : topLevels) {
        if (topLevel == name)
            return QString::fromLatin1(host);
    }
    return {};
}

}  // namespace weir::enrich::providers
