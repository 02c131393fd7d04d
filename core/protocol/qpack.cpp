// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/qpack.h"

#include <nghttp3/nghttp3.h>

#include <algorithm>

namespace weir::protocol {

void QpackDecoder::Free::operator()(nghttp3_qpack_decoder* decoder) const { nghttp3_qpack_decoder_del(decoder); }
void QpackDecoder::Free::operator()(nghttp3_qpack_stream_context* context) const {
    nghttp3_qpack_stream_context_del(context);
}

void QpackDecoder::allowTable(std::uint64_t octets) {
    if (!m_decoder)
        m_table = static_cast<std::size_t>(std::min<std::uint64_t>(octets, maximumTable));
}

bool QpackDecoder::begin() {
    constexpr std::size_t mostBlocked = 256;
    if (m_decoder || m_broken)
        return !m_broken;
    nghttp3_qpack_decoder* decoder = nullptr;
    m_broken = nghttp3_qpack_decoder_new(&decoder, m_table, mostBlocked, nghttp3_mem_default()) != 0;
    m_decoder.reset(decoder);
    return !m_broken;
}

bool QpackDecoder::instructions(Bytes octets) {
    if (!begin())
        return false;
    const nghttp3_ssize taken = nghttp3_qpack_decoder_read_encoder(m_decoder.get(), octets.data(), octets.size());
    m_broken = taken < 0;
    return !m_broken;
}

QpackDecoder::Outcome QpackDecoder::read(std::uint64_t stream, Bytes block, HeaderFields& out) {
    constexpr std::size_t mostFields = 4096;
    if (!begin())
        return Outcome::broken;
    nghttp3_qpack_stream_context* made = nullptr;
    if (nghttp3_qpack_stream_context_new(&made, static_cast<std::int64_t>(stream), nghttp3_mem_default()) != 0)
        return Outcome::broken;
    const std::unique_ptr<nghttp3_qpack_stream_context, Free> context(made);
    for (std::size_t count = 0; count < mostFields; ++count) {
        nghttp3_qpack_nv field{};
        std::uint8_t flags = 0;
        const nghttp3_ssize taken = nghttp3_qpack_decoder_read_request(m_decoder.get(), context.get(), &field, &flags,
                                                                       block.data(), block.size(), 1);
        if (taken < 0)
            return Outcome::broken;
        block = block.subspan(static_cast<std::size_t>(taken));
        if ((flags & NGHTTP3_QPACK_DECODE_FLAG_BLOCKED) != 0)
            return Outcome::blocked;
        if ((flags & NGHTTP3_QPACK_DECODE_FLAG_EMIT) != 0) {
            const nghttp3_vec name = nghttp3_rcbuf_get_buf(field.name), value = nghttp3_rcbuf_get_buf(field.value);
            out.add(asText({name.base, name.len}), asText({value.base, value.len}));
            nghttp3_rcbuf_decref(field.name);
            nghttp3_rcbuf_decref(field.value);
        }
        if ((flags & NGHTTP3_QPACK_DECODE_FLAG_FINAL) != 0)
            return Outcome::read;
    }
    return Outcome::broken;
}

}  // namespace weir::protocol
