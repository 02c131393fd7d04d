// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are no captures are called by their names, by their octets alone, and nothing else is called so.
#include <gtest/gtest.h>

#include "capture/readall.h"
#include "core/capture/foreignfile.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

using namespace std::string_view_literals;

std::string message(const Octets& octets) {
    const Contents contents = readOctets(octets);
    return contents.openError ? contents.openError->text() : contents.problem();
}
std::string message(std::string_view text) { return message(Octets(text.begin(), text.end())); }
bool says(const std::string& message, std::string_view what) {
    return message.starts_with("is ") && message.find(what) != std::string::npos &&
           message.find(", not a pcap or pcapng file") != std::string::npos && message.find('\n') == std::string::npos;
}

/// A header of tar as v7 had it, without "ustar".
Octets oldTar() {
    FileWriter writer;
    writer.text("capture.pcap").zeros(88).text("0000644").u8(0).zeros(16).text("00000001750").u8(0);
    writer.text("14523671034").u8(0).text("        ").zeros(356);
    Octets out = writer.take();
    unsigned sum = 0;
    for (const std::uint8_t octet : out) sum += octet;
    char digits[8];
    std::snprintf(digits, sizeof digits, "%06o", sum);
    std::copy_n(digits, 7, out.begin() + 148);
    return out;
}

Octets erf(int records, std::uint32_t seconds = 1'700'000'000) {
    Octets out;
    for (int i = 0; i < records; ++i) {
        const Octets times = FileWriter().u32(0).u32(seconds + static_cast<std::uint32_t>(i)).u8(2).u8(4).take();
        const Octets rest = FileWriter(Endian::big).u16(80).u16(0).u16(62).zeros(64).take();
        out.insert(out.end(), times.begin(), times.end());
        out.insert(out.end(), rest.begin(), rest.end());
    }
    return out;
}

TEST(ForeignFile, IsCalledByItsName) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"PK\x03\x04\x14\0\0\0\x08\0"sv, "a ZIP archive"},
        {"PK\x03\x04\x14\0\x01\0\x63\0"sv, "a password-protected ZIP archive"},
        {"PK\x05\x06\0\0"sv, "an empty ZIP archive"},
        {"7z\xbc\xaf\x27\x1c\0\x04"sv, "7-Zip"},
        {"Rar!\x1a\x07\x01\0"sv, "RAR"},
        {"Rar!\x1a\x07\0"sv, "RAR"},
        {"\xfd"
         "7zXZ\0\0\x04"sv,
         "xz data"},
        {"BZh91AY&SY"sv, "bzip2"},
        {"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff"sv, "LZMA"},
        {"\x1f\x9d\x90\0"sv, "compress (.Z)"},
        {"\x02\x21\x4c\x18\0\0\0\0"sv, "lz4 data in the legacy format"},
        {"RTSS\x01\x01\0\0"sv, "Network Monitor"},
        {"GMBU\0\x02\x01\0"sv, "Network Monitor"},
        {"snoop\0\0\0\0\0\0\x02\0\0\0\x04"sv, "snoop"},
        {"btsnoop\0\0\0\0\x01"sv, "btsnoop"},
        {"iptrace 2.0"sv, "iptrace"},
        {"TRSNIFF data    \x1a\0"sv, "Sniffer"},
        {"\x7fver\0\0\0"sv, "OmniPeek"},
        {"\0\x05\x16\x07\0\x02\0\0Mac OS X"sv, "macOS keeps beside a file"},
        {"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"sv, "git lfs pull"},
        {"/annex/objects/SHA256E-s5--0.pcap\n"sv, "git annex get"},
        {"<!DOCTYPE html>\n<html>"sv, "a web page (HTML)"},
        {"\xef\xbb\xbf\r\n  <HTML lang=en><head>"sv, "a web page (HTML)"},
        {"<!-- saved from url -->\n<html><body>404"sv, "a web page (HTML)"},
        {"<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">"sv, "a web page (HTML)"},
        {"<?xml version=\"1.0\"?>\n<pdml>"sv, "XML"},
        {"HTTP/1.1 200 OK\r\nContent-Type: application/pcap\r\n\r\n\xd4\xc3\xb2\xa1"sv, "an HTTP response"},
        {"[\n  {\n    \"_index\": \"packets-2022\""sv, "JSON"},
        {"{\"timestamp\":\"2022-11-08\"}"sv, "JSON"},
        {"1MOyoQIABAAAAAAAAAAAAP//AAABAAAA"sv, "base64 -d"},
        {"00000000: d4c3 b2a1 0200 0400 0000"sv, "hex dump"},
        {"0000  00 1b 21 3c 9d f8 00 1b"sv, "hex dump"},
        {"0000000 d4c3 b2a1"sv, "hex dump"},
        {"12:34:56.789012 IP 10.0.0.1.5353 > 224.0.0.251.5353: UDP\n"sv, "tcpdump -w"},
        {"2022-11-08 02:00:00.000001 ARP, Request who-has 10.0.0.1\n"sv, "tcpdump -w"},
        {"#separator \\x09\n#set_separator\t,\n"sv, "Zeek"},
        {"Captures of the first machine.\n"sv, "plain text"},
        {"Gr\xc3\xbc\xc3\x9f"
         "e\n"sv,
         "plain text"},
        {"x"sv, "plain text"},
        {"\xff\xfe\xd4\0\xc3\0"sv, "UTF-16"},
        {"\xfe\xff\0d\0e"sv, "UTF-16"},
        {"h\0e\0l\0l\0o\0 \0y\0o\0u\0"sv, "UTF-16"},
        {"\r\n\r\r\r\n\x1c\0\0\0M<+\x1a"sv, "text mode"},
        {"\n\r\n\x1c\0\0\0M<+\x1a\x01\0"sv, "text mode"},
        {"\xef\xbf\xbd\xc3\xb2\xef\xbf\xbd\x02\0\x04\0"sv, "reading as text makes"},
        {"%PDF-1.7\n"sv, "PDF"},
        {"\x7f"
         "ELF\x02\x01\x01"sv,
         "ELF"},
        {"MZ\x90\0\x03\0\0\0"sv, "PE"},
        {"ElfFile\0\0\0"sv, "EVTX"},
        {"SQLite format 3\0\x10"sv, "SQLite"},
        {"\x89PNG\r\n\x1a\n"sv, "PNG"},
        {"Salted__\x01\x02"sv, "encrypted"},
    };
    for (const auto& [octets, what] : cases)
        EXPECT_TRUE(says(message(octets), what)) << what << ": " << message(octets);
}

TEST(ForeignFile, HasItsStructureWhereItHasNoMark) {
    EXPECT_TRUE(says(message(oldTar()), "a tar archive")) << message(oldTar());
    Octets wrong = oldTar();
    wrong[0] ^= 1;
    EXPECT_FALSE(says(message(wrong), "a tar archive")) << "its sum is wrong";
    EXPECT_TRUE(says(message(FileWriter().zeros(257).text("ustar").zeros(300).take()), "a tar archive"));
    const Octets trace = FileWriter().u32(0x10000).u32(0x2e8).u32(0x2e8).u32(0).zeros(4'080).take();
    EXPECT_TRUE(says(message(trace), "etl2pcapng"));
    EXPECT_FALSE(says(message(FileWriter().u32(0x10001).u32(0x2e8).zeros(4'088).take()), "etl2pcapng"));
    EXPECT_FALSE(says(message(FileWriter().u32(0x10000).u32(0x10008).zeros(4'088).take()), "etl2pcapng"));
    for (const int records : {1, 2, 3, 200}) EXPECT_TRUE(says(message(erf(records)), "ERF")) << records;
    EXPECT_FALSE(says(message(erf(3, 5)), "ERF")) << "of 1970";
    FileWriter logger(Endian::big);
    for (int i = 0; i < 3; ++i) logger.u32(9 + 3).u32(1'700'000'000).u32(999'999).u8(1).u8(1).u8(2).u8(3);
    EXPECT_TRUE(says(message(logger.take()), "PacketLogger")) << message(logger.take());
    EXPECT_TRUE(says(message(Octets(5)), "made of zero bytes"));
    EXPECT_TRUE(says(message(Octets(100'000)), "made of zero bytes"));
    EXPECT_EQ(message(FileWriter().zeros(4'000).u8(1).take()), "not a capture (no pcap or pcapng magic)");
}

TEST(ForeignFile, IsNotGuessedFromNothing) {
    std::uint32_t state = 7;
    std::size_t named = 0;
    for (int file = 0; file < 2'000; ++file) {
        Octets octets(200);
        for (std::uint8_t& octet : octets)
            octet = static_cast<std::uint8_t>((state = state * 1'664'525 + 1'013'904'223) >> 24);
        named += foreignFile(octets, "").starts_with("is ") ? 1 : 0;
    }
    EXPECT_LE(named, 2U) << "marks of two bytes are met by chance";
}

TEST(ForeignFile, IsNoTextWhereOctetsAreNone) {
    EXPECT_EQ(message("hello\0world"sv), "not a capture (no pcap or pcapng magic)");
    EXPECT_EQ(message("hello\x80\x81\x82\x83"sv), "not a capture (no pcap or pcapng magic)");
    std::string cut(4'095, 'a');
    cut += "\xc3\xbc and so on";
    EXPECT_TRUE(says(message(cut), "plain text")) << "the look ends inside a character";
}

TEST(ForeignFile, NamesAreNoProofAndHeadsMayBeShort) {
    for (std::size_t size = 0; size < 600; ++size) {
        const Octets tar = oldTar();
        EXPECT_NO_THROW(foreignFile(Bytes(tar).first(std::min(size, tar.size())), "gzip"));
        const Octets records = erf(10);
        EXPECT_NO_THROW(foreignFile(Bytes(records).first(std::min(size, records.size())), ""));
    }
}

}  // namespace
