// SPDX-License-Identifier: GPL-3.0-or-later
// Finds host and network names in a capture filter: libpcap would ask a resolver for them, which sends packets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir::capture {

/// The first word of a filter (pcap-filter(7)) that libpcap would take for the name of a host or network.
std::optional<std::string> hostNameIn(std::string_view filter);

}  // namespace weir::capture
