// SPDX-License-Identifier: GPL-3.0-or-later
// A side file says all that an export depends on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/provenance.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;

namespace {

TEST(Provenance, LookupsAreAllAnswers) {
    traffic::AddressNotes notes;
    notes[*IpAddress::parse("45.33.32.9")].answers = {{"whois", "whois.arin.net", "Someone, US", 7},
                                                      {"virustotal", "www.virustotal.com", "2/94", 9}};
    notes[*IpAddress::parse("8.8.8.8")].answers = {{"threatfox", "threatfox-api.abuse.ch", "not found", 8}};
    notes[*IpAddress::parse("8.8.4.4")].verdict = "clean";  // of nobody
    traffic::NameNotes names;
    names["example.com"].answers = {{"rdap", "rdap.verisign.com", "A registrar", 3}};
    auto lookups = handover::lookupsOf(notes);
    const auto ofNames = handover::lookupsOf(names);
    lookups.insert(lookups.end(), ofNames.begin(), ofNames.end());
    std::vector<std::string> told;
    for (const handover::Lookup& one : lookups)
        told.push_back(one.subject + '|' + one.source + '|' + one.host + '|' + one.answer + '|' +
                       std::to_string(one.time));
    EXPECT_THAT(told, testing::ElementsAre("8.8.8.8|threatfox|threatfox-api.abuse.ch|not found|8",
                                           "45.33.32.9|whois|whois.arin.net|Someone, US|7",
                                           "45.33.32.9|virustotal|www.virustotal.com|2/94|9",
                                           "example.com|rdap|rdap.verisign.com|A registrar|3"));
}

TEST(Provenance, SaysWhatTheRequestSaid) {
    traffic::Options options;
    options.inner = true;
    options.captureFilter = "udp";
    const auto snapshot = analyzed({datagram("10.0.0.1", 1, "45.33.32.9", 53, {}, 0)}, options);
    capturetables::TableRequest request;
    request.name = "conversations";
    request.groupBy = {"client", "sport"};
    request.home = *Networks::parse("10.0.0.0/8");
    handover::Provenance provenance = handover::provenanceOf(snapshot, request);
    EXPECT_EQ(provenance.files.size(), provenance.hashes.size());
    provenance.files = {"a \"b\".pcap"};
    provenance.hashes = {"00ff"};
    provenance.filter = "bytes > 10";
    provenance.rows = 3;
    provenance.lookups = {{"45.33.32.9", "rdap", "rdap.arin.net", "secret answer", 1'500'000'000}};
    provenance.databases = {{"IPFire Location", "2022-10-29"}};
    EXPECT_EQ(handover::provenanceJson(provenance),
              "{\n"
              "  \"program\": \"Weir " WEIR_VERSION
              "\",\n"
              "  \"capture_files\": [\"a \\\"b\\\".pcap\"],\n"
              "  \"capture_sha256\": [\"00ff\"],\n"
              "  \"table\": \"conversations\",\n"
              "  \"filter\": \"bytes > 10\",\n"
              "  \"sort\": \"\",\n"
              "  \"group_by\": [\"client\", \"sport\"],\n"
              "  \"two_way\": true,\n"
              "  \"outbound\": false,\n"
              "  \"counted_header\": \"innermost IP\",\n"
              "  \"default_order_by\": \"bytes\",\n"
              "  \"bytes\": \"length by the IP header, from its first byte to the end of its payload\",\n"
              "  \"wire_bytes\": \"length of the frame on the wire\",\n"
              "  \"capture_filter\": \"udp\",\n"
              "  \"home_networks\": \"10.0.0.0/8\",\n"
              "  \"rows\": 3,\n"
              "  \"lookups\": [\n"
              "    {\"subject\": \"45.33.32.9\", \"source\": \"rdap\", \"host\": \"rdap.arin.net\", \"time\": "
              "\"1970-01-01T00:00:01.500000000Z\"}],\n"
              "  \"databases\": [\n"
              "    {\"name\": \"IPFire Location\", \"date\": \"2022-10-29\"}]\n"
              "}\n");
}

}  // namespace
