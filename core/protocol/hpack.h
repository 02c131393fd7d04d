// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2's compression of header fields (RFC 7541), undone by libnghttp2.
#pragma once

#include <memory>

#include "core/protocol/headerfields.h"

struct nghttp2_hd_inflater;

namespace weir::protocol {

/// One direction's decoder. Blocks must come in order, none may be missing. Memory is bounded by `maximumTable`.
class HpackDecoder {
public:
    static constexpr std::uint32_t maximumTable = 256 * 1024;

    HpackDecoder();
    /// The receiver lets the table grow to so many octets (SETTINGS_HEADER_TABLE_SIZE).
    void allowTable(std::uint32_t octets);
    /// Reads a whole header block; false where it, and so all after it, cannot be read.
    bool read(Bytes block, HeaderFields& fields);

private:
    struct Free {
        void operator()(nghttp2_hd_inflater* inflater) const;
    };
    std::unique_ptr<nghttp2_hd_inflater, Free> m_inflater;
    std::uint32_t m_table = 4096;
    bool m_broken = false;
};

}  // namespace weir::protocol
