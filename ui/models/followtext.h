// SPDX-License-Identifier: GPL-3.0-or-later
// What two ends said to each other, as lines that are written out only when they are looked at.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/session/followjob.h"

namespace weir::models {

enum class FollowForm { text, hex };
enum class FollowSide { both, client, server };

/// Immutable once made; may be read from several threads. Making it looks once at each octet.
///
/// A heading begins what one side says without the other coming between. Lines of octets begin with "> " (client) or
/// "< " (server). As text: a line for each line of the text, broken where it is too wide, controls and invalid octets
/// as \xHH. As hex: sixteen octets a line, offsets counted from the first octet of that side. Lines that tell of
/// something
/// ("! 120 octets are missing") begin with "! ".
class FollowText {
public:
    FollowText(std::shared_ptr<const session::FollowedConversation> conversation, FollowForm form, FollowSide side);

    enum class Kind : std::uint8_t { heading, octets, notice };
    std::size_t lines() const { return m_lines.size(); }
    Kind kind(std::size_t line) const { return m_lines[line].kind; }
    bool fromClient(std::size_t line) const { return m_lines[line].fromClient; }
    QString text(std::size_t line) const;

    /// The octets of the chosen side or sides, as they were said.
    const std::string& octets() const { return m_octets; }
    /// The line in which `needle` begins, the next after `line` (before it, if `backwards`), going on at the other end;
    /// nothing where it is nowhere. ASCII letters match in either case. In hex form, pairs of hexadecimal digits mean
    /// the octets themselves. Never finds what two sides said together.
    std::optional<std::size_t> find(const QString& needle, std::optional<std::size_t> line, bool backwards) const;

    static constexpr std::size_t widest = 110;  ///< characters of a line of octets

private:
    struct Line {
        std::uint32_t begin = 0;  ///< in m_octets; of a heading or notice, the place of its piece
        std::uint32_t end = 0;
        std::uint32_t offset = 0;  ///< hex: of that side
        std::uint32_t run = 0;
        Kind kind = Kind::octets;
        bool fromClient = false;
    };
    void add(Kind kind, std::size_t piece);
    void addRun(std::size_t begin, std::uint32_t& offset, bool fromClient);
    void addTextLine(std::size_t begin, std::size_t end, bool fromClient);
    QString headingText(const Line& line) const;

    std::shared_ptr<const session::FollowedConversation> m_conversation;
    FollowForm m_form;
    std::string m_octets;
    std::vector<Line> m_lines;
    std::uint32_t m_run = 0;
};

}  // namespace weir::models
