// SPDX-License-Identifier: GPL-3.0-or-later
// A side file says all that an export depends on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/provenance.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;

namespace {

TEST(Provenance, LookupsAreThoseWithATime) {
    traffic::AddressNotes notes;
    traffic::AddressNote& registered = notes[*IpAddress::parse("45.33.32.9")];
    registered.whoisCountry = "US";
    registered.whoisOrganization = "Someone";
    registered.lookedUpAt = 7;
    traffic::AddressNote& judged = notes[*IpAddress::parse("8.8.8.8")];
    judged.malicious = 2;
    judged.lookedUpAt = 9;
    notes[*IpAddress::parse("8.8.4.4")].country = "US";  // from a file on this machine
    const auto lookups = handover::lookupsOf(notes);
    ASSERT_EQ(lookups.size(), 2u);
    EXPECT_EQ(lookups[0].subject + '|' + lookups[0].source + '|' + lookups[0].answer,
              "8.8.8.8|VirusTotal|2 malicious, 0 suspicious");
    EXPECT_EQ(lookups[1].subject + '|' + lookups[1].source + '|' + lookups[1].answer,
              "45.33.32.9|registration|Someone, US");
    EXPECT_EQ(lookups[1].time, 7);
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
    provenance.lookups = {{"45.33.32.9", "RDAP", "secret answer", 1'500'000'000}};
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
              "  \"bytes\": \"length by the IP header, from its first octet to the end of its payload\",\n"
              "  \"wire_bytes\": \"length of the frame on the wire\",\n"
              "  \"capture_filter\": \"udp\",\n"
              "  \"home_networks\": \"10.0.0.0/8\",\n"
              "  \"rows\": 3,\n"
              "  \"lookups\": [\n"
              "    {\"subject\": \"45.33.32.9\", \"source\": \"RDAP\", \"time\": \"1970-01-01T00:00:01.500000000Z\"}]\n"
              "}\n");
}

}  // namespace
