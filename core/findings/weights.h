// SPDX-License-Identifier: GPL-3.0-or-later
// How much each reason for a finding weighs: read from a small TOML file that users may change.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace weir::findings {

/// What a reason can prove. Soft ones hold for much that is harmless: one alone is never worth a look. Context explains
/// and weighs nothing.
enum class EvidenceClass : std::uint8_t { context, soft, hard };
std::string_view toString(EvidenceClass evidence);  ///< "context", "soft", "hard"

/// One section of the file.
struct FindingRule {
    std::string kind;
    EvidenceClass evidence = EvidenceClass::soft;
    std::string group;        ///< reasons of one group say the same in other words: the weightiest counts
    std::string description;  ///< the comment behind the section's name
    double weight = 0;
    bool enabled = true;
    std::map<std::string, double> settings;                    ///< the other numbers
    std::map<std::string, std::string, std::less<>> meanings;  ///< the comments behind those
    bool own = false;                                          ///< the user's (ownrules.h); it is kept in another file
    bool operator==(const FindingRule&) const = default;
};

class FindingWeights {
public:
    /// The file that Weir was built with (resources/findings.toml).
    static const FindingWeights& defaults();
    /// A part of TOML: [section] lines, `name = number`, `name = true|false`, `name = "text"`, # comments. What is not
    /// in the text keeps its default. Errors include the line number.
    static Result<FindingWeights> parse(std::string_view text);
    static Result<FindingWeights> load(const std::string& path);
    /// As parse reads it.
    std::string toText() const;
    /// The same of the rules that differ from the defaults alone; empty where none does.
    std::string changesText() const;
    bool differs(std::string_view kind) const;  ///< from the default

    const std::vector<FindingRule>& rules() const { return m_rules; }
    /// Replaces the user's own rules by these.
    void setOwn(const std::vector<FindingRule>& rules);
    void setEnabled(std::string_view kind, bool enabled);
    void setWeight(std::string_view kind, double weight);
    void setSetting(std::string_view kind, const std::string& name, double value);  ///< one that the rule has
    /// Whether all thresholds are the same; what is found depends on them, what it is worth on the weights.
    bool sameSettings(const FindingWeights& other) const;
    /// 0 where the rule is switched off.
    double weight(std::string_view kind) const;
    bool enabled(std::string_view kind) const;
    double setting(std::string_view kind, const std::string& name) const;
    /// Null where there is no such reason. Lives as long as these weights.
    const FindingRule* find(std::string_view kind) const;

private:
    static Result<FindingWeights> parseOver(FindingWeights base, std::string_view text, bool mayAdd);
    FindingRule* rule(std::string_view kind);
    std::vector<FindingRule> m_rules;
    std::map<std::string, std::size_t, std::less<>> m_places;  ///< of each kind in m_rules
};

}  // namespace weir::findings
