// SPDX-License-Identifier: GPL-3.0-or-later
// Who logs in where names go over the wire in clear; never with which secret.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

/// The name as sent: not trusted, at most 256 octets.
struct LoginName {
    std::string user;          ///< empty where none was seen yet
    std::size_t searched = 0;  ///< octets that need not be looked through again when there are more
    bool begun = false;        ///< a login began whose name is still to come
};

/// The first name in what a client sent, of its first 16 KiB: FTP and POP3 (USER, APOP), IMAP (LOGIN), mail's AUTH
/// PLAIN and LOGIN, LDAP's simple bind (a distinguished name, as it is). `service` is a name that identify gives;
/// `from` is `searched` of the last call with fewer octets of the same. An anonymous login has no name.
LoginName findLogin(std::string_view service, Bytes fromClient, std::size_t from = 0);

/// The name in an Authorization field's value of HTTP, where the scheme is Basic (RFC 7617).
std::string userOfBasic(std::string_view authorization);
/// The token in a field's value where the scheme is NTLM or Negotiate: octets, perhaps with a message of NTLM in them.
std::string tokenOfNegotiate(std::string_view authorization);

/// The machine that asks a domain controller whether it is there, over UDP 389 (MS-ADTS section 6.3.3): the attribute
/// Host of its filter; empty where the datagram is none such.
std::string hostOfNetlogonPing(Bytes datagram);

}  // namespace weir::protocol
