// SPDX-License-Identifier: GPL-3.0-or-later
// The Internet checksum (RFC 1071), and what to say of one that was found. Used by this layer alone.
#pragma once

#include <string>

#include "core/base/address.h"
#include "core/base/bytes.h"

namespace weir::detail {

/// The sum of the octets as numbers of 16 bits, not folded.
std::uint64_t sumOf(Bytes octets);
/// The sum of a pseudo header: RFC 9293 section 3.1, RFC 8200 section 8.1.
std::uint64_t pseudoSum(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                        std::uint64_t length);

/// "0x9257 (correct)" or "0x9257 (wrong, should be 0x1234)", of the checksum at `at` (even) of `octets`; `pseudo` is
/// added to the sum. One that holds the pseudo header's sum alone is named as what a network card still has to fill in.
std::string judged(Bytes octets, std::size_t at, std::uint64_t pseudo = 0);
std::string notChecked(std::uint16_t found, std::string_view reason);

}  // namespace weir::detail
