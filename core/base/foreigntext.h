// SPDX-License-Identifier: GPL-3.0-or-later
// Text from captures, servers and files, cut into what may be shown as it is and what must be made visible.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// Walks a text in pieces. What may not stand raw: characters that are unprintable (see textranges.h), combining marks
/// beyond the eighth in a row, and octets that are not UTF-8.
class ForeignText {
public:
    enum class Kind : std::uint8_t {
        plain,      ///< a run of characters that may stand as they are; '"' and '\' among them
        character,  ///< one that must be made visible
        octet,      ///< one octet that belongs to no valid UTF-8
    };
    struct Piece {
        Kind kind = Kind::plain;
        std::string_view octets;
        char32_t code = 0;  ///< of a character; of an octet its value
    };

    explicit ForeignText(std::string_view text) : m_rest(text) {}
    /// False at the end.
    bool next(Piece& piece);

private:
    std::string_view m_rest;
    std::optional<Piece> m_stop;  ///< what ended the last run
    unsigned m_marks = 0;         ///< combining marks in a row so far
};

/// How many octets at the start are printable ASCII.
std::size_t printableAscii(std::string_view text);

/// ASCII controls and octets as \xHH, other characters as \u{HHHH}.
void appendVisible(std::string& out, const ForeignText::Piece& piece);
/// The whole text that way. At most four times as long, and without controls: safe on one line.
void appendPrintable(std::string& out, std::string_view text);

}  // namespace weir
