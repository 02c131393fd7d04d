// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/hpack.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>

namespace weir::protocol {

void HpackDecoder::Free::operator()(nghttp2_hd_inflater* inflater) const { nghttp2_hd_inflate_del(inflater); }

HpackDecoder::HpackDecoder() {
    nghttp2_hd_inflater* inflater = nullptr;
    m_broken = nghttp2_hd_inflate_new(&inflater) != 0;
    m_inflater.reset(inflater);
}

void HpackDecoder::allowTable(std::uint32_t octets) {
    // A table that shrinks is shrunk by the sender's own words, when it has heard of it.
    const std::uint32_t wanted = std::min(octets, maximumTable);
    if (m_broken || wanted <= m_table)
        return;
    m_table = wanted;
    m_broken = nghttp2_hd_inflate_change_table_size(m_inflater.get(), wanted) != 0;
}

bool HpackDecoder::read(Bytes block, HeaderFields& out) {
    constexpr std::size_t mostFields = 4096;  // one octet may name a long field again
    std::size_t count = 0;
    for (;;) {
        nghttp2_nv field{};
        int flags = 0;
        const ssize_t taken =
            m_broken ? -1 : nghttp2_hd_inflate_hd2(m_inflater.get(), &field, &flags, block.data(), block.size(), 1);
        if (taken < 0 || ++count > mostFields) {
            m_broken = true;
            return false;
        }
        block = block.subspan(static_cast<std::size_t>(taken));
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0)
            out.add(asText({field.name, field.namelen}), asText({field.value, field.valuelen}));
        if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0) {
            nghttp2_hd_inflate_end_headers(m_inflater.get());
            return true;
        }
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) == 0 && block.empty())
            return true;
    }
}

}  // namespace weir::protocol
