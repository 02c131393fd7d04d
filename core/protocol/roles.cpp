// SPDX-License-Identifier: GPL-3.0-or-later
// One small function for each service whose messages say whether they ask or answer.
#include "core/protocol/roles.h"

#include <algorithm>
#include <iterator>

#include "core/protocol/matchers.h"
#include "core/protocol/tls.h"

namespace weir::protocol {
namespace {

using matchers::at;
using matchers::startsWith;

constexpr Role ask(bool request) { return request ? Role::client : Role::server; }

/// RFC 8446 section 4: the type of the first handshake message, after the record's header.
Role handshakeRole(std::uint8_t type) {
    constexpr std::uint8_t clientHello = 1, serverHello = 2, helloVerifyRequest = 3;
    if (type == clientHello)
        return Role::client;
    return type == serverHello || type == helloVerifyRequest ? Role::server : Role::unknown;
}

Role tls(bool, Bytes b) {
    constexpr std::uint8_t handshake = 22;
    if (beginsClientHello(b))
        return Role::client;
    return at(b, 0) == handshake && at(b, 1) == 3 ? handshakeRole(at(b, 5)) : Role::unknown;
}
Role dtls(bool, Bytes b) {
    constexpr std::uint8_t handshake = 22;
    return at(b, 0) == handshake ? handshakeRole(at(b, 13)) : Role::unknown;
}
/// RFC 1035 section 4.1.1: the bit QR. Over TCP the message follows its length.
Role dns(bool datagram, Bytes b) {
    const std::size_t flags = datagram ? 2 : 4;
    return b.size() <= flags ? Role::unknown : ask((b[flags] & 0x80) == 0);
}
/// RFC 5905 section 7.3: modes 3 and 4; others are between equals.
Role ntp(bool, Bytes b) {
    const unsigned mode = at(b, 0) & 7U;
    return mode == 3 ? Role::client : mode == 4 ? Role::server : Role::unknown;
}
/// RFC 2131 section 2: BOOTREQUEST is 1, BOOTREPLY 2.
Role dhcp(bool, Bytes b) { return at(b, 0) == 1 ? Role::client : at(b, 0) == 2 ? Role::server : Role::unknown; }
/// RFC 8489 section 5: the class lies in two bits; indications say nothing.
Role stun(bool, Bytes b) {
    const unsigned kind = (at(b, 0) & 1U) << 1 | (at(b, 1) >> 4 & 1U);
    return kind == 0 ? Role::client : kind == 1 ? Role::unknown : Role::server;
}
/// RFC 2865 section 3: requests and the answers to them.
Role radius(bool, Bytes b) {
    const std::uint8_t code = at(b, 0);
    if (code == 1 || code == 4)
        return Role::client;
    return code == 2 || code == 3 || code == 5 || code == 11 ? Role::server : Role::unknown;
}
/// The first message of IKE has no responder's identifier yet (RFC 7296 section 3.1); version 2 says the rest by the
/// initiator's flag.
Role isakmp(bool, Bytes b) {
    if (b.size() < 28)
        return Role::unknown;
    if (std::all_of(b.begin() + 8, b.begin() + 16, [](std::uint8_t octet) { return octet == 0; }))
        return Role::client;
    return b[17] >> 4 == 2 ? ask((b[19] & 0x08) != 0) : Role::unknown;
}
/// The initiation and the response to it (WireGuard protocol, section 5.4 of its paper).
Role wireguard(bool, Bytes b) { return at(b, 0) == 1 ? Role::client : at(b, 0) == 2 ? Role::server : Role::unknown; }
/// RFC 3261 section 7: a status line answers.
Role sip(bool, Bytes b) { return ask(!startsWith(b, "SIP/2.0 ")); }
Role rtsp(bool, Bytes b) { return ask(!startsWith(b, "RTSP/")); }

struct Known {
    std::string_view service;
    Role (*role)(bool datagram, Bytes said);
};
/// Multicast DNS is not among them: its answers are sent unasked.
constexpr Known known[] = {{"tls", tls},
                           {"dns", dns},
                           {"dtls", dtls},
                           {"ntp", ntp},
                           {"netbios-ns", dns},
                           {"dhcp", dhcp},
                           {"stun", stun},
                           {"sip", sip},
                           {"radius", radius},
                           {"rtsp", rtsp},
                           {"isakmp", isakmp},
                           {"llmnr", dns},
                           {"wireguard", wireguard}};

}  // namespace

Role roleOf(std::string_view service, bool datagram, Bytes said) {
    const auto* const found = std::find_if(std::begin(known), std::end(known),
                                           [service](const Known& row) { return row.service == service; });
    return found == std::end(known) || said.empty() ? Role::unknown : found->role(datagram, said);
}

}  // namespace weir::protocol
