// SPDX-License-Identifier: GPL-3.0-or-later
// Real captures against two oracles: libpcap, packet by packet, and what an independent walk and tshark counted.
#include <gtest/gtest.h>
#include <pcap/pcap.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/capture/reader.h"

using namespace weir;
using namespace weir::capture;

namespace {

struct Row {
    std::string path;
    std::string packetsWalk;
    std::string tsharkPackets;
};

std::vector<Row> index() {
    std::vector<Row> rows;
    std::ifstream file(std::string(WEIR_CAPTURES) + "/INDEX.tsv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::istringstream cellStream(line);
        for (std::string cell; std::getline(cellStream, cell, '\t');) cells.push_back(cell);
        if (cells.size() > 11)
            rows.push_back({cells[0], cells[6], cells[11]});
    }
    return rows;
}

class RealCaptures : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(std::string(WEIR_CAPTURES) + "/INDEX.tsv"))
            GTEST_SKIP() << "no captures in " << WEIR_CAPTURES;
        m_rows = index();
        ASSERT_GT(m_rows.size(), 100U);
    }
    static std::string full(const Row& row) { return std::string(WEIR_CAPTURES) + "/" + row.path; }
    std::vector<Row> m_rows;
};

/// Where our count is not the walk's, and why.
const std::map<std::string, std::pair<std::uint64_t, std::string>> exceptions = {
    {"google+gopacket/pcapgo/tests/be/test901.pcapng",
     {1, "the second section says version 2: stop there, as tshark and libpcap do; the walk went on"}},
    {"ntop+nDPI/tests/cfgs/default/pcap/fuzz-2021-10-13.pcap",
     {1, "version 2.0 has the original length first: tshark and libpcap read a packet, the walk did not know"}},
    {"the-tcpdump-group+tcpdump/tests/vtp_asan.pcap",
     {4, "zero bytes to the end are damage here; the walk, tshark and libpcap took them for a packet of 1970"}},
    {"rshk+python-pcapng/test_data/test007.ntar",
     {1, "a block of 139 bytes, padded to 140, and its trailer agrees: readable; the walk and tshark gave up"}},
};

TEST_F(RealCaptures, HaveAsManyFramesAsTheIndexSays) {
    std::size_t used = 0;
    for (const Row& row : m_rows) {
        SCOPED_TRACE(row.path);
        const std::string& oracle = row.packetsWalk.empty() ? row.tsharkPackets : row.packetsWalk;
        std::uint64_t expected = std::stoull(oracle);
        if (const auto exception = exceptions.find(row.path); exception != exceptions.end()) {
            expected = exception->second.first;
            ++used;
        }
        auto reader = Reader::open({full(row)});
        if (!reader) {
            EXPECT_EQ(expected, 0U) << reader.error().toString();
            continue;
        }
        std::uint64_t count = 0;
        Batch batch;
        while (reader.value()->next(batch)) {
            EXPECT_EQ(batch.firstNumber, count + 1);
            EXPECT_FALSE(batch.frames.empty());
            count += batch.frames.size();
        }
        EXPECT_TRUE(batch.frames.empty());
        EXPECT_EQ(count, expected) << (reader.value()->info().problem ? reader.value()->info().problem->toString()
                                                                      : std::string("no problem"));
    }
    EXPECT_EQ(used, exceptions.size());
}

TEST_F(RealCaptures, GiveTheSamePacketsAsLibpcap) {
    std::size_t compared = 0;
    for (const Row& row : m_rows) {
        SCOPED_TRACE(row.path);
        char message[PCAP_ERRBUF_SIZE];
        pcap_t* const pcap =
            pcap_open_offline_with_tstamp_precision(full(row).c_str(), PCAP_TSTAMP_PRECISION_NANO, message);
        if (pcap == nullptr)
            continue;
        ++compared;
        auto reader = Reader::open({full(row)});
        ASSERT_TRUE(reader) << reader.error().toString();
        Batch batch;
        std::size_t at = 0;
        std::uint64_t number = 0;
        bool more = reader.value()->next(batch);
        pcap_pkthdr* header = nullptr;
        const u_char* data = nullptr;
        int result = 0;
        while ((result = pcap_next_ex(pcap, &header, &data)) == 1) {
            ++number;
            if (more && at == batch.frames.size()) {
                more = reader.value()->next(batch);
                at = 0;
            }
            if (!more && exceptions.contains(row.path))
                break;
            ASSERT_TRUE(more) << "libpcap has packet " << number;
            const Frame& frame = batch.frames[at++];
            // libpcap hides octets past the snap length; we keep what the file has.
            ASSERT_EQ(std::min<std::uint32_t>(frame.captured, static_cast<std::uint32_t>(pcap_snapshot(pcap))),
                      header->caplen)
                << "packet " << number;
            ASSERT_EQ(frame.original, header->len) << "packet " << number;
            ASSERT_EQ(frame.linkType <= 255 ? dataLinkOf(frame.linkType) : frame.linkType, pcap_datalink(pcap) & 0xffff)
                << "packet " << number;
            // libpcap takes both fields of a classic time for signed numbers where it does not swap octets.
            const auto seconds = static_cast<std::uint32_t>(header->ts.tv_sec);
            const std::int64_t libpcapTime = std::int64_t{seconds} * 1'000'000'000 + header->ts.tv_usec;
            ASSERT_EQ(frame.time, libpcapTime) << "packet " << number;
            ASSERT_TRUE(std::equal(data, data + header->caplen, frame.data)) << "packet " << number;
        }
        if (result == PCAP_ERROR_BREAK) {  // the end of the file, without an error
            EXPECT_TRUE(!more || at == batch.frames.size());
            EXPECT_FALSE(reader.value()->next(batch));
            EXPECT_FALSE(reader.value()->info().problem) << reader.value()->info().problem->toString();
        }
        pcap_close(pcap);
    }
    EXPECT_GT(compared, 100U);
}

TEST_F(RealCaptures, GiveEveryFrameAgain) {
    for (const Row& row : m_rows) {
        SCOPED_TRACE(row.path);
        auto reader = Reader::open({full(row)});
        if (!reader)
            continue;
        const auto store = reader.value()->frames();
        ASSERT_NE(store, nullptr);
        Batch batch;
        while (reader.value()->next(batch)) {
            for (const Frame& frame : batch.frames) {
                const auto again = store->read(frame.position);
                ASSERT_TRUE(again) << frame.position;
                ASSERT_EQ(again->frame.captured, frame.captured);
                ASSERT_EQ(again->frame.original, frame.original);
                ASSERT_EQ(again->frame.linkType, frame.linkType);
                ASSERT_EQ(again->frame.flags, frame.flags);
                ASSERT_EQ(again->frame.time, frame.flags & noTime ? 0 : frame.time);
                ASSERT_TRUE(std::ranges::equal(again->frame.bytes(), frame.bytes()));
            }
        }
    }
}

}  // namespace
