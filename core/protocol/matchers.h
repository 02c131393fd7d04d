// SPDX-License-Identifier: GPL-3.0-or-later
// The table that identify walks: one matcher a service. Used by this layer alone.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>

#include "core/protocol/identify.h"

namespace weir::protocol::matchers {

enum class Match : std::uint8_t { no, weak, sure };

/// What a matcher sees. `client` or `server` may be empty.
struct Conversation {
    Transport transport = Transport::tcp;
    std::uint16_t clientPort = 0;
    std::uint16_t serverPort = 0;
    Bytes client;
    Bytes server;

    bool onPort(std::uint16_t port) const { return serverPort == port || clientPort == port; }
};

struct Matcher {
    std::string_view name;
    Match (*match)(const Conversation&);
};

/// In the order of trial: the first sure match wins, else the first weak one.
std::span<const Matcher> streamMatchers();    ///< binary protocols over TCP
std::span<const Matcher> textMatchers();      ///< line protocols, over either transport
std::span<const Matcher> datagramMatchers();  ///< over UDP

inline bool startsWith(Bytes bytes, std::initializer_list<std::uint8_t> octets) {
    return bytes.size() >= octets.size() && std::equal(octets.begin(), octets.end(), bytes.begin());
}
inline bool startsWith(Bytes bytes, std::string_view text) { return asText(bytes).substr(0, text.size()) == text; }
/// 0 where there is no such octet.
inline std::uint8_t at(Bytes bytes, std::size_t position) { return position < bytes.size() ? bytes[position] : 0; }
inline unsigned twoOctets(Bytes bytes, std::size_t position) {
    return static_cast<unsigned>(at(bytes, position) << 8 | at(bytes, position + 1));
}
/// The better of what one matcher says of each direction.
inline Match either(const Conversation& c, Match (*match)(Bytes)) { return std::max(match(c.client), match(c.server)); }

/// Shared by stream and datagram forms.
bool looksLikeDns(Bytes message, bool netbios);
Match kerberosMessage(Bytes message);
Match ldapMessage(Bytes message);
Match sunRpcMessage(Bytes message);

}  // namespace weir::protocol::matchers
