// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mailfiles.h"

#include <algorithm>
#include <charconv>

#include "core/base/text.h"

namespace weir::files {
namespace {

constexpr std::size_t longestLine = 8192, mostAsked = 1024;

/// The count of a literal at the end of a line: "... {310}" or "{310+}".
std::uint64_t literalSize(std::string_view line) {
    const std::size_t open = line.rfind('{');
    if (open == std::string_view::npos || !line.ends_with('}'))
        return 0;
    std::uint64_t size = 0;
    std::from_chars(line.data() + open + 1, line.data() + line.size(), size);
    return size;
}

/// Whether a literal at the end of this FETCH response is a whole message.
bool fetchesMessage(const std::string& lower) {
    return lower.find("fetch") != std::string::npos &&
           (lower.find("body[] {") != std::string::npos || lower.find("body[]<0> {") != std::string::npos ||
            lower.find("rfc822 {") != std::string::npos || lower.find("rfc822.peek {") != std::string::npos);
}

}  // namespace

MailFiles::MailFiles(const FileContext& context, std::string_view service) : m_context(context), m_service(service) {}

void MailFiles::begin(int role) {
    m_sides[role].message = std::make_unique<MimeMessage>(m_context, m_service, role == 0, m_frame, m_time);
}

void MailFiles::finish(Side& side, std::string_view cut) {
    if (side.message)
        side.message->finish(cut);
    side.message.reset();
    side.reading = Reading::lines;
}

void MailFiles::data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) {
    m_frame = frame;
    m_time = time;
    Side& side = m_sides[role];
    while (!octets.empty()) {
        if (side.reading == Reading::counted || side.reading == Reading::skipped) {
            const Bytes now = octets.first(static_cast<std::size_t>(std::min<std::uint64_t>(side.left, octets.size())));
            if (side.message && side.reading == Reading::counted)
                side.message->add(now, frame, time);
            side.left -= now.size();
            octets = octets.subspan(now.size());
            if (side.left == 0) {
                if (side.more)
                    side.reading = Reading::lines;
                else
                    finish(side, "");
            }
            continue;
        }
        const std::string_view rest = asText(octets);
        const std::size_t end = rest.find('\n');
        const std::size_t size = end == std::string_view::npos ? rest.size() : end + 1;
        side.line += rest.substr(0, size);
        octets = octets.subspan(size);
        const bool whole = end != std::string_view::npos;
        if (side.reading == Reading::dotted) {
            if (whole || side.line.size() > longestLine)
                dottedLine(side, frame, time);
            continue;
        }
        if (!whole && side.line.size() <= longestLine)
            continue;
        std::string_view line = side.line;
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
        if (whole)
            role == 0 ? command(side, std::string(line)) : reply(side, std::string(line));
        side.line.clear();
    }
}

/// A message whose end is a line with a dot; other lines that begin with one have one more (RFC 5321 section 4.5.2).
void MailFiles::dottedLine(Side& side, std::uint32_t frame, std::int64_t time) {
    std::string_view line = side.line;
    if (line == ".\r\n" || line == ".\n") {
        side.line.clear();
        finish(side, "");
        return;
    }
    if (line.starts_with('.'))
        line.remove_prefix(1);
    if (side.message)
        side.message->add(asBytes(line), frame, time);
    side.line.clear();
}

void MailFiles::command(Side& side, std::string_view line) {
    const std::string lower = lowered(line);
    if (m_service == "smtp") {
        if (lower == "data") {
            begin(0);
            side.reading = Reading::dotted;
        } else if (lower.starts_with("bdat ")) {
            std::uint64_t size = 0;
            std::from_chars(lower.data() + 5, lower.data() + lower.size(), size);
            if (!side.message)
                begin(0);
            side.more = lower.find("last") == std::string::npos;
            side.left = size;
            side.reading = Reading::counted;
            if (size == 0 && !side.more)
                finish(side, "");
            else if (size == 0)
                side.reading = Reading::lines;
        }
    } else if (m_service == "pop3") {
        if (m_asked.size() < mostAsked)
            m_asked.push_back(lower.substr(0, lower.find(' ')) + (lower.find(' ') == std::string::npos ? "" : " "));
    } else if (const std::uint64_t size = literalSize(line); size > 0) {
        const bool appends = lower.find(" append ") != std::string::npos;
        if (appends)
            begin(0);
        side.more = false;
        side.left = size;
        side.reading = appends ? Reading::counted : Reading::skipped;
    }
}

void MailFiles::reply(Side& side, std::string_view line) {
    if (m_service == "smtp") {
        Side& client = m_sides[0];
        const bool refused = !line.empty() && (line[0] == '4' || line[0] == '5');
        if (refused && client.reading == Reading::dotted && client.message && client.message->empty()) {
            client.message.reset();
            client.reading = Reading::lines;
        }
        return;
    }
    if (m_service == "pop3") {
        if (m_asked.empty() || (!line.starts_with("+OK") && !line.starts_with("-ERR")))
            return;
        const std::string asked = m_asked.front();
        m_asked.pop_front();
        if (!line.starts_with("+OK"))
            return;
        const bool message = asked == "retr ";
        if (message)
            begin(1);
        if (message || asked == "top " || asked == "list" || asked == "uidl" || asked == "capa")
            side.reading = Reading::dotted;
        return;
    }
    if (const std::uint64_t size = literalSize(line); size > 0) {
        const bool message = fetchesMessage(lowered(line));
        if (message)
            begin(1);
        side.more = false;
        side.left = size;
        side.reading = message ? Reading::counted : Reading::skipped;
    }
}

void MailFiles::gap(int role, std::uint64_t octets) {
    Side& side = m_sides[role];
    side.line.clear();
    if (side.message)
        side.message->gap(octets);
    const bool counted = side.reading == Reading::counted || side.reading == Reading::skipped;
    if (counted && octets < side.left) {
        side.left -= octets;
        return;
    }
    if (counted)
        finish(side, "a part of it is missing");
}

void MailFiles::end() {
    for (Side& side : m_sides) {
        if (side.reading == Reading::dotted && side.message && !side.line.empty())
            side.message->add(asBytes(side.line), m_frame, m_time);
        finish(side, "the end was not captured");
    }
}

}  // namespace weir::files
