// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that others give: what the services that were asked say of an address or a name.
#include <algorithm>

#include "core/base/hashmap.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

constexpr std::string_view engines = "virustotal:";

struct Judgement {
    double strength = 0;  ///< 0: nobody says anything bad
    std::string why;
};

/// "threatfox:Emotet botnet_cc;virustotal:18/94", the worst first, in words.
std::string words(std::string_view verdictBy, const traffic::AddressNote* counts) {
    std::string out;
    while (!verdictBy.empty()) {
        const std::string_view one = verdictBy.substr(0, verdictBy.find(';'));
        verdictBy.remove_prefix(std::min(one.size() + 1, verdictBy.size()));
        if (counts && counts->malicious > 0 && one.starts_with(engines))
            continue;  // told with its counts
        out += out.empty() ? "" : ", ";
        const std::size_t colon = one.find(':');
        out += one.substr(0, colon);
        if (colon != std::string_view::npos)
            out.append(" says ").append(one.substr(colon + 1));
    }
    return out;
}

Judgement judge(const FindingWeights& weights, std::string_view verdict, std::string_view verdictBy,
                const traffic::AddressNote* counts) {
    Judgement out;
    std::string others;
    if (verdict == "malicious" || verdict == "suspicious") {
        const bool onlyEngines = verdictBy.starts_with(engines) && verdictBy.find(';') == std::string_view::npos;
        others = words(verdictBy, counts);
        // Of engines alone the number counts, below.
        if (!onlyEngines || !counts)
            out.strength = verdict == "malicious" ? 1 : 0.5;
    }
    if (counts && counts->malicious > 0) {
        const std::int64_t all = counts->malicious + std::max<std::int64_t>(counts->suspicious, 0) +
                                 std::max<std::int64_t>(counts->harmless, 0) +
                                 std::max<std::int64_t>(counts->undetected, 0);
        const bool weak = static_cast<double>(counts->malicious) < weights.setting("reputation", "malicious");
        out.strength = std::max(out.strength, weak ? 0.1 : 1);
        out.why = std::to_string(counts->malicious) + " of " + std::to_string(all) + " engines call it malicious" +
                  (weak ? " (weak: so few are often mistaken)" : "");
    }
    if (!others.empty())
        out.why += (out.why.empty() ? "" : ", ") + others;
    out.why.insert(0, "reputation: ");
    return out;
}

}  // namespace

void findReputations(FindingBook& book, const Server& server) {
    const traffic::AddressNote& note = traffic::noteOf(book.notes, book.state.address(server.address));
    Judgement judgement = judge(book.weights, note.verdict, note.verdictBy, &note);
    if (judgement.strength > 0)
        book.add(server,
                 {"reputation", judgement.strength, std::move(judgement.why), server.firstFrame, server.packets});
}

void findNameReputations(FindingBook& book) {
    if (!book.nameNotes || book.nameNotes->empty())
        return;
    struct Asked {
        std::uint32_t firstFrame = UINT32_MAX;
        std::uint64_t messages = 0;
    };
    HashMap<TextId, Asked> names;
    const traffic::DnsLog& log = book.state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            Asked& asked = names[log.questions[message.firstQuestion + q].name];
            ++asked.messages;
            asked.firstFrame = std::min(asked.firstFrame, message.frame);
        }
    }
    for (const auto& [id, asked] : names) {
        const std::string_view name = book.state.texts[id];
        const traffic::Said said = traffic::saidOf(*book.nameNotes, name);
        Judgement judgement = judge(book.weights, said.verdict, said.verdictBy, nullptr);
        if (judgement.strength > 0)
            book.add(name, {"reputation",
                            judgement.strength,
                            std::move(judgement.why),
                            asked.firstFrame,
                            asked.messages,
                            {Trace::To::name}});
    }
}

}  // namespace weir::findings
