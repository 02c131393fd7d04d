// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes of transferred files on the user's lists, and verdicts about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/capturetables/filereasons.h"
#include "core/files/findfiles.h"
#include "core/table/sort.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using testing::HasSubstr;

namespace {

constexpr const char* server = "93.184.216.34";

traffic::Snapshot oneDownload() {
    TcpConversation talk("10.0.0.1", 40000, server, 80, 0);
    const std::string body = "MZ as good as any";
    talk.handshake();
    talk.clientSends(octets("GET /a.exe HTTP/1.1\r\nHost: c2.example\r\n\r\n"));
    talk.serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    return analyzed(talk.finish().frames());
}

capturetables::TableRequest request(const std::string& table) {
    capturetables::TableRequest out;
    out.name = table;
    out.further = capturetables::withFileReasons(nullptr);
    return out;
}

std::shared_ptr<const findings::IndicatorLists> listOf(const std::string& text) {
    auto lists = std::make_shared<findings::IndicatorLists>();
    lists->push_back(findings::IndicatorList::parse(text, "office", "2026-11-01").take());
    return lists;
}

std::string cellOf(const table::Table& table, std::size_t row, std::string_view column) {
    std::string scratch;
    return table::cellText(table.cell(row, *table::findColumn(table.schema(), column), scratch));
}

TEST(FileReasons, AHashOnAListOfTheUsersNamesTheServerAndTheVictim) {
    const traffic::Snapshot snapshot = oneDownload();
    const std::string hash = files::findFiles(*snapshot).at(0).sha256;
    capturetables::TableRequest findings = request("findings");
    findings.lists = listOf(hash + "\n");
    const auto found = capturetables::makeTable(snapshot, findings).take();
    ASSERT_GE(found->rows(), 1U);
    EXPECT_EQ(cellOf(*found, 0, "subject"), server);
    const std::string why = cellOf(*found, 0, "why");
    EXPECT_THAT(why, HasSubstr("listed: 10.0.0.1 received \"a.exe\" from 93.184.216.34"));
    EXPECT_THAT(why, HasSubstr("the list office of 2026-11-01"));
    EXPECT_THAT(why, HasSubstr(hash));

    capturetables::TableRequest files = request("files");
    files.lists = findings.lists;
    const auto table = capturetables::makeTable(snapshot, files).take();
    EXPECT_EQ(cellOf(*table, 0, "verdict"), "malicious");
    EXPECT_EQ(cellOf(*table, 0, "verdict_by"), "list:office");

    // Another hash says nothing.
    findings.lists = listOf(std::string(64, 'a') + "\n");
    EXPECT_THAT(cellOf(*capturetables::makeTable(snapshot, findings).value(), 0, "why"),
                testing::Not(HasSubstr("listed")));
}

TEST(FileReasons, AVerdictAboutAHashCountsForItsServer) {
    const traffic::Snapshot snapshot = oneDownload();
    auto notes = std::make_shared<traffic::NameNotes>();
    traffic::NameNote note;
    note.verdict = "malicious";
    note.verdictBy = "malwarebazaar:Emotet";
    notes->emplace(files::findFiles(*snapshot).at(0).sha256, note);
    capturetables::TableRequest findings = request("findings");
    findings.nameNotes = notes;
    const auto found = capturetables::makeTable(snapshot, findings).take();
    EXPECT_EQ(cellOf(*found, 0, "subject"), server);
    EXPECT_THAT(cellOf(*found, 0, "why"), HasSubstr("called malicious by malwarebazaar:Emotet"));
    capturetables::TableRequest files = request("files");
    files.nameNotes = notes;
    EXPECT_EQ(cellOf(*capturetables::makeTable(snapshot, files).value(), 0, "verdict_by"), "malwarebazaar:Emotet");
}

TEST(FileReasons, VerdictsSortByGravityNotByLetters) {
    TcpConversation talk("10.0.0.1", 40000, server, 80, 0);
    const traffic::Snapshot snapshot = analyzed(talk.handshake().finish().frames());
    auto notes = std::make_shared<traffic::AddressNotes>();
    (*notes)[*IpAddress::parse("10.0.0.1")].verdict = "suspicious";
    (*notes)[*IpAddress::parse(server)].verdict = "malicious";
    capturetables::TableRequest talkers = request("talkers");
    talkers.notes = notes;
    const auto table = capturetables::makeTable(snapshot, talkers).take();
    const std::size_t verdict = *table::findColumn(table->schema(), "verdict");
    table::Rows worst = table::allRows(*table);
    const table::SortKey gravest{verdict, true};
    table::sortRows(*table, {&gravest, 1}, worst);
    ASSERT_EQ(worst.size(), 2U);
    EXPECT_EQ(cellOf(*table, worst[0], "address"), server);
}

}  // namespace
