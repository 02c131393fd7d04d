// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/ownrules.h"

#include <algorithm>
#include <fstream>

#include "core/base/textparts.h"
#include "core/findings/weightlines.h"

namespace weir::findings {
namespace {

/// Sets a member by its name in the file; what is wrong, or nothing.
std::string set(OwnRule& rule, std::string_view name, std::string_view value) {
    if (name == "weight") {
        const auto amount = lines::number(value);
        if (!amount || *amount > 100)
            return "weight is a number from 0 to 100";
        rule.weight = *amount;
        return {};
    }
    if (name == "enabled") {
        if (value != "true" && value != "false")
            return "enabled is true or false";
        rule.enabled = value == "true";
        return {};
    }
    const auto text = lines::text(value);
    if (!text)
        return "'" + std::string(name) + "' is a text in quotation marks";
    if (name == "class") {
        const auto known = lines::evidenceClass(*text);
        if (!known)
            return "class is \"hard\", \"soft\" or \"context\"";
        rule.evidence = *known;
        return {};
    }
    std::string* const member = name == "table"      ? &rule.table
                                : name == "filter"   ? &rule.filter
                                : name == "subject"  ? &rule.subject
                                : name == "sentence" ? &rule.sentence
                                                     : nullptr;
    if (member == nullptr)
        return "a rule has table, filter, subject, sentence, weight, class and enabled, no '" + std::string(name) + "'";
    *member = *text;
    return {};
}

/// What a rule lacks, or nothing.
std::string lacking(const OwnRule& rule) {
    return rule.table.empty()      ? "has no table"
           : rule.filter.empty()   ? "has no filter"
           : rule.sentence.empty() ? "has no sentence"
                                   : "";
}

}  // namespace

FindingRule OwnRule::asFindingRule() const {
    return {kind, evidence, {}, title.empty() ? "a rule of your own" : title, weight, enabled, {}, {}, true};
}

std::string OwnRule::toText() const {
    std::string out = '[' + kind + ']' + (title.empty() ? "" : "  # " + title) + '\n';
    const auto write = [&out](std::string_view name, const std::string& value) {
        out.append(name).append(" = ").append(value).append("\n");
    };
    write("table", quoted(table));
    write("filter", quoted(filter));
    if (!subject.empty())
        write("subject", quoted(subject));
    write("sentence", quoted(sentence));
    write("weight", lines::numberText(weight));
    write("class", quoted(toString(evidence)));
    if (!enabled)
        write("enabled", "false");
    return out;
}

Result<std::vector<OwnRule>> parseOwnRules(std::string_view text) {
    std::vector<OwnRule> rules;
    std::size_t number = 0;
    const auto wrong = [&](const std::string& what) {
        return Error::of(ErrorKind::invalid, "line %1: %2", {std::to_string(number), what});
    };
    const auto unfinished = [&]() -> std::string { return rules.empty() ? std::string{} : lacking(rules.back()); };
    for (std::size_t at = 0; at < text.size();) {
        const lines::Line line = lines::next(text, at);
        ++number;
        if (line.content.empty())
            continue;
        if (line.content.front() == '[') {
            if (const std::string missing = unfinished(); !missing.empty())
                return Error::of(ErrorKind::invalid, "line %1: the rule '%2' %3",
                                 {std::to_string(rules.back().line), rules.back().kind, missing});
            if (line.content.back() != ']')
                return wrong("a section's name is not closed with ]");
            const std::string kind(line.content.substr(1, line.content.size() - 2));
            constexpr std::size_t longest = 40;
            if (kind.empty() || kind.size() > longest ||
                kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
                return wrong("a rule's name has small letters, digits and hyphens, at most 40");
            if (FindingWeights::defaults().find(kind) != nullptr)
                return wrong("'" + kind + "' is one of Weir's own kinds; give your rule another name");
            if (std::any_of(rules.begin(), rules.end(), [&](const OwnRule& rule) { return rule.kind == kind; }))
                return wrong("there is a rule '" + kind + "' already");
            OwnRule rule;
            rule.kind = kind;
            rule.title = line.comment;
            rule.line = number;
            rules.push_back(std::move(rule));
            continue;
        }
        const std::size_t equals = line.content.find('=');
        if (equals == std::string_view::npos || rules.empty())
            return wrong("expected [name-of-a-rule] or name = value");
        const std::string fault = set(rules.back(), lines::trimmed(line.content.substr(0, equals)),
                                      lines::trimmed(line.content.substr(equals + 1)));
        if (!fault.empty())
            return wrong(fault);
    }
    if (const std::string missing = unfinished(); !missing.empty())
        return Error::of(ErrorKind::invalid, "line %1: the rule '%2' %3",
                         {std::to_string(rules.back().line), rules.back().kind, missing});
    return rules;
}

Result<std::vector<OwnRule>> loadOwnRules(const std::string& path) {
    const auto text = lines::load(path);
    if (!text)
        return text.error();
    auto rules = parseOwnRules(text.value());
    if (!rules)
        return Error(rules.error()).in(path);
    return rules;
}

}  // namespace weir::findings
