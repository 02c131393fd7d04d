// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/weights.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "core/base/text.h"

namespace weir::findings {

extern const char* const defaultFindingWeights;

namespace {

std::string_view trimmed(std::string_view text) {
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size() ||
        !(value >= 0 && value <= 1e12))  // which is also no answer for what is not a number
        return {};
    return value;
}

/// What stands between quotation marks.
std::optional<std::string_view> quoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return {};
    return text.substr(1, text.size() - 2);
}

std::optional<EvidenceClass> evidenceClass(std::string_view text) {
    for (const EvidenceClass each : {EvidenceClass::context, EvidenceClass::soft, EvidenceClass::hard}) {
        if (toString(each) == text)
            return each;
    }
    return {};
}

}  // namespace

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
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{"can not be read", path};
    constexpr std::size_t largest = 1 << 20;
    std::string text(largest, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto weights = parse(text);
    if (!weights)
        return Error{weights.error().message, path};
    return weights;
}

Result<FindingWeights> FindingWeights::parseOver(FindingWeights base, std::string_view text, bool mayAdd) {
    FindingRule* rule = nullptr;
    std::size_t lineNumber = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view whole = text.substr(at, end - at);
        at = end + 1;
        ++lineNumber;
        const auto wrong = [&](const std::string& what) {
            return Error{"line " + std::to_string(lineNumber) + ": " + what};
        };
        const std::size_t hash = std::min(whole.find('#'), whole.size());
        const std::string_view line = trimmed(whole.substr(0, hash));
        const std::string_view comment = trimmed(hash < whole.size() ? whole.substr(hash + 1) : std::string_view{});
        if (line.empty())
            continue;
        if (line.front() == '[') {
            if (line.back() != ']')
                return wrong("a section's name is not closed with ]");
            const std::string kind(trimmed(line.substr(1, line.size() - 2)));
            const auto found = std::find_if(base.m_rules.begin(), base.m_rules.end(),
                                            [&](const FindingRule& r) { return r.kind == kind; });
            if (found == base.m_rules.end()) {
                if (!mayAdd)
                    return wrong("there is no reason '" + kind + "'");
                base.m_rules.push_back({kind, EvidenceClass::soft, {}, std::string(comment), 0, true, {}, {}});
                rule = &base.m_rules.back();
            } else {
                rule = &*found;
            }
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || !rule)
            return wrong("expected [reason] or name = number");
        const std::string name(trimmed(line.substr(0, equals)));
        const std::string_view value = trimmed(line.substr(equals + 1));
        if (name == "enabled") {
            if (value != "true" && value != "false")
                return wrong("enabled is true or false");
            rule->enabled = value == "true";
            continue;
        }
        if (name == "class") {
            const auto known = evidenceClass(quoted(value).value_or(std::string_view{}));
            if (!known)
                return wrong("class is \"hard\", \"soft\" or \"context\"");
            rule->evidence = *known;
            continue;
        }
        if (name == "group") {
            const auto group = quoted(value);
            if (!group)
                return wrong("group is a text in quotation marks");
            rule->group = *group;
            continue;
        }
        const auto amount = number(value);
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
    line("weight = " + realText(rule.weight), {});
    if (!rule.enabled)
        line("enabled = false", {});
    for (const auto& [name, value] : rule.settings) {
        const auto meaning = rule.meanings.find(name);
        line(name + " = " + realText(value), meaning == rule.meanings.end() ? std::string{} : meaning->second);
    }
}

}  // namespace

std::string FindingWeights::toText() const {
    std::string out;
    for (const FindingRule& rule : m_rules) append(out, rule);
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
    return mine && (!usual || *mine != *usual);
}

const FindingRule* FindingWeights::find(std::string_view kind) const {
    const auto found =
        std::find_if(m_rules.begin(), m_rules.end(), [&](const FindingRule& rule) { return rule.kind == kind; });
    return found == m_rules.end() ? nullptr : &*found;
}

void FindingWeights::setEnabled(std::string_view kind, bool enabled) {
    for (FindingRule& rule : m_rules) {
        if (rule.kind == kind)
            rule.enabled = enabled;
    }
}

void FindingWeights::setWeight(std::string_view kind, double weight) {
    for (FindingRule& rule : m_rules) {
        if (rule.kind == kind)
            rule.weight = weight;
    }
}

void FindingWeights::setSetting(std::string_view kind, const std::string& name, double value) {
    for (FindingRule& rule : m_rules) {
        if (const auto found = rule.settings.find(name); rule.kind == kind && found != rule.settings.end())
            found->second = value;
    }
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
