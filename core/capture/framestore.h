// SPDX-License-Identifier: GPL-3.0-or-later
// Frames again by position: which file, which decoder.
#pragma once

#include <mutex>

#include "core/capture/filehandle.h"
#include "core/capture/recordwalker.h"

namespace weir::capture {

/// The captures that have been opened so far, each at the base of its positions: one a file, or more where files were
/// joined.
class FileFrameStore : public FrameStore {
public:
    /// The capture's octets begin at `start` of `file` (which may be null: nothing is served). Captures come in order
    /// of `base`.
    void add(std::uint64_t base, std::shared_ptr<const FileHandle> file, std::uint64_t start,
             std::shared_ptr<const RecordFormat> format);

    std::optional<StoredFrame> read(std::uint64_t position) const override;
    std::optional<std::vector<std::uint8_t>> readRecord(std::uint64_t position) const override;
    std::optional<std::uint64_t> section(std::uint64_t position) const override;
    std::optional<SlicePreamble> preamble(std::uint64_t position) const override;
    std::optional<std::vector<std::uint8_t>> interfacesBetween(std::uint64_t position,
                                                               std::uint64_t later) const override;

private:
    struct Entry {
        std::uint64_t base;
        std::shared_ptr<const FileHandle> file;
        std::uint64_t start;
        std::shared_ptr<const RecordFormat> format;
    };
    std::optional<Entry> entryOf(std::uint64_t position) const;
    static std::optional<std::vector<std::uint8_t>> octetsOf(const Entry& entry,
                                                             const std::vector<RecordFormat::Range>& ranges);

    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
};

}  // namespace weir::capture
