// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the lines of a head; nothing is copied.
#include "core/protocol/http.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/text.h"

namespace weir::protocol {

namespace {

constexpr std::string_view http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t longestMethod = 24;

bool startsWithWord(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && sameButCase(text.substr(0, word.size()), word);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

/// Whether a comma-separated list holds `word`.
bool listHolds(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (sameButCase(trimmed(list.substr(0, comma)), word))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// tchar of RFC 9110 section 5.6.2.
bool isTokenCharacter(char c) {
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isToken(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter); }

bool isVersion(std::string_view text) {
    return text.size() == 8 && text.substr(0, 5) == "HTTP/" && text[5] >= '0' && text[5] <= '9' && text[6] == '.' &&
           text[7] >= '0' && text[7] <= '9';
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

/// Gives the lines of a head one by one.
class Lines {
public:
    explicit Lines(std::string_view text) : m_text(text.substr(0, std::min(text.size(), maximumHttpHead))) {}
    /// The next whole line without its end; nothing where the line is not whole.
    std::optional<std::string_view> next() {
        const std::size_t end = m_text.find('\n', m_position);
        if (end == std::string_view::npos)
            return std::nullopt;
        std::string_view line = m_text.substr(m_position, end - m_position);
        m_position = end + 1;
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        return line;
    }
    std::size_t position() const { return m_position; }
    HttpStatus cutShort() const { return m_text.size() >= maximumHttpHead ? HttpStatus::broken : HttpStatus::needMore; }

private:
    std::string_view m_text;
    std::size_t m_position = 0;
};

/// Reads fields up to the empty line and hands each to `take(name, value)`. A folded line continues nobody's value
/// that we keep, so it is passed over.
template <typename Take>
HttpStatus readFields(Lines& lines, Take take) {
    for (;;) {
        const std::optional<std::string_view> line = lines.next();
        if (!line)
            return lines.cutShort();
        if (line->empty())
            return HttpStatus::complete;
        if (line->front() == ' ' || line->front() == '\t')
            continue;
        const std::size_t colon = line->find(':');
        if (colon == std::string_view::npos || colon == 0)
            continue;  // servers differ in what they do with such a line; it says nothing here
        take(trimmed(line->substr(0, colon)), trimmed(line->substr(colon + 1)));
    }
}

/// Whether what is there of the first line can still become a request line.
bool mayBeRequest(std::string_view start) {
    const std::size_t space = start.find(' ');
    const std::string_view method = start.substr(0, std::min(space, start.size()));
    if (method.size() > longestMethod)
        return false;
    // Methods are upper case in practice; letters alone keep other line protocols out.
    return std::all_of(method.begin(), method.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; });
}

bool isKnownMethod(std::string_view method) {
    static constexpr std::array<std::string_view, 32> known = {
        "GET",      "POST",     "HEAD",       "PUT",         "DELETE",       "OPTIONS",   "CONNECT",     "TRACE",
        "PATCH",    "PROPFIND", "PROPPATCH",  "MKCOL",       "COPY",         "MOVE",      "LOCK",        "UNLOCK",
        "SEARCH",   "REPORT",   "MERGE",      "CHECKOUT",    "MKACTIVITY",   "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY",
        "M-SEARCH", "POLL",     "BPROPPATCH", "RPC_IN_DATA", "RPC_OUT_DATA", "CCM_POST",  "BITS_POST",   "PURGE"};
    return std::find(known.begin(), known.end(), method) != known.end();
}

}  // namespace

std::string_view HttpRequest::authority() const {
    if (method == "CONNECT")
        return target;
    const std::size_t scheme = target.find("://");
    if (scheme != std::string_view::npos && scheme > 0 && scheme < 8 && target.front() != '/') {
        std::string_view rest = target.substr(scheme + 3);
        rest = rest.substr(0, std::min(rest.find_first_of("/?#"), rest.size()));
        const std::size_t user = rest.rfind('@');
        return user == std::string_view::npos ? rest : rest.substr(user + 1);
    }
    return host;
}

HttpStatus readHttpRequest(Bytes stream, HttpRequest& request) {
    request = {};
    const std::string_view text = asText(stream);
    const std::string_view preface = http2Preface.substr(0, std::min(text.size(), http2Preface.size()));
    if (text.size() >= 4 && text.substr(0, preface.size()) == preface) {
        request.http2Preface = true;
        request.method = text.substr(0, 3);
        request.headSize = preface.size();
        return preface.size() == http2Preface.size() ? HttpStatus::complete : HttpStatus::needMore;
    }
    if (!mayBeRequest(text.substr(0, std::min<std::size_t>(text.size(), longestMethod + 1))))
        return HttpStatus::notHttp;

    Lines lines(text);
    const std::optional<std::string_view> start = lines.next();
    if (!start) {
        const std::size_t space = text.find(' ');
        if (space != std::string_view::npos && !isKnownMethod(text.substr(0, space)))
            return HttpStatus::notHttp;
        return lines.cutShort();
    }
    const std::size_t first = start->find(' ');
    const std::size_t last = start->rfind(' ');
    if (first == std::string_view::npos)
        return HttpStatus::notHttp;
    request.method = start->substr(0, first);
    request.version = last > first ? start->substr(last + 1) : std::string_view{};
    // HTTP/0.9 has no version and can not be told from other line protocols.
    if (!isVersion(request.version) || !isToken(request.method)) {
        request = {};
        return HttpStatus::notHttp;
    }
    request.target = trimmed(start->substr(first + 1, last - first - 1));

    const HttpStatus status = readFields(lines, [&](std::string_view name, std::string_view value) {
        if (sameButCase(name, "Host")) {
            if (request.host.empty())
                request.host = value;
        } else if (sameButCase(name, "User-Agent")) {
            request.userAgent = value;
        } else if (sameButCase(name, "Referer")) {
            request.referer = value;
        } else if (sameButCase(name, "Content-Type")) {
            request.contentType = value;
        } else if (sameButCase(name, "Content-Length")) {
            request.contentLength = number(value);
        } else if (sameButCase(name, "Authorization") || sameButCase(name, "Proxy-Authorization")) {
            request.basicCredentials = request.basicCredentials || startsWithWord(value, "Basic ");
        } else if (sameButCase(name, "Upgrade")) {
            request.upgradeToHttp2 = listHolds(value, "h2c");
            request.webSocket = listHolds(value, "websocket");
        }
    });
    request.headSize = lines.position();
    return status;
}

HttpStatus readHttpResponse(Bytes stream, HttpResponse& response) {
    static constexpr std::string_view start = "HTTP/";
    response = {};
    const std::string_view text = asText(stream);
    const std::size_t known = std::min(text.size(), start.size());
    if (text.substr(0, known) != start.substr(0, known))
        return HttpStatus::notHttp;
    Lines lines(text);
    const std::optional<std::string_view> line = lines.next();
    if (!line)
        return text.size() >= 8 && !isVersion(text.substr(0, 8)) ? HttpStatus::notHttp : lines.cutShort();
    if (line->size() < 12 || !isVersion(line->substr(0, 8)) || (*line)[8] != ' ')
        return HttpStatus::notHttp;
    const std::optional<std::uint64_t> code = number(line->substr(9, 3));
    if (!code || *code < 100 || (line->size() > 12 && (*line)[12] != ' '))
        return HttpStatus::notHttp;
    response.version = line->substr(0, 8);
    response.status = static_cast<int>(*code);
    response.reason = trimmed(line->substr(12));
    const HttpStatus status = readFields(lines, [&](std::string_view name, std::string_view value) {
        if (sameButCase(name, "Content-Type"))
            response.contentType = value;
        else if (sameButCase(name, "Content-Length"))
            response.contentLength = number(value);
        else if (sameButCase(name, "Server"))
            response.server = value;
        else if (sameButCase(name, "Location"))
            response.location = value;
        else if (sameButCase(name, "Content-Encoding"))
            response.contentEncoding = value;
        else if (sameButCase(name, "Transfer-Encoding"))
            response.chunked = listHolds(value, "chunked");
    });
    response.headSize = lines.position();
    return status;
}

std::string endedHead(Bytes cut, bool isRequest) {
    std::string_view text = asText(cut);
    const std::size_t lineEnd = text.rfind('\n');
    if (lineEnd != std::string_view::npos)
        return std::string(text.substr(0, lineEnd + 1)) + "\r\n";
    constexpr std::size_t statusOctets = 12;  // "HTTP/1.1 200"
    if (!isRequest)
        return text.size() < statusOctets ? std::string() : std::string(text) + "\r\n\r\n";
    const std::size_t method = text.find(' ');
    if (method == std::string_view::npos || !isKnownMethod(text.substr(0, method)))
        return {};
    // The version is missing, or a part of it.
    if (const std::size_t target = text.find(' ', method + 1); target != std::string_view::npos)
        text = text.substr(0, target);
    return std::string(text) + " HTTP/1.1\r\n\r\n";
}

std::string hostName(std::string_view authority) {
    authority = trimmed(authority);
    if (!authority.empty() && authority.front() == '[') {
        const std::size_t end = authority.find(']');
        return lowered(authority.substr(1, (end == std::string_view::npos ? authority.size() : end) - 1));
    }
    const std::size_t colon = authority.find(':');
    // More than one colon: an IPv6 address without its brackets.
    if (colon != std::string_view::npos && authority.find(':', colon + 1) == std::string_view::npos)
        authority = authority.substr(0, colon);
    if (authority.size() > 1 && authority.back() == '.')
        authority.remove_suffix(1);
    return lowered(authority);
}

}  // namespace weir::protocol
