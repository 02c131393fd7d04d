// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/decrypt/keylog.h"
#include "tests/support/octets.h"

using namespace weir;
using decrypt::KeyLog;
using decrypt::SecretKind;

namespace {

const std::string random1(64, '1'), random2 = std::string(62, '2') + "aB";
const std::string master(96, 'a'), secret(64, 'b'), long384(96, 'c');

decrypt::ClientRandom randomOf(std::string_view hexadecimal) {
    decrypt::ClientRandom out;
    const auto octets = test::hex(hexadecimal);
    std::copy(octets.begin(), octets.end(), out.begin());
    return out;
}

TEST(KeyLog, EveryLabel) {
    KeyLog log;
    const std::string text =
        "# comment\r\nCLIENT_RANDOM " + random1 + " " + master + "\r\n\n" + "CLIENT_EARLY_TRAFFIC_SECRET " + random2 +
        " " + secret + "\n" + "CLIENT_HANDSHAKE_TRAFFIC_SECRET " + random2 + " " + long384 + "\n" +
        "SERVER_HANDSHAKE_TRAFFIC_SECRET " + random2 + "\t" + secret + "\n" + "QUIC_CLIENT_TRAFFIC_SECRET_0 " +
        random2 + " " + secret + "\n" + "SERVER_TRAFFIC_SECRET_0 " + random2 + " " + secret + " trailing\n" +
        "EXPORTER_SECRET " + random2 + " " + secret + "\nnonsense\n" + "CLIENT_TRAFFIC_SECRET_1 " + random2 + " " +
        secret;
    EXPECT_EQ(log.add(asBytes(text)), 6u);
    EXPECT_EQ(log.connections(), 2u);
    EXPECT_EQ(log.find(randomOf(random1))[SecretKind::master].size(), 48u);
    const auto secrets = log.find(randomOf(random2));
    EXPECT_TRUE(secrets[SecretKind::master].empty());
    EXPECT_EQ(secrets[SecretKind::clientEarly].size(), 32u);
    EXPECT_EQ(secrets[SecretKind::clientHandshake].size(), 48u);
    EXPECT_EQ(secrets[SecretKind::serverHandshake][0], 0xbb);
    EXPECT_EQ(secrets[SecretKind::clientTraffic].size(), 32u);
    EXPECT_EQ(secrets[SecretKind::serverTraffic].size(), 32u);
    EXPECT_FALSE(log.knows({}));
}

TEST(KeyLog, EveryCutGivesWholeSecretsAlone) {
    const std::string text =
        "CLIENT_RANDOM " + random1 + " " + master + "\nSERVER_TRAFFIC_SECRET_0 " + random2 + " " + long384 + "\n";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        KeyLog log;
        log.add(asBytes(std::string_view(text).substr(0, cut)));
        const Bytes first = log.find(randomOf(random1))[SecretKind::master];
        EXPECT_TRUE(first.empty() || first.size() == 48);
        EXPECT_TRUE(first.empty() || cut >= 14 + 65 + 96);
    }
}

TEST(KeyLog, OfTwoTheFirstCounts) {
    KeyLog log;
    log.add(asBytes("CLIENT_RANDOM " + random1 + " " + master + "\n"));
    log.add(asBytes("CLIENT_RANDOM " + random1 + " " + std::string(96, 'f') + "\n"));
    EXPECT_EQ(log.find(randomOf(random1))[SecretKind::master][0], 0xaa);
}

TEST(KeyLog, LinesThatAreNone) {
    KeyLog log;
    for (const std::string& line :
         {std::string("CLIENT_RANDOM"), "CLIENT_RANDOM " + random1, "CLIENT_RANDOM " + random1 + " " + secret,
          "CLIENT_RANDOM " + random1 + " " + master + "00", "CLIENT_RANDOM " + random1 + "00 " + master,
          "client_random " + random1 + " " + master, "SERVER_TRAFFIC_SECRET_0 " + random1 + " zz" + secret.substr(2),
          std::string(100000, 'a'), std::string("\0\0\0", 3)})
        EXPECT_EQ(log.add(asBytes(line)), 0u) << line.substr(0, 40);
    EXPECT_TRUE(log.empty());
}

}  // namespace
