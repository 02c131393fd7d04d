// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/weights.h"

#include <algorithm>

#include "core/findings/weightlines.h"

namespace weir::findings {

extern const char* const defaultFindingWeights;

std::string_view toString(EvidenceClass evidence) {
    static constexpr std::string_view texts[] = {"context", "soft", "hard"};
    return texts[static_cast<std::size_t>(evidence)];
}

const FindingWeights& FindingWeights::defaults() {
    static const FindingWeights weights = parseOver({}, defaultFindingWeights, true).take();
    return weights;
}

Result<FindingWeights> FindingWeights::parse(std::string_view text) { return parseOver(defaults(), text, false); }

Result<FindingWeights> FindingWeights::load(const std::string& path) {
    const auto text = lines::load(path);
    if (!text)
        return text.error();
    auto weights = parse(text.value());
    if (!weights)
        return Error(weights.error()).in(path);
    return weights;
}

Result<FindingWeights> FindingWeights::parseOver(FindingWeights base, std::string_view text, bool mayAdd) {
    FindingRule* rule = nullptr;
    std::size_t lineNumber = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [line, comment] = lines::next(text, at);
        ++lineNumber;
        const auto wrong = [&](const std::string& what) {
            return Error::of(ErrorKind::invalid, "line %1: %2", {std::to_string(lineNumber), what});
        };
        if (line.empty())
            continue;
        if (line.front() == '[') {
            if (line.back() != ']')
                return wrong("a section's name is not closed with ]");
            const std::string kind(lines::trimmed(line.substr(1, line.size() - 2)));
            rule = base.rule(kind);
            if (rule == nullptr) {
                if (!mayAdd)
                    return wrong("there is no reason '" + kind + "'");
                base.m_places.emplace(kind, base.m_rules.size());
                base.m_rules.push_back({kind, EvidenceClass::soft, {}, std::string(comment), 0, true, {}, {}});
                rule = &base.m_rules.back();
            }
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || !rule)
            return wrong("expected [reason] or name = number");
        const std::string name(lines::trimmed(line.substr(0, equals)));
        const std::string_view value = lines::trimmed(line.substr(equals + 1));
        if (name == "enabled") {
            if (value != "true" && value != "false")
                return wrong("enabled is true or false");
            rule->enabled = value == "true";
            continue;
        }
        if (name == "class") {
            const auto known = lines::evidenceClass(lines::text(value).value_or(std::string{}));
            if (!known)
                return wrong("class is \"hard\", \"soft\" or \"context\"");
            rule->evidence = *known;
            continue;
        }
        if (name == "group") {
            const auto group = lines::text(value);
            if (!group)
                return wrong("group is a text in quotation marks");
            rule->group = *group;
            continue;
        }
        const auto amount = lines::number(value);
        if (!amount)
            return wrong("'" + std::string(value) + "' is not a number of 0 or more");
        if (name == "weight") {
            rule->weight = *amount;
        } else if (mayAdd || rule->settings.contains(name)) {
            rule->settings[name] = *amount;
            if (mayAdd)
                rule->meanings[name] = comment;
        } else {
            return wrong("reason '" + rule->kind + "' has no setting '" + name + "'");
        }
    }
    return base;
}

namespace {

void append(std::string& out, const FindingRule& rule) {
    const auto line = [&out](std::string text, const std::string& comment) {
        out += text + (comment.empty() ? "" : "  # " + comment) + '\n';
    };
    line('[' + rule.kind + ']', rule.description);
    line("class = \"" + std::string(toString(rule.evidence)) + '"', {});
    if (!rule.group.empty())
        line("group = \"" + rule.group + '"', {});
    line("weight = " + lines::numberText(rule.weight), {});
    if (!rule.enabled)
        line("enabled = false", {});
    for (const auto& [name, value] : rule.settings) {
        const auto meaning = rule.meanings.find(name);
        line(name + " = " + lines::numberText(value), meaning == rule.meanings.end() ? std::string{} : meaning->second);
    }
}

}  // namespace

std::string FindingWeights::toText() const {
    std::string out;
    for (const FindingRule& rule : m_rules) {
        if (!rule.own)
            append(out, rule);
    }
    return out;
}

std::string FindingWeights::changesText() const {
    std::string out;
    for (const FindingRule& rule : m_rules) {
        if (differs(rule.kind))
            append(out, rule);
    }
    return out;
}

bool FindingWeights::differs(std::string_view kind) const {
    const FindingRule* mine = find(kind);
    const FindingRule* usual = defaults().find(kind);
    return mine && !mine->own && (!usual || *mine != *usual);
}

const FindingRule* FindingWeights::find(std::string_view kind) const {
    const auto found = m_places.find(kind);
    return found == m_places.end() ? nullptr : &m_rules[found->second];
}

FindingRule* FindingWeights::rule(std::string_view kind) {
    const auto found = m_places.find(kind);
    return found == m_places.end() ? nullptr : &m_rules[found->second];
}

void FindingWeights::setOwn(const std::vector<FindingRule>& rules) {
    std::erase_if(m_rules, [](const FindingRule& rule) { return rule.own; });
    std::erase_if(m_places, [&](const auto& place) { return place.second >= m_rules.size(); });
    for (FindingRule rule : rules) {
        rule.own = true;
        if (m_places.emplace(rule.kind, m_rules.size()).second)
            m_rules.push_back(std::move(rule));
    }
}

void FindingWeights::setEnabled(std::string_view kind, bool enabled) {
    if (FindingRule* const known = rule(kind))
        known->enabled = enabled;
}

void FindingWeights::setWeight(std::string_view kind, double weight) {
    if (FindingRule* const known = rule(kind))
        known->weight = weight;
}

void FindingWeights::setSetting(std::string_view kind, const std::string& name, double value) {
    FindingRule* const known = rule(kind);
    if (known == nullptr)
        return;
    if (const auto found = known->settings.find(name); found != known->settings.end())
        found->second = value;
}

bool FindingWeights::sameSettings(const FindingWeights& other) const {
    return std::equal(
        m_rules.begin(), m_rules.end(), other.m_rules.begin(), other.m_rules.end(),
        [](const FindingRule& a, const FindingRule& b) { return a.kind == b.kind && a.settings == b.settings; });
}

bool FindingWeights::enabled(std::string_view kind) const {
    const FindingRule* rule = find(kind);
    return rule && rule->enabled;
}

double FindingWeights::weight(std::string_view kind) const {
    const FindingRule* rule = find(kind);
    return rule && rule->enabled ? rule->weight : 0;
}

double FindingWeights::setting(std::string_view kind, const std::string& name) const {
    const FindingRule* rule = find(kind);
    if (!rule)
        return 0;
    const auto found = rule->settings.find(name);
    return found == rule->settings.end() ? 0 : found->second;
}

}  // namespace weir::findings
