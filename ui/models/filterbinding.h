// SPDX-License-Identifier: GPL-3.0-or-later
// The shared filter, bound to the columns of one table, and how it fits them.
#pragma once

#include <QStringList>
#include <optional>

#include "core/table/filter.h"

namespace weir::models {

/// How the shared filter fits a table.
struct FilterFit {
    enum class State { none, applied, notHere, wrong };
    State state = State::none;
    QString text;                        ///< the filter in force: the newest one without an error
    QString message;                     ///< for `wrong` and `notHere`
    QString suggestion;                  ///< the column that was perhaps meant
    qsizetype position = 0, length = 0;  ///< of the wrong part, in characters
};

struct FilterBinding {
    FilterFit fit;                        ///< `fit.text` only where it applies
    std::optional<table::Filter> filter;  ///< likewise
};

/// A lone word that is no column's name is looked for as "word" would be.
/// `elsewhere`: columns that other tables have; a filter that uses them is not wrong, only not for this table, or only
/// in part (see fittingPart).
FilterBinding bindFilter(const QString& text, const table::Schema& schema, const QStringList& elsewhere);

}  // namespace weir::models
