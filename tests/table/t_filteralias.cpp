// SPDX-License-Identifier: GPL-3.0-or-later
// One name for the like in every table, titles as names, and what Wireshark's users type.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/table/filter.h"
#include "core/table/filteralias.h"
#include "support/tabletext.h"

namespace weir::table {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TablePtr packets() {
    return test::tableOf({{"number", Kind::integer, Unit::identifier},
                          {"src", Kind::address},
                          {"dst", Kind::address},
                          {"proto", Kind::text},
                          {"sport", Kind::integer, Unit::identifier},
                          {"dport", Kind::integer, Unit::identifier},
                          {"bytes", Kind::integer, Unit::bytes, false, "IP bytes"},
                          {"info", Kind::text}},
                         {{"1", "10.0.0.1", "192.0.2.1", "tcp", "50000", "443", "60", "syn"},
                          {"2", "192.0.2.1", "10.0.0.1", "tcp", "443", "50000", "1500", "hello world"},
                          {"3", "10.0.0.1", "192.0.2.53", "udp", "443", "53", "70", "dns a.example"},
                          {"4", "10.0.0.2", "192.0.2.2", "udp", "5000", "80", "80", "src"}});
}

TablePtr conversations() {
    return test::tableOf({{"client", Kind::address},
                          {"server", Kind::address},
                          {"cport", Kind::integer, Unit::identifier, false, "Client port"},
                          {"sport", Kind::integer, Unit::identifier, false, "Server port"},
                          {"proto", Kind::text},
                          {"service", Kind::text, Unit::none, true, "Service"},
                          {"self_signed", Kind::boolean}},
                         {{"10.0.0.1", "192.0.2.1", "50000", "443", "tcp", "tls", "true"},
                          {"10.0.0.1", "192.0.2.53", "443", "53", "udp", "dns", "false"},
                          {"10.0.0.2", "192.0.2.2", "5000", "80", "tcp", "http", ""}});
}

TablePtr hosts() {
    return test::tableOf(
        {{"address", Kind::address},
         {"clients", Kind::text, Unit::none, true},
         {"ports", Kind::text, Unit::none, true},
         {"names", Kind::text, Unit::none, true}},
        {{"192.0.2.1", "10.0.0.1", "443;80", "www.example.com"}, {"192.0.2.53", "10.0.0.1", "53", ""}});
}

Rows rowsOf(const TablePtr& table, std::string_view text) {
    auto filter = Filter::parse(text, table->schema());
    if (auto* error = std::get_if<FilterError>(&filter)) {
        ADD_FAILURE() << text << ": " << error->message;
        return {};
    }
    return std::get<Filter>(filter).apply(*table);
}

TEST(FilterAlias, APortIsThatOfEitherEnd) {
    EXPECT_THAT(rowsOf(packets(), "port = 443"), ElementsAre(0, 1, 2));
    EXPECT_THAT(rowsOf(packets(), "not port = 443"), ElementsAre(3));
    EXPECT_THAT(rowsOf(packets(), "port != 443"), ElementsAre(3));
    EXPECT_THAT(rowsOf(conversations(), "port = 443"), ElementsAre(0, 1));
    EXPECT_THAT(rowsOf(hosts(), "port in (80, 53)"), ElementsAre(0, 1));
}

TEST(FilterAlias, AServersPortIsOneThingInEveryTable) {
    EXPECT_THAT(rowsOf(conversations(), "server_port = 443"), ElementsAre(0));
    EXPECT_THAT(rowsOf(conversations(), "client_port = 443"), ElementsAre(1));
    EXPECT_THAT(rowsOf(hosts(), "server_port = 443"), ElementsAre(0));
    EXPECT_FALSE(filterAlias("client_port", hosts()->schema()));
}

TEST(FilterAlias, AnAddressIsThatOfEitherEnd) {
    EXPECT_THAT(rowsOf(packets(), "address = 192.0.2.1"), ElementsAre(0, 1));
    EXPECT_THAT(rowsOf(conversations(), "address in 192.0.2.0/28"), ElementsAre(0, 2));
    EXPECT_THAT(rowsOf(hosts(), "address = 192.0.2.53"), ElementsAre(1)) << "a column of that name is that column";
}

TEST(FilterAlias, ATitleIsAName) {
    EXPECT_THAT(rowsOf(conversations(), "Server port = 443"), ElementsAre(0));
    EXPECT_THAT(rowsOf(conversations(), "server Port in (80, 53) and Service = dns"), ElementsAre(1));
    EXPECT_THAT(rowsOf(packets(), "ip bytes > 1k"), ElementsAre(1));
}

TEST(FilterAlias, WordsAreLookedForWhateverColumnsAreCalled) {
    EXPECT_THAT(rowsOf(conversations(), "dns"), ElementsAre(1));
    EXPECT_THAT(rowsOf(packets(), "src"), ElementsAre(3)) << "not: has a source";
    EXPECT_THAT(rowsOf(packets(), "hello world"), ElementsAre(1));
    EXPECT_THAT(rowsOf(packets(), "hello WORLD or \"dns a\""), ElementsAre(1, 2));
    EXPECT_THAT(rowsOf(conversations(), "self_signed"), ElementsAre(0)) << "what is true or false is asked for";
    EXPECT_THAT(rowsOf(conversations(), "service and client"), ElementsAre(0, 1, 2));
}

TEST(FilterAlias, WhatWiresharksUsersType) {
    EXPECT_THAT(rowsOf(packets(), "ip.addr == 192.0.2.1 && tcp.port == 443"), ElementsAre(0, 1));
    EXPECT_THAT(rowsOf(packets(), "ip.src == 10.0.0.0/8 && !(udp)"), ElementsAre(0));
    EXPECT_THAT(rowsOf(packets(), "udp.port eq 443"), ElementsAre(2));
    EXPECT_THAT(rowsOf(packets(), "tcp.port in {80 443}"), ElementsAre(0, 1));
    EXPECT_THAT(rowsOf(packets(), "tcp.dstport in {80, 443}"), ElementsAre(0));
    EXPECT_THAT(rowsOf(packets(), "tcp.port != 443"), ElementsAre(2, 3));
    EXPECT_THAT(rowsOf(packets(), "frame.number ge 3"), ElementsAre(2, 3));
    EXPECT_THAT(rowsOf(packets(), "udp || tcp.srcport == 443"), ElementsAre(1, 2, 3));
    EXPECT_THAT(rowsOf(conversations(), "ip.dst == 192.0.2.53"), ElementsAre(1));
    EXPECT_THAT(rowsOf(hosts(), "dns.qry.name contains \"example\""), ElementsAre(0));
    EXPECT_THAT(rowsOf(hosts(), "tcp.port == 443"), ElementsAre(0)) << "no protocol is known of hosts";
    EXPECT_THAT(rowsOf(hosts(), "dns.qry.name"), ElementsAre(0));
}

TEST(FilterAlias, WhatIsNoColumnBeforeAnOperatorStaysAnError) {
    for (const char* text :
         {"nonsense = 1", "tcp.flags.syn == 1", "more words = 1", "bytes 10", "tcp.port in {80 443", "port = many"}) {
        EXPECT_TRUE(std::holds_alternative<FilterError>(Filter::parse(text, packets()->schema()))) << text;
    }
}

TEST(FilterAlias, NamesAreOffered) {
    const auto offered = [](std::string_view text) { return completions(text, text.size(), packets()->schema()); };
    EXPECT_THAT(offered("por"), ElementsAre("port"));
    EXPECT_THAT(offered("tcp.sr"), ElementsAre("tcp.srcport"));
    EXPECT_THAT(offered("ip"), IsEmpty());
}

}  // namespace
}  // namespace weir::table
