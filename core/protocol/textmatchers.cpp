// SPDX-License-Identifier: GPL-3.0-or-later
// Line protocols: told by their greetings and commands.
#include "core/protocol/http.h"
#include "core/protocol/matchers.h"

namespace weir::protocol::matchers {

namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Whether `text` starts with `word` (given in lower case), whatever the case of its letters.
bool startsWithWord(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}
bool startsWithWord(Bytes bytes, std::string_view word) { return startsWithWord(asText(bytes), word); }

std::string_view firstLine(Bytes bytes) {
    const std::string_view text = asText(bytes.first(std::min<std::size_t>(bytes.size(), 1024)));
    const std::size_t end = text.find('\n');
    return text.substr(0, end == std::string_view::npos ? text.size() : end);
}

bool holdsWord(std::string_view text, std::string_view word) {
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i)
        if (startsWithWord(text.substr(i), word))
            return true;
    return false;
}

/// A reply line of SMTP, FTP and their like: three digits, then a space or a hyphen.
bool isReply(Bytes bytes, std::string_view code) {
    return startsWith(bytes, code) && bytes.size() > 3 && (bytes[3] == ' ' || bytes[3] == '-');
}

Match http(const Conversation& c) {
    // SSDP is HTTP's form over UDP; it has a matcher of its own.
    if (c.transport != Transport::tcp)
        return Match::no;
    HttpRequest request;
    const HttpStatus asked = readHttpRequest(c.client, request);
    if (request.http2Preface)
        return Match::no;
    if (!request.version.empty())
        return Match::sure;
    if (request.simple) {
        // Nothing else was spoken, and what else has a GET is elsewhere.
        constexpr std::uint16_t redisPort = 6379, memcachedPort = 11211;
        const bool alone = c.server.empty() || startsWithWord(c.server, "http/");
        return alone && !c.onPort(redisPort) && !c.onPort(memcachedPort) ? Match::sure : Match::no;
    }
    HttpResponse response;
    const HttpStatus answered = readHttpResponse(c.server, response);
    if (answered == HttpStatus::complete || response.status != 0)
        return Match::sure;
    // A request line that is longer than what is there: a method that exists and a target are enough.
    const std::string_view line = firstLine(c.client);
    const std::size_t space = line.find_first_of(" \t");
    const bool method =
        asked == HttpStatus::needMore && space != std::string_view::npos && isHttpMethod(line.substr(0, space));
    const bool target =
        method && line.size() > space + 1 && (line[space + 1] == '/' || line.substr(space + 1, 4) == "http");
    return target ? Match::sure : Match::no;
}
Match http2(const Conversation& c) {
    return startsWith(c.client, "PRI * HTTP/2.0\r\n\r\nSM") ? Match::sure : Match::no;
}

/// RFC 4253 section 4.2.
Match sshBanner(Bytes b) { return startsWith(b, "SSH-2.0-") || startsWith(b, "SSH-1.") ? Match::sure : Match::no; }
Match ssh(const Conversation& c) { return either(c, sshBanner); }

Match smtp(const Conversation& c) {
    if (startsWithWord(c.client, "ehlo ") || startsWithWord(c.client, "helo ") || startsWithWord(c.client, "lhlo "))
        return Match::sure;
    if (!isReply(c.server, "220"))
        return Match::no;
    if (holdsWord(firstLine(c.server), "smtp"))
        return Match::sure;
    const bool port = c.serverPort == 25 || c.serverPort == 587 || c.serverPort == 2525;
    return port ? Match::sure : Match::no;
}
Match ftp(const Conversation& c) {
    if (!isReply(c.server, "220") && !isReply(c.server, "120"))
        return c.server.empty() && c.serverPort == 21 && startsWithWord(c.client, "user ") ? Match::sure : Match::no;
    if (holdsWord(firstLine(c.server), "ftp") || startsWithWord(c.client, "user ") ||
        startsWithWord(c.client, "auth tls") || startsWithWord(c.client, "auth ssl"))
        return Match::sure;
    return c.serverPort == 21 ? Match::sure : Match::weak;
}
Match pop3(const Conversation& c) {
    if (!startsWith(c.server, "+OK"))
        return Match::no;
    const bool command = startsWithWord(c.client, "user ") || startsWithWord(c.client, "capa") ||
                         startsWithWord(c.client, "auth") || startsWithWord(c.client, "apop ") ||
                         startsWithWord(c.client, "stls");
    return command || c.serverPort == 110 || holdsWord(firstLine(c.server), "pop") ? Match::sure : Match::weak;
}
Match imap(const Conversation& c) {
    const bool greeting =
        startsWith(c.server, "* OK") || startsWith(c.server, "* PREAUTH") || startsWith(c.server, "* BYE");
    return greeting ? Match::sure : Match::no;
}
/// RFC 5804 section 2.1: the server lists what it can do.
Match manageSieve(const Conversation& c) {
    return startsWithWord(c.server, "\"implementation\" ") || startsWithWord(c.server, "\"sieve\" ") ? Match::sure
                                                                                                     : Match::no;
}
Match nntp(const Conversation& c) {
    const bool greeting = isReply(c.server, "200") || isReply(c.server, "201");
    return greeting && (c.serverPort == 119 || holdsWord(firstLine(c.server), "nntp")) ? Match::sure : Match::no;
}

/// RFC 2812: what a client registers with, or a server's prefix and command.
Match irc(const Conversation& c) {
    const std::string_view client = asText(c.client);
    if (startsWithWord(client, "nick ") || startsWithWord(client, "cap ls") ||
        (startsWithWord(client, "pass ") && holdsWord(client, "\nnick ")) ||
        (startsWithWord(client, "user ") && (holdsWord(client, "\nnick ") || holdsWord(client, " :"))))
        return Match::sure;
    const std::string_view server = firstLine(c.server);
    if (startsWithWord(server, "notice auth") || (startsWith(c.server, ":") && holdsWord(server, " notice ")) ||
        (startsWith(c.server, ":") && holdsWord(server, " 001 ")))
        return Match::sure;
    // The IRCv3 extension tls: said before anything else, and granted by the numeric 670.
    return startsWithWord(client, "starttls") && startsWith(c.server, ":") && holdsWord(server, " 670 ") ? Match::sure
                                                                                                         : Match::no;
}

/// RFC 3261 section 7, RFC 2326 section 6: the version at the end of a request line or the start of an answer.
bool hasVersion(Bytes bytes, std::string_view version) {
    const std::string_view line = firstLine(bytes);
    if (line.substr(0, version.size()) == version)
        return true;
    if (line.empty() || line[0] < 'A' || line[0] > 'Z')
        return false;
    const bool carriageReturn = line.back() == '\r';
    const std::string_view request = line.substr(0, line.size() - carriageReturn);
    constexpr std::size_t shortestStart = 5;  // a method, a space, a target, a space
    return request.size() >= shortestStart + version.size() && request.ends_with(version);
}
Match sip(const Conversation& c) {
    return hasVersion(c.client, "SIP/2.0") || hasVersion(c.server, "SIP/2.0") ? Match::sure : Match::no;
}
Match rtsp(const Conversation& c) {
    return hasVersion(c.client, "RTSP/1.0") || hasVersion(c.server, "RTSP/1.0") || hasVersion(c.client, "RTSP/2.0")
               ? Match::sure
               : Match::no;
}
Match ssdpMessage(Bytes b) {
    return startsWith(b, "M-SEARCH * HTTP/1.1") || startsWith(b, "NOTIFY * HTTP/1.1") ? Match::sure : Match::no;
}
Match ssdp(const Conversation& c) {
    if (c.transport != Transport::udp)
        return Match::no;
    const bool answer = startsWith(c.client, "HTTP/1.1 200") || startsWith(c.server, "HTTP/1.1 200");
    return answer ? Match::sure : either(c, ssdpMessage);
}
/// WS-Discovery: SOAP over UDP 3702.
Match wsDiscovery(const Conversation& c) {
    const bool xml = startsWith(c.client, "<?xml") || startsWith(c.client, "<soap") || startsWith(c.client, "<SOAP");
    return c.transport == Transport::udp && c.onPort(3702) && xml ? Match::sure : Match::no;
}

/// RESP: an array of bulk strings; an answer's first character makes it sure.
Match redis(const Conversation& c) {
    const std::string_view line = firstLine(c.client);
    const bool array = line.size() >= 3 && line.size() <= 8 && line[0] == '*' && line[1] >= '1' && line[1] <= '9' &&
                       line.back() == '\r' && c.client.size() > line.size() + 2 && c.client[line.size() + 1] == '$';
    if (array)
        return Match::sure;
    const bool answer = startsWith(c.server, "-NOAUTH") || startsWith(c.server, "+PONG\r\n");
    return answer || (c.serverPort == 6379 && startsWithWord(c.client, "info\r\n")) ? Match::sure : Match::no;
}
/// RFC 6143 section 7.1.1.
Match vncBanner(Bytes b) { return startsWith(b, "RFB 00") && b.size() >= 8 ? Match::sure : Match::no; }
Match vnc(const Conversation& c) { return either(c, vncBanner); }

Match xmpp(const Conversation& c) {
    const std::string_view text = asText(c.client).substr(0, 256);
    return text.find("<stream:stream") != std::string_view::npos ? Match::sure : Match::no;
}
Match rsync(const Conversation& c) {
    return startsWith(c.client, "@RSYNCD:") || startsWith(c.server, "@RSYNCD:") ? Match::sure : Match::no;
}
/// A pkt-line: four hexadecimal digits of length, then the service that is asked for.
Match git(const Conversation& c) {
    const std::string_view text = asText(c.client);
    return text.size() > 12 && text.substr(4, 4) == "git-" ? Match::sure : Match::no;
}
/// Mining pools: JSON lines with a method of theirs.
Match stratum(const Conversation& c) {
    const std::string_view text = asText(c.client);
    if (text.empty() || text[0] != '{')
        return Match::no;
    const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
    if (holds("\"mining.") || holds("\"eth_submitLogin\"") || holds("\"eth_getWork\""))
        return Match::sure;
    return holds("\"login\"") && holds("\"method\"") && (holds("\"agent\"") || holds("\"pass\"")) ? Match::sure
                                                                                                  : Match::no;
}
/// RFC 5424 and RFC 3164: a priority in angle brackets, at most 191.
Match syslog(const Conversation& c) {
    const std::string_view text = asText(c.client);
    const std::size_t end = text.find('>');
    if (text.empty() || text[0] != '<' || end == std::string_view::npos || end < 2 || end > 4)
        return Match::no;
    int priority = 0;
    for (const char digit : text.substr(1, end - 1)) {
        if (digit < '0' || digit > '9')
            return Match::no;
        priority = priority * 10 + digit - '0';
    }
    return priority > 191 ? Match::no : c.onPort(514) || c.onPort(601) ? Match::sure : Match::weak;
}
Match nats(const Conversation& c) {
    return startsWith(c.server, "INFO {") && holdsWord(firstLine(c.server), "server_id") ? Match::sure : Match::no;
}
Match telnetLogin(const Conversation& c) {
    const std::string_view text = asText(c.server).substr(0, 256);
    return c.serverPort == 23 && holdsWord(text, "login:") ? Match::weak : Match::no;
}

constexpr Matcher table[] = {
    {"http", http, Starts::from('A', 'Z') | Starts::from('a', 'z') | Starts{'-', '_'}, {'H', 'h'}},
    {"http2", http2, {'P'}, nothing},
    {"ssh", ssh, {'S'}, {'S'}},
    {"smtp", smtp, {'e', 'E', 'h', 'H', 'l', 'L'}, {'2'}},
    {"pop3", pop3, nothing, {'+'}},
    {"imap", imap, nothing, {'*'}},
    {"ftp", ftp, {'u', 'U'}, {'1', '2'}},
    {"nntp", nntp, nothing, {'2'}},
    {"sieve", manageSieve, nothing, {'"'}},
    {"irc", irc, {'c', 'C', 'n', 'N', 'p', 'P', 's', 'S', 'u', 'U'}, {'n', 'N', ':'}},
    {"sip", sip, Starts::from('A', 'Z'), Starts::from('A', 'Z')},
    {"rtsp", rtsp, Starts::from('A', 'Z'), Starts::from('A', 'Z')},
    {"ssdp", ssdp, {'H', 'M', 'N'}, {'H', 'M', 'N'}},
    {"ws-discovery", wsDiscovery, {'<'}, nothing, {3702}},
    {"redis", redis, {'*', 'i', 'I'}, {'-', '+'}},
    {"vnc", vnc, {'R'}, {'R'}},
    {"xmpp", xmpp, anything, nothing},
    {"rsync", rsync, {'@'}, {'@'}},
    {"git", git, anything, nothing},
    {"stratum", stratum, {'{'}, nothing},
    {"nats", nats, nothing, {'I'}},
    {"syslog", syslog, {'<'}, nothing},
    {"telnet", telnetLogin, nothing, anything, {23}},
};
static_assert(std::size(table) <= mostMatchers);

}  // namespace

std::span<const Matcher> textMatchers() { return table; }

}  // namespace weir::protocol::matchers
