// SPDX-License-Identifier: GPL-3.0-or-later
// Column names to columns, words to values of the column's kind.
#include <algorithm>
#include <limits>

#include "core/base/text.h"
#include "core/table/filteralias.h"
#include "core/table/filternode.h"
#include "core/table/nearest.h"

namespace weir::table {

namespace {

using Node = Filter::Node;
using Operator = FilterOperator;
constexpr std::int64_t emptyInteger = Table::emptyInteger, least = emptyInteger + 1, most = INT64_MAX;
constexpr IpAddress noAddress{}, leastAddress = IpAddress::v4(0), mostAddress = IpAddress::v6(UINT64_MAX, UINT64_MAX);

class Binder {
public:
    explicit Binder(const Schema& schema) : m_schema(schema) {}

    bool bind(const FilterSyntax& syntax, Node& out) {
        switch (syntax.type) {
            case FilterSyntax::Type::test:
                return bindTest(syntax, out);
            case FilterSyntax::Type::negation:
                if (!bind(syntax.children.front(), out))
                    return false;
                out.negated = !out.negated;
                return true;
            case FilterSyntax::Type::all:
            case FilterSyntax::Type::any:
                break;
        }
        out.type = syntax.type == FilterSyntax::Type::all ? Node::Type::all : Node::Type::any;
        for (const FilterSyntax& child : syntax.children) {
            if (!bind(child, out.children.emplace_back()))
                return false;
        }
        return true;
    }
    FilterError& error() { return m_error; }

private:
    bool fail(FilterError::Code code, const FilterToken& token, const std::string& column, std::string message) {
        m_error = {code, token.position, token.length, std::move(message), column, {}};
        return false;
    }

    bool unknownColumn(const FilterToken& token) {
        fail(FilterError::Code::unknownColumn, token, token.text,
             "no column " + quotedForMessage(token.text) + " at " + std::to_string(token.position + 1));
        m_error.suggestion = nearestColumn(lowered(token.text), m_schema);
        if (!m_error.suggestion.empty()) {
            m_error.message += "; did you mean '" + m_error.suggestion + "'?";
            return false;
        }
        std::string names;
        for (const Column& column : m_schema) names += (names.empty() ? "" : ", ") + column.name;
        m_error.message += "; the columns are " + names;
        return false;
    }

    bool misused(const FilterSyntax& syntax, const std::string& why) {
        return fail(FilterError::Code::badValue, syntax.operatorToken, m_column->name,
                    "column '" + m_column->name + "' " + why + "; " + quotedForMessage(syntax.operatorToken.text) +
                        " at " + std::to_string(syntax.operatorToken.position + 1) + " cannot compare it");
    }

    bool badValue(const FilterToken& value) {
        static constexpr std::string_view wanted[] = {"a number, such as 443 or 10k",
                                                      "a number, such as 4.15",
                                                      "true or false",
                                                      "a time, such as 2022-11-08T02:00:00Z or seconds since 1970",
                                                      "a duration, such as 1.5 (seconds), 200ms or 2h",
                                                      "a text",
                                                      "an address"};
        std::string what(wanted[static_cast<std::size_t>(m_column->kind)]);
        if (m_column->kind == Kind::address && !isOrdering(m_operation))
            what += " or a network, such as 10.0.0.0/8";
        return fail(FilterError::Code::badValue, value, m_column->name,
                    "column '" + m_column->name + "' takes " + what + ", not " + quotedForMessage(value.text) + " at " +
                        std::to_string(value.position + 1));
    }

    /// Texts, addresses, and numbers that name something rather than count it. A network finds the addresses in it.
    bool bindAnywhere(const FilterSyntax& syntax, Node& out) {
        out.type = Node::Type::any;
        const FilterToken& value = syntax.values.front();
        const bool network = value.text.find('/') != std::string::npos && Prefix::parse(value.text);
        m_operation = network ? Operator::equal : Operator::contains;
        FilterSyntax test;
        test.values.push_back(value);
        if (network)
            test.values.front().type = FilterToken::Type::word;
        for (std::size_t i = 0; i < m_schema.size(); ++i) {
            m_column = &m_schema[i];
            if (m_column->kind != Kind::text && m_column->kind != Kind::address && m_column->unit != Unit::identifier)
                continue;
            Node& child = out.children.emplace_back();
            child.type = Node::Type::test;
            child.column = i;
            child.kind = m_column->kind;
            if (network && child.kind == Kind::address)
                bindAddresses(test, child.test.emplace<AddressTest>().values);
            else
                bindText(test, child.test.emplace<TextTest>());
        }
        return true;
    }

    /// A column's name, or the title over it.
    std::optional<std::size_t> columnOf(const FilterSyntax& syntax) const {
        if (syntax.moreWords.empty()) {
            if (const auto named = findColumn(m_schema, lowered(syntax.column.text)))
                return named;
        }
        const auto titled = std::find_if(m_schema.begin(), m_schema.end(), [&](const Column& column) {
            return !column.title.empty() && sameButCase(column.title, syntax.wholeColumn());
        });
        return titled == m_schema.end() || syntax.operation == Operator::present
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(titled - m_schema.begin()));
    }

    /// Words that are no column: a text to look for.
    bool bindWords(const FilterSyntax& syntax, Node& out) {
        if (!syntax.moreWords.empty() && findColumn(m_schema, lowered(syntax.column.text))) {
            const FilterToken& next = syntax.moreWords.front();
            return fail(FilterError::Code::syntax, next, {},
                        "expected an operator such as = or contains after " + quotedForMessage(syntax.column.text) +
                            " at " + std::to_string(next.position + 1) + ", not " + quotedForMessage(next.text));
        }
        FilterSyntax search;
        search.values.push_back(syntax.column);
        search.values.front().text = syntax.wholeColumn();
        return bindAnywhere(search, out);
    }

    /// A name for several columns: the test holds where it holds for any of them.
    bool bindAlias(const FilterSyntax& syntax, const FilterAlias& alias, Node& out) {
        FilterSyntax one = syntax;
        const bool negated = syntax.operation == Operator::notEqual;
        if (negated)
            one.operation = Operator::equal;
        Node any;
        any.type = Node::Type::any;
        for (const std::size_t column : alias.columns) {
            one.column.text = m_schema[column].name;
            if (!bindTest(one, any.children.emplace_back()))
                return false;
        }
        if (!alias.protocolColumn) {
            out = std::move(any);
        } else {
            FilterSyntax protocol;
            protocol.column.text = m_schema[*alias.protocolColumn].name;
            protocol.operation = Operator::equal;
            protocol.values.push_back({FilterToken::Type::word, 0, 0, std::string(alias.protocol)});
            out.type = Node::Type::all;
            out.children.push_back(std::move(any));
            if (!bindTest(protocol, out.children.emplace_back()))
                return false;
        }
        out.negated = negated;
        return true;
    }

    bool bindTest(const FilterSyntax& syntax, Node& out) {
        if (syntax.operation == Operator::anywhere)
            return bindAnywhere(syntax, out);
        const auto column = columnOf(syntax);
        const bool alone = syntax.operation == Operator::present;
        if (!column && syntax.moreWords.empty() && (!alone || syntax.column.text.find('.') != std::string::npos)) {
            if (const auto alias = filterAlias(lowered(syntax.column.text), m_schema))
                return bindAlias(syntax, *alias, out);
        }
        if (!column)
            return alone ? bindWords(syntax, out) : unknownColumn(syntax.column);
        m_column = &m_schema[*column];
        out.type = Node::Type::test;
        out.column = *column;
        out.kind = m_column->kind;
        out.negated = syntax.operation == Operator::notEqual;
        m_operation = out.negated ? Operator::equal : syntax.operation;
        if (m_operation == Operator::present)
            return bindPresent(out);
        if (out.kind == Kind::boolean && m_operation != Operator::equal && m_operation != Operator::in)
            return misused(syntax, "is true or false");
        if (out.kind == Kind::text || m_operation == Operator::contains || m_operation == Operator::matches)
            return bindText(syntax, out.test.emplace<TextTest>());
        if (out.kind == Kind::address)
            return bindAddresses(syntax, out.test.emplace<AddressTest>().values);
        return bindIntegers(syntax, out.test.emplace<IntegerTest>().values);
    }

    bool bindPresent(Node& out) {
        out.negated = true;
        if (out.kind == Kind::text) {
            out.test.emplace<TextTest>().matchesEmpty = true;
        } else if (out.kind == Kind::address) {
            out.test.emplace<AddressTest>().values.add(noAddress, noAddress);
        } else {
            auto& values = out.test.emplace<IntegerTest>().values;
            values.add(emptyInteger, emptyInteger);
            if (out.kind == Kind::boolean)
                values.add(0, 0);
            values.settle();
        }
        return true;
    }

    /// The value "" of = and in, for which an empty cell is looked for.
    bool isEmptyValue(const FilterToken& value) const { return value.text.empty() && !isOrdering(m_operation); }

    bool bindIntegers(const FilterSyntax& syntax, Ranges<std::int64_t>& out) {
        for (const FilterToken& value : syntax.values) {
            if (isEmptyValue(value)) {
                out.add(emptyInteger, emptyInteger);
                continue;
            }
            if (m_column->kind == Kind::boolean) {
                const std::string word = lowered(value.text);
                if (word != "true" && word != "1" && word != "false" && word != "0")
                    return badValue(value);
                const bool wanted = word == "true" || word == "1";
                out.add(wanted ? 1 : 0, wanted ? most : 0);
                continue;
            }
            const auto number = m_column->kind == Kind::time       ? parseTime(value.text)
                                : m_column->kind == Kind::duration ? parseDuration(value.text)
                                : m_column->kind == Kind::real     ? parseNumber(value.text, 1000)
                                                                   : parseNumber(value.text);
            if (!number)
                return badValue(value);
            addNumbers(m_column->kind == Kind::real ? withinReach(*number) : *number, out);
        }
        out.settle();
        return true;
    }

    /// Reals that no int64 of thousandths can hold are all taken for the largest, those of the table and this one.
    static FilterNumber withinReach(const FilterNumber& number) {
        const bool beyond = !number.exact && (number.floor == INT64_MAX || number.floor == INT64_MIN);
        return beyond ? FilterNumber{std::max(number.floor, least), true} : number;
    }

    void addNumbers(const FilterNumber& number, Ranges<std::int64_t>& out) const {
        // What is between two integers has all integers up to the lower one below it.
        const auto [floor, exact] = number;
        const std::int64_t below = exact ? (floor == INT64_MIN ? floor : floor - 1) : floor;
        switch (m_operation) {
            case Operator::less:
                return out.add(least, below);
            case Operator::lessEqual:
                return out.add(least, floor);
            case Operator::greater:
                return floor == most ? void() : out.add(std::max(floor + 1, least), most);
            case Operator::greaterEqual:
                return below == most ? void() : out.add(std::max(below + 1, least), most);
            default:
                return exact && floor != emptyInteger ? out.add(floor, floor) : void();
        }
    }

    static void addNetwork(const Prefix& prefix, Ranges<IpAddress>& out) {
        IpAddress last = prefix.network;
        const unsigned host = last.bits() - prefix.length;
        const auto ones = [](unsigned bits) { return bits >= 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1; };
        last.low |= ones(host);
        if (host > 64)
            last.high |= ones(host - 64);
        out.add(prefix.network, last);
    }

    bool bindAddresses(const FilterSyntax& syntax, Ranges<IpAddress>& out) {
        for (const FilterToken& value : syntax.values) {
            if (isEmptyValue(value)) {
                out.add(noAddress, noAddress);
                continue;
            }
            if (!isOrdering(m_operation)) {
                const auto prefix = Prefix::parse(value.text);
                if (!prefix)
                    return badValue(value);
                addNetwork(*prefix, out);
                continue;
            }
            const auto address = IpAddress::parse(value.text);
            if (!address)
                return badValue(value);
            addOrdered(*address, out);
        }
        out.settle();
        return true;
    }

    static IpAddress previous(IpAddress address) {
        if (address == IpAddress::v6(0, 0))
            return IpAddress::v4(UINT32_MAX);
        if (address.low-- == 0)
            --address.high;
        return address;
    }
    static IpAddress next(IpAddress address) {
        if (address == IpAddress::v4(UINT32_MAX))
            return IpAddress::v6(0, 0);
        if (++address.low == 0)
            ++address.high;
        return address;
    }
    void addOrdered(const IpAddress& address, Ranges<IpAddress>& out) const {
        if (m_operation == Operator::lessEqual)
            out.add(leastAddress, address);
        else if (m_operation == Operator::greaterEqual)
            out.add(address, mostAddress);
        else if (m_operation == Operator::less && address != leastAddress)
            out.add(leastAddress, previous(address));
        else if (m_operation == Operator::greater && address != mostAddress)
            out.add(next(address), mostAddress);
    }

    bool bindText(const FilterSyntax& syntax, TextTest& out) const {
        out.operation = m_operation;
        out.list = m_column->kind == Kind::text && m_column->list;
        if (m_operation == Operator::equal || m_operation == Operator::in) {
            for (const FilterToken& value : syntax.values) {
                if (value.text.empty())
                    out.matchesEmpty = true;
                else
                    out.equal.insert(lowered(value.text));
                if (value.type != FilterToken::Type::word)
                    continue;
                if (const auto prefix = Prefix::parse(value.text))
                    addNetwork(*prefix, out.addresses);
            }
            out.addresses.settle();
            return true;
        }
        const FilterToken& value = syntax.values.front();
        out.needle = lowered(value.text);
        if (m_operation == Operator::matches)
            out.pattern.emplace(out.needle);
        else if (isOrdering(m_operation) && out.list && value.type == FilterToken::Type::word)
            out.number = parseNumber(value.text);
        return true;
    }

    const Schema& m_schema;
    const Column* m_column = nullptr;
    Operator m_operation = Operator::present;  ///< of the test at hand, != taken as =
    FilterError m_error;
};

}  // namespace

std::variant<Filter::Node, FilterError> bindFilter(const FilterSyntax& syntax, const Schema& schema) {
    Binder binder(schema);
    Node root;
    if (!binder.bind(syntax, root))
        return std::move(binder.error());
    return root;
}

}  // namespace weir::table
