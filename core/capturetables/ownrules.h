// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of the user's own, bound to the tables that they speak of.
#pragma once

#include "core/capturetables/tables.h"
#include "core/findings/ownrules.h"

namespace weir::capturetables {

/// The rules, ready for FindingsRequest::further; their weights must be set by FindingWeights::setOwn. An error says
/// the line of the rule, and which table, column or part of the filter there is none of.
Result<std::shared_ptr<const findings::FurtherReasons>> bindOwnRules(std::vector<findings::OwnRule> rules);

/// A rule that says of this table's rows that they are worth a look, as a beginning for the user: its name is free
/// among those that are `taken`. An error where the table can have none.
Result<findings::OwnRule> ownRuleFrom(const std::string& table, const std::string& filter,
                                      const std::vector<findings::OwnRule>& taken);

/// Adds to a request what a list of rules says: their reasons, and their weights. Nothing where that went well.
Result<void> useOwnRules(TableRequest& request, std::vector<findings::OwnRule> rules);

}  // namespace weir::capturetables
