// SPDX-License-Identifier: GPL-3.0-or-later
// Files over FTP, TFTP, mail and SMB.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

const std::string md5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";  // of "hello world"
const std::string_view client = "10.0.0.1", server = "93.184.216.34";

std::vector<std::string> filesOf(const std::vector<TestFrame>& frames, const std::vector<std::string>& columns) {
    return tableRows(analyzed(frames), "files", columns);
}

TEST(Ftp, PassiveActiveAndExtended) {
    for (const bool active : {false, true}) {
        TcpConversation control(client, 40000, server, 21, 1'000'000'000);
        control.handshake().serverSends(octets("220 ftp ready\r\n"));
        control.clientSends(octets("USER a\r\n")).serverSends(octets("331 x\r\n"));
        if (active) {
            control.clientSends(octets("PORT 10,0,0,1,195,80\r\n")).serverSends(octets("200 ok\r\n"));
        } else {
            control.clientSends(octets("EPSV\r\n")).serverSends(octets("229 Entering (|||50000|)\r\n"));
        }
        control.clientSends(octets("RETR /pub/mal.exe\r\n")).serverSends(octets("150 go\r\n"));
        TcpConversation data(active ? server : client, active ? 20 : 40001, active ? client : server, 50000,
                             3'000'000'000);
        data.handshake();
        active ? data.clientSends(octets("hello world")) : data.serverSends(octets("hello world"));
        EXPECT_THAT(
            filesOf(merged({control.finish().frames(), data.finish().frames()}),
                    {"protocol", "direction", "client", "server", "name", "url", "bytes", "md5"}),
            ElementsAre("ftp|download|10.0.0.1|93.184.216.34|mal.exe|ftp://93.184.216.34/pub/mal.exe|11|" + md5));
    }
}

TEST(Tftp, ReadsWithRepeatedBlocks) {
    const auto block = [](unsigned number, std::string_view text) {
        return OctetWriter().u16(3).u16(number).text(text).done();
    };
    std::int64_t time = 0;
    std::vector<TestFrame> frames;
    const auto say = [&](bool fromClient, Bytes octets, std::uint16_t port) {
        frames.push_back(fromClient ? datagram(client, 4000, server, port, octets, time += 1000)
                                    : datagram(server, port, client, 4000, octets, time += 1000));
    };
    say(true, OctetWriter().u16(1).text("boot/x.bin").u8(0).text("octet").u8(0).done(), 69);
    const std::string full(512, 'x');
    say(false, block(1, full), 5000);
    say(true, OctetWriter().u16(4).u16(1).done(), 5000);
    say(false, block(1, full), 5000);
    say(false, block(2, "end"), 5000);
    EXPECT_THAT(filesOf(frames, {"protocol", "name", "url", "bytes", "complete"}),
                ElementsAre("tftp|x.bin|tftp://93.184.216.34/boot/x.bin|515|true"));
}

const std::string mail =
    "From: a@a.example\r\nSubject: invoice\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed;\r\n boundary=\"b1\"\r\n\r\npreamble\r\n--b1\r\nContent-Type: "
    "text/plain\r\n\r\nHi\r\n"
    "--b1\r\nContent-Type: application/byte-stream; name=x.exe\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment; filename=\"in voice.exe\"\r\n\r\naGVsbG8g\r\nd29ybGQ=\r\n--b1\r\n"
    "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "Content-Disposition: attachment; filename*=UTF-8''n%20b.txt\r\n\r\nhello=20=\r\nworld\r\n--b1--\r\n";

TEST(Mail, SmtpPop3Imap) {
    const std::vector<std::string> columns{"protocol", "direction", "name", "claimed_type", "complete", "md5"};
    const auto expected = [&](const std::string& protocol, const std::string& direction) {
        const std::string start = protocol + '|' + direction + '|';
        return testing::UnorderedElementsAre(testing::StartsWith(start + "invoice.eml|message/rfc822|true|"),
                                             start + "in voice.exe|application/byte-stream|true|" + md5,
                                             start + "n b.txt|text/plain|true|" + md5);
    };
    TcpConversation smtp(client, 40000, server, 25, 0);
    smtp.handshake().serverSends(octets("220 mx ESMTP\r\n")).clientSends(octets("EHLO x\r\n"));
    smtp.serverSends(octets("250 ok\r\n")).clientSends(octets("DATA\r\n")).serverSends(octets("354 go\r\n"));
    smtp.clientSends(octets(mail + ".\r\n"), 77).serverSends(octets("250 ok\r\n")).clientSends(octets("QUIT\r\n"));
    EXPECT_THAT(filesOf(smtp.finish().frames(), columns), expected("smtp", "upload"));

    TcpConversation pop3(client, 40000, server, 110, 0);
    pop3.handshake().serverSends(octets("+OK POP3 ready\r\n")).clientSends(octets("USER a\r\n"));
    pop3.serverSends(octets("+OK\r\n")).clientSends(octets("LIST\r\n")).serverSends(octets("+OK\r\n1 100\r\n.\r\n"));
    pop3.clientSends(octets("RETR 1\r\n")).serverSends(octets("+OK\r\n" + mail + ".\r\n"), 100);
    EXPECT_THAT(filesOf(pop3.finish().frames(), columns), expected("pop3", "download"));

    TcpConversation imap(client, 40000, server, 143, 0);
    imap.handshake().serverSends(octets("* OK ready\r\n")).clientSends(octets("a1 FETCH 1 BODY[]\r\n"));
    imap.serverSends(octets("* 1 FETCH (BODY[] {" + std::to_string(mail.size()) + "}\r\n" + mail + ")\r\na1 OK\r\n"),
                     90);
    EXPECT_THAT(filesOf(imap.finish().frames(), columns), expected("imap", "download"));
}

/// An SMB2 message with the length before it.
Octets smb(unsigned command, bool response, unsigned message, const Octets& body) {
    const Octets whole = OctetWriter()
                             .text("\xfeSMB")
                             .u16le(64)
                             .u16le(0)
                             .u32le(0)
                             .u16le(command)
                             .u16le(1)
                             .u32le(response ? 1 : 0)
                             .u32le(0)
                             .u32le(message)
                             .u32le(0)
                             .u32le(0)
                             .u32le(5)
                             .zeros(24)
                             .bytes(body)
                             .done();
    return OctetWriter().u8(0).u24(static_cast<unsigned>(whole.size())).bytes(whole).done();
}
Octets utf16(std::string_view text) {
    OctetWriter out;
    for (const char letter : text) out.u8(static_cast<unsigned char>(letter)).u8(0);
    return out.done();
}

TEST(Smb, ReadInOrderAndOutOfIt) {
    for (const bool turned : {false, true}) {
        TcpConversation talk(client, 40000, server, 445, 0);
        talk.handshake();
        talk.clientSends(smb(0, false, 0, OctetWriter().u16le(36).zeros(34).done()));
        talk.serverSends(smb(0, true, 0, OctetWriter().u16le(65).zeros(63).done()));
        const std::string_view share = "\\\\dc\\c$", path = "tmp\\x.exe";
        talk.clientSends(smb(3, false, 1,
                             OctetWriter()
                                 .u16le(9)
                                 .u16le(0)
                                 .u16le(72)
                                 .u16le(static_cast<unsigned>(2 * share.size()))
                                 .bytes(utf16(share))
                                 .done()));
        talk.serverSends(smb(3, true, 1, OctetWriter().u16le(16).zeros(14).done()));
        talk.clientSends(smb(5, false, 2,
                             OctetWriter()
                                 .u16le(57)
                                 .zeros(42)
                                 .u16le(120)
                                 .u16le(static_cast<unsigned>(2 * path.size()))
                                 .zeros(8)
                                 .bytes(utf16(path))
                                 .done()));
        talk.serverSends(
            smb(5, true, 2,
                OctetWriter().u16le(89).zeros(46).u32le(11).u32le(0).zeros(8).u32le(7).zeros(12).zeros(8).done()));
        const auto read = [](unsigned message, unsigned offset, unsigned length) {
            return smb(8, false, message,
                       OctetWriter()
                           .u16le(49)
                           .u16le(0)
                           .u32le(length)
                           .u32le(offset)
                           .u32le(0)
                           .u32le(7)
                           .zeros(12)
                           .zeros(20)
                           .done());
        };
        const auto data = [](unsigned message, std::string_view text) {
            return smb(8, true, message,
                       OctetWriter().u16le(17).u8(80).u8(0).u32le(text.size()).zeros(8).text(text).done());
        };
        talk.clientSends(read(3, 0, 6)).clientSends(read(4, 6, 5));
        talk.serverSends(turned ? data(4, "world") : data(3, "hello "));
        talk.serverSends(turned ? data(3, "hello ") : data(4, "world"));
        talk.clientSends(smb(6, false, 5, OctetWriter().u16le(24).u16le(0).u32le(0).u32le(7).zeros(12).done()));
        talk.serverSends(smb(6, true, 5, OctetWriter().u16le(60).zeros(58).done()));
        EXPECT_THAT(
            filesOf(talk.finish().frames(), {"protocol", "direction", "name", "url", "bytes", "complete", "md5"}),
            ElementsAre("smb|download|x.exe|\\\\dc\\c$\\tmp\\x.exe|11|true|" + md5));
    }
}

}  // namespace
