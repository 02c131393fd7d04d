// SPDX-License-Identifier: GPL-3.0-or-later
// 802.11 as far as LLC, and the radio headers that drivers put before it. Layouts: IEEE 802.11 clause 9, radiotap.org,
// the PPI specification, tcpdump.org/linktypes.html.
#include "core/dissect/linktypes.h"

namespace weir::dissect {
namespace {

using Layer = Next::Layer;
using Space = FrameKind::Space;

/// Whether the driver padded the 802.11 header to four octets: bit 5 of radiotap's Flags field.
bool radiotapPadded(ByteReader header) {
    header.skip(4);
    std::uint32_t present = header.u32le();
    const std::uint32_t first = present;
    for (int words = 0; (present & 0x80000000u) != 0 && words < 32; ++words) present = header.u32le();
    if ((first & 2) == 0)
        return false;
    if ((first & 1) != 0) {  // the timestamp, aligned to eight octets from the header's start
        header.skip((8 - header.position() % 8) % 8);
        header.skip(8);
    }
    return (header.u8() & 0x20) != 0;
}

}  // namespace

Next enterRadioHeader(std::uint16_t type, ByteReader& reader) {
    const Next nothing{Layer::done, 0, {Space::linkType, type}};
    ByteReader header = reader;
    std::size_t length = 0;
    bool padded = false;
    switch (type) {
        case linktype::radiotap:
            header.skip(2);
            length = header.u16le();
            padded = radiotapPadded(reader);
            break;
        case linktype::avs:
            header.skip(4);
            length = header.u32();
            break;
        case linktype::prism:
            // Either Prism's own header (host byte order of the writer) or an AVS one under the same link type.
            if ((header.u32() & 0xfffff000u) == 0x80211000u) {
                length = header.u32();
            } else {
                length = header.u32le();
                if (length > 0xffff)
                    length = __builtin_bswap32(static_cast<std::uint32_t>(length));
            }
            break;
        case linktype::ppi: {
            header.skip(2);
            length = header.u16le();
            const std::uint32_t inner = header.u32le();
            if (header.failed() || length < 8 || inner == linktype::ppi || inner > 0xffff)
                return nothing;
            reader.skip(length);
            return {reader.failed() ? Layer::done : Layer::linkType, static_cast<std::uint16_t>(inner), nothing.kind};
        }
        default:
            return nothing;
    }
    if (header.failed() || length < 8)
        return nothing;
    reader.skip(length);
    return reader.failed() ? nothing : Next{Layer::wireless, static_cast<std::uint16_t>(padded), nothing.kind};
}

Next afterWireless(ByteReader& reader, bool dataPadded) {
    const FrameKind kind{Space::wireless, 0};
    const std::size_t start = reader.position();
    const std::uint8_t control = reader.u8();
    const std::uint8_t flags = reader.u8();
    const unsigned type = control >> 2 & 3;
    const unsigned subtype = control >> 4;
    const FrameKind named{Space::wireless, static_cast<std::uint16_t>(type + 1)};
    constexpr unsigned dataFrame = 2;
    if (reader.failed() || type != dataFrame || (subtype & 4) != 0)  // bit 2: no data (null function)
        return {Layer::done, 0, reader.failed() ? kind : named};
    if ((flags & 0x40) != 0 || (control & 3) != 0)  // protected: the payload is encrypted
        return {Layer::done, 0, named};
    reader.skip(22);
    if ((flags & 3) == 3)  // to and from a distribution system: a fourth address
        reader.skip(6);
    if ((subtype & 8) != 0) {
        const std::uint16_t quality = reader.u16le();
        if ((flags & 0x80) != 0)  // HT control
            reader.skip(4);
        if ((quality & 0x80) != 0)  // an aggregate (A-MSDU): destination, source, length before each part
            reader.skip(14);
    }
    if (dataPadded)
        reader.skip((4 - (reader.position() - start) % 4) % 4);
    return {reader.failed() ? Layer::done : Layer::llc, 0, named};
}

}  // namespace weir::dissect
