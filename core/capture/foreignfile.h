// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are given as captures and are none: what they are called, and how to get at a capture.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::capture {

/// How many octets of a file `foreignFile` looks at.
inline constexpr std::size_t foreignHeadSize = 4096;

/// Why a file cannot be opened that begins with `head` (all of it, if it is shorter) and is neither pcap nor pcapng,
/// in words a user can act on: "is a ZIP archive, not a pcap or pcapng file; unpack it and open the captures inside".
/// Only the octets count, never the file's name. `compression` is what the octets were found in ("gzip"), or empty.
std::string foreignFile(Bytes head, std::string_view compression);

/// What a file is, and what to do about it; both empty where there is no telling.
struct ForeignKind {
    std::string_view what;
    std::string_view mend;
};
/// By marks that the format demands.
ForeignKind foreignByMark(Bytes head);
/// Formats without a mark, by records or fields that fit together.
ForeignKind foreignByStructure(Bytes head);
/// Texts, in UTF-8 or UTF-16.
ForeignKind foreignText(Bytes head);

}  // namespace weir::capture
