// SPDX-License-Identifier: GPL-3.0-or-later
// Servers whose names are of a kind that is abused: dynamic DNS, Tor gateways, pastes, cheap top-level domains.
#include <map>
#include <set>

#include "core/base/dnslabels.h"
#include "core/base/hashmap.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

struct Kind {
    Familiarity familiarity;
    std::string_view kind, what;
};
constexpr Kind kinds[] = {
    {Familiarity::dynamicDns, "dynamic-dns", "dynamic DNS, a name for anybody's machine"},
    {Familiarity::torGateway, "tor-gateway", "a gateway into Tor, as ransom notes and stealers use"},
    {Familiarity::tunnelService, "tunnel-service", "a tunnel service, behind which anybody's machine may be"},
    {Familiarity::paste, "paste", "a site for anybody's texts, from where loaders fetch their next stage"},
    {Familiarity::abusedTld, "abused-domain", "a top-level domain that is often abused"},
    {Familiarity::addressCheck, "address-check", "a service that tells one's own address, as malware asks first"},
    {Familiarity::miningPool, "mining", "a pool for coin mining"},
};

const Kind* kindOf(Familiarity familiarity) {
    for (const Kind& kind : kinds) {
        if (kind.familiarity == familiarity)
            return &kind;
    }
    return nullptr;
}

/// Brands that phishing and droppers borrow; of two words and more, or so long that they are hardly part of others.
constexpr std::string_view brands[] = {
    "paypal",     "netflix",  "microsoft",  "office365",      "outlook",     "onedrive",  "sharepoint", "windowsupdate",
    "appleid",    "icloud",   "itunes",     "amazon",         "facebook",    "instagram", "whatsapp",   "linkedin",
    "dropbox",    "docusign", "adobe",      "flashplayer",    "googledrive", "gmail",     "yahoo",      "bankofamerica",
    "wellsfargo", "citibank", "barclays",   "santander",      "hsbc",        "binance",   "coinbase",   "blockchain",
    "metamask",   "fedex",    "dhlexpress", "steamcommunity", "bitdefender", "kaspersky", "avast",      "chromeupdate",
};

/// The brand in an unfamiliar name; empty where there is none.
std::string_view borrowedBrand(std::string_view name) {
    for (const std::string_view brand : brands) {
        if (name.find(brand) != std::string_view::npos)
            return brand;
    }
    return {};
}

void byWords(FindingBook& book, const Server& server, TextId id) {
    const std::string_view name = book.state.texts[id];
    const Familiarity known = familiarity(name);
    if (known != Familiarity::unknown && known != Familiarity::abusedTld)
        return;
    const auto add = [&](std::string kind, std::string why) {
        book.add(server, {std::move(kind), 1, std::move(why), server.firstFrame, server.packets});
    };
    const std::string client = book.text(traffic::AddressId{server.client});
    if (const std::string_view brand = borrowedBrand(name); !brand.empty())
        add("brand-in-name", "borrowed brand: " + client + " used " + book.shown(id) + ", which has '" +
                                 std::string(brand) + "' in its name and is not theirs");
    if (familiarity(name, *book.state.suffixes) == Familiarity::platform)
        return;  // the domain is the provider's
    const std::string domain = book.state.suffixes->registrableDomain(name);
    if (looksMadeUp(std::string_view(domain).substr(0, domain.find('.'))))
        add("made-up-domain", "made-up domain: " + client + " used " + book.shown(id) + ", whose domain looks random");
}

}  // namespace

void findDomains(FindingBook& book, const Server& server) {
    for (const TextId name : server.names) {
        const Kind* kind = kindOf(familiarity(book.state.texts[name]));
        byWords(book, server, name);
        if (!kind)
            continue;
        book.add(server, {std::string(kind->kind), 1,
                          std::string(kind->kind) + ": " + book.text(traffic::AddressId{server.client}) + " used " +
                              book.shown(name) + ", " + std::string(kind->what),
                          server.firstFrame, server.packets});
    }
    if (server.external && !server.names.empty() && server.familiarity == Familiarity::unknown)
        book.add(server, {"unfamiliar", 1,
                          "unfamiliar: " + book.text(traffic::AddressId{server.client}) + " used " +
                              book.shown(server.names.front()) +
                              ", which is not among the domains that are known to be harmless",
                          server.firstFrame, server.packets});
}

/// Names that were asked for and led to no server: the contact failed, or was not captured.
void findQuestions(FindingBook& book) {
    HashSet<TextId> contacted;
    for (const Server& server : book.servers) contacted.insert(server.names.begin(), server.names.end());
    struct Asked {
        const Kind* kind;
        TextId name;
        std::uint32_t client, frame;
        std::uint64_t messages;
    };
    std::map<std::string, Asked> domains;
    HashSet<TextId> seen;
    for (std::size_t i = 0; i < book.state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = book.state.dns.messages[i];
        if (message.questionCount == 0 || message.serverPort != protocol::dnsPort)
            continue;
        const TextId name = book.state.dns.questions[message.firstQuestion].name;
        if (!seen.insert(name).second || contacted.contains(name))
            continue;
        const Kind* kind = kindOf(familiarity(book.state.texts[name]));
        if (!kind)
            continue;
        std::string domain = book.state.suffixes->registrableDomain(book.state.texts[name]);
        if (!domain.empty())
            domains.try_emplace(std::move(domain), Asked{kind, name, index(message.client), message.frame, 1});
    }
    for (const auto& [domain, asked] : domains)
        book.add(domain, {std::string(asked.kind->kind),
                          0.7,
                          std::string(asked.kind->kind) + ": " + book.text(traffic::AddressId{asked.client}) +
                              " asked for " + book.shown(asked.name) + ", " + std::string(asked.kind->what),
                          asked.frame,
                          asked.messages,
                          {Trace::To::domain}});
}

}  // namespace weir::findings
