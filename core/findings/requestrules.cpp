// SPDX-License-Identifier: GPL-3.0-or-later
// What plain HTTP requests show: who asks (User-Agent), what is sent out, names that lie, attacks.
#include <algorithm>
#include <map>

#include "core/base/hashmap.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/protocol/http.h"
#include "core/protocol/useragent.h"

namespace weir::findings {
namespace {

using protocol::AgentKind;

constexpr std::uint32_t nothing = UINT32_MAX;

/// One kind of request to a server: the first, and how many.
struct Some {
    std::uint32_t first = nothing;  ///< row in Inspected::http
    std::uint32_t count = 0;
    void add(std::uint32_t row) {
        if (count++ == 0)
            first = row;
    }
};

/// The requests to one server.
struct Requests {
    const Server* server = nullptr;
    Some posts, sent, refused, contradicted, agents[6];
    std::uint32_t total = 0;
    bool certainlyLies = false;  ///< DNS says that the Host is elsewhere
    bool usual[6] = {};          ///< the client uses that User-Agent with others too
};

int yearOf(std::int64_t time) {
    constexpr double year = 365.2425 * 86400e9;
    return 1970 + static_cast<int>(static_cast<double>(time) / year);
}

/// Whether DNS of this capture says that the Host is elsewhere: the client was told things, but not this.
bool contradicts(const FindingBook& book, const Server& server, const traffic::Flow& flow, TextId host) {
    const std::string name = protocol::hostName(book.state.texts[host]);
    if (name.empty() || isBareAddress(name) || !book.servers.toldAnything(flow.address[flow.client]))
        return false;
    return server.external && !server.toldOthers && server.namedBy != traffic::NamedBy::capture;
}

std::string asked(const FindingBook& book, const traffic::HttpRow& row, const traffic::Flow& flow) {
    return book.text(flow.address[flow.client]) + " " + book.shown(row.method) + " " + book.shownUrl(row);
}

std::string times(const Some& some) { return some.count > 1 ? ", " + grouped(some.count) + " times" : ""; }

/// The server is there, and what was asked for is not: gone, forbidden, or nobody behind it.
bool isRefusal(std::uint16_t status) {
    return status == 403 || status == 404 || status == 410 || status == 502 || status == 503;
}

/// Devices on the local network that describe themselves by HTTP to addresses: UPnP, WSD, printing.
bool isLocalService(const Server& server, const traffic::Flow& flow) {
    const std::uint16_t port = flow.port[flow.server()];
    return !server.external && (port == 5357 || port == 5358 || port == 2869 || port == 1900 || port == 631);
}

/// With which servers a client uses a User-Agent: what it says to familiar ones, or to many, is its own.
struct Usage {
    const Server* servers[4] = {};
    bool familiar = false;
    void add(const Server& server) {
        familiar |= server.isFamiliar();
        for (const Server*& known : servers) {
            if (known == nullptr || known == &server) {
                known = &server;
                return;
            }
        }
    }
    bool isUsual() const { return familiar || servers[3] != nullptr; }
};

HashMap<std::uint64_t, Usage> usageOf(const FindingBook& book) {
    HashMap<std::uint64_t, Usage> out;
    for (std::uint32_t i = 0; i < book.state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = book.state.inspected.http[i];
        const traffic::Flow& flow = book.state.flows[index(row.flow)];
        if (const Server* server = book.servers.find(flow.address[flow.server()]))
            out[std::uint64_t{index(flow.address[flow.client])} << 32 | row.userAgent].add(*server);
    }
    return out;
}

void report(FindingBook& book, const Requests& requests) {
    const traffic::SnapshotData& state = book.state;
    const auto add = [&](std::string kind, const Some& some, double strength, const std::string& before,
                         const std::string& after) {
        const traffic::HttpRow& row = state.inspected.http[some.first];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        book.add(*requests.server, {std::move(kind),
                                    strength,
                                    before + asked(book, row, flow) + times(some) + after,
                                    row.frame,
                                    flow.packets(),
                                    {Trace::To::flow, index(row.flow)}});
    };
    if (requests.posts.count > 0)
        add("http-post", requests.posts, 1, "data sent in clear: ", "");
    constexpr std::uint32_t fewest = 2;
    if (requests.server->external && requests.sent.count == requests.total && requests.total >= fewest)
        add("post-only", requests.sent, 1,
            "nothing but data sent: ", ", and nothing was ever fetched there, while people look at a page first");
    if (requests.refused.count > 0)
        add("post-refused", requests.refused, 1, "data sent, and refused: ",
            ", answered " + std::to_string(state.inspected.http[requests.refused.first].status) +
                ": the server behind may be gone");
    if (requests.contradicted.count > 0)
        add("host-lies", requests.contradicted, requests.certainlyLies ? 1 : 0.5,
            "the Host lies: ", ", but no DNS answer led that name there");
    const auto agent = [&](AgentKind kind) -> const Some& { return requests.agents[static_cast<int>(kind)]; };
    const auto said = [&](const Some& some) {
        const TextId text = state.inspected.http[some.first].userAgent;
        return "'" + book.shown(text) + "'";
    };
    const int year = yearOf(state.counters.firstSeen);
    for (const AgentKind kind : {AgentKind::malware, AgentKind::old, AgentKind::odd, AgentKind::script}) {
        const Some& some = agent(kind);
        if (some.count == 0)
            continue;
        const auto what = protocol::userAgent(state.texts[state.inspected.http[some.first].userAgent], year).what;
        constexpr double ofUsual = 0.3;
        const bool usual = requests.usual[static_cast<int>(kind)];
        const double strength = (kind == AgentKind::odd      ? 0.8
                                 : kind == AgentKind::script ? 0.9
                                                             : 1) *
                                (usual && kind != AgentKind::malware ? ofUsual : 1);
        add(kind == AgentKind::malware ? "tool-agent" : "user-agent", some, strength,
            "User-Agent " + said(some) + " is " + std::string(what) + ": ",
            usual ? " (weak: it is usual on this client)" : "");
    }
    if (agent(AgentKind::none).count > 0)
        add("no-user-agent", agent(AgentKind::none), requests.usual[static_cast<int>(AgentKind::none)] ? 0.3 : 1,
            "no User-Agent, as browsers never do: ", "");
}

/// Servers to which a client sent data with the same path.
struct SamePath {
    std::map<std::string, std::uint32_t> hosts;  ///< registrable domain, or address, and the first row
};

/// Malware goes through its list of servers with one request; people's forms have one server.
void sameRequests(FindingBook& book) {
    constexpr std::size_t shortestPath = 4;
    const traffic::SnapshotData& state = book.state;
    std::map<std::pair<std::uint32_t, TextId>, SamePath> paths;  // by client and path
    for (std::uint32_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        const std::string_view target = state.texts[row.target];
        if (state.texts[row.method] != "POST" || target.size() < shortestPath || !target.starts_with('/'))
            continue;
        const Server* server = book.servers.find(flow.address[flow.server()]);
        const std::string host = protocol::hostName(state.texts[row.host]);
        if (!server || !server->external || server->isFamiliar() ||
            familiarity(host, *state.suffixes) == Familiarity::familiar)
            continue;
        std::string domain = isBareAddress(host) ? std::string{} : state.suffixes->registrableDomain(host);
        if (domain.empty())
            domain = book.text(server->address);
        paths[{index(flow.address[flow.client]), row.target}].hosts.try_emplace(std::move(domain), i);
    }
    for (const auto& [key, path] : paths) {
        if (static_cast<double>(path.hosts.size()) < book.setting("same-request", "servers"))
            continue;
        std::string hosts;
        constexpr std::size_t mostNamed = 3;
        std::size_t named = 0;
        for (const auto& [host, row] : path.hosts) {
            if (named++ < mostNamed)
                hosts += (hosts.empty() ? "" : ", ") + printable(host);
        }
        for (const auto& [host, i] : path.hosts) {
            const traffic::HttpRow& row = state.inspected.http[i];
            const traffic::Flow& flow = state.flows[index(row.flow)];
            if (const Server* server = book.servers.find(flow.address[flow.server()]))
                book.add(*server,
                         {"same-request",
                          1,
                          "same request to several: " + book.text(flow.address[flow.client]) + " sent data to " +
                              book.shown(row.target) + " of " + counted(path.hosts.size(), "server") + " (" + hosts +
                              (path.hosts.size() > mostNamed ? ", …" : "") + "), as malware goes through its list",
                          row.frame,
                          flow.packets(),
                          {Trace::To::flow, index(row.flow)}});
        }
    }
}

}  // namespace

void findRequests(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    sameRequests(book);
    const int year = yearOf(state.counters.firstSeen);
    const auto usage = usageOf(book);
    HashMap<traffic::AddressId, Requests> all;
    for (std::uint32_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        const Server* server = book.servers.find(flow.address[flow.server()]);
        if (row.attack != 0) {
            const traffic::AddressId attacker = flow.address[flow.client];
            book.add(attacker, {"exploit",
                                1,
                                "attack: " + asked(book, row, flow) + ", with " + book.shown(row.attack),
                                row.frame,
                                flow.packets(),
                                {Trace::To::flow, index(row.flow)}});
            book.addMembers(attacker, {{book.text(flow.address[flow.server()])}, 1});
        }
        const std::string_view method = state.texts[row.method];
        if (!server || method.empty() || isLocalService(*server, flow))
            continue;
        Requests& requests = all[server->address];
        requests.server = server;
        const bool post = method == "POST" || method == "PUT";
        ++requests.total;
        if (post)
            requests.sent.add(i);
        if (post && row.protection == traffic::Protection::none)
            requests.posts.add(i);
        if (post && isRefusal(row.status))
            requests.refused.add(i);
        if (contradicts(book, *server, flow, row.host)) {
            requests.contradicted.add(i);
            requests.certainlyLies |= server->claimsFalsely;
        }
        const auto kind = protocol::userAgent(state.texts[row.userAgent], year).kind;
        requests.agents[static_cast<int>(kind)].add(i);
        requests.usual[static_cast<int>(kind)] |=
            usage.at(std::uint64_t{index(flow.address[flow.client])} << 32 | row.userAgent).isUsual();
    }
    for (const Server& server : book.servers) {
        if (const auto found = all.find(server.address); found != all.end())
            report(book, found->second);
    }
}

}  // namespace weir::findings
