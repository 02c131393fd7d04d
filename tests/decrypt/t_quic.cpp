// SPDX-License-Identifier: GPL-3.0-or-later
// QUIC's packet protection by the examples of its RFCs, and octets with offsets in any order.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/decrypt/quicdecryptor.h"
#include "core/protocol/quic.h"
#include "tests/support/octets.h"

using namespace weir;
using namespace weir::decrypt;
using test::hex;
using test::Octets;

namespace {

const Octets exampleSecret = hex("9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b");
constexpr std::uint64_t exampleNumber = 654360564;

TEST(QuicOpener, ExamplesOfShortHeaders) {  // RFC 9001 appendix A.5, RFC 9369 appendix A.5
    const std::pair<std::uint32_t, const char*> examples[] = {
        {protocol::quicVersion1, "4cfe4189655e5cd55c41f69080575d7999c25a5bfb"},
        {protocol::quicVersion2, "5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba"}};
    for (const auto& [version, text] : examples) {
        const auto opener = QuicOpener::make(*findCipherSuite(0x1303), version, exampleSecret);
        ASSERT_TRUE(opener);
        Octets packet = hex(text);
        const auto opened = opener->open({packet, 1, false}, exampleNumber);
        ASSERT_TRUE(opened) << text;
        EXPECT_EQ(opened->number, exampleNumber);
        EXPECT_EQ(opened->frames, hex("01"));
        for (std::size_t at = 0; at < packet.size(); ++at) {
            packet[at] ^= 1;
            EXPECT_FALSE(opener->open({packet, 1, false}, exampleNumber)) << at;
            packet[at] ^= 1;
            EXPECT_FALSE(opener->open({Bytes(packet).first(at), 1, false}, exampleNumber)) << at;
        }
        EXPECT_TRUE(opener->next());
    }
}

TEST(QuicOpener, SuitesThatQuicHasNot) {
    EXPECT_FALSE(QuicOpener::make(*findCipherSuite(0x002f), protocol::quicVersion1, exampleSecret));
    EXPECT_FALSE(QuicOpener::make(*findCipherSuite(0x1305), protocol::quicVersion1, exampleSecret));
    EXPECT_FALSE(QuicOpener::make(*findCipherSuite(0x1301), protocol::quicVersion1, {}));
}

TEST(QuicInitial, SecretsAreTheExamples) {  // RFC 9001 appendix A.1
    const Octets destination = hex("8394c8f03e515708");
    const auto client = quicInitialSecret(protocol::quicVersion1, destination, true);
    const auto server = quicInitialSecret(protocol::quicVersion1, destination, false);
    EXPECT_EQ(Octets(client.data(), client.data() + client.size()),
              hex("c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea"));
    EXPECT_EQ(Octets(server.data(), server.data() + server.size()),
              hex("3c199828fd139efd216c155ad844cc81fb82fa8d7446fa7d78be803acdda951b"));
    EXPECT_TRUE(quicInitialSecret(0x12345678, destination, true).empty());
}

TEST(OrderedOctets, AnyOrderWithOverlaps) {
    std::string whole;
    for (int i = 0; i < 500; ++i) whole += static_cast<char>('a' + i % 26);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::pair<std::size_t, std::size_t>> pieces;
        for (std::size_t at = 0; at < whole.size();) {
            const std::size_t size = std::min<std::size_t>(1 + random() % 40, whole.size() - at);
            const std::size_t back = std::min<std::size_t>(at, random() % 10);
            pieces.emplace_back(at - back, size + back);
            at += size;
        }
        std::shuffle(pieces.begin(), pieces.end(), random);
        OrderedOctets ordered;
        std::string out;
        for (const auto& [at, size] : pieces)
            ordered.add(at, asBytes(std::string_view(whole).substr(at, size)), at + size == whole.size(),
                        [&](Bytes next) { out += asText(next); });
        EXPECT_EQ(out, whole);
        EXPECT_TRUE(ordered.ended());
        EXPECT_FALSE(ordered.broken());
    }
}

TEST(OrderedOctets, HoldsNoMoreThanItMay) {
    OrderedOctets ordered;
    const std::string piece(1000, 'x');
    for (std::uint64_t at = 1; at < 10000; ++at) ordered.add(at * 1000, asBytes(piece), false, [](Bytes) { FAIL(); });
    EXPECT_TRUE(ordered.broken());
}

TEST(QuicDecryptor, AnythingAtAll) {
    struct Nothing final : QuicConsumer {
        void stream(int, std::uint64_t, Bytes, bool) override {}
    } nothing;
    const KeyLog keys;
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        QuicDecryptor decryptor(keys);
        for (int datagram = 0; datagram < 4; ++datagram) {
            Octets octets(random() % 200);
            for (auto& each : octets) each = static_cast<std::uint8_t>(random());
            if (octets.size() > 5) {
                octets[0] |= 0xc0;
                const Octets version = hex("00000001");
                std::copy(version.begin(), version.end(), octets.begin() + 1);
            }
            decryptor.datagram(datagram % 2, octets, 1, nothing);
        }
        EXPECT_EQ(decryptor.state().outcome, Outcome::noKeys);
    }
}

}  // namespace
