// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of RFC 9001 appendix A and RFC 9369 appendix A, sealed here with the keys printed there.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <map>
#include <random>

#include "core/protocol/ja.h"
#include "core/protocol/quic.h"
#include "protocol/hellobuilder.h"
#include "protocol/oracle.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using weir::test::fromHex;
using weir::test::Octets;

const Octets connection = fromHex("8394c8f03e515708");
const Octets exampleFrame = fromHex(
    "060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c0"
    "00000010000e00000b6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e0005000501"
    "00000000003300260024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304"
    "000d0010000e0403050306030203080408050806002d00020101001c00024001003900320408ffffffffffffffff05048000ffff07"
    "048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff");

template <std::size_t Size>
std::array<std::uint8_t, Size> array(std::string_view hex) {
    std::array<std::uint8_t, Size> out{};
    const Octets octets = fromHex(hex);
    std::copy_n(octets.begin(), Size, out.begin());
    return out;
}
const QuicKeys keysVersion1 = {array<16>("1f369613dd76d5467730efcbe3b1a22d"), array<12>("fa044b2f42a3fd3b46fb255c"),
                               array<16>("9f50449e04a0e810283a1e9933adedd2")};
const QuicKeys keysVersion2 = {array<16>("8b1a0bc121284290a29e0971b5cd045d"), array<12>("91f73e2351d8fa91660e909f"),
                               array<16>("45b95e15235d6f45a6b19cbcb0294ba9")};

/// Protects `payload` as an Initial packet with a packet number of four octets.
Octets seal(const QuicKeys& keys, Octets header, std::uint32_t number, const Octets& payload) {
    const std::size_t numberAt = header.size();
    test::put(header, number, 4);
    std::array<std::uint8_t, 12> nonce = keys.iv;
    for (int i = 0; i < 4; ++i) nonce[11 - i] ^= static_cast<std::uint8_t>(number >> (8 * i));
    Octets sealed(payload.size() + 16);
    int size = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nullptr, keys.key.data(), nonce.data());
    EVP_EncryptUpdate(context, nullptr, &size, header.data(), static_cast<int>(header.size()));
    EVP_EncryptUpdate(context, sealed.data(), &size, payload.data(), static_cast<int>(payload.size()));
    EVP_EncryptFinal_ex(context, sealed.data() + size, &size);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, sealed.data() + payload.size());
    std::uint8_t mask[32];
    EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), nullptr, keys.headerProtection.data(), nullptr);
    EVP_EncryptUpdate(context, mask, &size, sealed.data(), 16);
    EVP_CIPHER_CTX_free(context);
    header[0] = static_cast<std::uint8_t>(header[0] ^ (mask[0] & 15));
    for (std::size_t i = 0; i < 4; ++i) header[numberAt + i] ^= mask[i + 1];
    test::put(header, sealed);
    return header;
}

/// An Initial packet of version 1 to `connection`.
Octets initial(std::uint32_t number, const Octets& payload) {
    Octets header = fromHex("c300000001088394c8f03e5157080000");
    test::put(header, 0x4000U | (payload.size() + 20), 2);
    return seal(keysVersion1, header, number, payload);
}
Octets cryptoFrame(std::uint32_t offset, Bytes data) {
    Octets frame{6};
    test::put(frame, 0x80000000U | offset, 4);
    test::put(frame, 0x4000U | data.size(), 2);
    frame.insert(frame.end(), data.begin(), data.end());
    return frame;
}
Octets padded(Octets frames, std::size_t size = 1162) {
    frames.resize(size, 0);
    return frames;
}

TEST(QuicKeys, AreThoseOfTheStandards) {
    QuicKeys keys;
    ASSERT_TRUE(deriveInitialKeys(quicVersion1, connection, QuicSender::client, keys));
    EXPECT_EQ(keys, keysVersion1);
    ASSERT_TRUE(deriveInitialKeys(quicVersion1, connection, QuicSender::server, keys));
    EXPECT_EQ(keys.key, array<16>("cf3a5331653c364c88f0f379b6067e37"));
    EXPECT_EQ(keys.iv, array<12>("0ac1493ca1905853b0bba03e"));
    EXPECT_EQ(keys.headerProtection, array<16>("c206b8d9b9f0f37644430b490eeaa314"));
    ASSERT_TRUE(deriveInitialKeys(quicVersion2, connection, QuicSender::client, keys));
    EXPECT_EQ(keys, keysVersion2);
    EXPECT_FALSE(deriveInitialKeys(0xbabababa, connection, QuicSender::client, keys));
}

struct Example {
    std::uint32_t version;
    const QuicKeys& keys;
    std::string_view header, start, end;
};
const Example examples[] = {
    {quicVersion1, keysVersion1, "c300000001088394c8f03e5157080000449e",
     "c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11", "e221af44860018ab0856972e194cd934"},
    {quicVersion2, keysVersion2, "d36b3343cf088394c8f03e5157080000449e",
     "d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485", "a18b2faa745b6fe189cf772a9f84cbfc"}};

TEST(QuicHello, ReadsTheExamplesOfTheStandards) {
    for (const Example& example : examples) {
        const Octets packet = seal(example.keys, fromHex(example.header), 2, padded(exampleFrame));
        ASSERT_EQ(packet.size(), 1200U);
        const Octets start = fromHex(example.start), end = fromHex(example.end);
        ASSERT_TRUE(std::equal(start.begin(), start.end(), packet.begin()));
        ASSERT_TRUE(std::equal(end.begin(), end.end(), packet.end() - 16));

        QuicHello hello;
        ASSERT_EQ(hello.add(packet), TlsStatus::complete);
        EXPECT_EQ(hello.version(), example.version);
        EXPECT_EQ(hello.originalDestination(), connection);
        EXPECT_EQ(hello.hello().serverName, "example.com");
        EXPECT_EQ(hello.hello().applications, (std::vector<std::string>{"alpn"}));
        EXPECT_EQ(ja4(hello.hello(), HelloTransport::quic).substr(0, 10), "q13d0211an");
        for (std::size_t cut = 0; cut < packet.size(); ++cut) {
            QuicHello none;
            ASSERT_EQ(none.add(Bytes(packet).first(cut)), TlsStatus::notTls) << cut;
        }
        for (std::size_t i = 0; i < packet.size(); i += 7) {
            Octets changed = packet;
            changed[i] ^= 1;
            QuicHello none;
            ASSERT_NE(none.add(changed), TlsStatus::complete) << i;
        }
    }
}

TEST(QuicHello, PutsPiecesTogetherInAnyOrder) {
    const Octets message(exampleFrame.begin() + 4, exampleFrame.end());
    std::vector<Octets> packets;
    const std::size_t step = 30;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < message.size(); at += step) {
        const Bytes piece = Bytes(message).subspan(at, std::min(step, message.size() - at));
        packets.push_back(initial(number++, padded(cryptoFrame(static_cast<std::uint32_t>(at), piece), 120)));
    }
    std::mt19937 random(3);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(packets.begin(), packets.end(), random);
        QuicHello hello;
        for (std::size_t i = 0; i < packets.size(); ++i) {
            EXPECT_EQ(hello.add(packets[i]), i + 1 == packets.size() ? TlsStatus::complete : TlsStatus::needMore);
            hello.add(packets[i]);  // sent again
        }
        EXPECT_EQ(hello.hello().serverName, "example.com");
    }
    Octets coalesced;
    for (const Octets& packet : packets) test::put(coalesced, packet);
    QuicHello hello;
    EXPECT_EQ(hello.add(coalesced), TlsStatus::complete);
}

TEST(QuicHello, PassesOverOtherFrames) {
    Octets frames = fromHex("01 00 00 02 05 00 01 01 00 01 03 07 01 00 00 01 02 03");
    test::put(frames, exampleFrame);
    QuicHello hello;
    EXPECT_EQ(hello.add(initial(1, padded(frames))), TlsStatus::complete);
}

TEST(QuicHello, IsBounded) {
    QuicHello hello;
    const Octets data(1000, 0x55);
    EXPECT_EQ(hello.add(initial(1, padded(cryptoFrame(60, data)))), TlsStatus::needMore);
    EXPECT_EQ(hello.add(initial(2, padded(cryptoFrame(0x3fffffff, data)))), TlsStatus::needMore);
    for (std::uint32_t i = 0; i < 200; ++i) hello.add(initial(i, padded(cryptoFrame(100 + i * 300, data))));
    EXPECT_EQ(hello.status(), TlsStatus::needMore);
    EXPECT_EQ(hello.add(initial(9, padded(cryptoFrame(0, Octets(60, 2))))), TlsStatus::broken);
    EXPECT_EQ(hello.add(initial(2, padded(exampleFrame))), TlsStatus::broken);
}

TEST(QuicHello, RefusesWhatIsNoInitial) {
    QuicHello hello;
    for (const std::string_view text :
         {"", "c0", "40112233", "c0babababa088394c8f03e5157080000449e", "c000000001ff", "c00000000108"})
        EXPECT_EQ(hello.add(fromHex(text)), TlsStatus::notTls) << text;
    std::mt19937 random(1);
    for (int round = 0; round < 5000; ++round) {
        Octets noise = fromHex("c300000001088394c8f03e5157080000449e");
        noise.resize(random() % 1300, static_cast<std::uint8_t>(random()));
        for (int i = 0; i < 3 && !noise.empty(); ++i)
            noise[random() % noise.size()] = static_cast<std::uint8_t>(random());
        EXPECT_NE(hello.add(noise), TlsStatus::complete);
    }
}

// Each takes the derivation of keys and a decryption: a datagram full of them must not cost a thousand times that.
TEST(QuicHello, TriesTheFirstInitialsOfADatagram) {
    const Octets packet = initial(0, padded(exampleFrame, 300));
    const Octets empty = fromHex("c00000000108aaaaaaaaaaaaaaaa000015" + std::string(42, '0'));
    for (const std::size_t before : {7, 8}) {
        Octets datagram;
        for (std::size_t i = 0; i < before; ++i) test::put(datagram, empty);
        test::put(datagram, packet);
        QuicHello hello;
        EXPECT_EQ(hello.add(datagram), before < 8 ? TlsStatus::complete : TlsStatus::notTls);
    }
}

class QuicOverCapture : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(QuicOverCapture);

TEST_P(QuicOverCapture, AgreesWithTshark) {
    std::map<int, std::vector<std::string>> theirs;
    for (const test::Row& row : test::tsharkFields(
             GetParam(), "quic && tls.handshake.type == 1",
             {"udp.stream", "tls.handshake.extensions_server_name", "tls.handshake.ja3", "quic.version"}))
        theirs.emplace(std::atoi(row[0].c_str()), row);
    for (const test::UdpStream& stream : test::udpStreams(GetParam())) {
        QuicHello fromClient, fromServer;  // a capture may begin with the server
        for (const Octets& datagram : stream.client) fromClient.add(datagram);
        for (const Octets& datagram : stream.server) fromServer.add(datagram);
        const QuicHello& hello = fromClient.status() == TlsStatus::complete ? fromClient : fromServer;
        const auto row = theirs.find(stream.number);
        ASSERT_EQ(hello.status() == TlsStatus::complete, row != theirs.end()) << "stream " << stream.number;
        if (row == theirs.end())
            continue;
        EXPECT_EQ(hello.hello().serverName, row->second[1]) << "stream " << stream.number;
        EXPECT_EQ(ja3(hello.hello()), row->second[2]) << "stream " << stream.number;
    }
    RecordProperty("hellos", static_cast<int>(theirs.size()));
}
INSTANTIATE_TEST_SUITE_P(Captures, QuicOverCapture, testing::ValuesIn(test::capturesWith({"quic"})),
                         [](const auto& instance) { return test::testName(instance.param); });

}  // namespace
