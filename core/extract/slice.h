// SPDX-License-Identifier: GPL-3.0-or-later
// Some packets of the captures as a capture file of their own, for Wireshark or for a colleague.
#pragma once

#include <functional>

#include "core/extract/subjects.h"

namespace weir::extract {

/// Takes the file piece by piece; false to give up. exporting::Sink is one.
using SliceSink = std::function<bool(std::string_view)>;

struct SliceInfo {
    capture::SlicePreamble::Format format = capture::SlicePreamble::Format::pcapng;
    std::uint64_t packets = 0;
    std::uint64_t octets = 0;  ///< of the file
};
/// What `writeSlice` would write.
Result<capture::SlicePreamble::Format> sliceFormat(const traffic::SnapshotData& state,
                                                   std::span<const std::uint32_t> rows);

/// Writes the packets of these rows, each once, in the order of the captures. From pcapng files: the records as they
/// are, after their section's header, names and decryption secrets and the interfaces that come before them, one
/// section after another. From classic files with one header: a classic file, likewise. From several kinds of classic
/// files, or both formats: pcapng, where each classic file becomes a section with one interface of its resolution
/// (microseconds, or nanoseconds). A packet of a Simple Packet Block, which has no time, takes that of the packet
/// before it, here as there. Without rows: an empty pcapng section. Errors: packets can no longer be read (the file
/// changed, or was never kept), a preamble beyond 64 MiB, the sink gave up, `stop` was asked; what the sink has got is
/// worthless then.
Result<SliceInfo> writeSlice(const traffic::SnapshotData& state, std::span<const std::uint32_t> rows,
                             const SliceSink& sink, std::stop_token stop = {});

}  // namespace weir::extract
