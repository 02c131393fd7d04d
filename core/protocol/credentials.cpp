// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/credentials.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::protocol {

namespace {

constexpr std::size_t lookedAt = 16 * 1024;

/// Calls `visit(line)` with each whole line from `start` on until it gives something.
template <typename Visit>
ClearCredentials eachLine(std::string_view text, std::size_t start, Visit visit) {
    while (start < text.size()) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string_view::npos)
            break;
        std::string_view line = text.substr(start, end - start);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        const std::string_view kind = visit(std::string_view(line));
        if (!kind.empty())
            return {kind, start, start};
        start = end + 1;
    }
    return {{}, 0, start};
}

/// `word` is in lower case, the line in any.
bool starts(std::string_view line, std::string_view word) {
    return line.size() > word.size() && sameButCase(line.substr(0, word.size()), word);
}

std::string_view smtp(std::string_view line) {
    if (starts(line, "auth plain") || sameButCase(line, "auth plain"))
        return "smtp auth plain";
    if (starts(line, "auth login") || sameButCase(line, "auth login"))
        return "smtp auth login";
    return {};
}

/// A command after its tag: "a1 LOGIN user secret".
std::string_view imap(std::string_view line) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0 || space > 32)
        return {};
    const std::string_view command = line.substr(space + 1);
    if (starts(command, "login "))
        return "imap login";
    if (starts(command, "authenticate ") && sameButCase(command.substr(13, 5), "plain"))
        return "imap authenticate plain";
    return {};
}

/// RFC 4511 section 4.2: BindRequest ::= [APPLICATION 0] { version, name, authentication: simple [0] }.
ClearCredentials ldap(Bytes stream, std::size_t from) {
    const auto length = [](ByteReader& reader) {
        std::size_t value = reader.u8();
        if (value >= 0x80) {
            const std::size_t octets = value & 0x7f;
            value = 0;
            if (octets == 0 || octets > 4)
                reader.fail();
            for (std::size_t i = 0; i < octets && reader; ++i) value = value << 8 | reader.u8();
        }
        return value;
    };
    ByteReader reader(stream);
    reader.seek(from);
    while (!reader.atEnd()) {
        const std::size_t start = reader.position();
        if (reader.u8() != 0x30)
            break;
        ByteReader message = reader.sub(length(reader));
        if (!reader || message.u8() != 0x02)
            break;
        from = reader.position();
        message.skip(length(message));
        if (message.u8() != 0x60)
            continue;
        length(message);
        for (const int tag : {0x02, 0x04}) {  // version, name
            if (message.u8() != tag)
                message.fail();
            message.skip(length(message));
        }
        const std::uint8_t authentication = message.u8();
        if (message && authentication == 0x80 && length(message) > 0 && message)
            return {"ldap simple bind", start, start};
    }
    return {{}, 0, from};
}

}  // namespace

ClearCredentials findCredentials(std::string_view service, Bytes fromClient, std::size_t from) {
    const Bytes stream = fromClient.first(std::min(fromClient.size(), lookedAt));
    const std::string_view text = asText(stream);
    if (service == "ftp" || service == "pop3")
        return eachLine(text, from,
                        [&](std::string_view line) { return starts(line, "pass ") ? service : std::string_view{}; });
    if (service == "imap")
        return eachLine(text, from, imap);
    if (service == "smtp")
        return eachLine(text, from, smtp);
    if (service == "ldap")
        return ldap(stream, from);
    return {};
}

bool FormPassword::isForm(std::string_view contentType) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    return sameButCase(contentType.substr(0, form.size()), form);
}

bool FormPassword::add(Bytes octets) {
    constexpr std::size_t longestName = 256;
    static constexpr std::string_view words[] = {"password", "passwd", "passwort", "pwd", "pass"};
    for (const char c : asText(octets.first(std::min(octets.size(), lookedAt - m_seen)))) {
        if (c == '&') {
            m_name.clear();
            m_inValue = false;
        } else if (m_inValue) {
            if (m_named)
                return true;
        } else if (c == '=') {
            const std::string name = lowered(m_name);
            m_named = std::any_of(std::begin(words), std::end(words),
                                  [&](std::string_view word) { return name.find(word) != std::string::npos; });
            m_inValue = true;
        } else if (m_name.size() < longestName) {
            m_name += c;
        }
    }
    m_seen += std::min(octets.size(), lookedAt - m_seen);
    return false;
}

}  // namespace weir::protocol
