// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations put in order: built ones with every disorder, and real ones as tshark follows them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <utility>

#include "core/engine/analyze.h"
#include "core/extract/follow.h"
#include "tests/support/capturewriter.h"
#include "tests/support/tshark.h"

using namespace weir;
using namespace weir::test;
using extract::Followed;

namespace {

/// Reads frames as a capture of its own. The file goes with this.
class Captured {
public:
    explicit Captured(const std::vector<TestFrame>& frames)
        : m_path((std::filesystem::temp_directory_path() / ("weir-follow-" + std::to_string(::getpid()))).string()) {
        writePcapng(m_path, frames);
        auto analyzed = engine::analyze({m_path}, {});
        if (analyzed)
            m_snapshot = analyzed.take();
    }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    ~Captured() { std::filesystem::remove(m_path); }

    const traffic::SnapshotData& state() const { return *m_snapshot; }
    Followed follow(std::uint64_t frame = 1, extract::FollowOptions options = {}) const {
        const auto flow = extract::flowOfFrame(state(), frame);
        EXPECT_TRUE(flow.has_value());
        auto followed = extract::follow(state(), *flow, options);
        EXPECT_TRUE(followed.ok()) << followed.error().toString();
        return followed.ok() ? followed.take() : Followed{};
    }

private:
    std::string m_path;
    traffic::Snapshot m_snapshot;
};

/// "0:GET 1:OK -5 0:rest": runs of a side with holes as negative numbers.
std::string told(const Followed& followed) {
    std::string out;
    const extract::FollowedPiece* last = nullptr;
    for (const auto& piece : followed.pieces) {
        if (piece.gap > 0)
            out += " -" + std::to_string(piece.gap);
        if (last == nullptr || last->side != piece.side || piece.gap > 0 || last->connection != piece.connection)
            out += (out.empty() ? "" : " ") + std::to_string(piece.side) + ":";
        out += asText(piece.octets);
        last = &piece;
    }
    return out;
}

/// Frames: 0 to 2 the handshake, 3 to 6 the client's segments "abcd", "efgh", "ijkl", "mn", 7 the acknowledgment.
std::vector<TestFrame> conversation() {
    TcpConversation talk("10.0.0.1", 40000, "192.0.2.1", 80);
    talk.handshake().clientSends(octets("abcdefghijklmn"), 4).serverSends(octets("OK")).finish();
    return talk.frames();
}

TEST(Follow, BothSidesInOrder) {
    const Captured captured(conversation());
    const Followed followed = captured.follow();
    EXPECT_EQ(told(followed), "0:abcdefghijklmn 1:OK");
    ASSERT_EQ(followed.pieces.size(), 5u);
    EXPECT_EQ(followed.pieces[0].frame, 4u);
    EXPECT_EQ(followed.pieces[1].frame, 5u);
    EXPECT_EQ(followed.octets[0], 14u);
    EXPECT_EQ(followed.octets[1], 2u);
    EXPECT_FALSE(followed.capped);
}

TEST(Follow, DisorderAndRepetition) {
    auto frames = conversation();
    std::swap(frames[3], frames[5]);
    frames.insert(frames.begin() + 5, frames[4]);
    EXPECT_EQ(told(Captured(frames).follow()), "0:abcdefghijklmn 1:OK");
}

TEST(Follow, HolesAreToldOf) {
    auto frames = conversation();
    frames.erase(frames.begin() + 4);
    const Followed followed = Captured(frames).follow();
    EXPECT_EQ(told(followed), "0:abcd -4 0:ijklmn 1:OK");
    EXPECT_EQ(followed.missing[0], 4u);
    frames.resize(6);  // nobody acknowledges what came after the hole
    EXPECT_EQ(told(Captured(frames).follow()), "0:abcd -4 0:ijklmn");
}

TEST(Follow, SnappedSegments) {
    auto frames = conversation();
    frames[4].original = static_cast<std::uint32_t>(frames[4].octets.size());
    frames[4].octets.resize(frames[4].octets.size() - 1);
    EXPECT_EQ(told(Captured(frames).follow()), "0:abcdefg -1 0:ijklmn 1:OK");
    frames = conversation();
    frames.resize(7);
    frames[6].original = static_cast<std::uint32_t>(frames[6].octets.size());
    frames[6].octets.resize(frames[6].octets.size() - 1);
    EXPECT_EQ(told(Captured(frames).follow()), "0:abcdefghijklm -1 0:");
}

TEST(Follow, WithoutTheBeginning) {
    auto frames = conversation();
    frames.erase(frames.begin(), frames.begin() + 4);
    EXPECT_EQ(told(Captured(frames).follow()), "0:efghijklmn 1:OK");
}

TEST(Follow, PortsUsedAgain) {
    auto frames = conversation();
    TcpConversation again("10.0.0.1", 40000, "192.0.2.1", 80, 1'000'000'000'000);
    again.handshake().clientSends(octets("again")).finish();
    for (TestFrame frame : again.frames()) {
        frame.octets[14 + 20 + 4] ^= 0x55;  // another part of the sequence space
        frames.push_back(frame);
    }
    const Followed followed = Captured(frames).follow();
    EXPECT_EQ(told(followed), "0:abcdefghijklmn 1:OK 0:again");
    EXPECT_EQ(followed.pieces.back().connection, 1u);
}

TEST(Follow, SequenceNumbersWrap) {
    std::vector<TestFrame> frames;
    std::uint32_t sequence = 0xfffffff0;
    const auto send = [&](unsigned flags, const std::string& text) {
        TestFrame frame;
        frame.octets = ethernet(
            ipv4("10.0.0.1", "10.0.0.2",
                 tcp({.sourcePort = 1, .destinationPort = 2, .sequence = sequence, .flags = flags}, octets(text))));
        sequence += static_cast<std::uint32_t>(text.size()) + ((flags & 2) != 0 ? 1 : 0);
        frames.push_back(frame);
    };
    send(2, "");
    for (int i = 0; i < 10; ++i) send(0x10, "0123456789");
    std::swap(frames[2], frames[3]);
    EXPECT_EQ(Captured(frames).follow().octets[0], 100u);
    EXPECT_EQ(Captured(frames).follow().missing[0], 0u);
}

TEST(Follow, StopsAtTheCap) {
    const Followed followed = Captured(conversation()).follow(1, {.maximumOctets = 10});
    EXPECT_EQ(told(followed), "0:abcdefghij");
    EXPECT_TRUE(followed.capped);
}

TEST(Follow, Datagrams) {
    std::vector<TestFrame> frames(3);
    frames[0].octets = ethernet(ipv4("10.0.0.1", "10.0.0.2", udp(1, 2, octets("one"))));
    frames[1].octets = ethernet(ipv4("10.0.0.2", "10.0.0.1", udp(2, 1, octets("two"))));
    frames[2].octets = ethernet(ipv4("10.0.0.1", "10.0.0.2", icmp(8, 0, octets("1234"))));
    const Captured captured(frames);
    EXPECT_EQ(told(captured.follow()), "0:one 1:two");
    const auto error = extract::follow(captured.state(), *extract::flowOfFrame(captured.state(), 3));
    ASSERT_FALSE(error.ok());
    EXPECT_EQ(error.error().text(), "only TCP and UDP can be followed, not icmp");
    EXPECT_FALSE(extract::flowOfFrame(captured.state(), 4).has_value());
    EXPECT_FALSE(extract::frameNumbered(captured.state(), 0).has_value());
    EXPECT_EQ(extract::frameNumbered(captured.state(), 2)->frame.captured, frames[1].octets.size());
}

// --- tshark ---------------------------------------------------------------------------------------------------------

struct Said {
    bool client = true;
    std::string hex;
    bool operator==(const Said&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Said& said) {
    return out << (said.client ? "client " : "server ") << said.hex.size() / 2 << ' ' << said.hex.substr(0, 60);
}

void append(std::vector<Said>& to, bool client, const std::string& hex) {
    if (to.empty() || to.back().client != client)
        to.push_back({client, hex});
    else
        to.back().hex += hex;
}

std::string hexOf(Bytes octets) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const std::uint8_t octet : octets) {
        out += digits[octet >> 4];
        out += digits[octet & 15];
    }
    return out;
}

/// What tshark's own report of each stream says, joined for the streams that are one flow here.
struct TsharkFlow {
    std::string clientAddress;
    std::vector<Said> said;
};

/// Where tshark is not followed. It takes the octet of a keep-alive for data where it has seen nothing before it; and
/// in captures made by hand, whose first octet has the number of the SYN, it leaves that octet out.
bool differsByTheFirstOctet(std::vector<Said> ours, std::vector<Said> theirs) {
    const std::size_t octet = 2;
    if (ours.empty() && theirs.size() == 1)
        return theirs[0].hex.size() == octet;
    bool cut[2] = {false, false};
    for (Said& said : ours)
        if (!std::exchange(cut[said.client], true) && said.hex.size() > octet)
            said.hex.erase(0, octet);
    return ours == theirs;
}

class FollowAgainstTshark : public testing::TestWithParam<const char*> {};

TEST_P(FollowAgainstTshark, EveryStream) {
    const auto paths = realCaptures({GetParam()});
    if (paths.empty() || !hasTshark())
        GTEST_SKIP() << "no captures, or no tshark";
    const auto analyzed = engine::analyze(paths, {});
    ASSERT_TRUE(analyzed.ok());
    const traffic::SnapshotData& state = *analyzed.value();

    std::map<int, std::uint64_t> firstFrame;
    std::uint64_t frame = 0;
    for (const auto& row : tsharkRows(paths[0], {"tcp.stream"})) {
        ++frame;
        if (!row[0].empty())
            firstFrame.emplace(std::stoi(row[0]), frame);
    }
    std::string taps;
    for (const auto& [stream, first] : firstFrame) {
        if (stream < 300)
            taps += " -z follow,tcp,raw," + std::to_string(stream);
    }
    const std::string output = outputOf("tshark -n -q -r " + shellQuoted(paths[0]) + taps);
    std::map<std::uint32_t, TsharkFlow> flows;
    TsharkFlow* now = nullptr;
    bool swapped = false;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        const std::string line = output.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("Filter: tcp.stream eq ")) {
            const auto flow = extract::flowOfFrame(state, firstFrame.at(std::stoi(line.substr(22))));
            ASSERT_TRUE(flow.has_value());
            now = &flows[index(*flow)];
        } else if (line.starts_with("Node 0: ") && now) {
            if (now->clientAddress.empty())
                now->clientAddress = line.substr(8);
            swapped = now->clientAddress != line.substr(8);
        } else if (now && !line.empty() && line.find_first_not_of("\t0123456789abcdef") == std::string::npos) {
            const bool server = line[0] == '\t';
            append(now->said, server == swapped, line.substr(server ? 1 : 0));
        }
    }
    std::size_t octets = 0;
    for (const auto& [flowIndex, theirs] : flows) {
        const traffic::Flow& flow = state.flows[flowIndex];
        const std::string address = state.address(flow.address[0]).toString();
        const std::string plain = address + ':' + std::to_string(flow.port[0]);
        const std::string bracketed = '[' + address + "]:" + std::to_string(flow.port[0]);
        const bool side0IsClient = theirs.clientAddress == plain || theirs.clientAddress == bracketed;
        const auto followed = extract::follow(state, traffic::FlowId{flowIndex});
        ASSERT_TRUE(followed.ok());
        if (followed.value().capped)
            continue;
        std::vector<Said> ours;
        for (const auto& piece : followed.value().pieces) {
            const bool client = (piece.side == 0) == side0IsClient;
            if (piece.gap > 0)
                append(ours, client,
                       hexOf(asBytes("[" + std::to_string(piece.gap) + " bytes missing in capture file]")) + "00");
            append(ours, client, hexOf(piece.octets));
            octets += piece.octets.size();
        }
        if (!differsByTheFirstOctet(ours, theirs.said)) {
            EXPECT_EQ(ours, theirs.said) << paths[0] << " first frame " << flow.firstFrame();
        }
    }
    EXPECT_GT(flows.size(), 0u);
    EXPECT_GT(octets, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Captures, FollowAgainstTshark,
    testing::Values("FoxIO-LLC+ja4/pcap/ssh2.pcapng", "arkime+arkime/tests/pcap/arkime_synthetic.pcap",
                    "packetrat+packethunting/BadSSL.pcap", "OISF+suricata-verify/tests/output-eve-ftp-data/input.pcap",
                    "zeek+zeek/testing/btest/Traces/http/1000-requests-one-dropped-response.pcap.gz",
                    "tatsui-geek+malware-traffic-analysis.net/2017-12-04-Dridex-malspam-traffic.pcap",
                    "NotYuSheng+TracePcap/sample-files/monitor_large/week2_personal_laptop_vpn.pcap",
                    "elcabezzonn+Pcaps/windows_miscellany.pcap.gz",
                    "snort3+snort3_demo/tests/inspectors/file_id_file_log/http_noblock.pcap"),
    [](const auto& one) { return "number" + std::to_string(one.index); });

}  // namespace
