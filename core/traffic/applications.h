// SPDX-License-Identifier: GPL-3.0-or-later
// What the octets inside flows say: services, names asked for, fingerprints, requests, host names. Plain rows.
#pragma once

#include "core/protocol/bodyshape.h"
#include "core/traffic/flows.h"
#include "core/traffic/identityfacts.h"

namespace weir::traffic {

/// Where the name that a client asked a server for was read.
/// `proxied`: it is whom a proxy was asked to reach, and so names somebody else.
enum class NameSource : std::uint8_t { none, tls, http, proxied };

/// What became of a TLS or QUIC connection's protected content.
enum class Decryption : std::uint8_t { noKeys, readable, keysDoNotFit, gap };

/// What a request was protected by.
enum class Protection : std::uint8_t { none, tls, quic };

/// What is known of a flow's contents. Flow::application - 1 is its index. Texts are not trusted.
struct Application {
    TextId service = 0;  ///< by what is spoken; "unknown" where octets were seen and nothing fits
    TextId serverName = 0;
    TextId tlsVersion = 0;
    TextId tlsApplication = 0;  ///< ALPN: what the server chose, else what the client offered first
    TextId ja3 = 0;
    TextId ja4 = 0;
    TextId certificateNames = 0;  ///< subject CN and alternative names, joined with ';'
    TextId certificateIssuer = 0;
    std::int64_t certificateNotBefore = 0, certificateNotAfter = 0;  ///< nanoseconds; both 0: not seen
    std::uint32_t nameFrame = 0;  ///< the frame that completed the hello or request with the name
    std::uint32_t credentialsFrame = 0;
    TextId attack = 0;      ///< what the first octets betray, in words (protocol::attackInStream)
    TextId remoteCall = 0;  ///< what the client made the server do (protocol::RemoteCallReader)
    std::uint32_t remoteCallFrame = 0;
    TextId credentialsKind = 0;  ///< kind and place of cleartext credentials seen; never the secret
    NameSource nameSource = NameSource::none;
    bool serviceCertain = false;  ///< and it is what the port is for, not what a proxy was asked to carry
    bool certificateSelfSigned = false;
    bool certificateMatches = true;  ///< false: a certificate was seen and none of its names is the server name
    bool encryptedHello = false;
    bool reversed = false;  ///< the server's side opened the conversation
    bool directed = false;  ///< the flow is in Inspected::clients
    bool sided = false;     ///< its octets say which side is the client, be it as assumed or not
    Decryption decryption = Decryption::noKeys;
    std::uint32_t decryptionFrame = 0;  ///< up to which it was read, where that was not all
};

/// A later TLS or QUIC connection on the ports of a flow whose first one is in its application record.
struct LaterTls {
    FlowId flow{0};
    std::uint32_t frame = 0;  ///< with its first octets, or the hello
    std::int64_t time = 0;    ///< of that frame
    Application application;
};

/// A request with its response, if any.
struct HttpRow {
    std::int64_t time = 0;
    std::uint32_t frame = 0;
    std::uint32_t responseFrame = 0;
    std::uint32_t fileFrame = 0;  ///< with the first octets of the response's body, or else of the request's; 0: none
    FlowId flow{0};
    TextId method = 0, host = 0, target = 0, userAgent = 0, contentType = 0, fileKind = 0;
    TextId version = 0;            ///< "0.9", "1.0", "1.1", "2", "3"
    std::int64_t bodyOctets = -1;  ///< what the response's head promises; -1 not said
    std::uint16_t status = 0;
    Protection protection = Protection::none;
    bool fileExecutable = false;                                ///< a program or script by its first octets
    protocol::BodyShape bodyShape = protocol::BodyShape::none;  ///< of the response
    TextId attack = 0;  ///< what is wrong with the request, in words (protocol::attackInRequest)
};

/// A Kerberos message of the kinds that ask for tickets or refuse them (protocol::KerberosMessage).
struct KerberosRow {
    ToldAddressId client{0}, server{0};
    std::uint32_t frame = 0;
    TextId name = 0;     ///< of who asks
    TextId service = 0;  ///< to what
    std::int16_t error = 0;
    std::int16_t ticketEncryption = 0;  ///< of a reply's ticket
    std::uint8_t type = 0;              ///< KerberosMessage::Type
};

/// A name that a machine gives itself (DHCP, NetBIOS).
struct LocalName {
    ToldAddressId address{0};
    TextId name = 0;
};

/// A flow whose octets name another side as the client than its ports or its first packet did.
struct ClientByContent {
    FlowId flow{0};
    std::uint8_t side = 0;
};

/// All that inspection has found; a copy is cheap where few flows carry anything.
struct Inspected {
    PagedArray<Application> applications;
    AppendOnly<HttpRow> http;
    PagedArray<LaterTls> laterTls;
    AppendOnly<KerberosRow> kerberos;
    std::vector<LocalName> localNames;
    AppendOnly<ClientByContent> clients;
    AppendOnly<IdentityFact> identity;
    AppendOnly<Station> leases;  ///< by DHCP
};

}  // namespace weir::traffic
