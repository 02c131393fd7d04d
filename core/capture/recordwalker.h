// SPDX-License-Identifier: GPL-3.0-or-later
// What the two file formats have in common: walking over records in order, and decoding one again later.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/frame.h"
#include "core/base/result.h"
#include "core/capture/batch.h"
#include "core/capture/reader.h"

namespace weir::capture {

/// Decodes single records of a file that has been walked over. Thread-safe while the walk goes on. Offsets are those
/// inside the (decompressed) file.
class RecordFormat {
public:
    virtual ~RecordFormat() = default;
    /// Octets of a record to read before its size is known.
    virtual std::size_t headerSize() const = 0;
    /// The record's size from its header; 0 if there is no packet record.
    virtual std::size_t recordSize(std::uint64_t offset, Bytes header) const = 0;
    /// Fills all of `frame` but its position. False if the record is not what the walk saw.
    virtual bool decode(std::uint64_t offset, Bytes record, Frame& frame) const = 0;

    struct Range {
        std::uint64_t offset;
        std::uint32_t length;
    };
    /// Where the section that holds the record begins.
    virtual std::optional<std::uint64_t> sectionStart(std::uint64_t offset) const = 0;
    /// Where the blocks are that a file with this record alone must begin with, in file order.
    virtual std::vector<Range> preamble(std::uint64_t offset) const = 0;
    /// Where the interfaces are that its section describes between two of its records, in file order.
    virtual std::vector<Range> interfacesBetween(std::uint64_t offset, std::uint64_t later) const = 0;
    virtual SlicePreamble::Format format() const = 0;
    /// Mends what no longer holds in a slice (a section's length), in the octets of the preamble's first range.
    virtual void mendPreamble(std::vector<std::uint8_t>& octets) const = 0;
};

/// How far a walk came.
struct Walk {
    std::size_t used = 0;         ///< octets of whole records
    std::size_t needed = 0;       ///< octets that the record after them needs; more than there were
    std::optional<Error> damage;  ///< the record after them makes no sense (offset set, file not)
    bool another = false;         ///< after them begins another capture, with a header of its own
};

/// Walks over one capture's records, window by window; each window begins where the last one's used octets ended.
/// Offsets count from where the capture begins, which is the file's beginning unless captures were joined with cat.
class RecordWalker {
public:
    virtual ~RecordWalker() = default;
    /// Appends a frame for each packet in a whole record of `window`, which lies at `offset` of the file. The frames
    /// point into the window.
    virtual Walk walk(Bytes window, std::uint64_t offset, Batch& batch) = 0;
    /// What the file ended in the middle of, given the octets of the last record that are there.
    virtual std::string cutRecord(Bytes rest, std::uint64_t nextNumber) const = 0;
    virtual std::shared_ptr<const RecordFormat> format() const = 0;
};

}  // namespace weir::capture
