// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "core/protocol/credentials.h"
#include "core/protocol/filemagic.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using namespace std::string_view_literals;

std::string portable(std::uint8_t headerAt, std::string_view mark) {
    std::string out(256, '\0');
    out.replace(0, 2, "MZ");
    out[0x3c] = static_cast<char>(headerAt);
    out.replace(headerAt, mark.size(), mark);
    return out;
}

TEST(FileKind, KnowsMarks) {
    const std::pair<std::string, std::string_view> examples[] = {
        {portable(0x80, "PE\0\0"sv), "pe"},
        {portable(0x80, "NE\0\0"sv), "mz"},
        {portable(0x80, "PE\0\0"sv).substr(0, 0x60), "pe"},
        {"MZ", "mz"},
        {"\x7f"
         "ELF\x02",
         "elf"},
        {std::string("\xca\xfe\xba\xbe\0\0\0\x34", 8), "java-class"},
        {std::string("\xca\xfe\xba\xbe\0\0\0\x02", 8), "mach-o"},
        {"%PDF-1.7", "pdf"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"},
        {"PK\x03\x04..........[Content_Types].xml", "office-zip"},
        {"PK\x03\x04..........META-INF/MANIFEST.MF", "jar"},
        {"PK\x03\x04..........a.txt", "zip"},
        {"\x89PNG\r\n\x1a\n", "png"},
        {"{\\rtf1", "rtf"},
        {"#!/bin/sh\n", "script"},
        {"<html><head><HTA:APPLICATION id=x>", "hta"},
        {"<!DOCTYPE html><html>", "html"},
        {"$a = New-Object Net.WebClient; IEX($a.DownloadString('x'))", "powershell"},
        {std::string("\xff\xfeI\0E\0X\0(\0N\0e\0w\0-\0O\0b\0j\0e\0c\0t\0", 30), "powershell"},
        {"Dim a\nSet b = CreateObject(\"x\")\nSet c = 1\nOn Error Resume Next\n", "vbscript"},
        {"var a = function () { return eval(unescape(1)); }", "javascript"},
        {"", ""},
        {"hello", ""},
        {"\x01\x02\x03\x04", ""}};
    for (const auto& [body, name] : examples) EXPECT_EQ(fileKind(asBytes(body)).name, name) << body;
    EXPECT_TRUE(fileKind(asBytes("$a = New-Object Net.WebClient")).guessed);
}

TEST(FileKind, SeesDisguises) {
    const FileKind program = fileKind(asBytes(portable(0x80, "PE\0\0"sv)));
    EXPECT_TRUE(disguised(program, "image/gif"));
    EXPECT_TRUE(disguised(program, "Text/HTML; charset=utf-8"));
    EXPECT_FALSE(disguised(program, "application/octet-stream"));
    EXPECT_FALSE(disguised(program, "application/vnd.microsoft.portable-executable"));
    EXPECT_FALSE(disguised(program, ""));
    EXPECT_FALSE(disguised(fileKind(asBytes("<html>")), "image/png"));
    EXPECT_FALSE(disguised(fileKind(asBytes("#!/bin/sh\n")), "text/plain"));
}

TEST(Credentials, SayKindAndPlaceOnly) {
    const auto kind = [](std::string_view service, std::string_view text) {
        return std::string(findCredentials(service, asBytes(text)).kind);
    };
    EXPECT_EQ(kind("ftp", "USER a\r\nPASS secret\r\n"), "ftp");
    EXPECT_EQ(findCredentials("ftp", asBytes("USER a\r\nPASS secret\r\n")).place, 8U);
    EXPECT_EQ(kind("ftp", "USER a\r\nPASS sec"), "");
    EXPECT_EQ(kind("pop3", "user a\r\npass b\r\n"), "pop3");
    EXPECT_EQ(kind("imap", "a1 CAPABILITY\r\na2 LOGIN u p\r\n"), "imap login");
    EXPECT_EQ(kind("imap", "a1 AUTHENTICATE PLAIN xyz\r\n"), "imap authenticate plain");
    EXPECT_EQ(kind("smtp", "EHLO a\r\nAUTH LOGIN\r\n"), "smtp auth login");
    EXPECT_EQ(kind("smtp", "EHLO a\r\nAUTH PLAIN AGEAYg==\r\n"), "smtp auth plain");
    EXPECT_EQ(kind("smtp", "EHLO a\r\nSTARTTLS\r\n"), "");
    EXPECT_EQ(kind("ldap",
                   "\x30\x13\x02\x01\x01\x60\x0e\x02\x01\x03\x04\x03"
                   "cn="
                   "\x80\x04"
                   "pass"sv),
              "ldap simple bind");
    EXPECT_EQ(kind("ldap", "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0"sv), "");
    EXPECT_EQ(kind("ssh", "PASS x\r\n"), "");
}

TEST(FormPassword, IsAFieldOfThatNameThatIsNotEmpty) {
    EXPECT_TRUE(FormPassword::isForm("application/x-www-form-urlencoded; charset=utf-8"));
    EXPECT_TRUE(FormPassword::isForm("Application/X-WWW-Form-Urlencoded"));
    EXPECT_FALSE(FormPassword::isForm("application/json"));
    const std::pair<std::string, bool> bodies[] = {{"user=a&Password=b", true},
                                                   {"user=a&pass=", false},
                                                   {"user=a&pass=&x=y", false},
                                                   {"pass", false},
                                                   {"pwd=1", true},
                                                   {"user=passwd=b", false},
                                                   {"&&=&login[passwd]=b", true},
                                                   {"a=b&new_pass=c", true},
                                                   {"user=" + std::string(20000, 'x') + "&pass=b", false}};
    for (const auto& [body, expected] : bodies) {
        for (const std::size_t step : {body.size(), std::size_t{1}, std::size_t{7}}) {
            FormPassword search;
            bool found = false;
            for (std::size_t at = 0; at < body.size() && !found; at += step)
                found = search.add(asBytes(std::string_view(body).substr(at, step)));
            EXPECT_EQ(found, expected) << body.substr(0, 40) << " by " << step;
        }
    }
}

TEST(Credentials, AreFoundInPieces) {
    constexpr std::pair<std::string_view, std::string_view> conversations[] = {
        {"ftp", "USER a\r\nSYST\r\nPASS secret\r\nQUIT\r\n"},
        {"pop3", "CAPA\r\nUSER a\r\npass b\r\n"},
        {"imap", "a1 CAPABILITY\r\na2 LOGIN u p\r\n"},
        {"smtp", "EHLO a\r\nAUTH PLAIN\r\nAGEAYg==\r\n"},
        {"smtp", "EHLO a\r\nMAIL FROM:<a@example.org>\r\nDATA\r\nthe password is pass word\r\n.\r\n"},
        {"ldap",
         "\x30\x05\x02\x01\x01\x42\x00\x30\x13\x02\x01\x02\x60\x0e\x02\x01\x03\x04\x03"
         "cn=\x80\x04"
         "pass"sv}};
    for (const auto& [service, text] : conversations) {
        const ClearCredentials whole = findCredentials(service, asBytes(text));
        for (std::size_t step = 1; step < 9; ++step) {
            ClearCredentials found;
            for (std::size_t said = step; !found; said += step) {
                found = findCredentials(service, asBytes(text.substr(0, said)), found.searched);
                ASSERT_LE(found.searched, text.size());
                if (said >= text.size())
                    break;
            }
            EXPECT_EQ(found.kind, whole.kind) << text;
            EXPECT_EQ(found.place, whole.place) << text;
        }
    }
}

TEST(Credentials, OfManyMessagesAreFoundHoweverTheyCome) {
    std::string talk;
    for (int i = 0; i < 70; ++i) talk += "\x30\x05\x02\x01\x01\x42\x00"sv;
    const std::size_t place = talk.size();
    talk +=
        "\x30\x13\x02\x01\x02\x60\x0e\x02\x01\x03\x04\x03"
        "cn=\x80\x04"
        "pass"sv;
    const ClearCredentials whole = findCredentials("ldap", asBytes(talk));
    EXPECT_EQ(whole.kind, "ldap simple bind");
    EXPECT_EQ(whole.place, place);
    const ClearCredentials first = findCredentials("ldap", asBytes(talk).first(200));
    EXPECT_EQ(findCredentials("ldap", asBytes(talk), first.searched).place, place);
}

TEST(Content, SurvivesNoise) {
    std::mt19937 random(8);
    for (int round = 0; round < 20000; ++round) {
        std::string noise(random() % 300, '\0');
        for (char& c : noise) c = static_cast<char>(round % 2 == 0 ? random() : random() % 100 + 20);
        if (round % 3 == 0)
            noise = "MZ" + noise;
        fileKind(asBytes(noise));
        for (const std::string_view service : {"ftp", "imap", "smtp", "ldap"})
            findCredentials(service, asBytes((service == "ldap" ? "\x30" : "") + noise));
    }
}

}  // namespace
