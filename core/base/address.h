// SPDX-License-Identifier: GPL-3.0-or-later
// IP addresses and networks as values: exact, ordered, printed as RFC 5952 says, classed as IANA's registries say.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir {

/// An IPv4 or IPv6 address, or none (version 0). Order: none, then IPv4, then IPv6, each by number.
/// IPv4 lives in the low 32 bits of `low`, so an IPv4 address never equals an IPv4-mapped IPv6 one.
struct IpAddress {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint8_t version = 0;

    static constexpr IpAddress v4(std::uint32_t number) { return {0, number, 4}; }
    static constexpr IpAddress v6(std::uint64_t high, std::uint64_t low) { return {high, low, 6}; }
    /// From 4 or 16 octets in network order; none for any other length.
    static IpAddress fromBytes(Bytes octets);
    /// Strict dotted decimal (no leading zeros) or RFC 4291 IPv6 text, without a zone. Nothing else, no spaces.
    static std::optional<IpAddress> parse(std::string_view text);

    bool valid() const { return version != 0; }
    unsigned bits() const { return version == 4 ? 32 : version == 6 ? 128 : 0; }
    std::array<std::uint8_t, 16> octets() const;  ///< network order; IPv4 in the first four
    std::string toString() const;                 ///< empty for none

    constexpr bool operator==(const IpAddress&) const = default;
    constexpr std::strong_ordering operator<=>(const IpAddress& other) const {
        if (const auto c = version <=> other.version; c != 0)
            return c;
        if (const auto c = high <=> other.high; c != 0)
            return c;
        return low <=> other.low;
    }
};

/// A network in CIDR form. Host bits are cleared on construction through `make` and `parse`.
struct Prefix {
    IpAddress network;
    std::uint8_t length = 0;

    static Prefix make(IpAddress address, unsigned length);
    /// "10.0.0.0/8", "fd00::/8", or a bare address (its own /32 or /128).
    static std::optional<Prefix> parse(std::string_view text);
    bool contains(const IpAddress& address) const;
    std::string toString() const;
    bool operator==(const Prefix&) const = default;
};

/// What kind of place an address is, by IANA's special-purpose registries. `home` is never an answer of `scopeOf`:
/// it depends on the user's home networks.
enum class Scope : std::uint8_t {
    none,
    home,
    privateUse,
    publicUse,
    multicast,
    broadcast,
    linkLocal,
    loopback,
    reserved,
    unspecified
};
std::string_view toString(Scope scope);  ///< as the tables print it: "private", "public", "link-local", …

/// A row of IANA's special-purpose address registries (RFC 6890 and updates), or of the multicast space.
struct SpecialRange {
    Prefix prefix;
    std::string_view name;  ///< "Private-Use", "Documentation (TEST-NET-1)", …
    Scope scope;
};
/// The most specific special range that holds the address; null for an ordinary global address.
/// The returned row lives as long as the program.
const SpecialRange* specialRange(const IpAddress& address);
const std::vector<SpecialRange>& specialRanges();
Scope scopeOf(const IpAddress& address);

/// A set of networks, such as the user's home networks.
class Networks {
public:
    Networks() = default;
    explicit Networks(std::vector<Prefix> prefixes);
    /// RFC 1918, RFC 6598 and unique local addresses (RFC 4193).
    static Networks defaultHome();
    /// "10.0.0.0/8,fd00::/8"; nothing if any part is not a network.
    static std::optional<Networks> parse(std::string_view text);
    /// In the time of a few comparisons, also where thousands of single addresses are among them.
    bool contains(const IpAddress& address) const;
    const std::vector<Prefix>& prefixes() const { return m_prefixes; }
    std::string toString() const;  ///< comma separated
    bool operator==(const Networks& other) const { return m_prefixes == other.m_prefixes; }

private:
    std::vector<Prefix> m_prefixes;
    std::vector<Prefix> m_wide;        ///< those of more than one address
    std::vector<IpAddress> m_singles;  ///< the others, sorted
};

/// The IPv4 address inside ::ffff:0:0/96 (RFC 4291) or 64:ff9b::/96 (RFC 6052): another way to write it. None for
/// others.
IpAddress embeddedV4(const IpAddress& address);

/// Whether a URL's host, a Host header or a TLS server name is an address and no name: IPv4 in any of the forms that
/// browsers and inet_aton take (its last label is a number: https://url.spec.whatwg.org/#ends-in-a-number-checker), or
/// IPv6, in brackets, with a zone or a port or without.
bool isBareAddress(std::string_view host);

}  // namespace weir
