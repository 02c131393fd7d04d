// SPDX-License-Identifier: GPL-3.0-or-later
// The head of an HTTP/1 message: who is asked for what, and what came back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

/// `broken`: it began as HTTP, but the head is longer than is looked at or holds a line that is none.
enum class HttpStatus : std::uint8_t { complete, needMore, notHttp, broken };

/// Most octets of a head that are looked at.
constexpr std::size_t maximumHttpHead = 16 * 1024;

/// A request's head (RFC 9112). All texts point into the octets it was read from and are as sent: not trusted.
/// Cookies are never kept; `authorization` holds a secret, of which nobody may keep more than whose it is.
struct HttpRequest {
    std::string_view method;   ///< as sent, in any case
    std::string_view target;   ///< as on the request line
    std::string_view version;  ///< "HTTP/1.1", or whatever begins with HTTP/; empty where `simple`
    std::string_view host;     ///< the Host field, port included
    std::string_view userAgent;
    std::string_view referer;
    std::string_view contentType;
    std::string_view contentEncoding;
    std::string_view contentDisposition;
    std::string_view authorization;  ///< for the server or a proxy: scheme and what it wants
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    bool simple = false;            ///< without a version: a method that exists and a target that begins with '/'
    bool basicCredentials = false;  ///< Authorization or Proxy-Authorization: Basic is there
    bool upgradeToHttp2 = false;    ///< Upgrade: h2c
    bool expectsContinue = false;   ///< Expect: 100-continue
    bool webSocket = false;         ///< Upgrade: websocket
    bool upgradeToTls = false;      ///< Upgrade: TLS/… (RFC 2817)
    bool http2Preface = false;      ///< it is HTTP/2 in clear (RFC 9113 section 3.4); nothing else is known
    std::size_t headSize = 0;       ///< octets up to the body

    /// Whom the request is for: the target's authority (CONNECT, absolute form), else `host`. Port included.
    std::string_view authority() const;
    bool isConnect() const;
    bool absolute() const;  ///< the target is a whole URI, as proxies are asked
};

struct HttpResponse {
    std::string_view version;
    int status = 0;
    std::string_view reason;
    std::string_view contentType;
    std::string_view server;
    std::string_view location;
    std::string_view contentEncoding;
    std::string_view contentDisposition;
    std::string_view contentRange;
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    std::size_t headSize = 0;
};

/// The head at the very start of `stream`, all octets so far of one direction of a connection (or what is left after
/// earlier messages). The result is meaningful on `complete`; on `needMore` the start line's fields are filled if that
/// line is already whole, and fields of lines that are. Bare line feeds are taken as line ends, as servers do. A length
/// that is said twice counts if both times it is the same.
HttpStatus readHttpRequest(Bytes stream, HttpRequest& request);
HttpStatus readHttpResponse(Bytes stream, HttpResponse& response);

/// Whether it is one of the methods that are in use, in any case.
bool isHttpMethod(std::string_view method);

/// Finds the empty line that ends a head, as its octets come; each is looked at once.
class HttpHeadEnd {
public:
    /// How many of the next octets belong to the head, the empty line included; nothing where it does not end in them.
    std::optional<std::size_t> find(Bytes octets);
    /// Lines that have ended so far.
    std::size_t lines() const { return m_lines; }

private:
    std::size_t m_lines = 0;
    std::size_t m_length = 0;  ///< of the line at hand
    bool m_return = false;     ///< and it began with a carriage return
};

/// A head whose rest was not captured, as one that ends where the octets do, for the functions above: whole lines
/// count, and of a first line that is not whole, method, target or status as far as they are there. Empty where that is
/// nothing.
std::string endedHead(Bytes cut, bool isRequest);
/// Whether octets begin with a line that opens a message, all of it there: a known method, a target and a version, or a
/// version and a status. Where a body's length is not known, the next message is found by it.
bool startsHttpRequest(Bytes octets);
bool startsHttpResponse(Bytes octets);

/// "example.com:8080" → "example.com" in lower case, no final dot; "[::1]:80" → "::1".
std::string hostName(std::string_view authority);

}  // namespace weir::protocol
