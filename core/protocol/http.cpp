// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the lines of a head; nothing is copied.
#include "core/protocol/http.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/text.h"

namespace weir::protocol {

bool isHttpMethod(std::string_view method) {
    static constexpr std::array<std::string_view, 32> known = {
        "GET",      "POST",     "HEAD",       "PUT",         "DELETE",       "OPTIONS",   "CONNECT",     "TRACE",
        "PATCH",    "PROPFIND", "PROPPATCH",  "MKCOL",       "COPY",         "MOVE",      "LOCK",        "UNLOCK",
        "SEARCH",   "REPORT",   "MERGE",      "CHECKOUT",    "MKACTIVITY",   "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY",
        "M-SEARCH", "POLL",     "BPROPPATCH", "RPC_IN_DATA", "RPC_OUT_DATA", "CCM_POST",  "BITS_POST",   "PURGE"};
    return std::any_of(known.begin(), known.end(), [&](std::string_view each) { return sameButCase(each, method); });
}

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

constexpr std::string_view versionStart = "HTTP/";

/// Whatever stands behind the slash.
bool isVersion(std::string_view text) {
    return startsWithWord(text, versionStart) && text.find_first_of(" \t") == std::string_view::npos;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

/// A Content-Length, which may be a list of one number said again and again (RFC 9110 section 8.6).
void addLength(std::string_view value, std::optional<std::uint64_t>& length, bool& contradicts) {
    for (bool more = true; more;) {
        const std::size_t comma = value.find(',');
        more = comma != std::string_view::npos;
        const std::optional<std::uint64_t> one = number(trimmed(value.substr(0, comma)));
        contradicts = contradicts || !one || (length && *length != *one);
        length = contradicts ? std::nullopt : one;
        value.remove_prefix(more ? comma + 1 : 0);
    }
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
    const std::size_t blank = start.find_first_of(" \t");
    const std::string_view method = start.substr(0, std::min(blank, start.size()));
    if (method.size() > longestMethod || (method.empty() && !start.empty()))
        return false;
    // Letters alone keep other line protocols out.
    return std::all_of(method.begin(), method.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
}

/// The parts of a request line: servers take blanks and tabs alike, and as many as there are (RFC 9112 section 3).
bool readRequestLine(std::string_view line, HttpRequest& request) {
    line = trimmed(line);
    const std::size_t first = line.find_first_of(" \t");
    if (first == std::string_view::npos)
        return false;
    request.method = line.substr(0, first);
    const std::string_view rest = trimmed(line.substr(first));
    const std::size_t last = rest.find_last_of(" \t");
    if (!isToken(request.method))
        return false;
    if (last != std::string_view::npos && isVersion(rest.substr(last + 1))) {
        request.version = rest.substr(last + 1);
        request.target = trimmed(rest.substr(0, last));
        return true;
    }
    request.target = rest;
    request.simple =
        !rest.empty() && rest.front() == '/' && last == std::string_view::npos && isHttpMethod(request.method);
    return request.simple;
}

/// The whole first line of a segment; empty where it does not end in it.
std::string_view wholeLine(Bytes octets) {
    constexpr std::size_t longest = 8192;
    const std::string_view text = asText(octets.first(std::min(octets.size(), longest)));
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos ? std::string_view{} : text.substr(0, end);
}

/// "HTTP/1.1 200 OK".
bool readStatusLine(std::string_view line, HttpResponse& response) {
    const std::size_t first = line.find_first_of(" \t");
    if (first == std::string_view::npos || !isVersion(line.substr(0, first)) || line[versionStart.size()] < '0' ||
        line[versionStart.size()] > '9')
        return false;
    const std::string_view rest = trimmed(line.substr(first));
    const std::optional<std::uint64_t> code = number(rest.substr(0, 3));
    if (!code || rest.size() < 3 || *code < 100 || (rest.size() > 3 && rest[3] != ' ' && rest[3] != '\t'))
        return false;
    response.version = line.substr(0, first);
    response.status = static_cast<int>(*code);
    response.reason = trimmed(rest.substr(3));
    return true;
}

}  // namespace

bool startsHttpRequest(Bytes octets) {
    if (octets.empty() || !isTokenCharacter(static_cast<char>(octets[0])))
        return false;
    HttpRequest request;
    return readRequestLine(wholeLine(octets), request) && !request.simple && isHttpMethod(request.method);
}

bool startsHttpResponse(Bytes octets) {
    if (!startsWithWord(asText(octets), versionStart))
        return false;
    HttpResponse response;
    return readStatusLine(wholeLine(octets), response);
}

bool HttpRequest::isConnect() const { return sameButCase(method, "CONNECT"); }

bool HttpRequest::absolute() const {
    const std::size_t scheme = target.find("://");
    return scheme != std::string_view::npos && scheme > 0 && scheme < 8 && target.front() != '/';
}

std::string_view HttpRequest::authority() const {
    if (isConnect())
        return target;
    if (absolute()) {
        std::string_view rest = target.substr(target.find("://") + 3);
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
    if (!start)
        return lines.cutShort();
    if (!readRequestLine(*start, request)) {
        request = {};
        return HttpStatus::notHttp;
    }
    bool contradicts = false;
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
        } else if (sameButCase(name, "Content-Encoding")) {
            request.contentEncoding = value;
        } else if (sameButCase(name, "Content-Disposition")) {
            request.contentDisposition = value;
        } else if (sameButCase(name, "Content-Length")) {
            addLength(value, request.contentLength, contradicts);
        } else if (sameButCase(name, "Transfer-Encoding")) {
            request.chunked = listHolds(value, "chunked");
        } else if (sameButCase(name, "Authorization") || sameButCase(name, "Proxy-Authorization")) {
            request.basicCredentials = request.basicCredentials || startsWithWord(value, "Basic ");
            request.authorization = value;
        } else if (sameButCase(name, "Expect")) {
            request.expectsContinue = listHolds(value, "100-continue");
        } else if (sameButCase(name, "Upgrade")) {
            request.upgradeToHttp2 = listHolds(value, "h2c");
            request.webSocket = listHolds(value, "websocket");
            request.upgradeToTls = startsWithWord(value, "TLS/");
        }
    });
    request.headSize = lines.position();
    return status;
}

HttpStatus readHttpResponse(Bytes stream, HttpResponse& response) {
    response = {};
    const std::string_view text = asText(stream);
    const std::size_t known = std::min(text.size(), versionStart.size());
    if (!sameButCase(text.substr(0, known), versionStart.substr(0, known)))
        return HttpStatus::notHttp;
    Lines lines(text);
    const std::optional<std::string_view> line = lines.next();
    constexpr std::size_t longestVersion = 17;  // with the blank behind it
    if (!line)
        return text.size() >= longestVersion && text.substr(0, longestVersion).find(' ') == std::string_view::npos
                   ? HttpStatus::notHttp
                   : lines.cutShort();
    if (!readStatusLine(*line, response))
        return HttpStatus::notHttp;
    bool contradicts = false;
    const HttpStatus status = readFields(lines, [&](std::string_view name, std::string_view value) {
        if (sameButCase(name, "Content-Type"))
            response.contentType = value;
        else if (sameButCase(name, "Content-Length"))
            addLength(value, response.contentLength, contradicts);
        else if (sameButCase(name, "Server"))
            response.server = value;
        else if (sameButCase(name, "Location"))
            response.location = value;
        else if (sameButCase(name, "Content-Encoding"))
            response.contentEncoding = value;
        else if (sameButCase(name, "Content-Disposition"))
            response.contentDisposition = value;
        else if (sameButCase(name, "Content-Range"))
            response.contentRange = value;
        else if (sameButCase(name, "Transfer-Encoding"))
            response.chunked = listHolds(value, "chunked");
    });
    response.headSize = lines.position();
    return status;
}

std::optional<std::size_t> HttpHeadEnd::find(Bytes octets) {
    const std::string_view text = asText(octets);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t newline = text.find('\n', at);
        const std::size_t end = std::min(newline, text.size());
        if (m_length == 0 && end > at)
            m_return = text[at] == '\r';
        m_length += end - at;
        if (newline == std::string_view::npos)
            return std::nullopt;
        const bool empty = m_length == 0 || (m_length == 1 && m_return);
        ++m_lines;
        m_length = 0;
        at = newline + 1;
        if (empty)
            return at;
    }
    return std::nullopt;
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
    if (method == std::string_view::npos || !isHttpMethod(text.substr(0, method)))
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
    if (authority.ends_with('.'))
        authority.remove_suffix(1);
    return lowered(authority);
}

}  // namespace weir::protocol
