// SPDX-License-Identifier: GPL-3.0-or-later
// The table that identify walks: one matcher a service. Used by this layer alone.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
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

/// A set of octets that a side can begin with.
class Starts {
public:
    constexpr Starts() = default;
    constexpr Starts(std::initializer_list<int> octets) {
        for (const int octet : octets) add(octet);
    }
    static constexpr Starts from(int first, int last) {
        Starts starts;
        for (int octet = first; octet <= last; ++octet) starts.add(octet);
        return starts;
    }
    constexpr Starts operator|(const Starts& other) const {
        Starts both = *this;
        for (std::size_t i = 0; i < std::size(m_bits); ++i) both.m_bits[i] |= other.m_bits[i];
        return both;
    }
    constexpr bool holds(std::size_t octet) const { return (m_bits[octet / 64] >> octet % 64 & 1) != 0; }

private:
    constexpr void add(int octet) { m_bits[octet / 64] |= std::uint64_t{1} << octet % 64; }
    std::uint64_t m_bits[4] = {};
};
constexpr Starts nothing;
constexpr Starts anything = Starts::from(0, 255);

/// A matcher is asked only where one side begins as `client` or `server` say, on one of `ports` if there are any. Asked
/// elsewhere it says no: the sets spare the call, and decide nothing.
struct Matcher {
    std::string_view name;
    Match (*match)(const Conversation&);
    Starts client;
    Starts server;
    std::uint16_t ports[5] = {};  ///< of either side; 0: no more
};

constexpr std::size_t mostMatchers = 64;  ///< in a table: whoever chooses among them has a bit for each

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
