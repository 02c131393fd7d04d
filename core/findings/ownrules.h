// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of the user's own: a filter over a table, and what a row that it lets through is worth.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/weights.h"

namespace weir::findings {

/// One section of the file.
struct OwnRule {
    std::string kind;      ///< the section's name, [a-z0-9-]+, not one of Weir's own kinds
    std::string title;     ///< the comment behind it
    std::string table;     ///< any but summary and findings
    std::string filter;    ///< as --where takes it
    std::string subject;   ///< the column with the address or name that it speaks of; empty: the table's usual one
    std::string sentence;  ///< with {column} for cells of the first row, {rows} for how many there are
    double weight = 18;
    EvidenceClass evidence = EvidenceClass::soft;
    bool enabled = true;
    std::size_t line = 0;  ///< of the section

    FindingRule asFindingRule() const;
    std::string toText() const;  ///< as parseOwnRules reads it
    bool operator==(const OwnRule&) const = default;
};

/// A part of TOML, as FindingWeights reads: [kind] lines, `name = "text"`, `weight = number`, `enabled = true|false`,
/// # comments. In texts \" and \\ stand for themselves. Errors include the line number. Whether tables, columns and
/// filters exist is asked by capturetables::bindOwnRules.
Result<std::vector<OwnRule>> parseOwnRules(std::string_view text);
/// At most 1 MiB.
Result<std::vector<OwnRule>> loadOwnRules(const std::string& path);

}  // namespace weir::findings
