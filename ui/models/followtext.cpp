// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/followtext.h"

#include <QCoreApplication>
#include <algorithm>
#include <cctype>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "ui/models/plural.h"

namespace weir::models {

namespace {

constexpr std::size_t hexWidth = 16;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(weir::models::FollowText)
};
QString fromUtf8(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Octets of the character at the start of `text`, and how wide it is when written out.
std::pair<std::size_t, std::size_t> character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first >= 0x20 && first < 0x7f)
        return {1, 1};
    const std::size_t length = first < 0x80 ? 0 : utf8Length(text);
    return length == 0 ? std::pair<std::size_t, std::size_t>{1, 4}
                       : std::pair<std::size_t, std::size_t>{length, length};
}

QString hexLine(std::string_view octets, std::uint32_t offset) {
    std::string out;
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%08x ", offset);
    out = buffer;
    for (std::size_t i = 0; i < hexWidth; ++i) {
        if (i == hexWidth / 2)
            out += ' ';
        if (i < octets.size())
            std::snprintf(buffer, sizeof buffer, " %02x", static_cast<unsigned char>(octets[i]));
        out += i < octets.size() ? buffer : "   ";
    }
    out += "  ";
    for (const char c : octets) out += c >= 0x20 && c < 0x7f ? c : '.';
    return QString::fromStdString(out);
}

/// "47 45 54" as octets; nothing where it is anything else.
std::optional<std::string> hexPairs(const QString& text) {
    const QByteArray digits = text.toLatin1().simplified().replace(' ', "");
    if (digits.isEmpty() || digits.size() % 2 != 0 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); }))
        return {};
    return QByteArray::fromHex(digits).toStdString();
}

}  // namespace

FollowText::FollowText(std::shared_ptr<const session::FollowedConversation> conversation, FollowForm form,
                       FollowSide side)
    : m_conversation(std::move(conversation)), m_form(form) {
    const auto& pieces = m_conversation->said.pieces;
    const extract::FollowedPiece* last = nullptr;
    std::size_t runBegin = 0;
    std::uint32_t offset[2] = {0, 0};
    const auto client = [&](const extract::FollowedPiece& piece) { return piece.side == m_conversation->clientSide; };
    const auto flush = [&] {
        if (last)
            addRun(runBegin, offset[last->side & 1], client(*last));
        runBegin = m_octets.size();
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const extract::FollowedPiece& piece = pieces[i];
        if (side != FollowSide::both && client(piece) != (side == FollowSide::client))
            continue;
        const bool another = last && last->connection != piece.connection;
        const bool turns = !last || last->side != piece.side || another;
        if (turns || piece.gap > 0)
            flush();
        if (another)
            offset[0] = offset[1] = 0;
        if (turns)
            add(Kind::heading, i);
        if (piece.gap > 0)
            add(Kind::notice, i);
        m_octets.append(asText(piece.octets));
        last = &piece;
    }
    flush();
}

void FollowText::add(Kind kind, std::size_t piece) {
    ++m_run;
    Line line;
    line.begin = line.end = static_cast<std::uint32_t>(piece);
    line.kind = kind;
    line.run = m_run;
    line.fromClient = m_conversation->said.pieces[piece].side == m_conversation->clientSide;
    m_lines.push_back(line);
}

void FollowText::addRun(std::size_t begin, std::uint32_t& offset, bool fromClient) {
    const std::size_t end = m_octets.size();
    if (m_form == FollowForm::hex) {
        for (std::size_t at = begin; at < end; at += hexWidth) {
            const std::size_t count = std::min(hexWidth, end - at);
            addTextLine(at, at + count, fromClient);
            m_lines.back().offset = offset;
            offset += static_cast<std::uint32_t>(count);
        }
        return;
    }
    while (begin < end) {
        const std::size_t newline = m_octets.find('\n', begin);
        const std::size_t lineEnd = newline == std::string::npos ? end : newline;
        std::size_t at = begin;
        std::size_t lineBegin = begin;
        std::size_t width = 0;
        while (at < lineEnd) {
            const auto [octets, wide] = character(std::string_view(m_octets).substr(at, lineEnd - at));
            if (width + wide > widest) {
                addTextLine(lineBegin, at, fromClient);
                lineBegin = at;
                width = 0;
            }
            width += wide;
            at += octets;
        }
        addTextLine(lineBegin, lineEnd, fromClient);
        begin = newline == std::string::npos ? end : newline + 1;
    }
}

void FollowText::addTextLine(std::size_t begin, std::size_t end, bool fromClient) {
    Line line;
    line.begin = static_cast<std::uint32_t>(begin);
    line.end = static_cast<std::uint32_t>(end);
    line.run = m_run;
    line.fromClient = fromClient;
    m_lines.push_back(line);
}

QString FollowText::headingText(const Line& line) const {
    const extract::FollowedPiece& piece = m_conversation->said.pieces[line.begin];
    const QString who = line.fromClient ? Words::tr("Client %1, frame %2, %3") : Words::tr("Server %1, frame %2, %3");
    QString text = who.arg(QString::fromStdString(line.fromClient ? m_conversation->client : m_conversation->server),
                           QString::number(piece.frame), QString::fromStdString(isoTimeText(piece.time)));
    if (piece.connection > 0)
        text += Words::tr(" (connection %1 between these ports)").arg(piece.connection + 1);
    return text;
}

QString FollowText::text(std::size_t line) const {
    const Line& at = m_lines[line];
    if (at.kind == Kind::heading)
        return headingText(at);
    if (at.kind == Kind::notice) {
        const std::uint64_t gap = m_conversation->said.pieces[at.begin].gap;
        return Words::tr("! %1 bytes are missing here", nullptr, plural(gap)).arg(gap);
    }
    const QString mark = at.fromClient ? QStringLiteral("> ") : QStringLiteral("< ");
    std::string_view octets = std::string_view(m_octets).substr(at.begin, at.end - at.begin);
    if (m_form == FollowForm::hex)
        return mark + hexLine(octets, at.offset);
    if (octets.ends_with('\r') && at.end < m_octets.size() && m_octets[at.end] == '\n')
        octets.remove_suffix(1);
    return mark + fromUtf8(printable(octets));
}

std::optional<std::size_t> FollowText::find(const QString& needle, std::optional<std::size_t> line,
                                            bool backwards) const {
    const auto pairs = m_form == FollowForm::hex ? hexPairs(needle) : std::nullopt;
    const std::string wanted = pairs ? *pairs : lowered(needle.toStdString());
    if (wanted.empty() || wanted.size() > m_octets.size())
        return {};
    const std::string folded = pairs ? m_octets : lowered(m_octets);
    std::optional<std::size_t> first, last, before, after;
    std::size_t at = 0;  // walks along the lines, with the hits
    for (std::size_t hit = folded.find(wanted); hit != std::string::npos; hit = folded.find(wanted, hit + 1)) {
        for (std::size_t next = at; next < m_lines.size(); ++next) {
            if (m_lines[next].kind != Kind::octets)
                continue;
            if (m_lines[next].begin > hit)
                break;
            at = next;
        }
        std::size_t end = at;
        while (end + 1 < m_lines.size() && m_lines[end].end < hit + wanted.size() &&
               m_lines[end + 1].run == m_lines[at].run)
            ++end;
        if (m_lines[end].end < hit + wanted.size())
            continue;  // two sides said it together
        first = first ? first : at;
        last = at;
        if (line && at < *line)
            before = at;
        if (!line || at > *line) {
            after = at;
            if (!backwards)
                break;
        }
    }
    if (backwards)
        return before ? before : last;
    return after ? after : first;
}

}  // namespace weir::models
