// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that lie in the names asked for.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

/// What was asked under one registrable domain.
struct Domain {
    std::vector<TextId> names;
    std::uint64_t prefixLength = 0;  ///< sum over the names of what stands before the domain
    std::uint64_t messages = 0;
    std::uint32_t firstFrame = UINT32_MAX;
};

struct AskedName {
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint64_t messages = 0;
    std::string domain;
};

bool isLocalName(std::string_view name) {
    return name.ends_with(".arpa") || name.ends_with(".local") || name.ends_with(".lan") || name.ends_with(".home") ||
           name.ends_with(".internal") || name.find('.') == std::string_view::npos;
}

void nameShapes(FindingBook& book, const std::unordered_map<TextId, AskedName>& names,
                const std::set<std::string>& tunnels) {
    const double length = book.weights.setting("long-name", "length");
    const double label = book.weights.setting("long-name", "label");
    const double random = book.weights.setting("long-name", "entropy");
    for (const auto& [id, asked] : names) {
        const std::string_view name = book.state.texts[id];
        const double bits = entropy(name);
        const bool isLong = static_cast<double>(name.size()) >= length;
        const bool looksRandom = static_cast<double>(longestLabel(name)) >= label && bits >= random;
        if ((!isLong && !looksRandom) || tunnels.contains(asked.domain))
            continue;
        book.add(name,
                 {"long-name",
                  isLong && looksRandom ? 1 : 0.6,
                  std::string(isLong ? "long name: " : "random-looking name: ") + counted(name.size(), "character") +
                      ", entropy " + realText(bits) + (asked.domain.empty() ? "" : ", under " + asked.domain),
                  asked.firstFrame,
                  asked.messages,
                  {Trace::To::name}});
    }
}

void failures(FindingBook& book) {
    struct Client {
        std::unordered_set<TextId> names;
        std::set<std::string> domains;
        std::uint64_t messages = 0;
        std::uint32_t firstFrame = UINT32_MAX;
        TextId example = 0;
    };
    std::unordered_map<std::uint32_t, Client> clients;
    const traffic::DnsLog& log = book.state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        if (!message.isResponse || message.rcode != protocol::nxdomain || message.questionCount == 0)
            continue;
        const TextId name = log.questions[message.firstQuestion].name;
        if (isLocalName(book.state.texts[name]))
            continue;
        Client& client = clients[index(message.client)];
        ++client.messages;
        client.firstFrame = std::min(client.firstFrame, message.frame);
        client.example = name;
        if (client.names.insert(name).second)
            client.domains.insert(book.state.suffixes->registrableDomain(book.state.texts[name]));
    }
    const double enough = book.weights.setting("nxdomain", "names");
    for (const auto& [id, client] : clients) {
        // Many names under one domain is a search list or a tunnel; many domains is a generator.
        if (static_cast<double>(client.domains.size()) < enough)
            continue;
        book.add(traffic::AddressId{id},
                 {"nxdomain",
                  1,
                  "asks for what does not exist: " + counted(client.names.size(), "name") + " under " +
                      counted(client.domains.size(), "domain") + " answered NXDOMAIN, such as " +
                      std::string(book.state.texts[client.example]),
                  client.firstFrame,
                  client.messages,
                  {Trace::To::failures}});
    }
}

}  // namespace

void findNames(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    std::unordered_map<TextId, AskedName> names;
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        if (message.serverPort == protocol::multicastDnsPort || message.serverPort == protocol::llmnrPort)
            continue;
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const TextId name = state.dns.questions[message.firstQuestion + q].name;
            if (isLocalName(state.texts[name]))
                continue;
            AskedName& asked = names[name];
            ++asked.messages;
            asked.firstFrame = std::min(asked.firstFrame, message.frame);
        }
    }
    std::unordered_map<std::string, Domain> domains;
    for (auto& [id, asked] : names) {
        const std::string_view name = state.texts[id];
        asked.domain = state.suffixes->registrableDomain(name);
        if (asked.domain.empty())
            continue;
        Domain& domain = domains[asked.domain];
        domain.names.push_back(id);
        domain.prefixLength += name.size() - asked.domain.size();
        domain.messages += asked.messages;
        domain.firstFrame = std::min(domain.firstFrame, asked.firstFrame);
    }
    std::set<std::string> tunnels;
    for (const auto& [name, domain] : domains) {
        const double count = static_cast<double>(domain.names.size());
        const double mean = static_cast<double>(domain.prefixLength) / count;
        if (count < book.weights.setting("tunnel", "names") || mean < book.weights.setting("tunnel", "length"))
            continue;
        tunnels.insert(name);
        book.add(name, {"tunnel",
                        1,
                        "tunnel: " + counted(domain.names.size(), "distinct name") + " under it, on average " +
                            realText(mean) + " characters before the domain",
                        domain.firstFrame,
                        domain.messages,
                        {Trace::To::domain}});
    }
    nameShapes(book, names, tunnels);
    failures(book);
}

}  // namespace weir::findings
