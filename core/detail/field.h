// SPDX-License-Identifier: GPL-3.0-or-later
// A packet for people to read: a tree of named values, each with the octets that it was read from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::detail {

/// A layer, or a field of one. Names are ours; values are plain text on one line, controls as \xHH, at most
/// `maximumValue` octets long.
struct Field {
    std::string name;   ///< "ipv4", "ttl": the field's name as the tables or the layer's RFC have it
    std::string value;  ///< "128", "0x9257 (correct)"; of a layer, the layer in a few words
    std::uint32_t offset = 0;
    std::uint32_t length = 0;  ///< octets of the frame from `offset` on; 0 where it is not in the octets
    std::vector<Field> children = {};
    bool operator==(const Field&) const = default;
};

/// Fields of one packet, all levels together: where there would be more, the last layer is named "more".
constexpr std::size_t maximumFields = 4096, maximumLayers = 512;
constexpr std::size_t maximumValue = 1024;

/// The tree as text, two spaces a level, "name: value" on each line.
std::string treeText(const std::vector<Field>& layers);

/// Lines of an offset, sixteen octets in hexadecimal, and the same as ASCII ('.' for all that is not printable):
/// "0010  08 00 …  ..E.". Offsets are hexadecimal, counted from the start of `octets`.
std::string hexDump(Bytes octets);

}  // namespace weir::detail
