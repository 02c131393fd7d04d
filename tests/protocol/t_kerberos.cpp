// SPDX-License-Identifier: GPL-3.0-or-later
// Kerberos messages: what they say in clear, cut anywhere, and with noise in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/protocol/kerberos.h"
#include "tests/support/kerberosbuilder.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using namespace weir::test;
using testing::ElementsAre;
using Type = KerberosMessage::Type;

const Octets logOn = kerberosRequest({.cname = {"jdoe"},
                                      .sname = {"krbtgt", "EXAMPLE.ORG"},
                                      .encryptionTypes = {18, 17, 23, 24, -135, 3},
                                      .hostName = "DESKTOP-7AB",
                                      .preAuthentication = {2, 128}});

TEST(Kerberos, ReadsALogOn) {
    const std::optional<KerberosMessage> message = readKerberos(logOn);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, Type::asRequest);
    EXPECT_EQ(message->cname, "jdoe");
    EXPECT_EQ(message->realm, "EXAMPLE.ORG");
    EXPECT_EQ(message->sname, "krbtgt/EXAMPLE.ORG");
    EXPECT_THAT(message->encryptionTypes, ElementsAre(18, 17, 23, 24, -135, 3));
    EXPECT_TRUE(message->preAuthenticated);
    EXPECT_EQ(message->hostName, "DESKTOP-7AB");
    EXPECT_EQ(message->errorCode, -1);
}

TEST(Kerberos, TellsWhoProvedNothing) {
    EXPECT_FALSE(readKerberos(kerberosRequest({.cname = {"jdoe"}, .preAuthentication = {128}}))->preAuthenticated);
    EXPECT_FALSE(readKerberos(kerberosRequest({.cname = {"jdoe"}}))->preAuthenticated);
}

TEST(Kerberos, ReadsARequestForAService) {
    const auto message = readKerberos(
        kerberosRequest({.type = 12, .sname = {"MSSQLSvc", "db.example.org:1433"}, .encryptionTypes = {23}}));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, Type::tgsRequest);
    EXPECT_EQ(message->cname, "");
    EXPECT_EQ(message->sname, "MSSQLSvc/db.example.org:1433");
    EXPECT_THAT(message->encryptionTypes, ElementsAre(23));
}

TEST(Kerberos, ReadsAReplyWithItsTicket) {
    const auto message = readKerberos(kerberosReply({.type = 13,
                                                     .clientRealm = "EXAMPLE.ORG",
                                                     .cname = {"jdoe"},
                                                     .realm = "OTHER.ORG",
                                                     .sname = {"cifs", "dc1.example.org"},
                                                     .ticketEncryption = 23,
                                                     .replyEncryption = 18}));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, Type::tgsReply);
    EXPECT_EQ(message->clientRealm, "EXAMPLE.ORG");
    EXPECT_EQ(message->cname, "jdoe");
    EXPECT_EQ(message->realm, "OTHER.ORG");
    EXPECT_EQ(message->sname, "cifs/dc1.example.org");
    EXPECT_EQ(message->ticketEncryption, 23);
    EXPECT_EQ(message->replyEncryption, 18);
}

TEST(Kerberos, ReadsAnError) {
    const auto message = readKerberos(kerberosError(24, "EXAMPLE.ORG", {"krbtgt", "EXAMPLE.ORG"}, {"jdoe"}));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, Type::error);
    EXPECT_EQ(message->errorCode, 24);
    EXPECT_EQ(message->cname, "jdoe");
    EXPECT_EQ(message->clientRealm, "EXAMPLE.ORG");
    EXPECT_EQ(message->sname, "krbtgt/EXAMPLE.ORG");
    EXPECT_EQ(readKerberos(kerberosError(6, "EXAMPLE.ORG", {"krbtgt", "EXAMPLE.ORG"}))->errorCode, 6);
}

TEST(Kerberos, ACutMessageSaysWhatIsThere) {
    const KerberosMessage whole = *readKerberos(logOn);
    bool named = false;
    for (std::size_t cut = 0; cut <= logOn.size(); ++cut) {
        const auto message = readKerberos(Bytes(logOn).first(cut));
        if (!message) {
            EXPECT_FALSE(named) << "at " << cut;
            continue;
        }
        EXPECT_TRUE(message->cname.empty() || message->cname == whole.cname) << "at " << cut;
        EXPECT_TRUE(message->realm.empty() || message->realm == whole.realm) << "at " << cut;
        EXPECT_LE(message->encryptionTypes.size(), whole.encryptionTypes.size());
        EXPECT_TRUE(!named || !message->cname.empty()) << "at " << cut;
        named |= !message->cname.empty();
    }
    EXPECT_TRUE(named);
}

TEST(Kerberos, RefusesWhatIsNone) {
    EXPECT_FALSE(readKerberos({}));
    EXPECT_FALSE(readKerberos(octets("GET / HTTP/1.1\r\n\r\n")));
    Octets otherVersion = logOn;
    const Octets version = hex("a1 03 02 01 05");
    *(std::search(otherVersion.begin(), otherVersion.end(), version.begin(), version.end()) + 4) = 4;
    EXPECT_FALSE(readKerberos(otherVersion));
    Octets otherType = logOn;
    otherType[0] = 0x6c;
    EXPECT_FALSE(readKerberos(otherType)) << "the tag says TGS-REQ, the message AS-REQ";
}

TEST(Kerberos, BoundsWhatItKeeps) {
    const auto message = readKerberos(kerberosRequest({.cname = std::vector<std::string>(100, std::string(300, 'a')),
                                                       .realm = std::string(1000, 'r'),
                                                       .encryptionTypes = std::vector<int>(1000, 18)}));
    ASSERT_TRUE(message);
    EXPECT_LE(message->cname.size(), 256u);
    EXPECT_LE(message->realm.size(), 256u);
    EXPECT_EQ(message->encryptionTypes.size(), 32u);
}

TEST(Kerberos, SurvivesNoise) {
    std::mt19937 random(18);
    const Octets messages[] = {logOn, kerberosReply({.cname = {"jdoe"}, .sname = {"krbtgt", "EXAMPLE.ORG"}}),
                               kerberosError(25, "EXAMPLE.ORG", {"krbtgt"}, {"jdoe"})};
    int read = 0;
    for (int round = 0; round < 30000; ++round) {
        Octets mutated = messages[random() % 3];
        for (unsigned i = 0; i <= random() % 5; ++i)
            mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
        read += readKerberos(mutated).has_value();
    }
    EXPECT_GT(read, 10000);
    for (int round = 0; round < 5000; ++round) {
        Octets noise(random() % 200);
        for (auto& octet : noise) octet = static_cast<std::uint8_t>(random());
        readKerberos(noise);
    }
}

TEST(Kerberos, FindsMessagesInAStream) {
    Octets stream = overTcp(logOn);
    const Octets second = overTcp(kerberosError(25, "EXAMPLE.ORG", {"krbtgt"}));
    stream.insert(stream.end(), second.begin(), second.end());
    ByteReader reader(stream);
    EXPECT_EQ(readKerberos(*nextKerberosMessage(reader))->type, Type::asRequest);
    EXPECT_EQ(readKerberos(*nextKerberosMessage(reader))->type, Type::error);
    EXPECT_FALSE(nextKerberosMessage(reader));
    EXPECT_TRUE(reader && reader.atEnd());
    for (std::size_t cut = 0; cut < overTcp(logOn).size(); ++cut) {
        ByteReader part(Bytes(stream).first(cut));
        EXPECT_FALSE(nextKerberosMessage(part)) << cut;
        EXPECT_TRUE(part) << "more may come";
        EXPECT_EQ(part.position(), 0u);
    }
    ByteReader web(asBytes("GET / HTTP/1.1\r\n"));
    EXPECT_FALSE(nextKerberosMessage(web));
    EXPECT_TRUE(web.failed());
}

TEST(Kerberos, KnowsMachines) {
    EXPECT_TRUE(isMachineAccount("DESKTOP-7AB$"));
    EXPECT_FALSE(isMachineAccount("jdoe"));
    EXPECT_FALSE(isMachineAccount("$"));
    EXPECT_FALSE(isMachineAccount(""));
}

}  // namespace
