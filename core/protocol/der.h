// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of ASN.1 in its distinguished or basic encoding: a walk that never leaves the element it is in.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/bytes.h"

namespace weir::protocol {

/// ITU-T X.690 section 8.1. The octets belong to whoever owns what the reader was made over.
struct DerElement {
    std::uint8_t tag = 0;  ///< with class and the bit that says constructed; numbers below 31 only
    Bytes value;
    Bytes whole;       ///< tag and length too
    bool cut = false;  ///< `value` is only the beginning: never of `nextElement`
};

enum DerTag : std::uint8_t {
    derInteger = 0x02,
    derOctetString = 0x04,
    derObject = 0x06,
    derEnumerated = 0x0a,
    derUtcTime = 0x17,
    derBmpString = 0x1e,
    derSequence = 0x30,
    derSet = 0x31,
};
/// The tag of a constructed element `[number]`, explicit or of a constructed kind.
constexpr std::uint8_t derContext(unsigned number) { return static_cast<std::uint8_t>(0xa0 | number); }

/// The next element; nothing where it is not whole, its length takes more than four octets or is not said at the
/// start (the indefinite form).
std::optional<DerElement> nextElement(ByteReader& reader);
/// Likewise, and nothing where it has another tag.
std::optional<DerElement> nextElement(ByteReader& reader, std::uint8_t tag);
/// Likewise, but of an element that the octets end in, its beginning: for messages that were not captured whole.
std::optional<DerElement> nextElementEvenCut(ByteReader& reader);

/// A signed integer of at most four octets.
std::optional<std::int32_t> derNumber(const DerElement& element);

}  // namespace weir::protocol
