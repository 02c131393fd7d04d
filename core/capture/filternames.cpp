// SPDX-License-Identifier: GPL-3.0-or-later
// A list of the language's words rather than its grammar: a word that is none of them and does not follow a qualifier
// whose names are local tables (ports, protocols) is a name.
#include "core/capture/filternames.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/address.h"

namespace weir::capture {
namespace {

// pcap-filter(7) and, for what it leaves out, the scanner of libpcap 1.10 (which words, not how).
constexpr std::string_view keywords[] = {
    "dst",         "src",      "and",        "or",      "not",        "host",     "net",      "mask",      "port",
    "portrange",   "proto",    "protochain", "gateway", "less",       "greater",  "byte",     "broadcast", "multicast",
    "inbound",     "outbound", "ifindex",    "len",     "length",     "link",     "ether",    "ppp",       "slip",
    "fddi",        "tr",       "wlan",       "arp",     "rarp",       "ip",       "ip6",      "tcp",       "udp",
    "sctp",        "icmp",     "icmp6",      "igmp",    "igrp",       "pim",      "vrrp",     "carp",      "ah",
    "esp",         "radio",    "decnet",     "atalk",   "aarp",       "iso",      "esis",     "es-is",     "isis",
    "is-is",       "clnp",     "stp",        "ipx",     "netbeui",    "sca",      "lat",      "moprc",     "mopdl",
    "vlan",        "mpls",     "pppoed",     "pppoes",  "geneve",     "vxlan",    "type",     "subtype",   "direction",
    "dir",         "addr1",    "addr2",      "addr3",   "addr4",      "address1", "address2", "address3",  "address4",
    "ra",          "ta",       "da",         "sa",      "lane",       "llc",      "metac",    "bcc",       "oam",
    "oamf4",       "oamf4ec",  "oamf4sc",    "oamf5",   "sc",         "ilmic",    "vpi",      "vci",       "connectmsg",
    "metaconnect", "fisu",     "lssu",       "lsu",     "msu",        "hfisu",    "hlssu",    "hmsu",      "sio",
    "hsio",        "opc",      "hopc",       "dpc",     "hdpc",       "sls",      "hsls",     "l1",        "l2",
    "iih",         "lsp",      "snp",        "csnp",    "psnp",       "ifname",   "on",       "rset",      "ruleset",
    "rnr",         "rulenum",  "reason",     "srnr",    "subrulenum", "action",   "icmptype", "icmpcode",  "icmp6type",
    "icmp6code",   "tcpflags", "random",     "cpu"};
// After these a word names no host: services, protocols, 802.11 frame types, packet filter rules.
constexpr std::string_view localTables[] = {"port",   "portrange", "proto",  "protochain", "type",   "subtype",
                                            "dir",    "direction", "ifname", "on",         "rset",   "ruleset",
                                            "reason", "action",    "llc",    "ether",      "inbound"};

template <std::size_t size>
bool oneOf(const std::string_view (&list)[size], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool wordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_' || c == ':' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Numbers, addresses (also shortened networks such as 10.1) and MAC addresses, in all the ways libpcap writes them.
bool numeric(std::string_view word) {
    if (IpAddress::parse(word))
        return true;
    if (word.starts_with("0x") || word.starts_with("0X"))
        word.remove_prefix(2);
    const bool mac = word.find_first_of(":.-") != std::string_view::npos || word.starts_with('$');
    const bool digits = word.find_first_not_of("0123456789.-:") == std::string_view::npos;
    const bool hexadecimal = word.find_first_not_of("0123456789abcdefABCDEF.:-$") == std::string_view::npos;
    const bool groupsOfTwo = [&] {
        std::size_t run = 0;
        for (const char c : word) {
            run = std::isxdigit(static_cast<unsigned char>(c)) ? run + 1 : 0;
            if (run > 4)
                return false;
        }
        return true;
    }();
    const bool hasDigitOrColon = word.find_first_of("0123456789:") != std::string_view::npos;
    return digits || (hexadecimal && mac && groupsOfTwo && hasDigitOrColon && word.find('.') == std::string_view::npos);
}

}  // namespace

std::optional<std::string> hostNameIn(std::string_view filter) {
    std::string_view qualifier;
    std::size_t at = 0;
    std::size_t brackets = 0;
    while (at < filter.size()) {
        if (!wordCharacter(filter[at]) && filter[at] != '\\') {
            brackets += filter[at] == '[' ? 1 : 0;
            brackets -= filter[at] == ']' && brackets > 0 ? 1 : 0;
            ++at;
            continue;
        }
        const bool escaped = filter[at] == '\\';  // "\tcp": the word itself, not the keyword
        at += escaped ? 1 : 0;
        const std::size_t begin = at;
        while (at < filter.size() && wordCharacter(filter[at])) ++at;
        const std::string_view word = filter.substr(begin, at - begin);
        if (word.empty() || brackets > 0 || numeric(word))
            continue;
        if (!escaped && oneOf(keywords, word)) {
            if (word != "or" && word != "and" && word != "not")
                qualifier = word;
            continue;
        }
        const bool constant = word.starts_with("tcp-") || word.starts_with("icmp-") || word.starts_with("icmp6-");
        if (constant || oneOf(localTables, qualifier))
            continue;
        return std::string(word);
    }
    return std::nullopt;
}

}  // namespace weir::capture
