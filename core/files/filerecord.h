// SPDX-License-Identifier: GPL-3.0-or-later
// A file that went over the network, with what is known of it. Plain data; texts are not trusted.
#pragma once

#include <cstdint>
#include <string>

#include "core/traffic/flows.h"

namespace weir::files {

struct FileRecord {
    std::uint32_t frame = 0;  ///< that brought its first octets
    std::int64_t time = 0;    ///< of that frame
    traffic::FlowId flow{0};
    traffic::AddressId client{0}, server{0};
    std::string protocol;  ///< "http", "ftp", "tftp", "smtp", "imap", "pop3", "smb"
    bool upload = false;   ///< the client sent it
    std::string name;      ///< as the sender or the address gives it, without its folders
    std::string url;
    std::string claimedType;  ///< MIME type
    std::string kind;         ///< by its first octets (protocol::fileKind)
    bool mismatch = false;    ///< type or name say something harmless, and it is a program or a script
    std::uint64_t bytes = 0;  ///< decoded, as far as it is there
    std::string incomplete;   ///< why it is not whole, in words; empty: it is
    std::string encoding;     ///< content encodings that were undone, or that could not be
    std::string sha256, md5;  ///< lower-case hexadecimal; of whole files alone
    std::string userAgent;
    std::uint64_t frames = 0;  ///< that brought octets of it
};

}  // namespace weir::files
