// SPDX-License-Identifier: GPL-3.0-or-later
// Slices: what comes out is a capture that Weir, tshark and capinfos read, with the same packets as before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/capturetables/tables.h"
#include "core/engine/analyze.h"
#include "core/extract/slice.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "tests/support/capturebuilder.h"
#include "tests/support/packetbuilder.h"
#include "tests/support/tshark.h"

using namespace weir;
using namespace weir::test;
using Format = capture::SlicePreamble::Format;

namespace {

traffic::Snapshot analyzed(const std::vector<std::string>& paths) {
    auto out = engine::analyze(paths, {});
    EXPECT_TRUE(out.ok()) << out.error().toString();
    return out.ok() ? out.take() : nullptr;
}

Octets sliceOf(const traffic::SnapshotData& state, const extract::PacketRows& rows) {
    Octets out;
    const auto written = extract::writeSlice(state, rows, [&](std::string_view piece) {
        const Bytes octets = asBytes(piece);
        out.insert(out.end(), octets.begin(), octets.end());
        return true;
    });
    EXPECT_TRUE(written.ok()) << written.error().toString();
    if (written.ok()) {
        EXPECT_EQ(written.value().octets, out.size());
        EXPECT_EQ(written.value().packets, rows.size());
    }
    return out;
}

/// All cells of the packets table but the numbers, one text a row.
std::vector<std::string> packetRows(const traffic::Snapshot& snapshot) {
    capturetables::TableRequest request;
    request.name = "packets";
    const auto table = capturetables::makeTable(snapshot, request);
    std::vector<std::string> out;
    std::string scratch;
    for (std::size_t row = 0; table && row < table.value()->rows(); ++row) {
        std::string text;
        for (std::size_t column = 1; column < table.value()->schema().size(); ++column)
            text += cellText(table.value()->cell(row, column, scratch)) + ',';
        out.push_back(std::move(text));
    }
    return out;
}

template <typename T>
std::vector<T> chosen(const std::vector<T>& all, const extract::PacketRows& rows) {
    std::vector<T> out;
    for (const std::uint32_t row : rows) out.push_back(all[row]);
    return out;
}

Octets frame(std::uint16_t port, std::size_t size = 5) {
    return ethernet(ipv4("10.0.0.1", "192.0.2.1", udp(port, 9, countingOctets(size))));
}

/// Two sections of different byte order, with comments, names, secrets, several interfaces, and every kind of packet.
Octets rich() {
    return PcapngBuilder()
        .section(Endian::little, {comment("first section")}, 4711)
        .interface(1, 0, {timeResolution(9), comment("nanoseconds")})
        .secrets("CLIENT_RANDOM 00 11\n")
        .name({192, 0, 2, 1}, "host.example")
        .enhanced(0, 1'667'872'800'123'456'789, frame(1), 100, {comment("a packet's comment")})
        .simple(frame(2), static_cast<std::uint32_t>(frame(2).size()))
        .interface(101, 0, {})
        .enhanced(1, 1'667'872'801'000'001, ipv4("10.0.0.1", "192.0.2.1", udp(3, 9, countingOctets(4))).octets)
        .statistics(0, 3)
        .section(Endian::big, {comment("second section")})
        .interface(1, 60, {})
        .enhanced(0, 1'667'872'802'000'002, frame(4))
        .obsolete(0, 1'667'872'803'000'003, frame(5))
        .octets();
}

TEST(Slice, PcapngKeepsAllThatBelongsToThePackets) {
    const TemporaryFile source(rich());
    const auto before = analyzed({source.path()});
    ASSERT_EQ(before->packets.size(), 5u);
    for (const extract::PacketRows& rows : {extract::PacketRows{0, 1, 2, 3, 4}, extract::PacketRows{0},
                                            extract::PacketRows{2, 4}, extract::PacketRows{3}}) {
        const TemporaryFile slice(sliceOf(*before, rows));
        const auto after = analyzed({slice.path()});
        EXPECT_FALSE(traffic::captureInfo(*after).problem.has_value());
        EXPECT_EQ(chosen(packetRows(before), rows), packetRows(after));
        const bool first = rows.front() < 3, second = rows.back() >= 3;
        EXPECT_EQ(traffic::captureInfo(*after).sections, std::uint64_t{first} + second);
        EXPECT_EQ(traffic::captureInfo(*after).secretsBlocks, first ? 1u : 0u);
        EXPECT_EQ(after->captureNames.size(), first ? 1u : 0u);
        std::vector<std::string> comments;
        if (first)
            comments.emplace_back("first section");
        if (second)
            comments.emplace_back("second section");
        EXPECT_EQ(traffic::captureInfo(*after).comments, comments);
    }
    const Octets one = sliceOf(*before, {0});
    EXPECT_THAT(std::string(asText(one)), testing::HasSubstr("a packet's comment"));
    EXPECT_THAT(std::string(asText(one)), testing::HasSubstr("CLIENT_RANDOM 00 11"));
    EXPECT_THAT(std::string(asText(one)), testing::HasSubstr("nanoseconds"));
}

TEST(Slice, PacketsThatComeBeforeTheirInterfaceStayWithoutOne) {
    const Octets octets = PcapngBuilder()
                              .section()
                              .simple(frame(1), 1'000)
                              .enhanced(0, 2, frame(2))
                              .interface(1, 60)
                              .enhanced(0, 3, frame(3))
                              .simple(frame(4), static_cast<std::uint32_t>(frame(4).size()))
                              .enhanced(1, 5, frame(5))
                              .interface(101)
                              .interface(113)
                              .enhanced(1, 6, ipv4("10.0.0.1", "192.0.2.1", udp(6, 9, countingOctets(4))).octets)
                              .octets();
    const TemporaryFile source(octets);
    const auto before = analyzed({source.path()});
    ASSERT_EQ(before->packets.size(), 6u);
    EXPECT_EQ(sliceOf(*before, extract::allPackets(*before)), octets);
    for (const extract::PacketRows& rows :
         {extract::PacketRows{0}, extract::PacketRows{0, 2}, extract::PacketRows{1, 5}, extract::PacketRows{2, 4},
          extract::PacketRows{4}, extract::PacketRows{5}}) {
        const TemporaryFile slice(sliceOf(*before, rows));
        EXPECT_EQ(packetRows(analyzed({slice.path()})), chosen(packetRows(before), rows));
    }
}

TEST(Slice, OfCapturesJoinedInOneFileHasEachPacketUnderItsOwnHeader) {
    PcapBuilder first({.linkType = 1});
    first.packet(1'000'000, frame(1));
    PcapBuilder second({.endian = Endian::big, .magic = 0xa1b23c4d, .linkType = 1});
    second.packet(2'000'000'000, frame(2));
    Octets joined = first.octets();
    joined.insert(joined.end(), second.octets().begin(), second.octets().end());
    const Octets third = PcapngBuilder().section().interface(1).enhanced(0, 3'000'000, frame(3)).octets();
    joined.insert(joined.end(), third.begin(), third.end());
    const TemporaryFile source(joined);
    const auto before = analyzed({source.path()});
    ASSERT_EQ(before->packets.size(), 3u);
    EXPECT_EQ(sliceOf(*before, {1}), second.octets());
    EXPECT_EQ(sliceOf(*before, {2}), third);
    const TemporaryFile slice(sliceOf(*before, {0, 1, 2}));
    EXPECT_EQ(packetRows(analyzed({slice.path()})), packetRows(before));
}

TEST(Slice, EachOnceInFileOrder) {
    const TemporaryFile source(rich());
    const auto before = analyzed({source.path()});
    Octets out;
    const auto written = extract::writeSlice(*before, extract::PacketRows{4, 0, 4, 99}, [&](std::string_view piece) {
        const Bytes octets = asBytes(piece);
        out.insert(out.end(), octets.begin(), octets.end());
        return true;
    });
    ASSERT_TRUE(written.ok());
    EXPECT_EQ(written.value().packets, 2u);
    const TemporaryFile slice(out);
    EXPECT_EQ(packetRows(analyzed({slice.path()})), chosen(packetRows(before), {0, 4}));
}

TEST(Slice, ClassicStaysClassic) {
    for (const std::uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du}) {
        for (const Endian endian : {Endian::little, Endian::big}) {
            PcapBuilder builder({.endian = endian, .magic = magic, .linkType = 1});
            for (std::uint16_t port = 1; port <= 4; ++port)
                builder.packet(1'667'872'800'000'000 + port, frame(port), 90);
            const TemporaryFile source(builder.octets());
            const auto before = analyzed({source.path()});
            EXPECT_EQ(extract::sliceFormat(*before, extract::PacketRows{1}).value(), Format::pcap);
            EXPECT_EQ(sliceOf(*before, extract::allPackets(*before)), builder.octets());
            const TemporaryFile slice(sliceOf(*before, {1, 3}));
            EXPECT_EQ(packetRows(analyzed({slice.path()})), chosen(packetRows(before), {1, 3}));
        }
    }
}

TEST(Slice, MixedSourcesBecomePcapng) {
    PcapBuilder micro({.linkType = 1});
    micro.packet(1'667'872'800'000'001, frame(1), 90).packet(1'667'872'800'000'002, frame(2));
    PcapBuilder nano({.endian = Endian::big, .magic = 0xa1b23c4d, .linkType = 101});
    nano.packet(1'667'872'801'000'000'003, ipv4("10.0.0.1", "192.0.2.1", udp(3, 9, countingOctets(3))).octets);
    const TemporaryFile first(micro.octets()), second(nano.octets()), third(rich());
    const auto before = analyzed({first.path(), second.path(), third.path()});
    ASSERT_EQ(before->packets.size(), 8u);
    for (const extract::PacketRows& rows :
         {extract::allPackets(*before), extract::PacketRows{0, 2}, extract::PacketRows{1, 3, 7}}) {
        EXPECT_EQ(extract::sliceFormat(*before, rows).value(), Format::pcapng);
        const TemporaryFile slice(sliceOf(*before, rows));
        const auto after = analyzed({slice.path()});
        EXPECT_EQ(packetRows(after), chosen(packetRows(before), rows));
        EXPECT_EQ(traffic::captureInfo(*after).formats, std::vector<std::string>{"pcapng"});
        if (hasTshark()) {
            const auto told = tsharkRows(slice.path(), {"frame.time_epoch", "frame.cap_len", "frame.len"});
            ASSERT_EQ(told.size(), rows.size());
            EXPECT_EQ(told[0][2], rows[0] == 0 ? "90" : "47");
        }
    }
    // Twice the same kind of classic file is still one.
    const TemporaryFile again(micro.octets());
    const auto twice = analyzed({first.path(), again.path()});
    EXPECT_EQ(extract::sliceFormat(*twice, extract::allPackets(*twice)).value(), Format::pcap);
    const TemporaryFile slice(sliceOf(*twice, {0, 3}));
    EXPECT_EQ(packetRows(analyzed({slice.path()})), chosen(packetRows(twice), {0, 3}));
}

TEST(Slice, BlocksThatWereNotPadded) {
    PcapngBuilder builder;
    builder.section().interface();
    const Octets odd = frame(1);  // 47 octets
    OctetWriter body;
    const Octets block = PcapngBuilder().section().enhanced(0, 7, odd).octets();
    // The same block without its padding octet: its lengths are one less.
    Octets tight(block.begin() + 28, block.end());
    tight.erase(tight.begin() + 28 + 47);
    tight[4] = static_cast<std::uint8_t>(tight.size());
    tight[tight.size() - 4] = static_cast<std::uint8_t>(tight.size());
    builder.raw(tight).raw(tight).enhanced(0, 9, frame(3));
    const TemporaryFile source(builder.octets());
    const auto before = analyzed({source.path()});
    ASSERT_EQ(before->packets.size(), 3u);
    const TemporaryFile slice(sliceOf(*before, {0, 2}));
    const auto after = analyzed({slice.path()});
    EXPECT_FALSE(traffic::captureInfo(*after).problem.has_value());
    EXPECT_EQ(packetRows(after), chosen(packetRows(before), {0, 2}));
}

TEST(Slice, NothingIsAnEmptyCapture) {
    const TemporaryFile source(rich());
    const TemporaryFile slice(sliceOf(*analyzed({source.path()}), {}));
    EXPECT_EQ(analyzed({slice.path()})->packets.size(), 0u);
}

TEST(Slice, WhyItFails) {
    const TemporaryFile source(rich());
    const auto before = analyzed({source.path()});
    const auto full =
        extract::writeSlice(*before, extract::allPackets(*before), [](std::string_view) { return false; });
    ASSERT_FALSE(full.ok());
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = extract::writeSlice(
        *before, extract::allPackets(*before), [](std::string_view) { return true; }, stop.get_token());
    ASSERT_FALSE(cancelled.ok());
    EXPECT_THAT(cancelled.error().text(), testing::HasSubstr("cancelled"));
    source.write(Octets(40, 0));
    const auto gone = extract::writeSlice(*before, extract::allPackets(*before), [](std::string_view) { return true; });
    ASSERT_FALSE(gone.ok());
    EXPECT_THAT(gone.error().text(), testing::HasSubstr("can no longer be read"));
}

TEST(Slice, RowsOfConversationsMeanTheirPackets) {
    const auto snapshot = analyzed({WEIR_SAMPLE});
    capturetables::TableRequest packets;
    packets.name = "packets";
    const auto packetTable = capturetables::makeTable(snapshot, packets).take();
    const auto packetsOf = [](const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                              const table::Table& table, const table::Rows& rows) {
        return extract::packetsOf(state, request, extract::subjectsOf(table, rows));
    };
    const auto rowsWhere = [&](const table::Table& table, const std::string& text) {
        auto parsed = table::Filter::parse(text, table.schema());
        return std::get<table::Filter>(parsed).apply(table);
    };
    const std::vector<std::pair<std::string, std::string>> same = {
        {"server = 8.8.8.8", "src = 8.8.8.8 or dst = 8.8.8.8"},
        {"sport = 80 and proto = tcp", "(sport = 80 or dport = 80) and proto = tcp"}};
    for (const auto& groupBy :
         {std::vector<std::string>{}, {"server", "sport", "proto"}, {"proto", "sport", "server"}}) {
        for (const auto& [conversation, packet] : same) {
            capturetables::TableRequest request;
            request.name = "conversations";
            request.groupBy = groupBy;
            const auto table = capturetables::makeTable(snapshot, request).take();
            const table::Rows expected = rowsWhere(*packetTable, packet);
            EXPECT_GT(expected.size(), 10u);
            EXPECT_EQ(packetsOf(*snapshot, request, *table, rowsWhere(*table, conversation)), expected);
        }
    }
    capturetables::TableRequest oneWay;
    oneWay.name = "conversations";
    oneWay.twoWay = false;
    oneWay.groupBy = {"src", "dport"};
    const auto table = capturetables::makeTable(snapshot, oneWay).take();
    EXPECT_EQ(packetsOf(*snapshot, oneWay, *table, rowsWhere(*table, "dport = 53")),
              rowsWhere(*packetTable, "dport = 53"));
    oneWay.outbound = true;
    const auto outbound = capturetables::makeTable(snapshot, oneWay).take();
    EXPECT_EQ(packetsOf(*snapshot, oneWay, *outbound, table::allRows(*outbound)),
              rowsWhere(*packetTable, "src in 10.0.0.0/8 and not dst in 10.0.0.0/8"));
}

// --- other readers --------------------------------------------------------------------------------------------------

class SliceOfCapture : public testing::TestWithParam<const char*> {};

TEST_P(SliceOfCapture, TsharkReadsTheSamePackets) {
    const auto paths = realCaptures({GetParam()});
    if (paths.empty() || !hasTshark())
        GTEST_SKIP() << "no captures, or no tshark";
    const auto before = analyzed(paths);
    extract::PacketRows rows;
    for (std::uint32_t i = 0; i < before->packets.size(); i += 1 + i % 3) rows.push_back(i);
    const TemporaryFile slice(sliceOf(*before, rows));
    EXPECT_EQ(packetRows(analyzed({slice.path()})), chosen(packetRows(before), rows));
    const std::vector<std::string> fields = {"frame.time_epoch", "frame.len",     "frame.cap_len",
                                             "frame.encap_type", "frame.comment", "frame.md5_hash"};
    const auto whole = tsharkRows(paths[0], fields, "-o frame.generate_md5_hash:TRUE");
    ASSERT_EQ(whole.size(), before->packets.size());
    EXPECT_EQ(tsharkRows(slice.path(), fields, "-o frame.generate_md5_hash:TRUE"), chosen(whole, rows));
    const std::string summary = outputOf("capinfos -M -c " + slice.path());
    EXPECT_THAT(summary, testing::ContainsRegex("Number of packets: +" + std::to_string(rows.size()) + "\n"));
}

INSTANTIATE_TEST_SUITE_P(Captures, SliceOfCapture,
                         testing::Values("FoxIO-LLC+ja4/pcap/ssh2.pcapng", "appneta+tcpreplay/test/test.rewrite_efcs",
                                         "hadrielk+pcapng-test-generator/output_be/basic/test008.pcapng",
                                         "hadrielk+pcapng-test-generator/output_be/basic/test009.pcapng",
                                         "hadrielk+pcapng-test-generator/output_le/difficult/test201.pcapng",
                                         "pynetwork+pypcap/tests/test_nano.pcap",
                                         "DNS-OARC+dnsjit/src/test/dns.pcap.zst", "elcabezzonn+Pcaps/wmi_query.pcap.gz",
                                         "onetwogleb+dns-tunneling/doh/ethernet/22may_benign_malicious.pcap",
                                         "seladb+PcapPlusPlus/Tests/Pcap++Test/PcapExamples/pcapng-example.pcapng",
                                         "wireshark+wireshark/test/captures/many_interfaces.pcapng.1",
                                         "zeek+zeek/testing/btest/Traces/ldap/gap-data-missing.pcapng"),
                         [](const auto& one) { return "number" + std::to_string(one.index); });

}  // namespace
