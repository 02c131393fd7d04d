// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/familiar.h"

#include <array>
#include <string>

#include "core/base/hashmap.h"

namespace weir::findings {

extern const char* const familiarDomains;

namespace {

constexpr std::array<std::pair<std::string_view, Familiarity>, 11> classes = {{
    {"familiar", Familiarity::familiar},
    {"platform", Familiarity::platform},
    {"dynamic-dns", Familiarity::dynamicDns},
    {"tor-gateway", Familiarity::torGateway},
    {"tunnel-service", Familiarity::tunnelService},
    {"paste", Familiarity::paste},
    {"address-check", Familiarity::addressCheck},
    {"encrypted-resolver", Familiarity::encryptedResolver},
    {"mining-pool", Familiarity::miningPool},
    {"own-network", Familiarity::ownNetwork},
    {"abused-tld", Familiarity::abusedTld},
}};

using Domains = HashMap<std::string_view, Familiarity>;

Domains read(std::string_view text) {
    Domains out;
    Familiarity now = Familiarity::unknown;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        line = line.substr(0, line.find('#'));
        if (line.starts_with('[')) {
            const std::string_view name = line.substr(1, line.find(']') - 1);
            now = Familiarity::unknown;
            for (const auto& [known, value] : classes) {
                if (known == name)
                    now = value;
            }
            continue;
        }
        while (!line.empty()) {
            const std::size_t space = std::min(line.find(' '), line.size());
            if (space > 0)
                out.emplace(line.substr(0, space), now);
            line.remove_prefix(std::min(space + 1, line.size()));
        }
    }
    return out;
}

const Domains& domainsKnown() {
    static const Domains domains = read(familiarDomains);
    return domains;
}

}  // namespace

bool isOwnNetwork(std::int64_t asNumber) {
    const auto found = domainsKnown().find("as" + std::to_string(asNumber));
    return asNumber > 0 && found != domainsKnown().end() && found->second == Familiarity::ownNetwork;
}

Familiarity familiarity(std::string_view name) {
    const Domains& domains = domainsKnown();
    // Names have at most 127 labels; nobody looks for one in a longer text.
    constexpr std::size_t longest = 255;
    if (name.size() > longest)
        name.remove_prefix(name.size() - longest);
    for (;;) {
        if (const auto found = domains.find(name); found != domains.end())
            return found->second;
        const std::size_t dot = name.find('.');
        if (dot == std::string_view::npos)
            return Familiarity::unknown;
        name.remove_prefix(dot + 1);
    }
}

Familiarity familiarity(std::string_view name, const PublicSuffixes& suffixes) {
    const Familiarity listed = familiarity(name);
    return listed == Familiarity::unknown && suffixes.isUnderPrivateSuffix(name) ? Familiarity::platform : listed;
}

}  // namespace weir::findings
