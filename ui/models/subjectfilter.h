// SPDX-License-Identifier: GPL-3.0-or-later
// Filters about one thing (an address, a span of time, a service) that mean the same in every table, although each
// table has other columns for it.
#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>

#include "core/base/address.h"
#include "core/table/table.h"

namespace weir::models {

/// Rows with this address at either end, or as an answer to a name, or as the subject of a finding.
QString addressFilter(const IpAddress& address);
/// Rows with one address at one end and the other at the other.
QString pairFilter(const IpAddress& one, const IpAddress& other);
/// What has to do with the subject of a finding, in every table: an address as above; a name
/// with all below it, and what it led to.
QString subjectFilter(const QString& subject);
/// What happened at `from` or later and before `to` (nanoseconds since the epoch); of what lasts, what was there
/// meanwhile.
QString timeFilter(std::int64_t from, std::int64_t to);
QString serviceFilter(const QString& service);
/// For what no service is known of: by protocol and by the port of either end.
QString portFilter(const QString& protocol, std::optional<std::uint16_t> port);

/// The part of a filter that a table can tell. Conditions (`and`) and alternatives (`or`) with a column that only other
/// tables have are left out; an alternative of several conditions only as a whole. Nothing when nothing is left; the
/// text as it is when it needs no change, or has columns that no table has.
QString fittingPart(const QString& filter, const table::Schema& schema, const QStringList& elsewhere);

}  // namespace weir::models
