// SPDX-License-Identifier: GPL-3.0-or-later
// Which port a service is found on. Names and numbers: IANA's service name registry, and custom where it is silent.
#include <algorithm>
#include <array>

#include "core/protocol/identify.h"

namespace weir::protocol {

namespace {

struct Registered {
    std::uint16_t port;
    std::string_view tcp;
    std::string_view udp;
};

/// Sorted by port.
constexpr Registered registered[] = {
    {7, "echo", "echo"},
    {9, "discard", "discard"},
    {13, "daytime", "daytime"},
    {19, "chargen", "chargen"},
    {20, "ftp-data", ""},
    {21, "ftp", ""},
    {22, "ssh", ""},
    {23, "telnet", ""},
    {25, "smtp", ""},
    {37, "time", "time"},
    {43, "whois", ""},
    {49, "tacacs", "tacacs"},
    {53, "dns", "dns"},
    {67, "", "dhcp"},
    {68, "", "dhcp"},
    {69, "", "tftp"},
    {70, "gopher", ""},
    {79, "finger", ""},
    {80, "http", "quic"},
    {88, "kerberos", "kerberos"},
    {102, "iso-tsap", ""},
    {110, "pop3", ""},
    {111, "sunrpc", "sunrpc"},
    {113, "ident", ""},
    {119, "nntp", ""},
    {123, "", "ntp"},
    {135, "dcerpc", "dcerpc"},
    {137, "netbios-ns", "netbios-ns"},
    {138, "", "netbios-dgm"},
    {139, "netbios-ssn", ""},
    {143, "imap", ""},
    {161, "snmp", "snmp"},
    {162, "snmp", "snmp"},
    {179, "bgp", ""},
    {194, "irc", ""},
    {389, "ldap", "ldap"},
    {427, "svrloc", "svrloc"},
    {443, "https", "quic"},
    {445, "smb", ""},
    {464, "kpasswd", "kpasswd"},
    {465, "smtps", ""},
    {500, "", "isakmp"},
    {502, "modbus", ""},
    {512, "exec", ""},
    {513, "login", "who"},
    {514, "shell", "syslog"},
    {515, "printer", ""},
    {520, "", "rip"},
    {521, "", "ripng"},
    {546, "", "dhcpv6"},
    {547, "", "dhcpv6"},
    {548, "afp", ""},
    {554, "rtsp", ""},
    {587, "submission", ""},
    {593, "http-rpc-epmap", ""},
    {601, "syslog", ""},
    {623, "", "ipmi"},
    {631, "ipp", "ipp"},
    {636, "ldaps", ""},
    {853, "dns-over-tls", "dns-over-quic"},
    {873, "rsync", ""},
    {989, "ftps-data", ""},
    {990, "ftps", ""},
    {993, "imaps", ""},
    {995, "pop3s", ""},
    {1080, "socks", ""},
    {1194, "openvpn", "openvpn"},
    {1433, "ms-sql-s", ""},
    {1434, "", "ms-sql-m"},
    {1521, "oracle", ""},
    {1645, "", "radius"},
    {1646, "", "radius"},
    {1701, "", "l2tp"},
    {1720, "h323", ""},
    {1723, "pptp", ""},
    {1812, "", "radius"},
    {1813, "", "radius"},
    {1883, "mqtt", ""},
    {1900, "", "ssdp"},
    {1985, "", "hsrp"},
    {2049, "nfs", "nfs"},
    {2055, "", "netflow"},
    {2123, "", "gtp-control"},
    {2152, "", "gtp-user"},
    {2404, "iec-104", ""},
    {3128, "http-proxy", ""},
    {3260, "iscsi", ""},
    {3268, "ldap", ""},
    {3269, "ldaps", ""},
    {3306, "mysql", ""},
    {3389, "rdp", "rdp"},
    {3478, "stun", "stun"},
    {3544, "", "teredo"},
    {3690, "svn", ""},
    {3702, "", "ws-discovery"},
    {3784, "", "bfd"},
    {4190, "sieve", ""},
    {4500, "", "ipsec-nat-t"},
    {4739, "ipfix", "ipfix"},
    {4789, "", "vxlan"},
    {5004, "", "rtp"},
    {5005, "", "rtcp"},
    {5060, "sip", "sip"},
    {5061, "sips", "sips"},
    {5222, "xmpp", ""},
    {5269, "xmpp", ""},
    {5349, "stuns", "stuns"},
    {5353, "", "mdns"},
    {5355, "llmnr", "llmnr"},
    {5432, "postgresql", ""},
    {5671, "amqps", ""},
    {5672, "amqp", ""},
    {5683, "", "coap"},
    {5900, "vnc", ""},
    {5985, "winrm", ""},
    {5986, "winrms", ""},
    {6000, "x11", ""},
    {6081, "", "geneve"},
    {6379, "redis", ""},
    {6667, "irc", ""},
    {6697, "ircs", ""},
    {6881, "bittorrent", "bittorrent"},
    {8000, "http-alt", ""},
    {8080, "http-alt", ""},
    {8443, "https-alt", "quic"},
    {8805, "", "pfcp"},
    {8883, "mqtts", ""},
    {8888, "http-alt", ""},
    {9001, "tor", ""},
    {9100, "jetdirect", ""},
    {9200, "elasticsearch", ""},
    {9418, "git", ""},
    {11211, "memcached", "memcached"},
    {17500, "", "dropbox-lan"},
    {20000, "dnp3", "dnp3"},
    {27017, "mongodb", ""},
    {44818, "ethernet-ip", "ethernet-ip"},
    {47808, "", "bacnet"},
    {51820, "", "wireguard"},
};
static_assert(std::is_sorted(std::begin(registered), std::end(registered),
                             [](const Registered& a, const Registered& b) { return a.port < b.port; }));

struct Usual {
    std::string_view service;
    std::array<std::uint16_t, 24> ports;  ///< filled up with zeros
};

/// Services that are surprising elsewhere. One that is missing has no port of its own.
constexpr Usual usual[] = {
    {"tls", {443,  465,  563,  587,  636,  853,  989,  990,  992,  993,  994,  995,
             3269, 3389, 4433, 5061, 5223, 5228, 5671, 5986, 6697, 8443, 8883, 9443}},
    {"http", {80,   81,   280,  443,  591,  593,  631,  2869, 3000, 3128, 5000, 5357,
              5985, 8000, 8008, 8080, 8081, 8088, 8090, 8118, 8888, 9000, 9090, 9200}},
    {"http2", {80, 443, 8080, 50051}},
    {"quic", {80, 443, 784, 853, 4433, 8443, 8853}},
    {"dtls", {443, 853, 3391, 4433, 5061, 5349, 5684, 3478}},
    {"ssh", {22, 2222}},
    {"telnet", {23, 992, 2323}},
    {"ftp", {21, 990, 2121}},
    {"smtp", {25, 465, 587, 2525}},
    {"pop3", {110, 995}},
    {"imap", {143, 993}},
    {"nntp", {119, 433, 563}},
    {"dns", {53, 853, 5353, 5355}},
    {"mdns", {5353}},
    {"llmnr", {5355}},
    {"netbios-ns", {137}},
    {"netbios-dgm", {138}},
    {"netbios-ssn", {139, 445}},
    {"smb", {139, 445}},
    {"rdp", {3389, 3388}},
    {"vnc", {5800, 5900, 5901, 5902, 5903}},
    {"dhcp", {67, 68, 4011}},
    {"dhcpv6", {546, 547}},
    {"ntp", {123}},
    {"kerberos", {88, 464, 749}},
    {"ldap", {389, 636, 3268, 3269}},
    {"snmp", {161, 162}},
    {"tftp", {69}},
    {"syslog", {514, 601, 6514}},
    {"mysql", {3306, 3307}},
    {"postgresql", {5432, 5433}},
    {"ms-sql-s", {1433}},
    {"redis", {6379}},
    {"mongodb", {27017, 27018, 27019}},
    {"mqtt", {1883, 8883}},
    {"amqp", {5671, 5672}},
    {"irc", {194, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6697, 7000}},
    {"xmpp", {5222, 5223, 5269, 5280}},
    {"sip", {5060, 5061, 5080}},
    {"rtsp", {554, 8554}},
    {"ssdp", {1900}},
    {"bgp", {179}},
    {"socks", {1080, 9050, 9150}},
    {"openvpn", {443, 1194}},
    {"wireguard", {51820}},
    {"isakmp", {500, 4500}},
    {"git", {9418}},
    {"rsync", {873}},
    {"x11", {6000, 6001, 6002, 6010}},
};

constexpr std::size_t firstUserPort = 1024;  // RFC 6335 section 6

/// A bit for each registered port and each that TLS is usual on: asked for every conversation. What else is usual
/// somewhere (5000, 9000) is as often a client's.
constexpr std::array<std::uint64_t, 1024> servicePorts = [] {
    std::array<std::uint64_t, 1024> bits{};
    const auto add = [&](std::uint16_t port) { bits[port / 64] |= std::uint64_t{1} << port % 64; };
    for (const Registered& row : registered) add(row.port);
    for (const Usual& row : usual) {
        for (const std::uint16_t port : row.ports) {
            if (row.service == "tls")
                add(port);
        }
    }
    bits[0] &= ~std::uint64_t{1};  // the lists are filled up with zeros
    return bits;
}();

}  // namespace

unsigned wellKnown(std::uint16_t port) {
    const bool service = (servicePorts[port / 64] >> port % 64 & 1) != 0;
    if (port == 0 || port >= firstUserPort)
        return service ? 1 : 0;
    return service ? 3 : 2;
}

std::string_view byPort(Transport transport, std::uint16_t port) {
    const auto* const found = std::lower_bound(std::begin(registered), std::end(registered), port,
                                               [](const Registered& row, std::uint16_t key) { return row.port < key; });
    if (found == std::end(registered) || found->port != port)
        return {};
    return transport == Transport::tcp ? found->tcp : found->udp;
}

bool expectedOn(std::string_view service, std::uint16_t port) {
    for (const Usual& row : usual)
        if (row.service == service)
            return port != 0 && std::find(row.ports.begin(), row.ports.end(), port) != row.ports.end();
    return true;
}

}  // namespace weir::protocol
