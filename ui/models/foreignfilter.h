// SPDX-License-Identifier: GPL-3.0-or-later
// Cells and rows as filters of other programs: Wireshark's display filters (wireshark-filter(4)) and libpcap's capture
// filters (pcap-filter(7)).
#pragma once

#include <QString>

#include "core/table/table.h"

namespace weir::models {

/// Empty where that language cannot say it.
struct ForeignFilters {
    QString wireshark;
    QString bpf;
};

/// What the cell says of a packet: an address, a port (of the row's protocol), a protocol, a frame's number, a name
/// that was asked for. In tables with a source and a destination these keep their direction.
ForeignFilters cellFilters(const table::Table& table, std::uint32_t row, std::size_t column);
/// Both directions of the conversation that a row of packets or conversations belongs to, by whatever of addresses,
/// ports and protocol the row has. Empty for rows of other tables.
ForeignFilters conversationFilters(const table::Table& table, std::uint32_t row);

}  // namespace weir::models
