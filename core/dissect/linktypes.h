// SPDX-License-Identifier: GPL-3.0-or-later
// The LINKTYPE_ values that Weir can look into (https://www.tcpdump.org/linktypes.html).
#pragma once

#include <cstdint>

#include "core/dissect/link.h"

namespace weir::dissect {
namespace linktype {
constexpr std::uint16_t null = 0, ethernet = 1, tokenRing = 6, ppp = 9, fddi = 10, oldPflog = 17, pppHdlc = 50,
                        pppEther = 51, atmRfc1483 = 100, raw = 101, cHdlc = 104, wireless = 105, frameRelay = 107,
                        loop = 108, enc = 109, linuxSll = 113, pflog = 117, prism = 119, sunAtm = 123, radiotap = 127,
                        avs = 163, pppDirectionFirst = 166, ppi = 192, pppWithDirection = 204, cHdlcWithDirection = 205,
                        frameRelayWithDirection = 206, ipv4 = 228, ipv6 = 229, nflog = 239, exportedPdu = 252,
                        netlink = 253, pktap = 258, linuxSll2 = 276;
}  // namespace linktype

/// Radio headers before an 802.11 frame: radiotap, Prism, AVS, PPI.
Next enterRadioHeader(std::uint16_t linkType, ByteReader& reader);

}  // namespace weir::dissect
