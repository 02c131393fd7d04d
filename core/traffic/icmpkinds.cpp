// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/icmpkinds.h"

#include "core/base/ipprotocol.h"

namespace weir::traffic {
namespace {

using ipprotocol::icmp, ipprotocol::icmpv6;

/// The message that asks or answers; nothing for one that stands alone. As Zeek pairs them.
std::optional<std::uint8_t> counterpart(std::uint8_t protocol, std::uint8_t type) {
    struct Pair {
        std::uint8_t one, other;
    };
    static constexpr Pair icmpPairs[] = {{8, 0}, {10, 9}, {13, 14}, {15, 16}, {17, 18}};
    static constexpr Pair icmpv6Pairs[] = {{128, 129}, {130, 131}, {133, 134}, {135, 136}, {139, 140}, {144, 145}};
    const auto in = [type](const auto& pairs) -> std::optional<std::uint8_t> {
        for (const Pair& pair : pairs) {
            if (pair.one == type || pair.other == type)
                return pair.one == type ? pair.other : pair.one;
        }
        return std::nullopt;
    };
    return protocol == icmp ? in(icmpPairs) : in(icmpv6Pairs);
}

std::uint32_t& slot(Flow& flow, int i) {
    return i < 2 ? flow.nextSequence[i] : i == 2 ? flow.retransmitted : flow.openingSequence;
}
std::uint32_t slot(const Flow& flow, int i) {
    return i < 2 ? flow.nextSequence[i] : i == 2 ? flow.retransmitted : flow.openingSequence;
}

}  // namespace

void noteIcmp(Flow& flow, int side, std::uint8_t type, std::uint8_t code) {
    if (const auto other = counterpart(flow.protocol, type)) {
        code = 0;
        if (*other < type) {  // the same exchange, seen from its other end
            side = 1 - side;
            type = *other;
        }
    }
    const std::uint32_t packed =
        1u << 17 | static_cast<std::uint32_t>(side) << 16 | static_cast<std::uint32_t>(type) << 8 | code;
    for (int i = 0; i < mostIcmpKinds; ++i) {
        std::uint32_t& kept = slot(flow, i);
        if (kept == 0)
            kept = packed;
        if (kept == packed)
            return;
    }
}

std::optional<IcmpKind> icmpKind(const Flow& flow, int i) {
    if ((flow.protocol != icmp && flow.protocol != icmpv6) || i >= mostIcmpKinds || slot(flow, i) == 0)
        return std::nullopt;
    const std::uint32_t packed = slot(flow, i);
    const auto type = static_cast<std::uint8_t>(packed >> 8);
    return IcmpKind{static_cast<int>(packed >> 16 & 1), type, static_cast<std::uint8_t>(packed),
                    counterpart(flow.protocol, type)};
}

}  // namespace weir::traffic
