// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that IP headers say what they carry by, so that they stand in one place (IANA, protocol-numbers).
#pragma once

#include <cstdint>

namespace weir::ipprotocol {

constexpr std::uint8_t hopByHop = 0, icmp = 1, igmp = 2, ipv4 = 4, tcp = 6, udp = 17, dccp = 33, ipv6 = 41,
                       ipv6Route = 43, ipv6Fragment = 44, gre = 47, esp = 50, ah = 51, icmpv6 = 58, ipv6NoNext = 59,
                       ipv6Options = 60, l2tp = 115, sctp = 132, mobility = 135, udpLite = 136, mplsInIp = 137,
                       hostIdentity = 139, shim = 140;

}  // namespace weir::ipprotocol
