// SPDX-License-Identifier: GPL-3.0-or-later
// Names of protocol numbers, from IANA's registries (protocol-numbers, ieee-802-numbers, ppp-numbers), lower case.
#include <array>
#include <cstdio>

#include "core/dissect/dissector.h"

namespace weir::dissect {
namespace {

constexpr std::array<std::string_view, 149> protocolNames = {"hopopt",
                                                             "icmp",
                                                             "igmp",
                                                             "ggp",
                                                             "ipv4",
                                                             "st",
                                                             "tcp",
                                                             "cbt",
                                                             "egp",
                                                             "igp",  // 0
                                                             "bbn-rcc-mon",
                                                             "nvp-ii",
                                                             "pup",
                                                             "argus",
                                                             "emcon",
                                                             "xnet",
                                                             "chaos",
                                                             "udp",
                                                             "mux",
                                                             "dcn-meas",  // 10
                                                             "hmp",
                                                             "prm",
                                                             "xns-idp",
                                                             "trunk-1",
                                                             "trunk-2",
                                                             "leaf-1",
                                                             "leaf-2",
                                                             "rdp",
                                                             "irtp",
                                                             "iso-tp4",  // 20
                                                             "netblt",
                                                             "mfe-nsp",
                                                             "merit-inp",
                                                             "dccp",
                                                             "3pc",
                                                             "idpr",
                                                             "xtp",
                                                             "ddp",
                                                             "idpr-cmtp",
                                                             "tp++",  // 30
                                                             "il",
                                                             "ipv6",
                                                             "sdrp",
                                                             "ipv6-route",
                                                             "ipv6-frag",
                                                             "idrp",
                                                             "rsvp",
                                                             "gre",
                                                             "dsr",
                                                             "bna",  // 40
                                                             "esp",
                                                             "ah",
                                                             "i-nlsp",
                                                             "swipe",
                                                             "narp",
                                                             "min-ipv4",
                                                             "tlsp",
                                                             "skip",
                                                             "ipv6-icmp",
                                                             "ipv6-nonxt",  // 50
                                                             "ipv6-opts",
                                                             "61",
                                                             "cftp",
                                                             "63",
                                                             "sat-expak",
                                                             "kryptolan",
                                                             "rvd",
                                                             "ippc",
                                                             "68",
                                                             "sat-mon",  // 60
                                                             "visa",
                                                             "ipcv",
                                                             "cpnx",
                                                             "cphb",
                                                             "wsn",
                                                             "pvp",
                                                             "br-sat-mon",
                                                             "sun-nd",
                                                             "wb-mon",
                                                             "wb-expak",  // 70
                                                             "iso-ip",
                                                             "vmtp",
                                                             "secure-vmtp",
                                                             "vines",
                                                             "iptm",
                                                             "nsfnet-igp",
                                                             "dgp",
                                                             "tcf",
                                                             "eigrp",
                                                             "ospfigp",  // 80
                                                             "sprite-rpc",
                                                             "larp",
                                                             "mtp",
                                                             "ax.25",
                                                             "ipip",
                                                             "micp",
                                                             "scc-sp",
                                                             "etherip",
                                                             "encap",
                                                             "99",  // 90
                                                             "gmtp",
                                                             "ifmp",
                                                             "pnni",
                                                             "pim",
                                                             "aris",
                                                             "scps",
                                                             "qnx",
                                                             "a/n",
                                                             "ipcomp",
                                                             "snp",  // 100
                                                             "compaq-peer",
                                                             "ipx-in-ip",
                                                             "vrrp",
                                                             "pgm",
                                                             "114",
                                                             "l2tp",
                                                             "ddx",
                                                             "iatp",
                                                             "stp",
                                                             "srp",  // 110
                                                             "uti",
                                                             "smp",
                                                             "sm",
                                                             "ptp",
                                                             "isis over ipv4",
                                                             "fire",
                                                             "crtp",
                                                             "crudp",
                                                             "sscopmce",
                                                             "iplt",  // 120
                                                             "sps",
                                                             "pipe",
                                                             "sctp",
                                                             "fc",
                                                             "rsvp-e2e-ignore",
                                                             "mobility header",
                                                             "udplite",
                                                             "mpls-in-ip",
                                                             "manet",
                                                             "hip",  // 130
                                                             "shim6",
                                                             "wesp",
                                                             "rohc",
                                                             "ethernet",
                                                             "aggfrag",
                                                             "nsh",
                                                             "homa",
                                                             "bit-emu",
                                                             "148"};  // 140

struct Named {
    std::uint16_t number;
    std::string_view name;
};
constexpr Named etherTypes[] = {
    {0x0200, "pup"},
    {0x0800, "ipv4"},
    {0x0806, "arp"},
    {0x0842, "wake-on-lan"},
    {0x22f0, "avtp"},
    {0x22f3, "trill"},
    {0x2003, "ctp"},
    {0x6002, "dec-mop"},
    {0x6003, "decnet"},
    {0x6004, "dec-lat"},
    {0x8035, "rarp"},
    {0x809b, "appletalk"},
    {0x80f3, "aarp"},
    {0x8100, "vlan"},
    {0x8102, "slpp"},
    {0x8137, "ipx"},
    {0x8204, "qnet"},
    {0x86dd, "ipv6"},
    {0x8808, "mac-control"},
    {0x8809, "slow-protocols"},
    {0x880b, "ppp"},
    {0x8819, "cobranet"},
    {0x8847, "mpls"},
    {0x8848, "mpls"},
    {0x8863, "pppoe-discovery"},
    {0x8864, "pppoe"},
    {0x8870, "jumbo-llc"},
    {0x887b, "homeplug"},
    {0x888e, "eapol"},
    {0x8892, "profinet"},
    {0x889a, "hyperscsi"},
    {0x88a2, "aoe"},
    {0x88a4, "ethercat"},
    {0x88a8, "vlan"},
    {0x88ab, "powerlink"},
    {0x88b8, "goose"},
    {0x88b9, "gse"},
    {0x88ba, "sv"},
    {0x88cc, "lldp"},
    {0x88cd, "sercos"},
    {0x88d9, "lltd"},
    {0x88e1, "homeplug-av"},
    {0x88e3, "mrp"},
    {0x88e5, "macsec"},
    {0x88e7, "pbb"},
    {0x88f5, "mvrp"},
    {0x88f6, "mmrp"},
    {0x88f7, "ptp"},
    {0x88f8, "ncsi"},
    {0x88fb, "prp"},
    {0x8902, "cfm"},
    {0x8906, "fcoe"},
    {0x8914, "fip"},
    {0x8915, "roce"},
    {0x891d, "tte"},
    {0x893a, "1905"},
    {0x892f, "hsr"},
    {0x894f, "nsh"},
    {0x8947, "geonetworking"},
    {0x9000, "loopback"},
    {0xf1c1, "rtag"},
};
constexpr Named llcSaps[] = {{0x00, "llc"},
                             {0x06, "ipv4"},
                             {0x42, "stp"},
                             {0xaa, "snap"},
                             {0xe0, "ipx"},
                             {0xf0, "netbios"},
                             {0xfe, "osi"},
                             {0xff, "ipx"},
                             {0x04, "sna"},
                             {0x7e, "x.25"},
                             {0xf8, "rpl"},
                             {0xfa, "ungermann-bass"},
                             {0xf4, "lan-management"},
                             {0x80, "xns"},
                             {0xbc, "vines"},
                             {0x0e, "profibus"},
                             {0xfc, "rde"},
                             {0xd4, "lan-management"}};
constexpr Named snapTypes[] = {{0x2000, "cdp"},  {0x2003, "vtp"},       {0x2004, "dtp"},
                               {0x0111, "udld"}, {0x010b, "pvst"},      {0x0104, "pagp"},
                               {0x0003, "vtp"},  {0x809b, "appletalk"}, {0x80f3, "aarp"}};
constexpr Named pppProtocols[] = {{0x0021, "ipv4"},          {0x0023, "osi"},
                                  {0x0057, "ipv6"},          {0x00fd, "ppp-compressed"},
                                  {0x002d, "vj-compressed"}, {0x002f, "vj-uncompressed"},
                                  {0x003d, "multilink"},     {0x0207, "cdp"},
                                  {0x0281, "mpls"},          {0x8021, "ipcp"},
                                  {0x8023, "osinlcp"},       {0x8057, "ipv6cp"},
                                  {0x80fd, "ccp"},           {0x8281, "mplscp"},
                                  {0x8207, "cdpcp"},         {0xc021, "lcp"},
                                  {0xc023, "pap"},           {0xc025, "lqr"},
                                  {0xc223, "chap"},          {0xc227, "eap"},
                                  {0xc029, "cbcp"}};

template <std::size_t N>
std::string find(const Named (&names)[N], std::uint16_t number, const char* format) {
    for (const Named& named : names) {
        if (named.number == number)
            return std::string(named.name);
    }
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, format, number);
    return buffer;
}

}  // namespace

std::string protocolName(std::uint8_t number) {
    return number < protocolNames.size() ? std::string(protocolNames[number]) : std::to_string(number);
}

ProtocolNames everyProtocolName() {
    ProtocolNames names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = protocolName(static_cast<std::uint8_t>(i));
    return names;
}

std::string frameKindName(FrameKind kind) {
    switch (kind.space) {
        case FrameKind::Space::etherType:
            return find(etherTypes, kind.number, "0x%04x");
        case FrameKind::Space::llcSap:
            return find(llcSaps, kind.number, "llc-0x%02x");
        case FrameKind::Space::pppProtocol:
            return find(pppProtocols, kind.number, "ppp-0x%04x");
        case FrameKind::Space::snap:
            return find(snapTypes, kind.number, "snap-0x%04x");
        case FrameKind::Space::wireless: {
            static constexpr std::string_view types[] = {"802.11", "802.11-management", "802.11-control", "802.11-data",
                                                         "802.11-extension"};
            return std::string(types[kind.number < 5 ? kind.number : 0]);
        }
        case FrameKind::Space::linkType:
            return "linktype-" + std::to_string(kind.number);
    }
    return {};
}

}  // namespace weir::dissect
