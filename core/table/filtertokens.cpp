// SPDX-License-Identifier: GPL-3.0-or-later
// Filter text to tokens.
#include "core/base/text.h"
#include "core/table/filtersyntax.h"

namespace weir::table {

namespace {

constexpr std::size_t longestText = 65536;
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view notInWords = " \t\r\n(){}=!<>,&|\"";

FilterError wrong(std::size_t position, std::size_t length, std::string message) {
    return {FilterError::Code::syntax, position, length, message + " at " + std::to_string(position + 1), {}, {}};
}

std::string_view symbolAt(std::string_view rest) {
    for (const std::string_view symbol :
         {"==", "!=", "<=", ">=", "&&", "||", "=", "!", "<", ">", "(", ")", "{", "}", ","}) {
        if (rest.substr(0, symbol.size()) == symbol)
            return symbol;
    }
    return {};
}

/// A Community ID (version 1) is pasted as it stands in an alert: the '=' that ends its base64 is part of it.
bool beginsCommunityId(std::string_view word, std::string_view rest) {
    constexpr std::size_t before = 2 + 27;  // "1:" and 20 octets in base64 without the padding
    return word.size() == before && word.starts_with("1:") && rest.starts_with('=') &&
           (rest.size() == 1 || std::string_view(" \t\r\n),;").find(rest[1]) != std::string_view::npos);
}

std::string meaning(std::string_view symbol) {
    return symbol == "=="   ? "="
           : symbol == "&&" ? "and"
           : symbol == "||" ? "or"
                            : std::string(symbol == "!" ? "not" : symbol);
}

}  // namespace

bool FilterToken::isWord(std::string_view lowerCase) const {
    return type == Type::word && sameButCase(text, lowerCase);
}

std::string quotedForMessage(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::size_t length = text.size();
    if (length > longest) {
        length = longest;
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    }
    return "'" + std::string(text.substr(0, length)) + (length < text.size() ? "…'" : "'");
}

std::variant<std::vector<FilterToken>, FilterError> filterTokens(std::string_view text) {
    using Type = FilterToken::Type;
    if (text.size() > longestText)
        return wrong(longestText, text.size() - longestText, "the filter is too long (limit: 65,536 bytes)");
    std::vector<FilterToken> tokens;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(blanks, at)) != std::string_view::npos) {
        FilterToken token{Type::word, at, 0, {}};
        if (text[at] == '"') {
            token.type = Type::quoted;
            std::size_t i = at + 1;
            for (; i < text.size() && text[i] != '"'; ++i) {
                if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\'))
                    ++i;
                token.text += text[i];
            }
            if (i >= text.size())
                return wrong(at, text.size() - at, "the closing quote is missing for the text");
            token.length = i + 1 - at;
        } else if (const std::string_view symbol = symbolAt(text.substr(at)); !symbol.empty()) {
            token.type = Type::symbol;
            token.length = symbol.size();
            token.text = meaning(symbol);
        } else {
            token.length = std::min(text.find_first_of(notInWords, at), text.size()) - at;
            if (token.length == 0)
                return wrong(at, 1,
                             text[at] == '&' ? "'&' is not an operator, '&&' is," : "'|' is not an operator, '||' is,");
            token.length += beginsCommunityId(text.substr(at, token.length), text.substr(at + token.length)) ? 1 : 0;
            token.text = text.substr(at, token.length);
        }
        at += token.length;
        tokens.push_back(std::move(token));
    }
    tokens.push_back({Type::end, text.size(), 0, {}});
    return tokens;
}

}  // namespace weir::table
