// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/httprows.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/protocol/certificate.h"
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

}  // namespace

traffic::HttpRow httpRow(const HttpExchange& exchange, traffic::FlowId flow, TextPool& texts) {
    traffic::HttpRow row;
    row.time = exchange.time;
    row.frame = exchange.frame;
    row.responseFrame = exchange.responseFrame;
    row.fileFrame = exchange.bodyFrame[1] != 0 ? exchange.bodyFrame[1] : exchange.bodyFrame[0];
    row.flow = flow;
    row.method = texts.intern(exchange.method);
    row.host = texts.intern(exchange.host);
    row.target = texts.intern(exchange.target);
    row.userAgent = texts.intern(exchange.userAgent);
    row.contentType = texts.intern(exchange.contentType);
    row.version = texts.intern(exchange.version);
    row.bodyOctets = exchange.bodyOctets;
    row.status = static_cast<std::uint16_t>(exchange.status);
    const protocol::FileKind kind = protocol::fileKind(asBytes(exchange.bodyStart));
    row.fileKind = texts.intern(kind.name);
    row.fileExecutable =
        !kind.guessed && (kind.group == protocol::FileGroup::executable || kind.group == protocol::FileGroup::script);
    row.bodyShape = protocol::bodyShape(asBytes(exchange.bodyStart), exchange.bodyEncoded);
    row.attack = texts.intern(exchange.attack);
    return row;
}

void keepRequestedName(traffic::Application& known, const HttpExchange& exchange, bool inside, TextPool& texts) {
    const bool better =
        known.serverName == 0 || (known.nameSource == traffic::NameSource::http &&
                                  isBareAddress(texts[known.serverName]) && !isBareAddress(exchange.host));
    const std::string name = protocol::hostName(exchange.host);
    if (!better || name.empty())
        return;
    known.serverName = texts.intern(name);
    known.nameSource =
        exchange.proxied || inside || isForProxy(exchange) ? traffic::NameSource::proxied : traffic::NameSource::http;
    known.nameFrame = exchange.frame;
}

void keepCertificate(traffic::Application& known, Bytes der, bool named, TextPool& texts) {
    const auto certificate = protocol::readCertificate(der);
    if (!certificate)
        return;
    const std::string commonName = lowered(certificate->subjectCommonName);
    std::string names = commonName;
    bool matches = covers(names, texts[known.serverName]);
    const auto add = [&](const std::string& name) {
        matches |= covers(name, texts[known.serverName]);
        if (name != commonName)
            names += (names.empty() ? "" : ";") + name;
    };
    for (const std::string& name : certificate->dnsNames) add(lowered(name));
    for (const IpAddress& address : certificate->addresses) add(address.toString());
    known.certificateNames = texts.intern(names);
    known.certificateIssuer = texts.intern(certificate->issuer);
    known.certificateSelfSigned = certificate->selfIssued;
    known.certificateMatches = matches || !named;
    constexpr std::int64_t second = 1'000'000'000, latest = INT64_MAX / second;
    if (certificate->notBefore && certificate->notAfter) {
        known.certificateNotBefore = std::clamp(*certificate->notBefore, -latest, latest) * second;
        known.certificateNotAfter = std::clamp(*certificate->notAfter, -latest, latest) * second;
    }
}

}  // namespace weir::engine
