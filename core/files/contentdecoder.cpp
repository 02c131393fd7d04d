// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/contentdecoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/base/textparts.h"

namespace weir::files {
namespace {

constexpr std::size_t outputSize = std::size_t{32} << 10;
using Output = std::array<std::uint8_t, outputSize>;

/// gzip and, in both of its forms (RFC 9110 section 8.4.1.2 names one, servers send the other), deflate.
class ZlibDecoder final : public Decoder {
public:
    explicit ZlibDecoder(bool gzip) : m_gzip(gzip) {}
    ZlibDecoder(const ZlibDecoder&) = delete;
    ZlibDecoder& operator=(const ZlibDecoder&) = delete;
    ~ZlibDecoder() override {
        if (m_begun)
            inflateEnd(&m_stream);
    }

    bool add(Bytes octets, const Take& take) override {
        if (octets.empty() || m_ended)
            return true;  // what follows the end is passed over, as browsers do
        if (!m_begun) {
            constexpr int window = 15, detectGzip = 16;
            const bool wrapped = (octets[0] & 0x0f) == Z_DEFLATED && octets[0] >> 4 <= 7;
            if (inflateInit2(&m_stream, m_gzip ? window + detectGzip : wrapped ? window : -window) != Z_OK)
                return false;
            m_begun = true;
        }
        m_stream.next_in = const_cast<Bytef*>(octets.data());  // zlib only reads it
        m_stream.avail_in = static_cast<uInt>(octets.size());
        Output output;
        do {
            m_stream.next_out = output.data();
            m_stream.avail_out = outputSize;
            const int result = inflate(&m_stream, Z_NO_FLUSH);
            const std::size_t made = outputSize - m_stream.avail_out;
            if (made > 0)
                take(Bytes(output).first(made));
            m_ended = result == Z_STREAM_END;
            if (m_ended || result == Z_BUF_ERROR)
                return true;
            if (result != Z_OK)
                return false;
        } while (m_stream.avail_in > 0 || m_stream.avail_out == 0);
        return true;
    }
    bool ended() const override { return m_ended; }

private:
    bool m_gzip, m_begun = false, m_ended = false;
    z_stream m_stream{};
};

class BrotliDecoder final : public Decoder {
public:
    BrotliDecoder() : m_state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}

    bool add(Bytes octets, const Take& take) override {
        std::size_t left = octets.size();
        const std::uint8_t* next = octets.data();
        Output output;
        while (m_state && !m_ended) {
            std::size_t room = outputSize;
            std::uint8_t* to = output.data();
            const auto result = BrotliDecoderDecompressStream(m_state.get(), &left, &next, &room, &to, nullptr);
            if (room < outputSize)
                take(Bytes(output).first(outputSize - room));
            if (result == BROTLI_DECODER_RESULT_ERROR)
                return false;
            m_ended = result == BROTLI_DECODER_RESULT_SUCCESS;
            if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
                return true;
        }
        return m_state != nullptr;
    }
    bool ended() const override { return m_ended; }

private:
    struct Free {
        void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
    };
    std::unique_ptr<BrotliDecoderState, Free> m_state;
    bool m_ended = false;
};

class ZstdDecoder final : public Decoder {
public:
    ZstdDecoder() : m_stream(ZSTD_createDStream()) {
        constexpr int largestWindow = 23;  // 8 MiB (RFC 9659)
        if (m_stream)
            ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, largestWindow);
    }
    bool add(Bytes octets, const Take& take) override {
        ZSTD_inBuffer in{octets.data(), octets.size(), 0};
        Output output;
        while (m_stream && in.pos < in.size) {
            ZSTD_outBuffer out{output.data(), outputSize, 0};
            const std::size_t result = ZSTD_decompressStream(m_stream.get(), &out, &in);
            if (ZSTD_isError(result))
                return false;
            m_ended = result == 0;
            if (out.pos > 0)
                take(Bytes(output).first(out.pos));
        }
        return m_stream != nullptr;
    }
    bool ended() const override { return m_ended; }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };
    std::unique_ptr<ZSTD_DStream, Free> m_stream;
    bool m_ended = false;
};

constexpr std::string_view blanks = " \t";

}  // namespace

std::unique_ptr<Decoder> makeDecoder(std::string_view encoding) {
    if (encoding == "gzip" || encoding == "x-gzip")
        return std::make_unique<ZlibDecoder>(true);
    if (encoding == "deflate")
        return std::make_unique<ZlibDecoder>(false);
    if (encoding == "br")
        return std::make_unique<BrotliDecoder>();
    if (encoding == "zstd")
        return std::make_unique<ZstdDecoder>();
    return nullptr;
}

ContentDecoder::ContentDecoder(std::string_view encodings) {
    while (!encodings.empty()) {
        const std::string name = lowered(trimmed(encodings.substr(0, encodings.find(',')), blanks));
        encodings.remove_prefix(std::min(encodings.find(','), encodings.size() - 1) + 1);
        if (name.empty() || name == "identity")
            continue;
        constexpr std::size_t longest = 32;
        m_names += (m_names.empty() ? "" : ";") + name.substr(0, longest);
        auto decoder = makeDecoder(name);
        if (!decoder || m_decoders.size() >= mostEncodings) {
            m_problem = "the encoding " + name.substr(0, longest) + " is not known";
            m_decoders.clear();
            return;
        }
        m_decoders.insert(m_decoders.begin(), std::move(decoder));
        m_order.insert(m_order.begin(), name);
    }
}

void ContentDecoder::add(Bytes octets, const Decoder::Take& take) {
    m_in += octets.size();
    if (!m_problem.empty() && decodes())
        return;
    pass(0, octets, take);
}

void ContentDecoder::pass(std::size_t which, Bytes octets, const Decoder::Take& take) {
    if (which == m_decoders.size()) {
        m_out += octets.size();
        take(octets);
        return;
    }
    const bool good = m_decoders[which]->add(octets, [&](Bytes decoded) {
        if (!m_problem.empty())
            return;
        if (m_out > ratioFrom && m_out / maximumRatio > m_in)
            m_problem = "the " + m_order[which] + " data grows without end";
        else
            pass(which + 1, decoded, take);
    });
    if (!good && m_problem.empty())
        m_problem = "the " + m_order[which] + " data is damaged";
}

std::string ContentDecoder::problem() const {
    if (!m_problem.empty())
        return m_problem;
    for (std::size_t i = 0; i < m_decoders.size(); ++i) {
        if (!m_decoders[i]->ended())
            return "the " + m_order[i] + " data ends early";
    }
    return {};
}

}  // namespace weir::files
