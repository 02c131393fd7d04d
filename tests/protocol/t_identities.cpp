// SPDX-License-Identifier: GPL-3.0-or-later
// What NTLM, SMB, browser announcements, logins and names of systems say; cut anywhere, and with noise in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "core/protocol/browser.h"
#include "core/protocol/logins.h"
#include "core/protocol/ntlmssp.h"
#include "core/protocol/smb.h"
#include "core/protocol/systemnames.h"
#include "tests/support/kerberosbuilder.h"
#include "tests/support/ntlmbuilder.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using namespace weir::test;

/// Calls `read` with every cut of the octets and with many mutations: it must return, within its bounds.
void sweep(const Octets& octets, const std::function<void(Bytes)>& read) {
    for (std::size_t cut = 0; cut <= octets.size(); ++cut) read(Bytes(octets).first(cut));
    std::mt19937 random(18);
    for (int round = 0; round < 5000; ++round) {
        Octets mutated = octets;
        for (unsigned i = 0; i <= random() % 4; ++i)
            mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
        read(mutated);
    }
}

const Octets authenticate = ntlmAuthenticate({"EXAMPLE", "jdoe", "DESKTOP-7AB"});

TEST(Ntlm, ReadsWhoLogsOn) {
    bool needMore = true;
    const auto message = readNtlm(authenticate, needMore);
    ASSERT_TRUE(message);
    EXPECT_FALSE(needMore);
    EXPECT_EQ(message->type, NtlmMessage::Type::authenticate);
    EXPECT_EQ(message->domain, "EXAMPLE");
    EXPECT_EQ(message->user, "jdoe");
    EXPECT_EQ(message->workstation, "DESKTOP-7AB");
    EXPECT_EQ(message->majorVersion, 10);
    EXPECT_EQ(message->build, 19041);
}

TEST(Ntlm, ReadsWhatTheServerIs) {
    bool needMore = false;
    const auto message = readNtlm(ntlmChallenge({"EXAMPLE", "DC1", "dc1.example.org"}), needMore);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, NtlmMessage::Type::challenge);
    EXPECT_EQ(message->domain, "EXAMPLE");
    EXPECT_EQ(message->workstation, "DC1");
    EXPECT_EQ(message->hostName, "dc1.example.org");
    EXPECT_EQ(message->build, 17763);
}

TEST(Ntlm, WaitsForAllOfIt) {
    for (std::size_t cut = 0; cut < authenticate.size(); ++cut) {
        bool needMore = false;
        EXPECT_FALSE(readNtlm(Bytes(authenticate).first(cut), needMore)) << cut;
        EXPECT_TRUE(needMore) << cut;
    }
    bool needMore = false;
    EXPECT_FALSE(readNtlm(asBytes("GET / HTTP"), needMore));
    EXPECT_FALSE(needMore);
}

TEST(Ntlm, WithoutAVersionSaysNone) {
    bool needMore = false;
    EXPECT_EQ(readNtlm(ntlmAuthenticate({"", "jdoe", "", 0, 0, 0}), needMore)->build, 0);
}

TEST(Ntlm, IsFoundInWhateverCarriesIt) {
    const Octets carrier = smb2SessionSetup(authenticate);
    EXPECT_EQ(findNtlm(carrier), carrier.size() - authenticate.size());
    EXPECT_EQ(findNtlm(authenticate, 1), std::nullopt);
    EXPECT_EQ(findNtlm({}), std::nullopt);
}

TEST(Ntlm, SurvivesNoise) {
    for (const Octets& octets : {authenticate, ntlmChallenge({"EXAMPLE", "DC1", "dc1.example.org"})})
        sweep(octets, [](Bytes some) {
            bool needMore = false;
            if (const auto message = readNtlm(some, needMore)) {
                EXPECT_LE(message->user.size(), 256u);
                EXPECT_LE(message->workstation.size(), 256u);
            }
        });
}

TEST(Smb, ReadsTheClientsSystem) {
    Octets stream = smb1SessionSetup(authenticate, "Windows 7 Professional 7601 Service Pack 1");
    ByteReader reader(stream);
    const auto message = nextSessionMessage(reader);
    ASSERT_TRUE(message);
    EXPECT_TRUE(reader.atEnd());
    const auto setup = readSmbSessionSetup(message->data);
    ASSERT_TRUE(setup);
    EXPECT_FALSE(setup->response);
    EXPECT_EQ(setup->nativeSystem, "Windows 7 Professional 7601 Service Pack 1");
    sweep(stream, [](Bytes some) {
        ByteReader part(some);
        while (const auto each = nextSessionMessage(part)) readSmbSessionSetup(each->data);
    });
}

TEST(Smb, NamesSystemsAsOthersDo) {
    EXPECT_EQ(systemOfNative("Windows 7 Professional 7601 Service Pack 1"), "Windows 7 (build 7601)");
    EXPECT_EQ(systemOfNative("Windows Server 2008 R2 Standard 7601 Service Pack 1"),
              "Windows Server 2008 R2 (build 7601)");
    EXPECT_EQ(systemOfNative("Windows 5.1"), "Windows XP");
    EXPECT_EQ(systemOfNative("Unix"), "");
    EXPECT_EQ(systemOfNative(""), "");
}

TEST(Smb, TheHighestDialectTellsTheWindows) {
    const auto highest = [](const Octets& stream) {
        ByteReader reader(stream);
        return highestSmb2Dialect(nextSessionMessage(reader)->data);
    };
    EXPECT_EQ(highest(smb2Negotiate({0x0202, 0x0210})), 0x0210);
    EXPECT_EQ(highest(smb2Negotiate({0x0311, 0x0202, 0xffff})), 0x0311) << "what nobody knows is passed over";
    EXPECT_EQ(highest(smb2Negotiate({})), 0);
    EXPECT_EQ(highest(smb2SessionSetup(authenticate)), 0);
    EXPECT_EQ(systemOfDialect(0x0311), "Windows 10 or 11");
    EXPECT_EQ(systemOfDialect(0x0210), "Windows 7 or Server 2008 R2");
    EXPECT_EQ(systemOfDialect(0), "");
    sweep(smb2Negotiate({0x0202, 0x0210, 0x0311}), [](Bytes some) {
        ByteReader reader(some);
        while (const auto each = nextSessionMessage(reader)) highestSmb2Dialect(each->data);
    });
}

TEST(Smb, ReadsWhoAsksForASession) {
    // RFC 1002 section 4.3.2: the called name, then the calling one, "FRED".
    const Octets names = OctetWriter()
                             .u8(32)
                             .text("CKFDENECFDEFFCFGEFFCCACACACACACA")
                             .u8(0)
                             .u8(32)
                             .text("EGFCEFEECACACACACACACACACACACACA")
                             .u8(0)
                             .done();
    EXPECT_EQ(callingName(names), "FRED");
    sweep(names, [](Bytes some) { callingName(some); });
}

/// A datagram of UDP 138 that announces a machine.
Octets announcement(unsigned major, unsigned minor, std::uint32_t type) {
    const Octets data = OctetWriter()
                            .u8(1)
                            .u8(0)
                            .u32le(60000)
                            .text("DESKTOP-7AB")
                            .zeros(5)
                            .u8(major)
                            .u8(minor)
                            .u32le(type)
                            .u8(15)
                            .u8(1)
                            .u16le(0xaa55)
                            .u8(0)
                            .done();
    const std::string mailslot("\\MAILSLOT\\BROWSE\0", 17);
    const Octets smb = OctetWriter()
                           .u32(0xff534d42)
                           .u8(0x25)
                           .zeros(27)
                           .u8(17)
                           .u16le(0)
                           .u16le(static_cast<unsigned>(data.size()))
                           .zeros(18)
                           .u16le(static_cast<unsigned>(data.size()))
                           .u16le(86)
                           .u8(3)
                           .u8(0)
                           .zeros(6)
                           .u16le(static_cast<unsigned>(mailslot.size() + data.size()))
                           .text(mailslot)
                           .bytes(data)
                           .done();
    return OctetWriter()
        .u8(0x11)
        .u8(0x0a)
        .u16(7)
        .bytes(hex("0a000005"))
        .u16(138)
        .u16(0)
        .u16(0)
        .u8(32)
        .text("EGFCEFEECACACACACACACACACACACAAA")
        .u8(0)
        .u8(32)
        .text("FHEPFCELEHFCEPFFFACACACACACACABO")
        .u8(0)
        .bytes(smb)
        .done();
}

TEST(Browser, ReadsAnAnnouncement) {
    const auto datagram = readNetbiosDatagram(announcement(10, 0, 0x1003));
    ASSERT_TRUE(datagram);
    EXPECT_EQ(datagram->source.toString(), "10.0.0.5");
    EXPECT_EQ(datagram->sourceName, (NetbiosName{"FRED", 0}));
    EXPECT_EQ(datagram->announcedName, "DESKTOP-7AB");
    EXPECT_EQ(datagram->majorVersion, 10);
    EXPECT_TRUE(datagram->windows);
    EXPECT_FALSE(datagram->server);
    EXPECT_TRUE(readNetbiosDatagram(announcement(6, 1, 0x9003))->server);
    EXPECT_FALSE(readNetbiosDatagram(announcement(6, 1, 0x1803))->windows) << "Samba says that it is Unix, too";
    sweep(announcement(10, 0, 0x1003), [](Bytes some) { readNetbiosDatagram(some); });
}

std::string userOf(std::string_view service, std::string_view said) { return findLogin(service, asBytes(said)).user; }

TEST(Logins, AreReadFromTextProtocols) {
    EXPECT_EQ(userOf("ftp", "USER jdoe\r\nPASS secret\r\n"), "jdoe");
    EXPECT_EQ(userOf("ftp", "USER anonymous\r\nPASS a@b\r\n"), "");
    EXPECT_EQ(userOf("pop3", "CAPA\r\nuser jdoe@example.org\r\nPASS x\r\n"), "jdoe@example.org");
    EXPECT_EQ(userOf("pop3", "APOP jdoe c4c9334bac560ecc979e58001b3e22fb\r\n"), "jdoe");
    EXPECT_EQ(userOf("imap", "a1 LOGIN \"j \\\"doe\" secret\r\n"), "j \"doe");
    EXPECT_EQ(userOf("imap", "a1 login jdoe secret\r\n"), "jdoe");
    EXPECT_EQ(userOf("imap", "a1 AUTHENTICATE PLAIN\r\n" + base64(asBytes(std::string("\0jdoe\0secret", 12))) + "\r\n"),
              "jdoe");
    EXPECT_EQ(userOf("smtp", "EHLO x\r\nAUTH PLAIN " + base64(asBytes(std::string("\0jdoe\0secret", 12))) + "\r\n"),
              "jdoe");
    EXPECT_EQ(userOf("smtp", "EHLO x\r\nAUTH LOGIN\r\n" + base64(asBytes("jdoe")) + "\r\n" + base64(asBytes("secret")) +
                                 "\r\n"),
              "jdoe");
    EXPECT_EQ(userOf("smtp", "EHLO jdoe\r\nMAIL FROM:<a@b>\r\n"), "");
    EXPECT_EQ(userOf("ssh", "USER jdoe\r\n"), "");
}

TEST(Logins, NeverTakeASecretForAName) {
    for (const std::string said : {"PASS secret\r\n", "PASS secret\r\nUSER\r\n", "AUTH LOGIN\r\n", "a1 LOGIN {4}\r\n"})
        for (const char* service : {"ftp", "pop3", "imap", "smtp"}) EXPECT_EQ(userOf(service, said), "") << said;
}

TEST(Logins, WaitForTheirName) {
    const std::string said = "EHLO x\r\nAUTH LOGIN\r\n" + base64(asBytes("jdoe")) + "\r\n";
    std::size_t from = 0;
    for (std::size_t size = 0; size < said.size(); ++size) {
        const LoginName login = findLogin("smtp", asBytes(std::string_view(said).substr(0, size)), from);
        EXPECT_EQ(login.user, "") << size;
        EXPECT_EQ(login.begun, size >= 20) << size;
        from = login.searched;
    }
    EXPECT_EQ(findLogin("smtp", asBytes(said), from).user, "jdoe");
}

TEST(Logins, AreReadFromLdap) {
    const std::string dn = "cn=jdoe,dc=example,dc=org";
    const auto bind = [&](const Octets& authentication) {
        Octets inside = derNumberOf(3);
        for (const Octets& more : {der(0x04, asBytes(dn)), authentication})
            inside.insert(inside.end(), more.begin(), more.end());
        return derSequenceOf({derNumberOf(1), der(0x60, inside)});
    };
    const Octets simple = bind(der(0x80, asBytes("secret")));
    EXPECT_EQ(findLogin("ldap", simple).user, dn);
    EXPECT_EQ(findLogin("ldap", bind(der(0x80, {}))).user, "") << "without a secret it is nobody";
    EXPECT_EQ(findLogin("ldap", bind(der(0xa3, asBytes("GSS-SPNEGO")))).user, "");
    sweep(simple, [](Bytes some) { findLogin("ldap", some); });
}

TEST(Logins, AreReadFromHttp) {
    EXPECT_EQ(userOfBasic("Basic " + base64(asBytes("jdoe:secret"))), "jdoe");
    EXPECT_EQ(userOfBasic("basic   " + base64(asBytes("jdoe:"))), "jdoe");
    EXPECT_EQ(userOfBasic("Basic " + base64(asBytes("secret"))), "");
    EXPECT_EQ(userOfBasic("Bearer abc"), "");
    EXPECT_EQ(tokenOfNegotiate("NTLM " + base64(authenticate)), asText(authenticate));
    EXPECT_EQ(tokenOfNegotiate("Negotiate"), "");
}

TEST(Logins, AMachineAsksForItsDomainController) {
    const Octets host = OctetWriter().u8(4).u8(4).text("Host").u8(4).u8(11).text("DESKTOP-7AB").done();
    const Octets ping = derSequenceOf({derNumberOf(1), der(0x63, der(0xa0, der(0xa3, host)))});
    EXPECT_EQ(hostOfNetlogonPing(ping), "DESKTOP-7AB");
    EXPECT_EQ(hostOfNetlogonPing(octets("GET /")), "");
    sweep(ping, [](Bytes some) { hostOfNetlogonPing(some); });
}

TEST(SystemNames, ByVersion) {
    EXPECT_EQ(windowsName(10, 0, 19041), "Windows 10 (build 19041)");
    EXPECT_EQ(windowsName(10, 0, 22621), "Windows 11 (build 22621)");
    EXPECT_EQ(windowsName(10, 0, 17763), "Windows 10 or Server 2019 (build 17763)");
    EXPECT_EQ(windowsName(10, 0, 20348), "Windows Server 2022 (build 20348)");
    EXPECT_EQ(windowsName(10, 0), "Windows 10 or 11");
    EXPECT_EQ(windowsName(6, 1, 7601), "Windows 7 or Server 2008 R2 (build 7601)");
    EXPECT_EQ(windowsName(6, 3, 9600, true), "Windows Server 2012 R2 (build 9600)");
    EXPECT_EQ(windowsName(5, 1), "Windows XP");
    EXPECT_EQ(windowsName(4, 9), "");
}

TEST(SystemNames, ByUserAgent) {
    const auto name = [](std::string_view agent) { return systemOfAgent(agent).name; };
    EXPECT_EQ(name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"), "Windows 10 or 11");
    EXPECT_EQ(name("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; WOW64)"), "Windows 7 or Server 2008 R2");
    EXPECT_EQ(name("Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B)"), "Android 13");
    EXPECT_EQ(name("Mozilla/5.0 (iPhone; CPU iPhone OS 16_5_1 like Mac OS X)"), "iOS 16.5.1");
    EXPECT_EQ(name("Mozilla/5.0 (iPad; CPU OS 15_2 like Mac OS X)"), "iPadOS 15.2");
    EXPECT_EQ(name("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"), "macOS 10.15 or later");
    EXPECT_EQ(name("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0)"), "Ubuntu Linux");
    EXPECT_EQ(name("curl/7.88.1"), "");
    EXPECT_TRUE(systemOfAgent("Microsoft-CryptoAPI/10.0").ofSystem);
    EXPECT_EQ(name("Microsoft-CryptoAPI/6.1"), "Windows 7 or Server 2008 R2");
    EXPECT_FALSE(systemOfAgent("Mozilla/5.0 (Windows NT 10.0)").ofSystem);
}

TEST(SystemNames, ThatMayBeTheSame) {
    EXPECT_TRUE(mayBeSameSystem("Windows", "Windows 10 or 11"));
    EXPECT_TRUE(mayBeSameSystem("Windows 11 (build 22621)", "Windows 10 or 11"));
    EXPECT_TRUE(mayBeSameSystem("Windows Server 2008 R2 (build 7601)", "Windows 7 or Server 2008 R2"));
    EXPECT_TRUE(mayBeSameSystem("Linux", "Linux 3.11 and newer"));
    EXPECT_FALSE(mayBeSameSystem("Windows 7 or Server 2008 R2", "Windows 10 or 11"));
    EXPECT_FALSE(mayBeSameSystem("Linux", "Windows"));
    EXPECT_EQ(systemFamily("Ubuntu Linux"), systemFamily("Android 13"));
    EXPECT_EQ(systemFamily("Mac OS X 10.x"), systemFamily("iOS 16.5"));
    EXPECT_EQ(systemFamily("Windows 10 (build 19041)"), "Windows");
    EXPECT_TRUE(saysMore("Windows 10 (build 19041)", "Windows 10 or 11"));
    EXPECT_TRUE(saysMore("Windows 10 or 11", "Windows"));
    EXPECT_FALSE(saysMore("Windows", "Windows 10 or 11"));
    EXPECT_FALSE(saysMore("Windows 10 or 11", "Windows 10 (build 19041)"));
}

}  // namespace
