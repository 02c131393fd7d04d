// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector remembers of hellos, certificates and requests.
#include <algorithm>

#include "core/base/text.h"
#include "core/engine/inspectedflow.h"
#include "core/protocol/certificate.h"
#include "core/protocol/credentials.h"
#include "core/protocol/filemagic.h"
#include "core/protocol/http.h"

namespace weir::engine {
namespace {

/// Whether a certificate's name covers a host's (RFC 6125): the same, or with a star for the first label.
bool covers(std::string_view pattern, std::string_view host) {
    if (pattern == host)
        return true;
    if (!pattern.starts_with("*."))
        return false;
    const std::size_t dot = host.find('.');
    return dot != std::string_view::npos && host.substr(dot) == pattern.substr(1);
}

/// CONNECT and the absolute form ask a proxy (RFC 9112 section 3.2), which is not whom they name.
bool isForProxy(const HttpExchange& exchange) {
    const std::string_view target = exchange.target;
    const std::size_t scheme = target.find("://");
    return sameButCase(exchange.method, "connect") ||
           (scheme != std::string_view::npos && scheme > 0 && scheme < 8 && target.front() != '/');
}

/// Everything of a hello that its fingerprints are made of.
void shapeOf(const protocol::ClientHello& hello, protocol::HelloTransport transport, std::string& out) {
    out.clear();
    const auto number = [&](std::uint16_t value) {
        out += static_cast<char>(value >> 8);
        out += static_cast<char>(value & 0xff);
    };
    const auto list = [&](const auto& values) {
        number(static_cast<std::uint16_t>(values.size()));
        for (const auto value : values) number(value);
    };
    out += static_cast<char>(transport);
    out += hello.hasServerName ? 'd' : 'i';
    number(hello.legacyVersion);
    list(hello.ciphers);
    list(hello.extensions);
    list(hello.groups);
    list(hello.pointFormats);
    list(hello.supportedVersions);
    list(hello.signatureAlgorithms);
    if (!hello.applications.empty())
        out += hello.applications.front();
}

}  // namespace

/// A record of its own for one more TLS connection of a flow.
traffic::Application& Inspector::anotherTls(traffic::FlowId flow, std::uint64_t frame, std::int64_t time) {
    traffic::LaterTls& later = m_found.laterTls.append();
    later.flow = flow;
    later.frame = static_cast<std::uint32_t>(frame);
    later.time = time;
    later.application.service = m_texts.intern("tls");
    return later.application;
}

/// Whether the flow has not said this hello before: datagrams are sent, and captured, again.
bool Inspector::isNewHello(traffic::FlowId flow, Bytes message) {
    std::uint64_t mark = index(flow);
    ByteReader reader(message);
    while (reader.remaining() >= sizeof mark) mark = m_helloSeed(mark, reader.u64());
    while (!reader.atEnd()) mark = m_helloSeed(mark, reader.u8());
    return m_quicHellos.insert(mark).second;
}

void Inspector::keepHello(traffic::Application& known, const protocol::ClientHello& hello,
                          protocol::HelloTransport transport, std::uint32_t number, bool inside) {
    constexpr std::size_t longestName = 255;
    if (known.nameFrame != 0 && known.tlsVersion != 0)
        return;  // the first hello speaks for the flow
    if (!hello.serverName.empty()) {
        known.serverName = m_texts.intern(lowered(std::string_view(hello.serverName).substr(0, longestName)));
        known.nameSource = inside || known.nameSource == traffic::NameSource::proxied ? traffic::NameSource::proxied
                                                                                      : traffic::NameSource::tls;
    }
    known.sided = true;
    known.nameFrame = number;
    known.encryptedHello = hello.encryptedClientHello;
    if (known.tlsVersion == 0 && (!hello.cut || !hello.supportedVersions.empty()))
        known.tlsVersion = m_texts.intern(protocol::tlsVersionName(hello.version()));
    if (known.tlsApplication == 0 && !hello.applications.empty())
        known.tlsApplication = m_texts.intern(hello.applications.front());
    if (hello.sslv2Form || hello.cut)
        return;
    // Clients offer the same again and again: the digests are made once for each kind of hello.
    constexpr std::size_t maximumKinds = 16384;
    if (m_fingerprints.size() >= maximumKinds)
        m_fingerprints.clear();
    shapeOf(hello, transport, m_shape);
    const auto [kind, isNew] = m_fingerprints.try_emplace(m_shape);  // copied only where it is new
    if (isNew)
        kind->second = {m_texts.intern(protocol::ja3(hello)), m_texts.intern(protocol::ja4(hello, transport))};
    known.ja3 = kind->second.first;
    known.ja4 = kind->second.second;
}

void Inspector::keepCertificate(traffic::Application& known, Bytes der, bool named) {
    const auto certificate = protocol::readCertificate(der);
    if (!certificate)
        return;
    const std::string commonName = lowered(certificate->subjectCommonName);
    std::string names = commonName;
    bool matches = covers(names, m_texts[known.serverName]);
    const auto add = [&](const std::string& name) {
        matches |= covers(name, m_texts[known.serverName]);
        if (name != commonName)
            names += (names.empty() ? "" : ";") + name;
    };
    for (const std::string& name : certificate->dnsNames) add(lowered(name));
    for (const IpAddress& address : certificate->addresses) add(address.toString());
    known.certificateNames = m_texts.intern(names);
    known.certificateIssuer = m_texts.intern(certificate->issuer);
    known.certificateSelfSigned = certificate->selfIssued;
    known.certificateMatches = matches || !named;
    constexpr std::int64_t second = 1'000'000'000, latest = INT64_MAX / second;
    if (certificate->notBefore && certificate->notAfter) {
        known.certificateNotBefore = std::clamp(*certificate->notBefore, -latest, latest) * second;
        known.certificateNotAfter = std::clamp(*certificate->notAfter, -latest, latest) * second;
    }
}

void Inspector::keepHttp(Conversation& conversation) {
    for (const HttpExchange& exchange : conversation.http->take()) {
        traffic::HttpRow row;
        row.time = exchange.time;
        row.frame = exchange.frame;
        row.responseFrame = exchange.responseFrame;
        row.flow = conversation.id;
        row.method = m_texts.intern(exchange.method);
        row.host = m_texts.intern(exchange.host);
        row.target = m_texts.intern(exchange.target);
        row.userAgent = m_texts.intern(exchange.userAgent);
        row.contentType = m_texts.intern(exchange.contentType);
        row.bodyOctets = exchange.bodyOctets;
        row.status = static_cast<std::uint16_t>(exchange.status);
        const protocol::FileKind kind = protocol::fileKind(asBytes(exchange.bodyStart));
        row.fileKind = m_texts.intern(kind.name);
        row.fileExecutable = !kind.guessed && (kind.group == protocol::FileGroup::executable ||
                                               kind.group == protocol::FileGroup::script);
        row.bodyShape = protocol::bodyShape(asBytes(exchange.bodyStart), exchange.bodyEncoded);
        row.attack = m_texts.intern(exchange.attack);
        m_found.http.push_back(row);
        traffic::Application& known = application(conversation);
        const bool better =
            known.serverName == 0 || (known.nameSource == traffic::NameSource::http &&
                                      isBareAddress(m_texts[known.serverName]) && !isBareAddress(exchange.host));
        if (better && !exchange.host.empty()) {
            known.serverName = m_texts.intern(protocol::hostName(exchange.host));
            known.nameSource = exchange.proxied || conversation.inside || isForProxy(exchange)
                                   ? traffic::NameSource::proxied
                                   : traffic::NameSource::http;
            known.nameFrame = exchange.frame;
        }
        if (known.credentialsKind == 0 && exchange.credentials) {
            known.credentialsKind = m_texts.intern(exchange.credentialsKind);
            known.credentialsFrame = exchange.frame;
        }
    }
    if (conversation.http->tunnel()) {
        const std::unique_ptr<HttpTracker> http = std::move(conversation.http);
        passTunnel(conversation, true, http->rest(0), http->rest(1));
    } else if (conversation.http->idle()) {
        conversation.done[0] = conversation.done[1] = true;
    }
}

}  // namespace weir::engine
