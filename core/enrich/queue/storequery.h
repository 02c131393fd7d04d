// SPDX-License-Identifier: GPL-3.0-or-later
// One statement over the kept lookups.
#pragma once

#include <QSqlQuery>
#include <QVariant>
#include <initializer_list>

namespace weir::enrich::queue {

/// Whether it could be run. Values are bound, never pasted.
[[nodiscard]] inline bool ok(QSqlQuery& query, const char* statement, std::initializer_list<QVariant> values = {}) {
    if (!query.prepare(QLatin1String(statement)))
        return false;
    for (const QVariant& value : values) query.addBindValue(value);
    return query.exec();
}

}  // namespace weir::enrich::queue
