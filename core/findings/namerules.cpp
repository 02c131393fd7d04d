// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that lie in the names asked for.
#include <algorithm>
#include <map>
#include <set>

#include "core/base/dnslabels.h"
#include "core/base/hashmap.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

/// What was asked under one registrable domain.
struct Domain {
    std::vector<TextId> names;
    std::uint64_t prefixLength = 0;  ///< sum over the names of what stands before the domain
    std::uint64_t messages = 0;
    std::uint64_t unusual = 0;  ///< messages that ask for types which carry much
    std::uint64_t octets = 0;
    std::uint32_t client = 0;
    std::uint32_t firstFrame = UINT32_MAX;
};

struct AskedName {
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint32_t client = 0;
    std::uint64_t messages = 0, unusual = 0, octets = 0;
    std::string domain;
};

bool isLocalName(std::string_view name) {
    return name.ends_with(".arpa") || name.ends_with(".local") || name.ends_with(".lan") || name.ends_with(".home") ||
           name.ends_with(".internal") || name.find('.') == std::string_view::npos;
}

bool isKnown(const FindingBook& book, std::string_view name) {
    const Familiarity kind = familiarity(name, *book.state.suffixes);
    return kind == Familiarity::familiar || kind == Familiarity::platform;
}

void nameShapes(FindingBook& book, const HashMap<TextId, AskedName>& names, const std::set<std::string>& tunnels) {
    const double length = book.weights.setting("long-name", "length");
    const double label = book.weights.setting("long-name", "label");
    const double random = book.weights.setting("long-name", "entropy");
    for (const auto& [id, asked] : names) {
        const std::string_view name = book.state.texts[id];
        const double bits = entropy(name);
        const bool isLong = static_cast<double>(name.size()) >= length;
        const bool looksRandom = static_cast<double>(longestLabel(name)) >= label && bits >= random;
        if ((!isLong && !looksRandom) || tunnels.contains(asked.domain) || isKnown(book, name))
            continue;
        book.add(name,
                 {"long-name",
                  isLong && looksRandom ? 1 : 0.6,
                  std::string(isLong ? "long name: " : "random-looking name: ") + counted(name.size(), "character") +
                      ", entropy " + realText(bits) + (asked.domain.empty() ? "" : ", under " + asked.domain) +
                      ", asked by " + book.text(traffic::AddressId{asked.client}) +
                      ": generated names and data in questions look so",
                  asked.firstFrame,
                  asked.messages,
                  {Trace::To::name}});
    }
}

void failures(FindingBook& book) {
    struct Client {
        HashSet<TextId> names;
        std::set<std::string> domains;
        std::uint64_t messages = 0;
        std::uint32_t firstFrame = UINT32_MAX;
        TextId example = 0;
    };
    HashMap<std::uint32_t, Client> clients;
    const traffic::DnsLog& log = book.state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        if (!message.isResponse || message.rcode != protocol::nxdomain || message.questionCount == 0)
            continue;
        const TextId name = log.questions[message.firstQuestion].name;
        if (isLocalName(book.state.texts[name]) || isKnown(book, book.state.texts[name]))
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
                  "asks for what does not exist: " + book.text(traffic::AddressId{id}) + " asked for " +
                      counted(client.names.size(), "name") + " under " + counted(client.domains.size(), "domain") +
                      " that were answered NXDOMAIN, such as " + book.shown(client.example) +
                      ", as malware does that tries generated domains",
                  client.firstFrame,
                  client.messages,
                  {Trace::To::failures}});
    }
}

/// Types whose records carry much, and that hosts seldom ask for in numbers.
bool carriesMuch(std::uint16_t type) {
    constexpr std::uint16_t cname = 5, null = 10, mx = 15, txt = 16, key = 25, srv = 33, any = 255, privateUse = 65399;
    return type == cname || type == null || type == mx || type == txt || type == key || type == srv || type == any ||
           type == privateUse;
}

bool isTunnel(const FindingBook& book, const Domain& domain) {
    const auto names = static_cast<double>(domain.names.size());
    const double mean = static_cast<double>(domain.prefixLength) / names;
    const double enough = book.setting("tunnel", "names");
    const double share = static_cast<double>(domain.unusual) / static_cast<double>(domain.messages);
    constexpr double someLength = 8, littleLength = 6, mostlyUnusual = 0.5, veryMany = 10;
    // Names that carry data are new each time: one question and its answer, seen on two ways, perhaps repeated.
    constexpr double mostMessages = 5;
    if (static_cast<double>(domain.messages) > mostMessages * names)
        return false;
    return names >= enough &&
           (mean >= book.setting("tunnel", "length") || (share >= mostlyUnusual && mean >= someLength) ||
            (names >= veryMany * enough && mean >= littleLength && names * 4 >= static_cast<double>(domain.messages)));
}

/// The registrable domain; of a name under no public suffix (a tunnel inside, a root of one's own) its last two labels.
std::string domainOf(const PublicSuffixes& suffixes, std::string_view name) {
    std::string domain = suffixes.registrableDomain(name);
    if (!domain.empty() || suffixes.hasPublicTopLevel(name))
        return domain;
    const std::size_t last = name.rfind('.');
    const std::size_t before = last == std::string_view::npos || last == 0 ? last : name.rfind('.', last - 1);
    return last == std::string_view::npos ? std::string{}
                                          : std::string(name.substr(before == std::string_view::npos ? 0 : before + 1));
}

}  // namespace

void findNames(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    HashMap<TextId, AskedName> names;
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        if (message.serverPort == protocol::multicastDnsPort || message.serverPort == protocol::llmnrPort)
            continue;
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const traffic::DnsQuestionRow& question = state.dns.questions[message.firstQuestion + q];
            if (isLocalName(state.texts[question.name]))
                continue;
            AskedName& asked = names[question.name];
            ++asked.messages;
            asked.unusual += carriesMuch(question.type);
            asked.octets += message.octets;
            asked.client = index(message.client);
            asked.firstFrame = std::min(asked.firstFrame, message.frame);
        }
    }
    std::map<std::string, Domain> domains;
    for (auto& [id, asked] : names) {
        const std::string_view name = state.texts[id];
        asked.domain = domainOf(*state.suffixes, name);
        if (asked.domain.empty())
            continue;
        Domain& domain = domains[asked.domain];
        domain.names.push_back(id);
        domain.prefixLength += name.size() - asked.domain.size();
        domain.messages += asked.messages;
        domain.unusual += asked.unusual;
        domain.octets += asked.octets;
        if (asked.firstFrame < domain.firstFrame) {
            domain.client = asked.client;
            domain.firstFrame = asked.firstFrame;
        }
    }
    std::set<std::string> tunnels;
    for (auto& [name, domain] : domains) {
        const Familiarity kind = familiarity(name);
        if (!isTunnel(book, domain) || kind == Familiarity::familiar || kind == Familiarity::platform)
            continue;
        tunnels.insert(name);
        const auto count = static_cast<double>(domain.names.size());
        book.add(name, {"tunnel",
                        1,
                        "tunnel: " + book.text(traffic::AddressId{domain.client}) + " asked for " +
                            counted(domain.names.size(), "distinct name") + " under it, on average " +
                            realText(static_cast<double>(domain.prefixLength) / count) +
                            " characters before the domain, " + sized(domain.octets) + " in DNS messages" +
                            (domain.unusual * 2 >= domain.messages ? ", most for types that carry much" : ""),
                        domain.firstFrame,
                        domain.messages,
                        {Trace::To::domain}});
        std::sort(domain.names.begin(), domain.names.end());
        Members members{{}, domain.names.size()};
        for (const TextId id : domain.names) {
            if (members.first.size() == Members::maximum)
                break;
            members.first.emplace_back(printable(state.texts[id]));
        }
        book.addMembers(name, std::move(members));
    }
    nameShapes(book, names, tunnels);
    failures(book);
}

}  // namespace weir::findings
