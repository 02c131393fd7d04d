// SPDX-License-Identifier: GPL-3.0-or-later
// Text to filter, filter over a table.
#include "core/table/filter.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/base/text.h"
#include "core/table/filternode.h"
#include "core/table/filtersyntax.h"

namespace weir::table {

namespace {

/// Few enough rows that what lies between two tests stays in the cache, and that a stop is soon seen.
constexpr std::size_t chunkRows = 4096;

void collectColumns(const FilterSyntax& syntax, std::vector<std::string>& out) {
    if (syntax.type == FilterSyntax::Type::test && syntax.operation != FilterOperator::anywhere) {
        const std::string name = lowered(syntax.column.text);
        if (std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(name);
    }
    for (const FilterSyntax& child : syntax.children) collectColumns(child, out);
}

void appendPassing(FilterEvaluation& evaluation, std::span<const std::uint32_t> chunk, Rows& out) {
    std::array<std::uint8_t, chunkRows> passes;
    evaluation.evaluate(chunk, std::span(passes).first(chunk.size()));
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        if (passes[i] != 0)
            out.push_back(chunk[i]);
    }
}

}  // namespace

std::variant<Filter, FilterError> Filter::parse(std::string_view text, const Schema& schema) {
    auto syntax = filterSyntax(text);
    if (auto* error = std::get_if<FilterError>(&syntax))
        return std::move(*error);
    Filter filter;
    if (auto* tree = std::get_if<FilterSyntax>(&syntax)) {
        // Who types one word looks for it; a column alone says something only where it is true or false.
        if (tree->type == FilterSyntax::Type::test && tree->operation == FilterOperator::present) {
            const auto column = findColumn(schema, lowered(tree->column.text));
            if (column && tree->moreWords.empty() && schema[*column].kind != Kind::boolean) {
                tree->operation = FilterOperator::anywhere;
                tree->values.push_back(tree->column);
            }
        }
        auto bound = bindFilter(*tree, schema);
        if (auto* error = std::get_if<FilterError>(&bound))
            return std::move(*error);
        filter.m_root = std::make_shared<const Node>(std::move(std::get<Node>(bound)));
    }
    return filter;
}

std::vector<std::string> Filter::columnsOf(std::string_view text) {
    std::vector<std::string> out;
    const auto syntax = filterSyntax(text);
    if (const auto* tree = std::get_if<FilterSyntax>(&syntax))
        collectColumns(*tree, out);
    return out;
}

Rows Filter::apply(const Table& table, std::stop_token stop) const {
    const std::size_t count = table.rows();
    Rows out;
    if (!m_root) {
        out.resize(count);
        std::iota(out.begin(), out.end(), 0U);
        return out;
    }
    FilterEvaluation evaluation(*m_root, table, count);
    std::array<std::uint32_t, chunkRows> rows;
    for (std::size_t start = 0; start < count && !stop.stop_requested(); start += chunkRows) {
        const std::span<std::uint32_t> chunk = std::span(rows).first(std::min(chunkRows, count - start));
        std::iota(chunk.begin(), chunk.end(), static_cast<std::uint32_t>(start));
        appendPassing(evaluation, chunk, out);
    }
    return out;
}

Rows Filter::apply(const Table& table, const Rows& within, std::stop_token stop) const {
    if (!m_root)
        return within;
    Rows out;
    FilterEvaluation evaluation(*m_root, table, within.size());
    for (std::size_t start = 0; start < within.size() && !stop.stop_requested(); start += chunkRows)
        appendPassing(evaluation, std::span(within).subspan(start, std::min(chunkRows, within.size() - start)), out);
    return out;
}

bool Filter::matches(const Table& table, std::size_t row) const {
    return !apply(table, Rows{static_cast<std::uint32_t>(row)}).empty();
}

}  // namespace weir::table
