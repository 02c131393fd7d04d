// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/logins.h"

#include <algorithm>
#include <optional>

#include "core/base/base64.h"
#include "core/base/text.h"
#include "core/protocol/der.h"

namespace weir::protocol {
namespace {

constexpr std::size_t lookedAt = 16 * 1024, longestName = 256;

/// The rest of the text after a word and blanks, the word in any case; nothing where it begins otherwise.
std::optional<std::string_view> after(std::string_view text, std::string_view word) {
    if (!sameButCase(text.substr(0, word.size()), word))
        return std::nullopt;
    text.remove_prefix(word.size());
    if (!text.empty() && text.front() != ' ')
        return std::nullopt;
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

std::string_view firstWord(std::string_view text) { return text.substr(0, text.find(' ')); }

/// The name in what SASL PLAIN sends (RFC 4616): [authorize as] NUL name NUL secret.
std::string userOfPlain(std::string_view encoded) {
    const std::optional<std::string> decoded = decodeBase64(encoded);
    if (!decoded)
        return {};
    const std::size_t first = decoded->find('\0');
    const std::size_t second = first == std::string::npos ? first : decoded->find('\0', first + 1);
    return second == std::string::npos ? std::string{} : decoded->substr(first + 1, second - first - 1);
}

/// An argument of IMAP: an atom or a quoted string.
std::string userOfImap(std::string_view arguments) {
    if (!arguments.starts_with('"'))
        return arguments.starts_with('{') ? std::string{} : std::string(firstWord(arguments));
    std::string out;
    for (std::size_t i = 1; i < arguments.size() && arguments[i] != '"'; ++i) {
        i += arguments[i] == '\\' && i + 1 < arguments.size();
        out += arguments[i];
    }
    return out;
}

/// What a line says of a login.
struct Said {
    std::string user;
    enum class Next : std::uint8_t { nothing, plain, name } next = Next::nothing;  ///< the next line holds it, so
};

Said saslLine(std::string_view mechanism) {
    if (const auto initial = after(mechanism, "plain"))
        return initial->empty() ? Said{{}, Said::Next::plain} : Said{userOfPlain(*initial)};
    if (const auto initial = after(mechanism, "login"))
        return initial->empty() ? Said{{}, Said::Next::name} : Said{decodeBase64(*initial).value_or(std::string{})};
    return {};
}

Said line(std::string_view service, std::string_view text) {
    if (service == "imap") {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || space == 0 || space > 32)
            return {};
        const std::string_view command = text.substr(space + 1);
        if (const auto arguments = after(command, "login"))
            return {userOfImap(*arguments)};
        const auto mechanism = after(command, "authenticate");
        return mechanism ? saslLine(*mechanism) : Said{};
    }
    if (service == "ftp" || service == "pop3") {
        if (const auto name = after(text, "user"))
            return {std::string(*name)};
        if (const auto name = after(text, "apop"))
            return {std::string(firstWord(*name))};
    }
    const auto mechanism = after(text, "auth");
    return mechanism ? saslLine(*mechanism) : Said{};
}

bool isNobody(std::string_view service, std::string_view user) {
    return service == "ftp" && (sameButCase(user, "anonymous") || sameButCase(user, "ftp"));
}

LoginName inLines(std::string_view service, std::string_view text, std::size_t from) {
    LoginName out{{}, from};
    Said::Next next = Said::Next::nothing;
    for (std::size_t start = from; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string_view::npos)
            break;
        std::string_view whole = text.substr(start, end - start);
        if (!whole.empty() && whole.back() == '\r')
            whole.remove_suffix(1);
        const Said said = next == Said::Next::plain  ? Said{userOfPlain(whole)}
                          : next == Said::Next::name ? Said{decodeBase64(whole).value_or(std::string{})}
                                                     : line(service, whole);
        next = said.next;
        if (!said.user.empty() && !isNobody(service, said.user)) {
            out.user = said.user.substr(0, longestName);
            out.searched = start;
            out.begun = false;
            return out;
        }
        out.begun = next != Said::Next::nothing;
        start = end + 1;
        if (!out.begun)
            out.searched = start;
    }
    return out;
}

/// RFC 4511 section 4.2: BindRequest ::= [APPLICATION 0] { version, name, authentication: simple [0] }.
std::string userOfBind(Bytes message) {
    constexpr std::uint8_t bindRequest = 0x60, simple = 0x80;
    ByteReader reader(message);
    if (!nextElement(reader, derInteger))
        return {};
    const std::optional<DerElement> bind = nextElement(reader, bindRequest);
    if (!bind)
        return {};
    ByteReader inside(bind->value);
    if (!nextElement(inside, derInteger))
        return {};
    const std::optional<DerElement> name = nextElement(inside, derOctetString);
    const std::optional<DerElement> secret = name ? nextElement(inside, simple) : std::nullopt;
    return secret && !secret->value.empty() ? std::string(asText(name->value)).substr(0, longestName) : std::string{};
}

LoginName inLdap(Bytes stream, std::size_t from) {
    LoginName out{{}, from};
    ByteReader reader(stream);
    reader.seek(from);
    while (const auto message = nextElement(reader, derSequence)) {
        out.user = userOfBind(message->value);
        if (!out.user.empty())
            return out;
        out.searched = reader.position();
    }
    return out;
}

}  // namespace

LoginName findLogin(std::string_view service, Bytes fromClient, std::size_t from) {
    const Bytes stream = fromClient.first(std::min(fromClient.size(), lookedAt));
    if (service == "ldap")
        return inLdap(stream, from);
    if (service == "ftp" || service == "pop3" || service == "imap" || service == "smtp")
        return inLines(service, asText(stream), from);
    return {{}, from};
}

std::string userOfBasic(std::string_view authorization) {
    const auto encoded = after(authorization, "basic");
    if (!encoded)
        return {};
    const std::string decoded = decodeBase64(*encoded).value_or(std::string{});
    const std::size_t colon = decoded.find(':');
    return colon == std::string::npos ? std::string{} : decoded.substr(0, std::min(colon, longestName));
}

std::string tokenOfNegotiate(std::string_view authorization) {
    auto encoded = after(authorization, "ntlm");
    if (!encoded)
        encoded = after(authorization, "negotiate");
    return encoded ? decodeBase64(*encoded).value_or(std::string{}) : std::string{};
}

std::string hostOfNetlogonPing(Bytes datagram) {
    // An equality match: the attribute, then the value, both octet strings.
    constexpr std::string_view attribute = "\x04\x04Host\x04";
    const std::string_view text = asText(datagram);
    const std::size_t found = text.find(attribute);
    if (found == std::string_view::npos || datagram[0] != derSequence)
        return {};
    ByteReader reader(datagram.subspan(found + attribute.size()));
    const Bytes name = reader.bytes(reader.u8() & 0x7f);
    return reader ? std::string(asText(name)) : std::string{};
}

}  // namespace weir::protocol
