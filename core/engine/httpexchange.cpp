// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/httpexchange.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/protocol/attacksign.h"
#include "core/protocol/credentials.h"
#include "core/protocol/http.h"
#include "core/protocol/logins.h"

namespace weir::engine {
namespace {

constexpr std::size_t maximumText = 2048;

std::string cut(std::string_view text) { return std::string(text.substr(0, maximumText)); }

/// "HTTP/1.1" -> "1.1".
std::string versionNumber(std::string_view version) {
    constexpr std::size_t longest = 8;
    const std::size_t slash = version.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(version.substr(slash + 1, longest));
}

}  // namespace

void fillRequest(HttpExchange& exchange, const protocol::HttpRequest& request, Bytes head) {
    exchange.method = cut(request.method);
    exchange.host = cut(request.authority());
    exchange.target = cut(request.target);
    exchange.userAgent = cut(request.userAgent);
    exchange.version = request.simple ? "0.9" : versionNumber(request.version);
    exchange.proxied = request.isConnect() || request.absolute();
    exchange.simple = request.simple;
    exchange.expectsContinue = request.expectsContinue;
    exchange.upgradesToTls = request.upgradeToTls;
    exchange.upgradesToHttp2 = request.upgradeToHttp2;
    exchange.attack = protocol::attackInRequest(asText(head.first(std::min(request.headSize, head.size()))));
    if (request.basicCredentials) {
        exchange.credentials = true;
        exchange.credentialsKind = "http basic";
    } else if (protocol::FormPassword::isForm(request.contentType)) {
        exchange.form.emplace();
    }
    if (!request.authorization.empty()) {
        exchange.user = protocol::userOfBasic(request.authorization);
        exchange.token = protocol::tokenOfNegotiate(request.authorization);
    }
}

void searchRequestBody(HttpExchange& exchange, Bytes octets) {
    if (!exchange.form || !exchange.form->add(octets))
        return;
    exchange.form.reset();
    exchange.credentials = true;
    exchange.credentialsKind = "http form";
}

void fillResponse(HttpExchange& exchange, const protocol::HttpResponse& response) {
    if (exchange.version.empty())
        exchange.version = versionNumber(response.version);
    exchange.status = response.status;
    exchange.contentType = cut(response.contentType);
    exchange.bodyEncoded = !response.contentEncoding.empty() && !sameButCase(response.contentEncoding, "identity");
    if (response.contentLength)
        exchange.bodyOctets = static_cast<std::int64_t>(std::min<std::uint64_t>(*response.contentLength, INT64_MAX));
}

HttpBodyHead bodyHead(const protocol::HttpRequest& request) {
    return {request.contentType, request.contentEncoding, request.contentDisposition, {}, request.contentLength};
}

HttpBodyHead bodyHead(const protocol::HttpResponse& response) {
    return {response.contentType, response.contentEncoding, response.contentDisposition, response.contentRange,
            response.contentLength};
}

void keepBodyStart(HttpExchange& exchange, int side, Bytes octets, std::uint32_t frame) {
    if (exchange.bodyFrame[side] == 0 && !octets.empty())
        exchange.bodyFrame[side] = frame;
    if (side == 0)
        return;
    std::string& start = exchange.bodyStart;
    start += asText(octets.first(std::min(octets.size(), bodyStartOctets - std::min(start.size(), bodyStartOctets))));
}

}  // namespace weir::engine
