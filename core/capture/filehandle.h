// SPDX-License-Identifier: GPL-3.0-or-later
// A file that can be read at any offset: a capture on disk, or the spool of one that cannot be read twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace weir::capture {

/// Owns a file descriptor, or knows where to get one. Reading at an offset is thread-safe.
class FileHandle {
public:
    FileHandle(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle();

    /// A regular file, never anything that could block: the error says what else it is.
    static Result<std::shared_ptr<FileHandle>> openRegular(const std::string& path);
    /// Standard input, where it is a regular file that nobody has read from yet; null otherwise.
    static std::shared_ptr<FileHandle> standardInput();
    /// The same file without a descriptor: it is opened by path for each read, and must then be the same one still.
    /// For the hundredth file of a long list, because descriptors are few.
    std::shared_ptr<FileHandle> withoutDescriptor() const;
    /// An unlinked temporary file in $TMPDIR (or /tmp) that disappears with its handle; null where none can be made.
    static std::shared_ptr<FileHandle> openTemporary();

    std::uint64_t size() const { return m_size; }  ///< when it was opened
    /// How many octets were read: fewer than asked only at the end of the file or after an error (errno, else 0).
    std::size_t readAt(std::uint64_t offset, std::uint8_t* to, std::size_t count, int* error = nullptr) const;
    bool writeAt(std::uint64_t offset, const std::uint8_t* from, std::size_t count);
    void willReadInOrder() const;

private:
    struct Identity {
        std::string path;
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
    };
    std::size_t readFrom(int descriptor, std::uint64_t offset, std::uint8_t* to, std::size_t count, int* error) const;

    int m_descriptor;  ///< -1: see m_identity
    std::uint64_t m_size;
    Identity m_identity;
};

}  // namespace weir::capture
