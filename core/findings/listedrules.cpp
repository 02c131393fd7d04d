// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on lists that the user brought along.

#include "core/base/hashmap.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

std::string onList(const IndicatorList& list) {
    return " stands on the list " + list.name() + (list.date().empty() ? "" : " of " + list.date());
}

void judge(FindingBook& book, const IndicatorList& list, const Server& server) {
    const std::string who = ", and " + book.text(traffic::AddressId{server.client}) + " spoke with it";
    const auto add = [&](std::string why) {
        book.add(server.address, {"listed", 1, std::move(why), server.firstFrame, server.packets});
    };
    if (list.holds(book.state.address(server.address)))
        return add("listed: " + book.text(server.address) + onList(list) + who);
    for (const TextId name : server.names) {
        if (const std::string_view listed = list.listedName(book.state.texts[name]); !listed.empty())
            return add("listed: " + std::string(listed) + onList(list) + who);
    }
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.application == 0)
            continue;
        const traffic::Application& known = book.state.inspected.applications[flow.application - 1];
        for (const TextId print : {known.ja3, known.ja4}) {
            if (print != 0 && list.holdsText(book.state.texts[print]))
                return add("listed: the fingerprint " + book.shown(print) + " of " +
                           book.text(flow.address[flow.client]) + "'s TLS" + onList(list));
        }
    }
}

}  // namespace

void findListed(FindingBook& book) {
    if (!book.lists || book.lists->empty())
        return;
    for (const IndicatorList& list : *book.lists) {
        HashSet<TextId> contacted;
        for (const Server& server : book.servers) {
            judge(book, list, server);
            contacted.insert(server.names.begin(), server.names.end());
        }
        // Names that were asked for and led nowhere are news as well.
        HashSet<TextId> seen;
        for (std::size_t i = 0; i < book.state.dns.messages.size(); ++i) {
            const traffic::DnsMessageRow& message = book.state.dns.messages[i];
            if (message.questionCount == 0)
                continue;
            const TextId name = book.state.dns.questions[message.firstQuestion].name;
            if (!seen.insert(name).second || contacted.contains(name))
                continue;
            if (const std::string_view listed = list.listedName(book.state.texts[name]); !listed.empty())
                book.add(book.state.texts[name], {"listed",
                                                  1,
                                                  "listed: " + std::string(listed) + onList(list) + ", and " +
                                                      book.text(message.client) + " asked for " + book.shown(name),
                                                  message.frame,
                                                  1,
                                                  {Trace::To::name}});
        }
    }
}

}  // namespace weir::findings
