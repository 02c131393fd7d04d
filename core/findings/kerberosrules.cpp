// SPDX-License-Identifier: GPL-3.0-or-later
// Kerberos: many tickets with weak encryption (kerberoasting), many names tried (password spray, enumeration).
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/protocol/kerberos.h"

namespace weir::findings {
namespace {

using Type = protocol::KerberosMessage::Type;

/// rc4-hmac (RFC 4757): its keys are the hash of the password, quickly guessed.
constexpr std::int32_t rc4 = 23;
/// Codes that say that a login failed (RFC 4120 section 7.5.9).
constexpr std::int32_t noSuchClient = 6, lockedOut = 18, wrongPassword = 24;

/// What a client had to do with key distribution centres.
struct Asking {
    std::set<TextId> names;     ///< for which tickets were asked
    std::set<TextId> services;  ///< for which tickets came that are encrypted with RC4
    std::uint64_t failures = 0, requests = 0, tickets = 0;
    std::uint32_t server = 0, firstRequest = UINT32_MAX, firstTicket = UINT32_MAX;
    std::uint32_t firstFrame = UINT32_MAX, lastFrame = 0;
};

bool isFailure(const traffic::KerberosRow& row) {
    return row.type == static_cast<std::uint8_t>(Type::error) &&
           (row.error == noSuchClient || row.error == lockedOut || row.error == wrongPassword);
}

/// Tickets to get tickets, and those that machines get for themselves, are nobody's password.
bool isService(std::string_view name) {
    return !name.empty() && !name.starts_with("krbtgt/") && !name.starts_with("kadmin/") && !name.ends_with('$');
}

std::map<traffic::AddressId, Asking> askers(const traffic::SnapshotData& state) {
    std::map<traffic::AddressId, Asking> out;
    for (std::size_t i = 0; i < state.inspected.kerberos.size(); ++i) {
        const traffic::KerberosRow& row = state.inspected.kerberos[i];
        Asking& asking = out[state.addresses.told(row.client)];
        asking.server = index(state.addresses.told(row.server));
        asking.firstFrame = std::min(asking.firstFrame, row.frame);
        asking.lastFrame = std::max(asking.lastFrame, row.frame);
        if (row.type == static_cast<std::uint8_t>(Type::asRequest)) {
            ++asking.requests;
            asking.names.insert(row.name);
            asking.firstRequest = std::min(asking.firstRequest, row.frame);
        }
        asking.failures += isFailure(row);
        if (row.type == static_cast<std::uint8_t>(Type::tgsReply) && row.ticketEncryption == rc4 &&
            isService(state.texts[row.service])) {
            ++asking.tickets;
            asking.services.insert(row.service);
            asking.firstTicket = std::min(asking.firstTicket, row.frame);
        }
    }
    return out;
}

std::string inTime(const FindingBook& book, const Asking& asking) {
    return " in " + lasting(book.timeOf(asking.lastFrame) - book.timeOf(asking.firstFrame));
}

}  // namespace

void findKerberos(FindingBook& book) {
    const double guesses = book.setting("password-guessing", "conversations");
    const double manyNames = book.setting("password-guessing", "names");
    const double manyTickets = book.setting("kerberoast", "services");
    for (const auto& [client, asking] : askers(book.state)) {
        const std::string who = book.text(client), server = book.text(traffic::AddressId{asking.server});
        const auto names = static_cast<double>(asking.names.size());
        const auto failures = static_cast<double>(asking.failures);
        const bool spray = names >= manyNames && failures * 2 >= names;
        if (spray || failures >= guesses) {
            book.add(client, {"password-guessing",
                              1,
                              "password guessing: " + who + " tried " + counted(asking.names.size(), "name") +
                                  " at the Kerberos server " + server + inTime(book, asking) + ", " +
                                  counted(asking.failures, "time") + " refused (wrong password, or no such user)",
                              asking.firstRequest,
                              asking.requests,
                              {Trace::To::kerberos}});
            book.addMembers(client, {{server}, 1});
        }
        if (static_cast<double>(asking.services.size()) < manyTickets)
            continue;
        book.add(client, {"kerberoast",
                          1,
                          "kerberoasting: " + who + " got " + counted(asking.tickets, "ticket") + " to " +
                              counted(asking.services.size(), "service") + " from " + server + inTime(book, asking) +
                              ", all encrypted with RC4, whose passwords can be guessed offline, such as " +
                              book.shown(*asking.services.begin()),
                          asking.firstTicket,
                          asking.tickets,
                          {Trace::To::kerberos}});
        Members members{{}, asking.services.size()};
        for (const TextId service : asking.services) {
            if (members.first.size() < Members::maximum)
                members.first.push_back(book.shown(service));
        }
        book.addMembers(client, std::move(members));
    }
}

}  // namespace weir::findings
