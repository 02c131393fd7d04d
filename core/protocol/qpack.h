// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/3's compression of header fields (RFC 9204), undone by libnghttp3.
#pragma once

#include <memory>

#include "core/protocol/headerfields.h"

struct nghttp3_qpack_decoder;
struct nghttp3_qpack_stream_context;

namespace weir::protocol {

/// One direction's decoder. Memory is bounded by `maximumTable`, and 256 blocks that wait.
class QpackDecoder {
public:
    static constexpr std::size_t maximumTable = 256 * 1024;
    enum class Outcome : std::uint8_t { read, blocked, broken };

    /// The receiver lets the table grow to so many octets (SETTINGS_QPACK_MAX_TABLE_CAPACITY). Before anything is read.
    void allowTable(std::uint64_t octets);
    /// What the sender says on its encoder stream; false where it cannot be read.
    bool instructions(Bytes octets);
    /// A whole header block of a stream. `blocked`: it speaks of fields that are still to come; ask again then.
    Outcome read(std::uint64_t stream, Bytes block, HeaderFields& fields);

private:
    struct Free {
        void operator()(nghttp3_qpack_decoder* decoder) const;
        void operator()(nghttp3_qpack_stream_context* context) const;
    };
    bool begin();

    std::unique_ptr<nghttp3_qpack_decoder, Free> m_decoder;
    std::size_t m_table = 0;
    bool m_broken = false;
};

}  // namespace weir::protocol
