// SPDX-License-Identifier: GPL-3.0-or-later
// Where a capture's octets come from, in order: a file, standard input, or a decompressor over either.
#pragma once

#include <vector>

#include "core/base/bytes.h"
#include "core/capture/filehandle.h"

namespace weir::capture {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Reads up to `count` octets, at least one unless the source has ended or is `paused`. May give fewer before the
    /// end.
    std::size_t read(std::uint8_t* to, std::size_t count);
    /// The next octets without taking them: `count`, or fewer where the source ends before. Valid until the next call.
    Bytes peek(std::size_t count);
    /// Why the source ended too early, if it did.
    const std::optional<std::string>& failure() const { return m_failure; }
    /// How many octets as stored on disk (or as they came in) have been used.
    virtual std::uint64_t storedDone() const = 0;
    virtual bool isDecompressed() const { return false; }
    /// The last read took much input that had no octets in it (compressed frames without content) and may go on.
    virtual bool paused() const { return false; }
    /// The file that serves the same octets at the same offsets again, or null.
    virtual std::shared_ptr<const FileHandle> readableAgain() const { return nullptr; }

protected:
    virtual std::size_t fetch(std::uint8_t* to, std::size_t count) = 0;
    void fail(std::string why) { m_failure = std::move(why); }

private:
    std::vector<std::uint8_t> m_peeked;
    std::optional<std::string> m_failure;
};

/// A regular file, as long as it was when it was opened.
class FileSource : public ByteSource {
public:
    explicit FileSource(std::shared_ptr<const FileHandle> file) : m_file(std::move(file)) {}
    std::uint64_t storedDone() const override { return m_offset; }
    std::shared_ptr<const FileHandle> readableAgain() const override { return m_file; }

protected:
    std::size_t fetch(std::uint8_t* to, std::size_t count) override;

private:
    std::shared_ptr<const FileHandle> m_file;
    std::uint64_t m_offset = 0;
};

/// Standard input; blocks while nothing comes.
class StandardInput : public ByteSource {
public:
    std::uint64_t storedDone() const override { return m_done; }

protected:
    std::size_t fetch(std::uint8_t* to, std::size_t count) override;

private:
    std::uint64_t m_done = 0;
};

}  // namespace weir::capture
