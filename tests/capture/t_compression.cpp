// SPDX-License-Identifier: GPL-3.0-or-later
// gzip, zstd and lz4: whole, concatenated, cut, damaged, and bombs.
#include <lz4frame.h>
#include <sys/resource.h>
#include <zlib.h>
#include <zstd.h>

#include <functional>
#include <stdexcept>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

Octets gzip(const Octets& plain) {
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    Octets out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 64);
    stream.next_in = const_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        throw std::runtime_error("deflate");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}
Octets zstd(const Octets& plain) {
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    Octets out(ZSTD_compressBound(plain.size()));
    out.resize(ZSTD_compress2(context, out.data(), out.size(), plain.data(), plain.size()));
    ZSTD_freeCCtx(context);
    return out;
}
Octets lz4(const Octets& plain) {
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    Octets out(LZ4F_compressFrameBound(plain.size(), &preferences));
    out.resize(LZ4F_compressFrame(out.data(), out.size(), plain.data(), plain.size(), &preferences));
    return out;
}

struct Kind {
    std::string name;
    std::function<Octets(const Octets&)> compress;
};
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {{"gzip", gzip}, {"zstd", zstd}, {"lz4", lz4}};
    return all;
}

/// Packets that do not compress well, so that cuts fall between them.
Octets capture(std::uint32_t packets = 40) {
    PcapngBuilder builder;
    builder.section().interface();
    std::uint32_t state = 1;
    for (std::uint32_t i = 0; i < packets; ++i) {
        Octets data(50);
        for (std::uint8_t& octet : data)
            octet = static_cast<std::uint8_t>((state = state * 1'664'525 + 1'013'904'223) >> 24);
        builder.enhanced(0, i, data);
    }
    return builder.octets();
}
Octets operator+(Octets a, const Octets& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

class Compression : public testing::TestWithParam<Kind> {};
INSTANTIATE_TEST_SUITE_P(Kinds, Compression, testing::ValuesIn(kinds()),
                         [](const auto& kind) { return kind.param.name; });

TEST_P(Compression, ReadsAsIfItWereNotThere) {
    const Octets plain = capture(20'000);
    const Contents expected = readOctets(plain);
    ASSERT_EQ(expected.packets.size(), 20'000U);
    const Octets compressed = GetParam().compress(plain);
    const Contents contents = readOctets(compressed);
    EXPECT_EQ(contents.problem(), "");
    EXPECT_EQ(contents.packets, expected.packets);
    EXPECT_EQ(contents.positions, expected.positions) << "positions are those of the decompressed file";
    EXPECT_EQ(contents.info.compressions, std::vector<std::string>{GetParam().name});
    EXPECT_EQ(contents.info.bytesTotal, compressed.size());
}

TEST_P(Compression, JoinsConcatenatedMembers) {
    const Octets plain = capture();
    const auto middle = plain.begin() + 1'001;
    const Octets joined =
        GetParam().compress(Octets(plain.begin(), middle)) + GetParam().compress(Octets(middle, plain.end()));
    const Contents contents = readOctets(joined);
    EXPECT_EQ(contents.problem(), "");
    EXPECT_EQ(contents.packets, readOctets(plain).packets);
    EXPECT_EQ(readOctets(joined + Octets(512)).problem(), "") << "zeros after the end are padding";
    const Contents tail = readOctets(joined + Octets{'x', 'y', 'z', 'z', 'y'});
    EXPECT_EQ(tail.packets.size(), 40U);
    EXPECT_EQ(tail.problem(), "other data follows the end of the " + GetParam().name + " data");
}

TEST_P(Compression, KeepsWhatComesBeforeACut) {
    const Octets compressed = GetParam().compress(capture());
    const Contents whole = readOctets(compressed);
    const TemporaryFile file({});
    std::size_t most = 0;
    for (std::size_t size = 0; size < compressed.size(); ++size) {
        file.write(Octets(compressed.begin(), compressed.begin() + static_cast<std::ptrdiff_t>(size)));
        const Contents cut = readAll({file.path()});
        ASSERT_NE(cut.problem(), "") << size;
        ASSERT_LE(cut.packets.size(), whole.packets.size());
        ASSERT_TRUE(std::equal(cut.packets.begin(), cut.packets.end(), whole.packets.begin())) << size;
        most = std::max(most, cut.packets.size());
        if (!cut.openError) {
            ASSERT_TRUE(cut.problem().starts_with(GetParam().name + " data is cut short")) << cut.problem();
        }
    }
    EXPECT_EQ(most, whole.packets.size()) << "with only the checksum missing every packet is there";
}

TEST_P(Compression, TellsDamageAndServesNothingTwice) {
    const Octets compressed = GetParam().compress(capture());
    const TemporaryFile file({});
    std::size_t told = 0;
    for (std::size_t at = 0; at < compressed.size(); at += 3) {
        Octets changed = compressed;
        changed[at] ^= 0x40;
        file.write(changed);
        const Contents contents = readAll({file.path()});
        told += contents.problem().empty() ? 0 : 1;
        ASSERT_LE(contents.packets.size(), 40U);
    }
    EXPECT_GT(told, compressed.size() / 3 * 9 / 10) << "a checksum covers nearly everything";
}

TEST_P(Compression, StopsABomb) {
    // Packets without octets, so nothing but the limits ends this. Half a GiB of them.
    Octets plain = PcapBuilder().octets();
    const Octets empty = FileWriter().u32(1).zeros(12).take();
    plain.reserve(std::size_t{512} << 20);
    while (plain.size() < std::size_t{512} << 20) plain.insert(plain.end(), empty.begin(), empty.end());
    const TemporaryFile file(GetParam().compress(plain));
    plain = Octets();
    auto reader = Reader::open({file.path()}).take();
    Batch batch;
    std::uint64_t frames = 0;
    while (reader->next(batch)) frames += batch.frames.size();
    ASSERT_TRUE(reader->info().problem);
    EXPECT_NE(reader->info().problem->text().find("more than 200 times its size; stopped there"), std::string::npos)
        << reader->info().problem->toString();
    EXPECT_GE(frames, (std::uint64_t{64} << 20) / 16 - 10);
    EXPECT_LE(frames, (std::uint64_t{72} << 20) / 16);
    EXPECT_LE(batch.storage.capacity(), std::size_t{4} << 20);

    auto patient =
        Reader::open({file.path()},
                     {.keepSpool = false, .maximumDecompressed = std::uint64_t{100} << 20, .maximumRatio = 0})
            .take();
    frames = 0;
    while (patient->next(batch)) frames += batch.frames.size();
    EXPECT_NE(patient->info().problem->text().find("more than 100 MiB; stopped there"), std::string::npos);
    EXPECT_GE(frames, (std::uint64_t{100} << 20) / 16 - 10);
}

TEST(Zstd, RefusesWindowsThatNeedTooMuchMemory) {
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 28);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    const Octets plain = capture();
    Octets out(ZSTD_compressBound(plain.size()) + 1'024);
    ZSTD_inBuffer in{plain.data(), plain.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    while (ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue) > 0 && in.pos < in.size) {
    }
    ASSERT_EQ(ZSTD_compressStream2(context, &to, &in, ZSTD_e_end), 0U);
    out.resize(to.pos);
    ZSTD_freeCCtx(context);
    const Contents contents = readOctets(out);
    ASSERT_TRUE(contents.openError);
    EXPECT_TRUE(contents.openError->text().starts_with("damaged zstd data: ")) << contents.problem();
}

TEST(Compression, OfSomethingElseIsNoCapture) {
    EXPECT_EQ(readOctets(gzip({'h', 'i', '\n', ' '})).openError->text(),
              "is plain text inside gzip, not a pcap or pcapng file");
    EXPECT_EQ(readOctets(gzip({1, 2, 3, 4})).openError->text(), "not a capture (no pcap or pcapng magic)");
    EXPECT_EQ(readOctets(gzip({})).openError->text(), "empty file");
}

TEST(Compression, IsReadWhenDoneTwice) {
    const Contents plain = readOctets(capture());
    for (const Octets& twice :
         {gzip(gzip(capture())), zstd(gzip(capture())), gzip(lz4(capture())), gzip(gzip(gzip(capture())))}) {
        const Contents contents = readOctets(twice);
        EXPECT_EQ(contents.problem(), "");
        EXPECT_EQ(contents.packets, plain.packets);
        EXPECT_EQ(contents.positions, plain.positions);
    }
    EXPECT_EQ(readOctets(gzip(gzip(gzip(gzip(capture()))))).openError->text(),
              "is compressed more than 3 times over; decompress it first");
}

TEST(Compression, DoneTwiceIsBoundedByWhatIsStored) {
    Octets plain = PcapBuilder().octets();
    const Octets empty = FileWriter().u32(1).zeros(12).take();
    while (plain.size() < std::size_t{128} << 20) plain.insert(plain.end(), empty.begin(), empty.end());
    const Octets stored = gzip(gzip(plain));
    ASSERT_LT(stored.size(), plain.size() / 1'000);
    EXPECT_NE(readOctets(stored).problem().find("more than 200 times its size; stopped there"), std::string::npos);
}

TEST(Compression, MayBeginWithFramesToBeSkipped) {
    const Octets skipped = FileWriter().u32(0x184d2a53).u32(5).text("hello").take();
    const Contents plain = readOctets(capture());
    for (const Octets& frames :
         {skipped + zstd(capture()), skipped + skipped + lz4(capture()), skipped + zstd(capture()) + skipped}) {
        const Contents contents = readOctets(frames);
        EXPECT_EQ(contents.problem(), "");
        EXPECT_EQ(contents.packets, plain.packets);
    }
}

/// Packets of 1,000 octets each, each like the last but for a few: they compress, and blocks are many.
Octets longCapture() {
    PcapBuilder builder;
    Octets data = countingOctets(1'000);
    std::uint32_t state = 1;
    for (std::uint32_t i = 0; i < 1'500; ++i) {
        for (int change = 0; change < 400; ++change) {
            state = state * 1'664'525 + 1'013'904'223;
            data[state % data.size()] = static_cast<std::uint8_t>(state >> 24);
        }
        builder.packet(i, data);
    }
    return builder.octets();
}

TEST(Compression, LosesToDamageOneBlockAndNoneBeforeIt) {
    const Octets plain = longCapture();
    const Contents whole = readOctets(plain);
    ASSERT_EQ(whole.packets.size(), 1'500U);
    const TemporaryFile file({});
    struct Blocks {
        Octets compressed;
        std::size_t block;
    };
    for (const auto& [compressed, block] :
         {Blocks{zstd(plain), std::size_t{128} << 10}, Blocks{lz4(plain), std::size_t{64} << 10}}) {
        ASSERT_LT(compressed.size(), plain.size() * 9 / 10) << "or else the blocks are stored as they are";
        for (std::size_t tenth = 1; tenth < 10; ++tenth) {
            Octets changed = compressed;
            const std::size_t at = changed.size() * tenth / 10;
            for (std::size_t i = 0; i < 6; ++i) changed[at + i] ^= 0xff;
            file.write(changed);
            for (const std::size_t batch : {std::size_t{1}, std::size_t{1} << 20}) {
                const Contents contents = readAll({file.path()}, {.batchBytes = batch});
                EXPECT_NE(contents.problem(), "");
                const std::size_t before = plain.size() * tenth / 10;
                const std::size_t least = (before - std::min(before, block + block / 4)) / 1'016;
                EXPECT_GE(contents.packets.size(), least) << tenth;
                EXPECT_TRUE(std::equal(contents.packets.begin(),
                                       contents.packets.begin() + static_cast<std::ptrdiff_t>(least),
                                       whole.packets.begin()));
            }
        }
    }
}

TEST(Compression, WithoutContentDoesNotKeepTheReaderFromComingBack) {
    const Octets member = gzip({});
    Octets many = gzip(PcapBuilder().packet(1, {1}).octets());
    const std::size_t first = many.size();
    while (many.size() < std::size_t{20} << 20) many.insert(many.end(), member.begin(), member.end());
    many = many + gzip(FileWriter().u32(2).u32(0).u32(1).u32(1).u8(2).take());
    const TemporaryFile file(many);
    auto reader = Reader::open({file.path()}).take();
    Batch batch;
    std::size_t frames = 0, batches = 0;
    std::uint64_t done = first;
    while (reader->next(batch)) {
        frames += batch.frames.size();
        ++batches;
        EXPECT_LE(batch.bytesDone, done + (std::uint64_t{5} << 20));
        done = batch.bytesDone;
    }
    EXPECT_EQ(frames, 2U);
    EXPECT_GE(batches, 5U);
    EXPECT_FALSE(reader->info().problem);
}

}  // namespace
