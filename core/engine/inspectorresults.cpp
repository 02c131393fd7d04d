// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector remembers of hellos and requests.
#include <algorithm>

#include "core/base/text.h"
#include "core/engine/httprows.h"
#include "core/engine/inspectedflow.h"

namespace weir::engine {
namespace {

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
    std::string_view name = hello.serverName;
    if (name.ends_with('.'))  // against RFC 6066 section 3, which leaves it out
        name.remove_suffix(1);
    if (name.find_first_not_of(' ') != std::string_view::npos) {
        known.serverName = m_texts.intern(lowered(name.substr(0, longestName)));
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

void Inspector::beginHttp2(Conversation& conversation, int client, const Bytes (&seen)[2]) {
    conversation.client = client;
    conversation.speaks = Speaks::http2;
    conversation.http2 = std::make_unique<Http2Tracker>();
    if (conversation.upgraded)
        conversation.http2->upgraded(std::move(*conversation.upgraded));
    conversation.upgraded.reset();
    for (const int side : {client, 1 - client}) {
        const int as = side == client ? 0 : 1;
        if (conversation.gap[side] || conversation.lost[side])
            conversation.http2->gap(as, 1);
        else if (!seen[side].empty())
            conversation.http2->data(as, seen[side], static_cast<std::uint32_t>(conversation.begin[side].frame),
                                     conversation.begin[side].time);
    }
    keepHttp(conversation);
}

void Inspector::keepHttp(Conversation& conversation) {
    const bool isHttp2 = conversation.http2 != nullptr;
    for (const HttpExchange& exchange : isHttp2 ? conversation.http2->take() : conversation.http->take()) {
        m_found.http.push_back(httpRow(exchange, conversation.id, m_texts));
        traffic::Application& known = application(conversation);
        keepRequestedName(known, exchange, conversation.inside, m_texts);
        const IpAddress& client = conversation.address[conversation.client];
        m_identity.login("http", client, exchange.user, exchange.frame);
        if (!exchange.token.empty())
            m_identity.negotiate(client, asBytes(exchange.token), exchange.frame);
        if (known.credentialsKind == 0 && exchange.credentials) {
            known.credentialsKind = m_texts.intern(exchange.credentialsKind);
            known.credentialsFrame = exchange.frame;
        }
    }
    if (isHttp2) {
        conversation.done[0] = conversation.done[1] = conversation.http2->idle();
    } else if (conversation.http->tunnel()) {
        const std::unique_ptr<HttpTracker> http = std::move(conversation.http);
        conversation.upgraded = http->upgraded();
        passTunnel(conversation, !conversation.upgraded, http->rest(0), http->rest(1));
    } else if (conversation.http->idle()) {
        conversation.done[0] = conversation.done[1] = true;
    }
}

}  // namespace weir::engine
