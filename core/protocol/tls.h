// SPDX-License-Identifier: GPL-3.0-or-later
// What two ends say in clear before TLS hides the rest: the hellos and, up to TLS 1.2, the certificates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {

/// `broken`: it began as TLS and then contradicted itself, or is larger than what is looked at.
enum class TlsStatus : std::uint8_t { complete, needMore, notTls, broken };

/// RFC 8701: 0x0a0a, 0x1a1a, … 0xfafa are reserved so that nobody relies on a closed list.
constexpr bool isGrease(std::uint16_t value) { return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff); }

/// A ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2; DTLS: RFC 9147 section 5.3). Lists are in the
/// order sent, GREASE values included. Texts are as sent: not trusted, any octets.
struct ClientHello {
    std::uint16_t legacyVersion = 0;
    std::string serverName;  ///< the first host_name of server_name (RFC 6066); empty where there is none
    bool hasServerName = false;
    bool encryptedClientHello = false;      ///< carries encrypted_client_hello: `serverName` is the outer name
    std::vector<std::string> applications;  ///< ALPN (RFC 7301)
    std::vector<std::uint16_t> supportedVersions;
    std::vector<std::uint16_t> ciphers;
    std::vector<std::uint16_t> extensions;  ///< their types
    std::vector<std::uint16_t> groups;
    std::vector<std::uint8_t> pointFormats;
    std::vector<std::uint16_t> signatureAlgorithms;
    bool cut = false;        ///< only its start is there: no fingerprint can be made of it
    bool sslv2Form = false;  ///< the SSL 2.0 compatible form (RFC 5246 appendix E.2): only `legacyVersion` is known

    /// The highest version offered, GREASE left out.
    std::uint16_t version() const;
    /// As new, but for the memory: one hello can be read after another.
    void clear();
};

struct ServerHello {
    std::uint16_t legacyVersion = 0;
    std::uint16_t version = 0;  ///< what was chosen: supported_versions where sent, else the legacy field
    std::uint16_t cipher = 0;
    std::string application;  ///< ALPN; TLS 1.3 hides it
    std::vector<std::uint16_t> extensions;
    bool helloRetryRequest = false;
};

/// "TLS 1.2", "SSL 3.0", "DTLS 1.2", or the number as "0x7f1c".
std::string tlsVersionName(std::uint16_t version);

/// Most octets of one direction that the functions below look at.
constexpr std::size_t maximumClientHello = 16 * 1024 + 512;
constexpr std::size_t maximumServerFlight = 64 * 1024;

/// Reads the ClientHello at the very start of what a client sent, over as many records as it is spread. `stream` is
/// all of that direction so far, without gaps. On `needMore`, `*wanted` (if given) is the number of octets below
/// which asking again is useless. `hello` is meaningful only on `complete`.
TlsStatus readClientHello(Bytes stream, ClientHello& hello, std::size_t* wanted = nullptr);

/// What there is of a ClientHello whose rest was not captured; false where there is nothing. Lists are those parts of
/// them that are there.
bool readCutClientHello(Bytes stream, ClientHello& hello);

/// A ClientHello handshake message alone (with its four-octet header), as QUIC carries it.
TlsStatus readClientHelloMessage(Bytes message, ClientHello& hello, std::size_t* wanted = nullptr);

/// Whether the octets begin as a ClientHello in a record does; six octets are enough to say.
bool beginsClientHello(Bytes octets);
/// The same for fewer octets: whether they fit as far as they go. At least one.
bool mayBeginClientHello(Bytes octets);

/// Whether a service may change to TLS in the middle of a conversation, on a command (STARTTLS and its like: RFC 3207,
/// 2595, 4217, 4511, 4642, 5804, 6120, and IRC's) or in its handshake (MySQL, PostgreSQL, RDP).
bool mayChangeToTls(std::string_view service);

/// Whether `stream` starts with a CLIENT-HELLO in the form of SSL 2.0, whose lengths fit each other.
bool isSslv2Hello(Bytes stream);

/// A datagram that starts with a DTLS ClientHello that is not fragmented; a fragmented one is `broken`.
TlsStatus readDtlsClientHello(Bytes datagram, ClientHello& hello);

/// What a server said first.
struct ServerFlight {
    ServerHello hello;
    bool hasHello = false;
    std::vector<std::uint8_t> certificate;  ///< DER of the leaf; empty where it was hidden, or not sent
    bool alert = false;                     ///< an alert came instead of, or before the end of, the flight
};
/// Reads ServerHello and, up to TLS 1.2, Certificate from the start of what a server sent. `complete` when nothing
/// more can come in clear; on `needMore` `flight` holds what was read so far. `cut`: nothing follows `stream`, and
/// whole messages in a record that is not whole count.
TlsStatus readServerFlight(Bytes stream, ServerFlight& flight, std::size_t* wanted = nullptr, bool cut = false);

}  // namespace weir::protocol
