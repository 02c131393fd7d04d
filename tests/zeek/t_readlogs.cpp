// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/capturetables/tables.h"
#include "core/zeek/logfile.h"
#include "core/zeek/readlogs.h"

namespace weir::zeek {
namespace {

constexpr const char* connections =
    "#separator "
    "\\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t2026-11-29-10-00-00\n"
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\t"
    "conn_state\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\n"
    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tstring\tcount\tcount\t"
    "count\t"
    "count\n"
    "1795253804.123456\tC1\t10.0.2.15\t40000\t45.33.7.9\t443\ttcp\tssl\t2."
    "500000\t100\t2000\tSF\tShADadFf\t6\t400\t5\t2200\n"
    "1795253800.000001\tC2\t10.0.2.15\t50000\t10.0.2.3\t53\tudp\tdns\t0.010000\t40\t60\tSF\tDd\t1\t68\t1\t88\n"
    "1795253900.000000\tC3\t10.0.2.15\t40001\t185.220.101.7\t8080\ttcp\t-\t-\t-\t-\tS0\tS\t1\t60\t0\t0\n"
    "#close\t2026-11-29-11-00-00\n";

class Logs : public testing::Test {
protected:
    Logs() : m_folder(std::filesystem::path(testing::TempDir()) / ("weir-zeek-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    ~Logs() override { std::filesystem::remove_all(m_folder); }

    std::string write(const std::string& name, const std::string& text) {
        const std::string path = (m_folder / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    static std::vector<std::vector<std::string>> rows(const traffic::Snapshot& state, const std::string& name,
                                                      const std::vector<std::string>& columns) {
        capturetables::TableRequest request;
        request.name = name;
        const table::TablePtr table = capturetables::makeTable(state, request).take();
        std::vector<std::vector<std::string>> out;
        std::string scratch;
        for (std::size_t row = 0; row < table->rows(); ++row) {
            out.emplace_back();
            for (const std::string& column : columns)
                out.back().push_back(
                    table::cellText(table->cell(row, *table::findColumn(table->schema(), column), scratch)));
        }
        return out;
    }
    using Rows = std::vector<std::vector<std::string>>;

    std::filesystem::path m_folder;
};

TEST_F(Logs, ConnectionsAreConversations) {
    const auto state = readLogs({write("conn.log", connections)}, {});
    ASSERT_TRUE(state);
    EXPECT_TRUE(isOfLogs(*state.value()));
    EXPECT_EQ(rows(state.value(), "conversations",
                   {"client", "server", "cport", "sport", "proto", "packets", "bytes_out", "bytes_in", "first_seen",
                    "duration", "service", "tcp_state"}),
              (Rows{{"10.0.2.15", "45.33.7.9", "40000", "443", "tcp", "11", "400", "2200", "1795253804.123456000",
                     "2.500000000", "tls", "closed"},
                    {"10.0.2.15", "10.0.2.3", "50000", "53", "udp", "2", "68", "88", "1795253800.000001000",
                     "0.010000000", "dns", ""},
                    {"10.0.2.15", "185.220.101.7", "40001", "8080", "tcp", "1", "60", "0", "1795253900.000000000",
                     "0.000000000", "", "attempted"}}));
}

TEST_F(Logs, AnswersNameHosts) {
    const auto state = readLogs(
        {write("conn.log", connections),
         write(
             "dns.log",
             R"({"ts":1795253800.000001,"uid":"C2","id.orig_h":"10.0.2.15","id.orig_p":50000,"id.resp_h":"10.0.2.3","id.resp_p":53,"proto":"udp","trans_id":7,"rtt":0.01,"query":"www.Example.com","qtype":1,"rcode":0,"answers":["example.com","45.33.7.9"]})"
             "\n")},
        {});
    ASSERT_TRUE(state);
    EXPECT_EQ(rows(state.value(), "hosts", {"address", "named_by", "names"}),
              (Rows{{"45.33.7.9", "dns", "www.example.com"}, {"185.220.101.7", "none", ""}}));
    EXPECT_EQ(rows(state.value(), "dns", {"name", "type", "is_response", "rcode", "answers", "latency"}),
              (Rows{{"www.example.com", "A", "false", "", "", ""},
                    {"www.example.com", "A", "true", "NOERROR", "example.com;45.33.7.9", "0.010000000"}}));
}

TEST_F(Logs, TlsAndItsCertificate) {
    const auto state = readLogs(
        {write("conn.log", connections),
         write(
             "ssl.log",
             R"({"ts":"2026-11-21T09:36:44.300000Z","id.orig_h":"10.0.2.15","id.orig_p":40000,"id.resp_h":"45.33.7.9","id.resp_p":443,"version":"TLSv12","server_name":"example.com","next_protocol":"h2","cert_chain_fps":["abc"]})"
             "\n"),
         write(
             "x509.log",
             R"({"ts":1795253804.3,"fingerprint":"abc","certificate.subject":"CN=example.com,O=Example","certificate.issuer":"CN=Some CA,O=CA","certificate.not_valid_before":1700000000.0,"certificate.not_valid_after":1900000000.0,"san.dns":["example.com","www.example.com"]})"
             "\n")},
        {});
    ASSERT_TRUE(state);
    EXPECT_EQ(rows(state.value(), "tls",
                   {"server_name", "tls_version", "alpn", "certificate_names", "certificate_issuer", "not_after",
                    "name_matches"}),
              (Rows{{"example.com", "TLS 1.2", "h2", "example.com;www.example.com", "Some CA", "1900000000.000000000",
                     "true"}}));
}

TEST_F(Logs, Requests) {
    const auto state = readLogs(
        {write("http.log",
               "#separator \\x09\n#path\thttp\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\t"
               "uri\tversion\tuser_agent\tresponse_body_len\tstatus_code\tresp_mime_types\n"
               "1795253804.5\t10.0.2.15\t40002\t45.33.7.9\t80\tGET\texample.com\t/a\\x09b\t1.1\tcurl/8\t512\t200\t"
               "text/html\n")},
        {});
    ASSERT_TRUE(state);
    EXPECT_EQ(rows(state.value(), "http",
                   {"client", "sport", "method", "host", "path", "status", "content_type", "body_bytes"}),
              (Rows{{"10.0.2.15", "80", "GET", "example.com", "/a\tb", "200", "text/html", "512"}}));
    EXPECT_EQ(rows(state.value(), "packets", {"number"}), Rows{});
}

TEST_F(Logs, RegularContactIsFoundByItsStarts) {
    std::string text(connections);
    for (int i = 0; i < 60; ++i)
        text += std::to_string(1795260000 + i * 60) + ".000000\tB" + std::to_string(i) + "\t10.0.2.15\t" +
                std::to_string(45000 + i) +
                "\t203.0.113.9\t443\ttcp\tssl\t0.5\t100\t200\tSF\tShADadFf\t5\t400\t4\t500\n";
    const auto state = readLogs({write("conn.log", text)}, {});
    ASSERT_TRUE(state);
    bool found = false;
    for (const auto& row : rows(state.value(), "findings", {"subject", "kind"}))
        found = found || (row[0] == "203.0.113.9" && row[1].find("beacon") != std::string::npos);
    EXPECT_TRUE(found);
}

TEST_F(Logs, WhatIsNoLog) {
    EXPECT_FALSE(isLogFile(write("a.log", "hello\n")));
    EXPECT_FALSE(isLogFile(write("b.log", "")));
    EXPECT_FALSE(isLogFile(write("c.log", "{\"a\":1}\n")));
    EXPECT_FALSE(isLogFile(write("d.log", "#separator \\x09\nrubbish")));
    EXPECT_FALSE(readLogs({write("e.log", "hello\n")}, {}));
    EXPECT_TRUE(isLogFile(write("conn.log", connections)));
}

TEST_F(Logs, LinesThatLieAreLeftOut) {
    const std::string text =
        std::string(connections) +
        "not a time\tx\ty\n1795253804\tC\tnot an address\t1\talso none\t2\ttcp\n"
        "999999999999999999999\tC\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\n"
        "1795253804.9\tC9\t10.0.2.15\t99999999\t10.0.0.2\t-5\ttcp\t-\t-9e99\t-1\t-\tS0\tS\t-\t-\t-\t-\n";
    const auto state = readLogs({write("conn.log", text)}, {});
    ASSERT_TRUE(state);
    EXPECT_EQ(rows(state.value(), "conversations", {"client"}).size(), 4u);
    for (std::size_t cut = 0; cut < text.size(); cut += 7) {
        write("conn.log", text.substr(0, cut));
        (void)readLogs({(m_folder / "conn.log").string()}, {});
    }
}

TEST_F(Logs, FoldersOfLogs) {
    EXPECT_TRUE(logsInFolder(m_folder.string()).empty());
    write("conn.10:00:00-11:00:00.log", connections);
    write("dns.log", "{\"ts\":1,\"uid\":\"C\"}\n");
    write("weird.log", "{\"ts\":1,\"uid\":\"C\"}\n");
    EXPECT_EQ(logsInFolder(m_folder.string()).size(), 2u);
}

}  // namespace
}  // namespace weir::zeek
