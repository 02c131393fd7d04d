// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/filteralias.h"

#include <algorithm>

namespace weir::table {
namespace {

using Names = std::vector<std::string_view>;

/// `ends`: for tables that tell client and server from one another; `sides`: for those with source and destination;
/// `others`: for the rest.
struct Alias {
    std::string_view name;
    std::string_view protocol;
    Names ends, sides, others;
};

const std::vector<Alias>& aliases() {
    static const Names addresses{"address", "addresses", "clients", "answers", "subject"};
    static const Names ports{"sport", "dport", "cport", "ports"};
    static const Names both{"client", "server", "answers"};
    const auto everywhere = [](std::string_view name, Names columns) {
        return Alias{name, {}, columns, columns, columns};
    };
    static const std::vector<Alias> all{
        everywhere("port", ports),
        {"server_port", {}, {"sport"}, {"sport", "dport"}, {"ports"}},
        {"client_port", {}, {"cport"}, {"sport", "dport"}, {}},
        {"address", {}, both, {"src", "dst"}, addresses},
        {"ip.addr", {}, both, {"src", "dst"}, addresses},
        {"ip.host", {}, both, {"src", "dst"}, addresses},
        {"ip.src", {}, {"client", "server"}, {"src"}, addresses},
        {"ip.src_host", {}, {"client", "server"}, {"src"}, addresses},
        {"ip.dst", {}, {"client", "server"}, {"dst"}, addresses},
        {"ip.dst_host", {}, {"client", "server"}, {"dst"}, addresses},
        {"ipv6.addr", {}, both, {"src", "dst"}, addresses},
        {"ipv6.src", {}, {"client", "server"}, {"src"}, addresses},
        {"ipv6.dst", {}, {"client", "server"}, {"dst"}, addresses},
        {"eth.addr", {}, {}, {}, {"mac"}},
        {"tcp.port", "tcp", ports, ports, ports},
        {"udp.port", "udp", ports, ports, ports},
        {"tcp.srcport", "tcp", {"sport", "cport"}, {"sport"}, {"ports"}},
        {"udp.srcport", "udp", {"sport", "cport"}, {"sport"}, {"ports"}},
        {"tcp.dstport", "tcp", {"sport", "cport"}, {"dport"}, {"ports"}},
        {"udp.dstport", "udp", {"sport", "cport"}, {"dport"}, {"ports"}},
        everywhere("dns.qry.name", {"name", "names"}),
        everywhere("dns.resp.name", {"name", "names"}),
        everywhere("dns.a", {"answers"}),
        everywhere("dns.aaaa", {"answers"}),
        everywhere("dns.cname", {"answers"}),
        everywhere("dns.id", {"dns_id"}),
        everywhere("dns.flags.response", {"is_response"}),
        everywhere("http.host", {"host", "server_name"}),
        everywhere("http.request.method", {"method"}),
        everywhere("http.request.uri", {"path", "url"}),
        everywhere("http.request.full_uri", {"path", "url"}),
        everywhere("http.response.code", {"status"}),
        everywhere("http.user_agent", {"user_agent"}),
        everywhere("http.content_type", {"content_type", "claimed_type"}),
        everywhere("tls.handshake.extensions_server_name", {"server_name"}),
        everywhere("tls.handshake.ja3", {"ja3"}),
        everywhere("tls.handshake.ja4", {"ja4"}),
        everywhere("frame.number", {"number", "first_frame"}),
        everywhere("frame.len", {"wire_bytes"}),
        everywhere("ip.len", {"bytes"}),
        everywhere("ip.id", {"ip_id"}),
        everywhere("ip.ttl", {"ttl"}),
        everywhere("communityid", {"community_id"}),
        everywhere("ip.geoip.country_iso", {"country"}),
        everywhere("ip.geoip.asnum", {"asn"}),
        everywhere("ip.geoip.org", {"as_org"}),
        everywhere("_ws.col.info", {"info"}),
    };
    return all;
}

}  // namespace

std::optional<FilterAlias> filterAlias(std::string_view name, const Schema& schema) {
    const auto found =
        std::find_if(aliases().begin(), aliases().end(), [&](const Alias& alias) { return alias.name == name; });
    if (found == aliases().end())
        return {};
    const bool ends = findColumn(schema, "server").has_value();
    const bool sides = !ends && findColumn(schema, "src").has_value();
    FilterAlias out;
    for (const std::string_view column : ends ? found->ends : sides ? found->sides : found->others) {
        if (const auto at = findColumn(schema, column))
            out.columns.push_back(*at);
    }
    if (out.columns.empty())
        return {};
    out.protocol = found->protocol;
    if (!out.protocol.empty())
        out.protocolColumn = findColumn(schema, "proto");
    return out;
}

const std::vector<std::string_view>& filterAliasNames() {
    static const Names names = [] {
        Names out;
        for (const Alias& alias : aliases()) out.push_back(alias.name);
        return out;
    }();
    return names;
}

}  // namespace weir::table
