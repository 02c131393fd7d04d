// SPDX-License-Identifier: GPL-3.0-or-later
// Formats that have no mark: what their first records or fields must say, all of it, or they are not it.
#include <algorithm>
#include <bit>

#include "core/capture/foreignfile.h"

namespace weir::capture {
namespace {

/// POSIX.1 ustar and what was before it: 512 octets with the sum of all (its own field as blanks) in octal at 148.
bool isTar(Bytes head) {
    constexpr std::size_t size = 512, sumAt = 148, sumSize = 8;
    if (head.size() < size || head[0] == 0)
        return false;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += i >= sumAt && i < sumAt + sumSize ? ' ' : head[i];
    std::uint32_t said = 0;
    bool digits = false;
    for (const std::uint8_t c : head.subspan(sumAt, sumSize)) {
        if (c >= '0' && c <= '7') {
            said = said << 3 | static_cast<std::uint32_t>(c - '0');
            digits = true;
        } else if (digits || c != ' ') {
            break;
        }
    }
    return digits && said == sum;
}

/// A trace of Event Tracing for Windows: a WMI_BUFFER_HEADER (72 octets) of a buffer of whole KiB, used in part.
bool isEventTrace(Bytes head) {
    constexpr std::uint32_t header = 72;
    ByteReader reader(head);
    const std::uint32_t size = reader.u32le();
    const std::uint32_t used = reader.u32le();
    reader.seek(header);
    constexpr std::uint32_t usual = 64U << 10;  // what netsh and pktmon use: recognised by that alone
    const bool whole = used >= header && used % 8 == 0;
    return !reader.failed() && size >= 1024 && size <= 16U << 20 && std::has_single_bit(size) && used <= size &&
           (whole || size == usual);
}

/// Endace's extensible record format (ERF): records that fill their length, one after another, in order of time.
bool isErf(Bytes head) {
    constexpr std::size_t enough = 3;
    constexpr std::uint32_t from1995 = 788918400;
    ByteReader reader(head);
    std::uint64_t last = 0;
    std::size_t records = 0;
    while (records < enough && reader.remaining() >= 16) {
        const std::size_t begin = reader.position();
        const std::uint32_t fraction = reader.u32le();
        const std::uint32_t seconds = reader.u32le();
        const std::uint64_t time = std::uint64_t{seconds} << 32 | fraction;
        const unsigned type = reader.u8() & 0x7fU;
        reader.skip(1);
        const std::size_t length = reader.u16();
        if (type == 0 || type > 48 || length < 16 || seconds < from1995 || time < last)
            return false;
        last = time;
        ++records;
        if (begin + length >= head.size())
            return records > 1 || begin + length == head.size();
        reader.seek(begin + length);
    }
    return records == enough;
}

/// Apple's PacketLogger: a length, a time of 8 octets, a type, and the rest of that length; either byte order.
bool isPacketLogger(Bytes head, bool big) {
    constexpr std::size_t enough = 3;
    ByteReader reader(head);
    std::size_t records = 0;
    while (records < enough && reader.remaining() >= 13) {
        const std::size_t length = big ? reader.u32() : reader.u32le();
        const std::size_t begin = reader.position();
        reader.skip(4);
        const std::uint32_t microseconds = big ? reader.u32() : reader.u32le();
        const unsigned type = reader.u8();
        const bool known = type <= 0x0b || type >= 0xf7;
        if (length < 9 || length > 65'536 || microseconds >= 1'000'000 || !known)
            return false;
        ++records;
        if (begin + length > head.size())
            break;
        reader.seek(begin + length);
    }
    return records > 1;
}

}  // namespace

ForeignKind foreignByStructure(Bytes head) {
    constexpr std::string_view convert = "convert it with Wireshark: editcap -F pcapng IN OUT";
    if (!head.empty() && std::all_of(head.begin(), head.end(), [](std::uint8_t octet) { return octet == 0; }))
        return {"made of zero bytes", "it was preallocated, or copying it failed: get it again"};
    if (isTar(head))
        return {"a tar archive", "unpack it and open the captures inside"};
    if (isEventTrace(head))
        return {"a Microsoft event trace (ETL)", "convert it: etl2pcapng IN OUT"};
    if (isErf(head))
        return {"an Endace (ERF) capture", convert};
    if (isPacketLogger(head, true) || isPacketLogger(head, false))
        return {"an Apple PacketLogger capture", convert};
    return {};
}

}  // namespace weir::capture
