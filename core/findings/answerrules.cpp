// SPDX-License-Identifier: GPL-3.0-or-later
// What DNS answers carry: commands, or data in many TXT records.
#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

constexpr std::uint16_t txt = 16;

/// Beginnings of programs in texts, in lower case. Nobody else writes such into DNS.
constexpr std::string_view commands[] = {
    "powershell", "frombase64string", "iex(", "iex ",      "invoke-expression", "nslookup -q=",   "cmd.exe",
    "wscript",    "/bin/sh",          "| sh", "wget http", "curl http",         "downloadstring", "new-object net."};

std::string_view commandIn(std::string_view text) {
    for (const std::string_view command : commands) {
        if (text.find(command) != std::string_view::npos)
            return command;
    }
    return {};
}

/// Policies and keys of mail, proofs of ownership: "v=spf1 …", "google-site-verification=…".
bool isUsual(std::string_view text) {
    constexpr std::size_t longestName = 48;
    const std::size_t equals = text.find('=');
    return text.find("v=") < 3 || text.find("p=mi") != std::string_view::npos ||
           (equals < longestName && equals > 2 && equals + 2 < text.size() &&
            std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals),
                        [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '"' || c == '.'; }));
}

/// TXT answers under one domain.
struct Texts {
    std::set<TextId> large;
    std::uint64_t octets = 0, messages = 0;
    std::uint32_t client = 0, firstFrame = UINT32_MAX, commandFrame = 0;
    std::string command;
};

}  // namespace

void findAnswers(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    constexpr std::size_t largeText = 100;
    std::map<std::string, Texts> domains;
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const traffic::DnsAnswerRow& answer = state.dns.answers[message.firstAnswer + a];
            if (answer.type != txt || state.texts[answer.data].size() < 20)
                continue;
            const std::string_view owner = state.texts[answer.owner];
            const std::string text = lowered(state.texts[answer.data]);
            const std::string_view command = commandIn(text);
            if (command.empty() && (text.size() < largeText || isUsual(text)))
                continue;
            const std::string domain = state.suffixes->registrableDomain(owner);
            if (domain.empty() || familiarity(domain) == Familiarity::familiar)
                continue;
            Texts& texts = domains[domain];
            texts.client = index(message.client);
            texts.firstFrame = std::min(texts.firstFrame, message.frame);
            ++texts.messages;
            if (texts.large.insert(answer.data).second)
                texts.octets += text.size();
            if (!command.empty() && texts.command.empty()) {
                texts.command = command;
                texts.commandFrame = message.frame;
            }
        }
    }
    const double enough = book.setting("tunnel", "answers");
    for (const auto& [domain, texts] : domains) {
        const std::string who = book.text(traffic::AddressId{texts.client});
        if (!texts.command.empty())
            book.add(domain, {"stream-sign",
                              1,
                              "in the open: " + who + " got a command ('" + texts.command +
                                  "') in a DNS answer under this domain, as loaders fetch their next stage",
                              texts.commandFrame,
                              texts.messages,
                              {Trace::To::domain}});
        if (static_cast<double>(texts.large.size()) >= enough)
            book.add(domain,
                     {"tunnel",
                      1,
                      "tunnel: " + who + " got " + counted(texts.large.size(), "different text") + " with " +
                          sized(texts.octets) + " in DNS answers under this domain, which are no policies or keys",
                      texts.firstFrame,
                      texts.messages,
                      {Trace::To::domain}});
    }
}

}  // namespace weir::findings
