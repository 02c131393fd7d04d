// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/filterlexer.h"

namespace weir::table {
namespace {

constexpr std::string_view symbols[] = {"==", "!=", "<=", ">=", "&&", "||", "=", "<", ">", "(", ")", ",", "!"};

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool endsWord(char c) { return isSpace(c) || std::string_view("=!<>(),&|\"").find(c) != std::string_view::npos; }

}  // namespace

std::vector<Token> cutFilter(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    const auto add = [&](Token::Kind kind, std::string content, std::size_t start) {
        tokens.push_back({kind, std::move(content), start, at - start});
    };
    while (true) {
        while (at < text.size() && isSpace(text[at])) ++at;
        const std::size_t start = at;
        if (at == text.size()) {
            add(Token::Kind::end, {}, start);
            return tokens;
        }
        if (text[at] == '"') {
            std::string content;
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size())
                    ++at;
                content += text[at];
            }
            if (at == text.size()) {
                add(Token::Kind::broken, "a text that begins with \" does not end", start);
                return tokens;
            }
            ++at;
            add(Token::Kind::quoted, std::move(content), start);
            continue;
        }
        bool found = false;
        for (const std::string_view symbol : symbols) {
            if (text.substr(at).starts_with(symbol)) {
                at += symbol.size();
                add(Token::Kind::symbol, std::string(symbol), start);
                found = true;
                break;
            }
        }
        if (found)
            continue;
        while (at < text.size() && !endsWord(text[at])) ++at;
        if (at == start) {
            ++at;
            add(Token::Kind::broken, "'" + std::string(text.substr(start, 1)) + "' means nothing here", start);
            return tokens;
        }
        add(Token::Kind::word, std::string(text.substr(start, at - start)), start);
    }
}

}  // namespace weir::table
