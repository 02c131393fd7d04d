// SPDX-License-Identifier: GPL-3.0-or-later
// The LINKTYPE_ values that Weir can look into (https://www.tcpdump.org/linktypes.html).
#pragma once

#include <cstdint>

#include "core/dissect/link.h"

namespace weir::dissect {
namespace linktype {
constexpr std::uint16_t null = 0, ethernet = 1, tokenRing = 6, ppp = 9, fddi = 10, pppHdlc = 50, pppEther = 51,
                        raw = 101, cHdlc = 104, wireless = 105, loop = 108, linuxSll = 113, prism = 119, radiotap = 127,
                        avs = 163, ppi = 192, ipv4 = 228, ipv6 = 229, nflog = 239, netlink = 253, pktap = 258,
                        linuxSll2 = 276;
}  // namespace linktype

/// Radio headers before an 802.11 frame: radiotap, Prism, AVS, PPI.
Next enterRadioHeader(std::uint16_t linkType, ByteReader& reader);

}  // namespace weir::dissect
