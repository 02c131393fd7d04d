// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are read and written over SMB 2 and 3 without encryption ([MS-SMB2]).
#pragma once

#include <map>
#include <memory>

#include "core/files/filesource.h"

namespace weir::files {

/// Bounded: messages up to 64 KiB are held, of longer ones their data passes through; 1,024 open files, each with up to
/// 1 MiB that came before its turn; 4,096 requests without a response.
class SmbFiles final : public FileSource {
public:
    static constexpr std::size_t maximumFiles = 1024, maximumAhead = std::size_t{1} << 20, maximumRequests = 4096;

    explicit SmbFiles(const FileContext& context) : m_context(context) {}

    void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) override;
    void gap(int role, std::uint64_t octets) override;
    void end() override;

private:
    using FileId = std::pair<std::uint64_t, std::uint64_t>;
    /// One direction of one file.
    struct Way {
        std::unique_ptr<FileDigest> digest;
        std::uint32_t frame = 0;
        std::int64_t time = 0;
        std::uint64_t next = 0;  ///< the place of the next octet
        std::map<std::uint64_t, std::pair<std::uint32_t, std::vector<std::uint8_t>>> ahead;  ///< by place
        std::size_t held = 0;
    };
    struct File {
        std::string path, share;
        std::uint64_t size = 0;  ///< as the server said when it was opened
        bool sized = false;
        bool isPipe = false;
        Way ways[2];  ///< written (by the client), read
    };
    struct Share {
        std::string path;
        bool pipes = false;
    };
    struct Request {
        std::uint16_t command = 0;
        std::string text;  ///< path of a CREATE or TREE_CONNECT
        FileId file{};
        std::uint64_t offset = 0;
        std::uint32_t tree = 0;
    };
    /// One side's octets.
    struct Side {
        std::vector<std::uint8_t> buffer;
        std::uint64_t left = 0;  ///< of a long message that passes through: of all of it
        std::uint64_t data = 0;  ///< of its file data
        FileId file{};
        std::uint64_t place = 0;
        std::uint64_t skip = 0;  ///< octets of the message before that data
        bool lost = false;
    };
    void messages(int role, Bytes message);
    void request(Bytes header, Bytes message);
    void response(Bytes header, Bytes message);
    bool beginLong(int role, std::uint64_t length);
    void pass(int role, Bytes octets);
    void content(FileId id, int way, std::uint64_t place, Bytes octets);
    void take(Way& way, std::uint32_t frame, Bytes octets);
    void giveUp(Way& way);
    void closeFile(std::map<FileId, File>::iterator which);

    FileContext m_context;
    Side m_sides[2];
    std::map<FileId, File> m_files;
    std::map<std::uint64_t, Request> m_requests;  ///< by message number
    std::map<std::uint32_t, Share> m_shares;
    std::uint32_t m_frame = 0;
    std::int64_t m_time = 0;
};

}  // namespace weir::files
