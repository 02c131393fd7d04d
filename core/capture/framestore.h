// SPDX-License-Identifier: GPL-3.0-or-later
// Frames again by position: which file, which decoder.
#pragma once

#include <mutex>

#include "core/capture/filehandle.h"
#include "core/capture/recordwalker.h"

namespace weir::capture {

/// The files that have been opened so far, each at the base of its positions.
class FileFrameStore : public FrameStore {
public:
    /// The file's octets begin at `start` of `file` (which may be null: nothing is served). Files come in order of
    /// `base`.
    void add(std::uint64_t base, std::shared_ptr<const FileHandle> file, std::uint64_t start,
             std::shared_ptr<const RecordFormat> format);

    std::optional<StoredFrame> read(std::uint64_t position) const override;
    std::optional<std::vector<std::uint8_t>> readRecord(std::uint64_t position) const override;
    std::optional<std::uint64_t> section(std::uint64_t position) const override;
    std::optional<SlicePreamble> preamble(std::uint64_t position) const override;

private:
    struct Entry {
        std::uint64_t base;
        std::shared_ptr<const FileHandle> file;
        std::uint64_t start;
        std::shared_ptr<const RecordFormat> format;
    };
    std::optional<Entry> entryOf(std::uint64_t position) const;

    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
};

}  // namespace weir::capture
