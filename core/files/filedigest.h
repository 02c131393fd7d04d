// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a file's octets as they come, decodes and hashes them, and keeps no more than its first ones.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <vector>

#include "core/files/contentdecoder.h"
#include "core/files/filerecord.h"

namespace weir::files {

/// Somebody who wants the octets of one file, decoded, as they come.
class FileOctets {
public:
    virtual void octets(Bytes octets) = 0;

protected:
    ~FileOctets() = default;
};

/// Chooses, by what is known when a file begins (its flow, frame, direction and name), who gets its octets.
class FileTakers {
public:
    /// Null: nobody does. Must stay until the capture has been read.
    virtual FileOctets* taker(const FileRecord& begun) = 0;

protected:
    ~FileTakers() = default;
};

/// Not thread-safe. Memory: about 5 KiB, and what decoders need (a window of at most 16 MiB for br).
class FileDigest {
public:
    static constexpr std::size_t keptOctets = 4096;

    /// `encodings`: content encodings in the order in which they were applied ("gzip", "br, gzip"); empty: none.
    explicit FileDigest(std::string_view encodings = {});

    /// Who else wants the octets, before the first of them; null: nobody.
    void sendTo(FileOctets* wanted) { m_wanted = wanted; }
    void add(Bytes octets, std::uint32_t frame);
    /// So many octets are missing before the next.
    void gap(std::uint64_t octets) { m_missing += octets; }
    /// Fills in what the octets say. `cut`: why it ended before its end, if it did.
    void finish(FileRecord& record, std::string_view cut);
    bool empty() const { return m_bytes == 0 && m_missing == 0; }

private:
    void take(Bytes decoded);

    struct Free {
        void operator()(EVP_MD_CTX* context) const;
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_sha256, m_md5;
    ContentDecoder m_decoder;
    FileOctets* m_wanted = nullptr;
    std::vector<std::uint8_t> m_start;
    std::uint64_t m_bytes = 0, m_frames = 0, m_missing = 0;
    std::uint32_t m_lastFrame = 0;
};

/// Whether a file's name hides that it is a program or a script.
bool hidesKind(std::string_view name, Bytes start);

}  // namespace weir::files
