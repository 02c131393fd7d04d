// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords and logins are found however the octets of a conversation come.
#include "core/protocol/credentials.h"
#include "core/protocol/logins.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {

void credentials(Bytes input) {
    using namespace protocol;
    Input from(input);
    static constexpr std::string_view services[] = {"ftp", "pop3", "imap", "smtp", "ldap"};
    const std::string_view service = services[from.u8() % std::size(services)];
    const Bytes lengths = from.part();
    const Bytes said = from.rest();

    const ClearCredentials whole = findCredentials(service, said);
    check(whole.place <= said.size(), "what was found lies in what was said");
    ClearCredentials found;
    std::size_t known = 0;
    inPieces(said, lengths, [&](Bytes piece) {
        known += piece.size();
        if (!found)
            found = findCredentials(service, said.first(known), found.searched);
        check(found.searched <= known, "no more is searched than was said");
    });
    check(found.kind == whole.kind, "credentials are found however the octets come");
    check(!found || found.place == whole.place, "and where they are");

    FormPassword search, searchAll;
    bool inPart = false;
    inPieces(said, lengths, [&](Bytes piece) { inPart = inPart || search.add(piece); });
    check(searchAll.add(said) == inPart, "a form's password is found however its octets come");
}

}  // namespace weir::fuzz
