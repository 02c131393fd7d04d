// SPDX-License-Identifier: GPL-3.0-or-later
// gzip (RFC 1952), zstd (RFC 8878) and lz4 frames as a source of octets, in bounded memory and bounded in output.
#pragma once

#include "core/capture/bytesource.h"

namespace weir::capture {

struct DecompressionLimits {
    std::uint64_t octets = std::uint64_t{64} << 30;
    unsigned ratio = 200;  ///< 0: no limit
};

/// "gzip", "zstd" or "lz4" by the magic that the octets begin with, after frames to be skipped; or empty.
std::string compressionOf(Bytes head);
/// Do they begin with a frame to be skipped? Then `compressionOf` may need more of them to tell.
bool startsWithSkippable(Bytes head);

/// Decompresses `compressed` as what `compressionOf` called it. Concatenated members and frames are one stream.
/// Damage, bombs and truncation end the source with a failure; what came before them is served, to the last whole
/// block. What is compressed twice counts for the ratio by what is stored.
std::unique_ptr<ByteSource> decompress(const std::string& compression, std::unique_ptr<ByteSource> compressed,
                                       DecompressionLimits limits);

}  // namespace weir::capture
