// SPDX-License-Identifier: GPL-3.0-or-later
// Which ICMP messages went between two addresses. They have no ports, so all of them are one flow; other monitors keep
// them apart by type and code.
#pragma once

#include <optional>

#include "core/traffic/flows.h"

namespace weir::traffic {

/// A message, or a request together with the answers to it.
struct IcmpKind {
    int side = 0;  ///< which sent it
    std::uint8_t type = 0;
    std::uint8_t code = 0;               ///< 0 of what has an answer
    std::optional<std::uint8_t> answer;  ///< the type that the other side sends in exchange
    bool operator==(const IcmpKind&) const = default;
};

constexpr int mostIcmpKinds = 4;  ///< of a flow; those that come later are not kept

/// Of a flow of ICMP or ICMPv6, whose TCP figures this takes the place of.
void noteIcmp(Flow& flow, int side, std::uint8_t type, std::uint8_t code);
/// The kind number `i`, in order of first appearance; nothing past the last, and for other protocols.
std::optional<IcmpKind> icmpKind(const Flow& flow, int i);

}  // namespace weir::traffic
