// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/der.h"

#include <algorithm>

namespace weir::protocol {

std::optional<DerElement> nextElementEvenCut(ByteReader& reader) {
    const std::size_t start = reader.position();
    DerElement element;
    element.tag = reader.u8();
    std::size_t length = reader.u8();
    if (length >= 0x80) {
        const std::size_t octets = length & 0x7f;
        if (octets == 0 || octets > 4)
            return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i) length = length << 8 | reader.u8();
    }
    if (!reader || (element.tag & 0x1f) == 0x1f)
        return std::nullopt;
    element.cut = length > reader.remaining();
    element.value = reader.bytes(std::min(length, reader.remaining()));
    element.whole = reader.whole().subspan(start, reader.position() - start);
    return element;
}

std::optional<DerElement> nextElement(ByteReader& reader) {
    std::optional<DerElement> element = nextElementEvenCut(reader);
    if (element && !element->cut)
        return element;
    reader.fail();
    return std::nullopt;
}

std::optional<DerElement> nextElement(ByteReader& reader, std::uint8_t tag) {
    std::optional<DerElement> element = nextElement(reader);
    return element && element->tag == tag ? element : std::nullopt;
}

std::optional<std::int32_t> derNumber(const DerElement& element) {
    if (element.cut || element.value.empty() || element.value.size() > 4)
        return std::nullopt;
    std::uint32_t value = (element.value[0] & 0x80) != 0 ? UINT32_MAX : 0;
    for (const std::uint8_t octet : element.value) value = value << 8 | octet;
    return static_cast<std::int32_t>(value);
}

}  // namespace weir::protocol
