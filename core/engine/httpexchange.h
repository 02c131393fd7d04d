// SPDX-License-Identifier: GPL-3.0-or-later
// What every version of HTTP comes down to: a request with its response, and the bodies of both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/protocol/credentials.h"

namespace weir::protocol {
struct HttpRequest;
struct HttpResponse;
}  // namespace weir::protocol

namespace weir::engine {

/// A request with its response as far as it was seen, or a response whose request was not. Texts are cut to 2,048
/// octets. `time` and `frame` are the request's, without one the response's.
struct HttpExchange {
    std::int64_t time = 0;
    std::uint32_t frame = 0;
    std::uint32_t responseFrame = 0;
    std::string method, host, target, userAgent, contentType;
    std::string bodyStart;                ///< the first octets of the response's body
    std::uint32_t bodyFrame[2] = {0, 0};  ///< with the first octets of the body of each side; 0: none came
    std::int64_t bodyOctets = -1;
    std::uint64_t answeredFrom = 0;  ///< the place in the server's stream that its client had come to
    std::uint64_t id = 0;            ///< of a connection's exchanges, each its own; see HttpBodies
    std::string version;             ///< "0.9", "1.0", "1.1", "2", "3"; as the response says where there is no request
    int status = 0;
    bool proxied = false;                        ///< a proxy was asked: the host is not the server
    bool simple = false;                         ///< without a version; the response has no head
    bool expectsContinue = false;                ///< the body waits until the server agrees
    bool upgradesToTls = false;                  ///< if the server agrees
    bool upgradesToHttp2 = false;                ///< likewise
    bool bodyEncoded = false;                    ///< by a content encoding
    std::string_view attack;                     ///< protocol::attackInRequest; lives as long as the program
    bool credentials = false;                    ///< user name and password in clear
    std::optional<protocol::FormPassword> form;  ///< the request's body is one, and a password was not yet seen in it
    std::string credentialsKind;                 ///< "http basic", "http form"; never the secret
    std::string user;                            ///< of Basic
    std::string token;                           ///< of NTLM or Negotiate: octets
};

/// What a message says of its body.
struct HttpBodyHead {
    std::string_view contentType, contentEncoding, contentDisposition, contentRange;
    std::optional<std::uint64_t> length;
};

enum class HttpBodyEnd : std::uint8_t {
    whole,  ///< as long as announced, or to its end mark
    open,   ///< no length was announced, and nothing more came
    cut,    ///< less than announced, or nobody knows what is missing
};

/// Receives bodies, still encoded by their content encoding, as their octets come. Between `begin` and `end` of an
/// exchange's side only that body is spoken of by its `id` and side (0: the request's).
class HttpBodies {
public:
    /// `exchange` is as it is known by then.
    virtual void begin(int side, const HttpExchange& exchange, const HttpBodyHead& head) = 0;
    virtual void data(std::uint64_t id, int side, Bytes octets, std::uint32_t frame) = 0;
    virtual void gap(std::uint64_t id, int side, std::uint64_t octets) = 0;
    virtual void end(std::uint64_t id, int side, HttpBodyEnd how, std::uint32_t frame) = 0;

protected:
    ~HttpBodies() = default;
};

/// Takes from a request's head what an exchange keeps of it. `head` are the octets that `request` was read from.
void fillRequest(HttpExchange& exchange, const protocol::HttpRequest& request, Bytes head);
/// Octets of the request's body as they come: whether it is a form with a password.
void searchRequestBody(HttpExchange& exchange, Bytes octets);
void fillResponse(HttpExchange& exchange, const protocol::HttpResponse& response);
HttpBodyHead bodyHead(const protocol::HttpRequest& request);
HttpBodyHead bodyHead(const protocol::HttpResponse& response);

/// Octets of a body that an exchange keeps.
constexpr std::size_t bodyStartOctets = 1024;
/// Takes octets of the body of a side (0: the request's), as they come, from this frame.
void keepBodyStart(HttpExchange& exchange, int side, Bytes octets, std::uint32_t frame);

}  // namespace weir::engine
