// SPDX-License-Identifier: GPL-3.0-or-later
// Kerberos says in clear who logs on, to what, from which machine, and how what is secret was encrypted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {

/// A message of port 88, UDP or TCP (RFC 4120 section 5). Texts are as sent: not trusted, at most 256 octets. What is
/// not said, or was not captured, is empty, or -1 in `errorCode`.
struct KerberosMessage {
    enum class Type : std::uint8_t {
        asRequest = 10,
        asReply = 11,
        tgsRequest = 12,
        tgsReply = 13,
        apRequest = 14,
        apReply = 15,
        error = 30,
    };
    Type type = Type::error;
    std::string cname;        ///< the client principal: "jdoe", of a machine "DESKTOP-7AB$"; parts joined with '/'
    std::string clientRealm;  ///< replies and errors: the client's
    std::string realm;        ///< the server's; of requests it is the client's, too
    std::string sname;        ///< the service principal: "krbtgt/EXAMPLE.ORG", "cifs/dc1.example.org"
    std::vector<std::int32_t> encryptionTypes;  ///< requests: what the client takes, its favourite first; at most 32
    std::int32_t ticketEncryption = 0;          ///< replies and AP-REQ: what the ticket is encrypted with; 0 none
    std::int32_t replyEncryption = 0;           ///< replies: what the part for the client is encrypted with; 0 none
    bool preAuthenticated = false;  ///< AS-REQ: with an encrypted time (PA-ENC-TIMESTAMP), FAST, or a certificate
    std::int32_t errorCode = -1;    ///< RFC 4120 section 7.5.9: 6 no such client, 24 wrong password, 25 pre-auth.
    std::string hostName;           ///< AS-REQ: the NetBIOS name among the client's addresses, without its padding
};

/// A whole datagram, or a message of a stream without its length. Of one that was cut, what is there; nothing where it
/// is no Kerberos.
std::optional<KerberosMessage> readKerberos(Bytes message);

/// The next message of a TCP stream (RFC 4120 section 7.2.2: its length in four octets comes first); nothing while it
/// is not whole. `reader` has failed where what follows is no message of Kerberos.
std::optional<Bytes> nextKerberosMessage(ByteReader& reader);

/// Whether a principal is a machine's account, as Windows names them: "DESKTOP-7AB$".
bool isMachineAccount(std::string_view principal);

}  // namespace weir::protocol
