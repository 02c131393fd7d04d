// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks that are not packets: rare, so written for the eye rather than the clock.
#include "core/capture/pcapngblocks.h"

#include "core/base/bytes.h"

namespace weir::capture::pcapng {
namespace {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

std::size_t padded(std::size_t length) { return (length + 3) & ~std::size_t{3}; }

/// Calls `take(code, value)` for each option until they end, overrun their block or are too many.
template <typename Take>
void forEachOption(Bytes options, ByteOrder order, Take take) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < limits::options && options.size() - at >= 4; ++count) {
        const std::uint16_t code = order.u16(options.data() + at);
        const std::size_t length = order.u16(options.data() + at + 2);
        at += 4;
        if (code == 0 || length > options.size() - at)
            return;
        take(code, options.subspan(at, length));
        at += std::min(padded(length), options.size() - at);
    }
}

Bytes body(Bytes block, std::size_t fixed) {
    return block.size() < fixed + 4 ? Bytes{} : block.subspan(fixed, block.size() - fixed - 4);
}

}  // namespace

Clock Clock::fromResolution(std::uint8_t resolution) {
    Clock clock;
    const unsigned exponent = resolution & 0x7fU;
    if (resolution & 0x80U) {
        clock.m_kind = Kind::shift;
        clock.m_factor = exponent;
        return clock;
    }
    clock.m_kind = exponent <= 9 ? Kind::multiply : Kind::divide;
    const unsigned power = exponent <= 9 ? 9 - exponent : exponent - 9;
    clock.m_factor = 1;
    for (unsigned i = 0; i < power; ++i)
        if (__builtin_mul_overflow(clock.m_factor, std::uint64_t{10}, &clock.m_factor))
            return fromResolution(0x80U | 127U);  // finer than 64 bits of ticks can make a nanosecond of: always 0
    return clock;
}

std::int64_t Clock::exact(std::uint64_t ticks) const {
    UnsignedWide time = ticks;
    if (m_kind == Kind::multiply)
        time *= m_factor;
    else if (m_kind == Kind::divide)
        time /= m_factor;
    else
        time = time * 1'000'000'000U >> m_factor;
    const Wide total = static_cast<Wide>(time) + Wide{m_offset} * 1'000'000'000;
    return static_cast<std::int64_t>(std::clamp(total, Wide{-furthest}, Wide{furthest}));
}

bool parseInterface(Bytes block, ByteOrder order, Interface& out) {
    if (block.size() < 20)
        return false;
    out.linkType = normalisedLinkType(order.u16(block.data() + 8));
    out.snapLength = order.u32(block.data() + 12);
    out.blockLength = static_cast<std::uint32_t>(block.size());
    std::int64_t offset = 0;
    forEachOption(body(block, 16), order, [&](std::uint16_t code, Bytes value) {
        if (code == 9 && !value.empty())
            out.clock = Clock::fromResolution(value[0]);
        else if (code == 14 && value.size() >= 8)
            offset = static_cast<std::int64_t>(order.u64(value.data()));
    });
    out.clock.setOffset(offset);
    return true;
}

std::string interfaceName(Bytes block, ByteOrder order) {
    enum Option : std::uint16_t { name = 2, description = 3, hardwareAddress = 6 };
    std::string out;
    forEachOption(body(block, 16), order, [&](std::uint16_t code, Bytes value) {
        const std::string_view text = asText(value.first(std::min<std::size_t>(value.size(), limits::nameLength)));
        if (code == name || code == description)
            out.append(out.empty() ? "" : ", ").append(text);
        else if (code == hardwareAddress)
            for (const std::uint8_t octet : value.first(std::min<std::size_t>(value.size(), 6)))
                out.append(1, ' ').append(std::to_string(octet));
    });
    return out;
}

void parseSectionComments(Bytes block, ByteOrder order, std::vector<std::string>& comments) {
    std::size_t octets = 0;
    for (const std::string& comment : comments) octets += comment.size();
    forEachOption(body(block, 24), order, [&](std::uint16_t code, Bytes value) {
        if (code != 1 || comments.size() >= limits::comments || value.size() > limits::commentOctets - octets)
            return;
        octets += value.size();
        comments.emplace_back(asText(value));
    });
}

bool parseNames(Bytes block, ByteOrder order, std::vector<NameRecord>& names, std::size_t& octets) {
    bool all = true;
    const Bytes records = body(block, 8);
    std::size_t at = 0;
    while (records.size() - at >= 4) {
        const std::uint16_t type = order.u16(records.data() + at);
        const std::size_t length = order.u16(records.data() + at + 2);
        at += 4;
        if (type == 0 || length > records.size() - at)
            break;
        const Bytes value = records.subspan(at, length);
        at += std::min(padded(length), records.size() - at);
        const std::size_t addressSize = type == 1 ? 4 : type == 2 ? 16 : 0;
        if (addressSize == 0 || value.size() < addressSize)
            continue;
        const IpAddress address = IpAddress::fromBytes(value.first(addressSize));
        std::string_view texts = asText(value.subspan(addressSize));
        while (!texts.empty() && all) {
            const std::string_view name = texts.substr(0, texts.find('\0'));
            texts.remove_prefix(std::min(name.size() + 1, texts.size()));
            if (name.empty() || name.size() > limits::nameLength)
                continue;
            all = names.size() < limits::names && name.size() <= limits::nameOctets - octets;
            if (all) {
                names.push_back({address, std::string(name)});
                octets += name.size();
            }
        }
    }
    return all;
}

Bytes tlsKeyLog(Bytes block, ByteOrder order) {
    constexpr std::uint32_t keyLogType = 0x544c534b;
    if (block.size() < 20 || order.u32(block.data() + 8) != keyLogType)
        return {};
    const Bytes secrets = body(block, 16);
    return secrets.first(std::min<std::size_t>(secrets.size(), order.u32(block.data() + 12)));
}

bool parseStatistics(Bytes block, ByteOrder order, std::uint32_t& interface, std::uint64_t& dropped) {
    if (block.size() < 24)
        return false;
    interface = order.u32(block.data() + 8);
    dropped = 0;
    bool found = false;
    forEachOption(body(block, 20), order, [&](std::uint16_t code, Bytes value) {
        if ((code == 5 || code == 7) && value.size() >= 8) {
            if (__builtin_add_overflow(dropped, order.u64(value.data()), &dropped))
                dropped = UINT64_MAX;
            found = true;
        }
    });
    return found;
}

}  // namespace weir::capture::pcapng
