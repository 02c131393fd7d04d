// SPDX-License-Identifier: GPL-3.0-or-later
// What may be typed next in a filter.
#include "core/base/text.h"
#include "core/table/filteralias.h"
#include "core/table/filtersyntax.h"

namespace weir::table {

namespace {

/// What the tokens before the cursor leave open.
enum class Place { column, operation, value, list, connective, nowhere };

struct Situation {
    Place place = Place::column;
    const Column* column = nullptr;

    void take(const FilterToken& token, const Schema& schema) {
        const bool connective = token.isConnective("and") || token.isConnective("or");
        switch (place) {
            case Place::column:
                if (token.isConnective("not") || token.is("("))
                    return;
                if (token.type == FilterToken::Type::quoted) {
                    place = Place::connective;
                    return;
                }
                place = token.type == FilterToken::Type::word ? Place::operation : Place::nowhere;
                if (const auto found = findColumn(schema, lowered(token.text)))
                    column = &schema[*found];
                return;
            case Place::operation:
                if (token.isConnective("not"))
                    return;
                if (connective)
                    place = Place::column;
                else if (token.is(")"))
                    place = Place::connective;
                else
                    place = token.type == FilterToken::Type::quoted || token.is("(") || token.is(",") ? Place::nowhere
                                                                                                      : Place::value;
                break;
            case Place::value:
                place = token.is("(") ? Place::list : token.isValue() ? Place::connective : Place::nowhere;
                return;
            case Place::list:
                place = token.is(")") ? Place::connective : token.is("(") ? Place::nowhere : Place::list;
                return;
            case Place::connective:
                place = connective ? Place::column : token.is(")") ? Place::connective : Place::nowhere;
                break;
            case Place::nowhere:
                return;
        }
        if (place == Place::column)
            column = nullptr;
    }
};

}  // namespace

std::vector<std::string> completions(std::string_view text, std::size_t position, const Schema& schema) {
    const auto parsed = filterTokens(text.substr(0, position));
    const auto* tokens = std::get_if<std::vector<FilterToken>>(&parsed);
    if (!tokens)
        return {};
    std::string word;
    std::size_t before = tokens->size() - 1;
    if (before > 0) {
        const FilterToken& last = (*tokens)[before - 1];
        if (last.type == FilterToken::Type::word && last.position + last.length == tokens->back().position) {
            word = lowered(last.text);
            --before;
        }
    }
    Situation situation;
    for (std::size_t i = 0; i < before; ++i) situation.take((*tokens)[i], schema);

    std::vector<std::string> out;
    const auto offer = [&](std::string_view candidate) {
        if (candidate.substr(0, word.size()) == word)
            out.emplace_back(candidate);
    };
    const bool boolean = situation.column && situation.column->kind == Kind::boolean;
    switch (situation.place) {
        case Place::column:
            for (const Column& column : schema) offer(column.name);
            for (const std::string_view name : filterAliasNames()) {
                // Wireshark's are offered to those who begin to type one.
                const bool wanted = name.find('.') == std::string_view::npos || word.find('.') != std::string::npos;
                if (wanted && !findColumn(schema, name) && filterAlias(name, schema))
                    offer(name);
            }
            offer("not");
            break;
        case Place::operation:
            for (const std::string_view operation : {"=", "!=", "<", "<=", ">", ">=", "contains", "in", "matches"}) {
                if (!boolean || operation == "=" || operation == "!=" || operation == "in")
                    offer(operation);
            }
            offer("and");
            offer("or");
            break;
        case Place::value:
        case Place::list:
            if (boolean) {
                offer("true");
                offer("false");
            }
            break;
        case Place::connective:
            offer("and");
            offer("or");
            break;
        case Place::nowhere:
            break;
    }
    return out;
}

}  // namespace weir::table
