// SPDX-License-Identifier: GPL-3.0-or-later
// From rows of any table to the packets that they are about, as a filter over the packets table.
#pragma once

#include <QString>
#include <span>

#include "core/capturetables/tables.h"

namespace weir::models {

/// Rows of a table, and what that table was made with.
struct ChosenRows {
    const traffic::SnapshotData& state;
    const capturetables::TableRequest& request;
    const table::Table& table;
    std::span<const std::uint32_t> rows;
};

struct PacketsFilter {
    QString text;          ///< empty: these rows are about no packets
    bool partial = false;  ///< not all of the rows' packets are meant: they would make too long a filter
};

/// A packet, a DNS message (with its counterpart), a conversation, an address or a name means its packets. Two-way rows
/// grouped by fewer than both addresses and both ports mean either direction: the packets table does not say who is the
/// client. Names are looked for in all DNS messages. Rows beyond the first few hundred are left out (`partial`).
PacketsFilter packetsFilter(const ChosenRows& chosen);

}  // namespace weir::models
