// SPDX-License-Identifier: GPL-3.0-or-later
// A list of the language's words rather than its grammar: a word that is none of them and does not follow a qualifier
// whose names are local tables (ports, protocols) is a name.
#include "core/capture/filternames.h"

#include <algorithm>
#include <cctype>

#include "core/base/address.h"

namespace weir::capture {
namespace {

// pcap-filter(7) and, for what it leaves out, the scanner of libpcap 1.10 (which words, not how).
constexpr std::string_view keywords[] = {
    "dst",       "src",       "and",       "or",         "not",      "host",     "net",        "mask",
    "port",      "portrange", "proto",     "protochain", "gateway",  "less",     "greater",    "byte",
    "broadcast", "multicast", "inbound",   "outbound",   "ifindex",  "len",      "length",     "link",
    "ether",     "ppp",       "slip",      "fddi",       "tr",       "wlan",     "arp",        "rarp",
    "ip",        "ip6",       "tcp",       "udp",        "sctp",     "icmp",     "icmp6",      "igmp",
    "igrp",      "pim",       "vrrp",      "carp",       "ah",       "esp",      "radio",      "decnet",
    "atalk",     "aarp",      "iso",       "esis",       "es-is",    "isis",     "is-is",      "clnp",
    "stp",       "ipx",       "netbeui",   "sca",        "lat",      "moprc",    "mopdl",      "vlan",
    "mpls",      "pppoed",    "pppoes",    "geneve",     "type",     "subtype",  "direction",  "dir",
    "addr1",     "addr2",     "addr3",     "addr4",      "address1", "address2", "address3",   "address4",
    "ra",        "ta",        "lane",      "llc",        "metac",    "bcc",      "oam",        "oamf4",
    "oamf4ec",   "oamf4sc",   "sc",        "ilmic",      "vpi",      "vci",      "connectmsg", "metaconnect",
    "fisu",      "lssu",      "lsu",       "msu",        "hfisu",    "hlssu",    "hmsu",       "sio",
    "hsio",      "opc",       "hopc",      "dpc",        "hdpc",     "sls",      "hsls",       "l1",
    "l2",        "iih",       "lsp",       "snp",        "csnp",     "psnp",     "ifname",     "on",
    "rset",      "ruleset",   "rnr",       "rulenum",    "reason",   "srnr",     "subrulenum", "action",
    "icmptype",  "icmpcode",  "icmp6type", "icmp6code",  "tcpflags"};
// After these a word names no host: services, protocols, 802.11 frame types, packet filter rules.
constexpr std::string_view localTables[] = {"port",    "portrange", "proto",     "protochain", "type",
                                            "subtype", "dir",       "direction", "ifname",     "on",
                                            "rset",    "ruleset",   "reason",    "action"};

constexpr std::string_view constants[] = {
    "tcp-fin",           "tcp-syn",        "tcp-rst",       "tcp-push",          "tcp-ack",
    "tcp-urg",           "tcp-ece",        "tcp-cwr",       "icmp-echoreply",    "icmp-unreach",
    "icmp-sourcequench", "icmp-redirect",  "icmp-echo",     "icmp-routeradvert", "icmp-routersolicit",
    "icmp-timxceed",     "icmp-paramprob", "icmp-tstamp",   "icmp-tstampreply",  "icmp-ireq",
    "icmp-ireqreply",    "icmp-maskreq",   "icmp-maskreply"};

template <std::size_t size>
bool oneOf(const std::string_view (&list)[size], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool wordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_' || c == ':' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool allOf(std::string_view text, int (*accepts)(int)) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [&](char c) { return accepts(static_cast<unsigned char>(c)) != 0; });
}

/// Is `word` made of `groups` runs of hexadecimal digits, none longer than `most`, with `separator` between them?
bool hexadecimalGroups(std::string_view word, char separator, std::size_t groups, std::size_t most) {
    std::size_t count = 0;
    while (true) {
        const std::string_view group = word.substr(0, word.find(separator));
        if (group.size() > most || !allOf(group, std::isxdigit))
            return false;
        ++count;
        if (group.size() == word.size())
            return count == groups;
        word.remove_prefix(group.size() + 1);
    }
}

/// A number, one to four of them with dots between (an IPv4 address or the beginning of one), an IPv6 or MAC address.
bool numeric(std::string_view word) {
    if (word.starts_with("0x") || word.starts_with("0X"))
        return allOf(word.substr(2), std::isxdigit);
    if (word.starts_with('$'))  // an ARCnet address
        return allOf(word.substr(1), std::isxdigit);
    const auto dots = std::count(word.begin(), word.end(), '.');
    const bool decimal = word.find_first_not_of("0123456789.") == std::string_view::npos;
    if (decimal && dots <= 3 && word.front() != '.' && word.back() != '.')
        return true;
    return IpAddress::parse(word) || hexadecimalGroups(word, ':', 6, 2) || hexadecimalGroups(word, '-', 6, 2) ||
           hexadecimalGroups(word, '.', 6, 2) || hexadecimalGroups(word, '.', 3, 4);
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
        if (oneOf(constants, word) || oneOf(localTables, qualifier))
            continue;
        return std::string(word);
    }
    return std::nullopt;
}

}  // namespace weir::capture
