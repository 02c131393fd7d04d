// SPDX-License-Identifier: GPL-3.0-or-later
// The language's words rather than its grammar: a word that is none of them and does not follow a qualifier whose names
// are local tables (ports, protocols) is a name. What a word is, is decided as libpcap's scanner decides it.
#include "core/capture/filternames.h"

#include <algorithm>

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
// Their names are shorter without what they begin with: "icmp6-echo" and so on.
constexpr std::string_view icmp6Constants[] = {"destinationunreach",
                                               "packettoobig",
                                               "timeexceeded",
                                               "parameterproblem",
                                               "echo",
                                               "echoreply",
                                               "multicastlistenerquery",
                                               "multicastlistenerreportv1",
                                               "multicastlistenerdone",
                                               "routersolicit",
                                               "routeradvert",
                                               "neighborsolicit",
                                               "neighboradvert",
                                               "redirect",
                                               "routerrenum",
                                               "nodeinformationquery",
                                               "nodeinformationresponse",
                                               "ineighbordiscoverysolicit",
                                               "ineighbordiscoveryadvert",
                                               "multicastlistenerreportv2",
                                               "homeagentdiscoveryrequest",
                                               "homeagentdiscoveryreply",
                                               "mobileprefixsolicit",
                                               "mobileprefixadvert",
                                               "certpathsolicit",
                                               "certpathadvert",
                                               "multicastrouteradvert",
                                               "multicastroutersolicit",
                                               "multicastrouterterm"};

template <std::size_t size>
bool oneOf(const std::string_view (&list)[size], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool isConstant(std::string_view word) {
    constexpr std::string_view prefix = "icmp6-";
    return oneOf(constants, word) || (word.starts_with(prefix) && oneOf(icmp6Constants, word.substr(prefix.size())));
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool isAlphanumeric(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// How many characters from the start `accepts` takes, at most `most`.
std::size_t run(std::string_view text, bool (*accepts)(char), std::size_t most = std::string_view::npos) {
    std::size_t length = 0;
    while (length < text.size() && length < most && accepts(text[length])) ++length;
    return length;
}

// What libpcap's scanner recognises at the start of a text, as a length; 0 where it does not. The longest one counts.

/// Groups of hexadecimal digits, each `least` to `most` long, with the separator between them.
std::size_t groups(std::string_view text, char separator, int count, std::size_t least, std::size_t most) {
    std::size_t at = 0;
    for (int i = 0; i < count; ++i) {
        if (i > 0 && (at >= text.size() || text[at++] != separator))
            return 0;
        const std::size_t digits = run(text.substr(at), isHex, most);
        if (digits < least)
            return 0;
        at += digits;
    }
    return at;
}
std::size_t macAddress(std::string_view text) {
    constexpr std::size_t compact = 12;
    return std::max({groups(text, ':', 6, 1, 2), groups(text, '-', 6, 1, 2), groups(text, '.', 6, 1, 2),
                     groups(text, '.', 3, 4, 4), run(text, isHex, compact) == compact ? compact : 0});
}

std::size_t number(std::string_view text) {
    if (text.starts_with("0x") || text.starts_with("0X")) {
        if (const std::size_t digits = run(text.substr(2), isHex); digits > 0)
            return digits + 2;
    }
    return run(text, isDigit);
}
/// A number, or up to four of them with dots between: an IPv4 address or the beginning of one.
std::size_t numbers(std::string_view text) {
    std::size_t at = number(text);
    for (int i = 1; i < 4 && at > 0 && at < text.size() && text[at] == '.'; ++i) {
        const std::size_t next = number(text.substr(at + 1));
        if (next == 0)
            break;
        at += 1 + next;
    }
    return at;
}
std::size_t ipv6Address(std::string_view text) {
    const std::size_t length = run(text, [](char c) { return isHex(c) || c == ':' || c == '.'; });
    const std::string_view candidate = text.substr(0, length);
    return candidate.find(':') != candidate.npos && IpAddress::parse(candidate) ? length : 0;
}
/// A letter or digit, then those and - _ . up to the last that is neither - nor _.
std::size_t identifier(std::string_view text) {
    if (text.empty() || !isAlphanumeric(text[0]))
        return 0;
    std::size_t length = run(text, [](char c) { return isAlphanumeric(c) || c == '-' || c == '_' || c == '.'; });
    while (length > 1 && (text[length - 1] == '-' || text[length - 1] == '_')) --length;
    return length;
}

/// All that a user would call the word that begins here.
std::string wholeWord(std::string_view text) {
    return std::string(text.substr(0, std::min(text.find_first_of(" \t\r\n()[]!<>=&|+*/^"), text.size())));
}

}  // namespace

std::optional<std::string> hostNameIn(std::string_view filter) {
    std::string_view qualifier;
    while (!filter.empty()) {
        if (filter[0] == '\\') {  // "\tcp": up to a blank or bracket the word itself, not the keyword
            const std::string_view word =
                filter.substr(1, std::min(filter.find_first_of(" !()\n\t", 1), filter.size()) - 1);
            if (!word.empty() && !oneOf(localTables, qualifier))
                return std::string(word);
            filter.remove_prefix(word.size() + 1);
            continue;
        }
        if (filter[0] == '$') {  // an ARCnet address
            filter.remove_prefix(1 + run(filter.substr(1), isHex, 2));
            continue;
        }
        const std::size_t numeric = std::max({macAddress(filter), numbers(filter), ipv6Address(filter)});
        const std::size_t length = identifier(filter);
        const std::string_view word = filter.substr(0, length);
        if (length > 0 && oneOf(keywords, word)) {
            if (word != "or" && word != "and" && word != "not")
                qualifier = word;
        } else if (!oneOf(localTables, qualifier) &&
                   ((length > numeric && !isConstant(word)) ||
                    (length == 0 && numeric == 0 && static_cast<unsigned char>(filter[0]) >= 0x80))) {
            return wholeWord(filter);
        }
        filter.remove_prefix(std::max({length, numeric, std::size_t{1}}));
    }
    return std::nullopt;
}

}  // namespace weir::capture
