// SPDX-License-Identifier: GPL-3.0-or-later
// One source, three codecs. A codec turns a piece of input into a piece of output and says when a frame is complete.
#include "core/capture/decompressor.h"

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <stdexcept>

#include "core/capture/byteorder.h"
#include "core/capture/limits.h"

namespace weir::capture {
namespace {

struct Step {
    std::size_t read = 0;
    std::size_t written = 0;
    bool frameDone = false;
    std::string damage = {};
};

bool isSkippable(Bytes input) {
    return (input[0] & 0xf0U) == 0x50 && input[1] == 0x2a && input[2] == 0x4d && input[3] == 0x18;
}

class Codec {
public:
    virtual ~Codec() = default;
    virtual Step step(Bytes input, std::uint8_t* to, std::size_t room) = 0;
    virtual void beginFrame() {}
    /// May these octets, four at least, follow a complete frame as another one?
    virtual bool begins(Bytes input) const = 0;
};

class Gzip : public Codec {
public:
    Gzip() {
        if (inflateInit2(&m_stream, 16 + MAX_WBITS) != Z_OK)
            throw std::bad_alloc();
    }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    ~Gzip() override { inflateEnd(&m_stream); }

    Step step(Bytes input, std::uint8_t* to, std::size_t room) override {
        const auto clipped = [](std::size_t n) { return static_cast<uInt>(std::min<std::size_t>(n, 1U << 30)); };
        m_stream.next_in = const_cast<Bytef*>(input.data());
        m_stream.avail_in = clipped(input.size());
        m_stream.next_out = to;
        m_stream.avail_out = clipped(room);
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        Step step;
        step.read = static_cast<std::size_t>(m_stream.next_in - input.data());
        step.written = static_cast<std::size_t>(m_stream.next_out - to);
        step.frameDone = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            step.damage = m_stream.msg != nullptr ? m_stream.msg : "invalid data";
        return step;
    }
    void beginFrame() override { inflateReset(&m_stream); }
    bool begins(Bytes input) const override { return input[0] == 0x1f && input[1] == 0x8b; }

private:
    z_stream m_stream{};
};

/// zstd and lz4 forget, where they find damage, what they put out in the same call. So they get no more input than the
/// next block, after all that they hold was taken: the damage costs that block and none before it.
class BlockCodec : public Codec {
public:
    Step step(Bytes input, std::uint8_t* to, std::size_t room) final {
        if (m_outputWaits) {
            Step rest = some({}, to, room);
            if (rest.written != 0 || rest.frameDone || !rest.damage.empty())
                return rest;
        }
        return some(input.first(std::min(input.size(), m_wanted)), to, room);
    }

protected:
    virtual Step some(Bytes input, std::uint8_t* to, std::size_t room) = 0;
    /// `wanted`: octets of the next block, 0 at the end of a frame. `full`: there was no room for more.
    void remember(std::size_t wanted, bool full) {
        m_wanted = wanted == 0 ? leastWanted : wanted;
        m_outputWaits = wanted != 0 && full;
    }

private:
    static constexpr std::size_t leastWanted = 8;
    std::size_t m_wanted = leastWanted;
    bool m_outputWaits = false;
};

class Zstd : public BlockCodec {
public:
    Zstd() : m_stream(ZSTD_createDStream(), ZSTD_freeDStream) {
        if (!m_stream)
            throw std::bad_alloc();
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, 27);
    }
    bool begins(Bytes input) const override {
        return isSkippable(input) || (input[0] == 0x28 && input[1] == 0xb5 && input[2] == 0x2f && input[3] == 0xfd);
    }

private:
    Step some(Bytes input, std::uint8_t* to, std::size_t room) override {
        ZSTD_inBuffer in{input.data(), input.size(), 0};
        ZSTD_outBuffer out{to, room, 0};
        const std::size_t result = ZSTD_decompressStream(m_stream.get(), &out, &in);
        if (ZSTD_isError(result))
            return {in.pos, out.pos, false, ZSTD_getErrorName(result)};
        remember(result, out.pos == room);
        return {in.pos, out.pos, result == 0, {}};
    }

    std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> m_stream;
};

class Lz4 : public BlockCodec {
public:
    Lz4() {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)))
            throw std::bad_alloc();
    }
    Lz4(const Lz4&) = delete;
    Lz4& operator=(const Lz4&) = delete;
    ~Lz4() override { LZ4F_freeDecompressionContext(m_context); }

    bool begins(Bytes input) const override {
        return isSkippable(input) || (input[0] == 0x04 && input[1] == 0x22 && input[2] == 0x4d && input[3] == 0x18);
    }

private:
    Step some(Bytes input, std::uint8_t* to, std::size_t room) override {
        std::size_t read = input.size();
        std::size_t written = room;
        const std::size_t result = LZ4F_decompress(m_context, to, &written, input.data(), &read, nullptr);
        if (LZ4F_isError(result)) {
            LZ4F_resetDecompressionContext(m_context);
            return {0, 0, false, LZ4F_getErrorName(result)};
        }
        remember(result, written == room);
        return {read, written, result == 0, {}};
    }

    LZ4F_dctx* m_context = nullptr;
};

class DecompressedSource : public ByteSource {
public:
    DecompressedSource(std::string name, std::unique_ptr<Codec> codec, std::unique_ptr<ByteSource> compressed,
                       DecompressionLimits limits)
        : m_name(std::move(name)),
          m_codec(std::move(codec)),
          m_compressed(std::move(compressed)),
          m_limits(limits),
          m_nested(m_compressed->isDecompressed()),
          m_buffer(std::size_t{128} << 10) {}

    std::uint64_t storedDone() const override { return m_nested ? m_compressed->storedDone() : m_in; }
    bool isDecompressed() const override { return true; }
    bool paused() const override { return m_paused; }

protected:
    std::size_t fetch(std::uint8_t* to, std::size_t count) override {
        std::size_t done = 0;
        const std::uint64_t begin = m_in;
        m_paused = false;
        while (done < count && !m_ended) {
            if (m_in - begin >= limits::quiet) {
                m_paused = done == 0;
                break;
            }
            if (m_begin == m_end && !m_outputWaits && !refill())
                break;
            if (m_betweenFrames && !nextFrame())
                break;
            const Step step = m_codec->step({m_buffer.data() + m_begin, m_end - m_begin}, to + done, count - done);
            m_begin += step.read;
            m_in += step.read;
            m_out += step.written;
            done += step.written;
            m_outputWaits = !step.frameDone && done == count;
            m_betweenFrames = step.frameDone;
            if (!step.damage.empty())
                end("damaged " + m_name + " data: " + step.damage);
            else if (m_out > m_limits.octets)
                end(m_name + " data decompresses to more than " + std::to_string(m_limits.octets >> 20) +
                    " MiB; stopped there");
            else if (m_limits.ratio != 0 && m_out > limits::ratioFrom && m_out / m_limits.ratio > storedDone())
                end(m_name + " data decompresses to more than " + std::to_string(m_limits.ratio) +
                    " times its size; stopped there");
            else if (step.read == 0 && step.written == 0 && !step.frameDone && m_begin != m_end)
                end("damaged " + m_name + " data: no progress");
        }
        return done;
    }

private:
    void end(std::string why) {
        m_ended = true;
        fail(std::move(why));
    }
    std::size_t readCompressed(std::uint8_t* to, std::size_t count) {
        std::size_t got = 0;
        do got = m_compressed->read(to, count);
        while (got == 0 && m_compressed->paused());
        return got;
    }
    /// More compressed octets. False at their end, which is where a frame should end too.
    bool refill() {
        m_begin = 0;
        m_end = readCompressed(m_buffer.data(), m_buffer.size());
        if (m_end != 0)
            return true;
        m_ended = true;
        if (m_compressed->failure())
            fail(*m_compressed->failure());
        else if (!m_betweenFrames)
            fail(m_name + " data is cut short");
        return false;
    }
    /// After a complete frame: another one begins, or padding or anything else ends the stream.
    bool nextFrame() {
        while (m_end - m_begin < 4) {  // a frame's magic may lie across two reads
            std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin),
                      m_buffer.begin() + static_cast<std::ptrdiff_t>(m_end), m_buffer.begin());
            m_end -= m_begin;
            m_begin = 0;
            const std::size_t got = readCompressed(m_buffer.data() + m_end, 4 - m_end);
            if (got == 0)
                break;
            m_end += got;
        }
        const Bytes input(m_buffer.data() + m_begin, m_end - m_begin);
        if (input.size() >= 4 && m_codec->begins(input)) {
            m_codec->beginFrame();
            m_betweenFrames = false;
            return true;
        }
        m_ended = true;
        if (std::any_of(input.begin(), input.end(), [](std::uint8_t octet) { return octet != 0; }))
            fail("other data follows the end of the " + m_name + " data");
        return false;
    }

    std::string m_name;
    std::unique_ptr<Codec> m_codec;
    std::unique_ptr<ByteSource> m_compressed;
    DecompressionLimits m_limits;
    bool m_nested;  ///< compressed twice: what counts is how much was stored
    std::vector<std::uint8_t> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_in = 0;
    std::uint64_t m_out = 0;
    bool m_betweenFrames = false;
    bool m_outputWaits = false;  ///< the codec may hold output that there was no room for
    bool m_ended = false;
    bool m_paused = false;
};

}  // namespace

std::string compressionOf(Bytes head) {
    if (head.size() >= 2 && head[0] == 0x1f && head[1] == 0x8b)
        return "gzip";
    // Frames to be skipped are the same in zstd and lz4, and pzstd begins with one: what follows them tells.
    while (head.size() >= 8 && isSkippable(head)) {
        const std::size_t size = std::size_t{8} + ByteOrder::little().u32(head.data() + 4);
        head = head.subspan(std::min(size, head.size()));
    }
    if (head.size() < 4)
        return {};
    const std::uint32_t magic = ByteOrder::little().u32(head.data());
    return magic == 0xfd2fb528 ? "zstd" : magic == 0x184d2204 ? "lz4" : "";
}

bool startsWithSkippable(Bytes head) { return head.size() >= 4 && isSkippable(head); }

std::unique_ptr<ByteSource> decompress(const std::string& compression, std::unique_ptr<ByteSource> compressed,
                                       DecompressionLimits limits) {
    std::unique_ptr<Codec> codec;
    if (compression == "gzip")
        codec = std::make_unique<Gzip>();
    else if (compression == "zstd")
        codec = std::make_unique<Zstd>();
    else
        codec = std::make_unique<Lz4>();
    return std::make_unique<DecompressedSource>(compression, std::move(codec), std::move(compressed), limits);
}

}  // namespace weir::capture
