// SPDX-License-Identifier: GPL-3.0-or-later
// What little input can make of itself is bounded, and what is left out is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/engine/analyze.h"
#include "core/protocol/dns.h"
#include "protocol/hellobuilder.h"
#include "tests/support/analyzed.h"
#include "tests/support/capturebuilder.h"
#include "tests/support/octets.h"

namespace {

using namespace weir;
using namespace weir::test;

/// Thousands of records, whose names are a label of their own and a pointer to a long name.
Octets nameBomb(unsigned records) {
    OctetWriter out;
    for (const unsigned field : {1u, 0x8180u, 1u, records, 0u, 0u}) out.u16(field);
    for (int label = 0; label < 4; ++label) {
        out.u8(60);
        for (int i = 0; i < 60; ++i) out.u8(200);
    }
    out.u8(0).u16(1).u16(1);
    for (unsigned i = 0; i < records; ++i) {
        out.u8(2).u8(128 + (i & 127)).u8(128 + (i >> 7)).u16(0xc00c);
        out.u16(1).u16(1).u32(60).u16(0);
    }
    return out.done();
}

TEST(DnsText, StaysInProportionToTheMessage) {
    const Octets octets = nameBomb(3000);
    const auto message = protocol::parseDns(octets);
    ASSERT_TRUE(message);
    EXPECT_TRUE(message->damaged);
    EXPECT_TRUE(message->abridged);
    std::size_t text = 0;
    for (const protocol::DnsRecord& record : message->records) text += record.name.size() + record.data.size();
    EXPECT_LE(text, protocol::maximumDnsText(octets.size()));
    EXPECT_GT(message->records.size(), 100U) << "what fits is kept";
    EXPECT_FALSE(protocol::parseDns(nameBomb(3))->abridged);
}

TEST(DnsText, WhatIsLeftOutIsSaid) {
    const Octets octets = nameBomb(3000);
    const traffic::Snapshot snapshot = analyzed(
        {datagram("8.8.8.8", 53, "10.0.0.1", 5000, octets, 0), datagram("8.8.8.8", 53, "10.0.0.1", 5001, octets, 1)});
    ASSERT_TRUE(snapshot->info.problem);
    EXPECT_THAT(snapshot->info.problem->toString(), testing::HasSubstr("left out: 2"));
    EXPECT_FALSE(analyzed({datagram("8.8.8.8", 53, "10.0.0.1", 5000, nameBomb(3), 0)})->info.problem);
}

/// A hello in records of one octet each, in segments of one record.
std::vector<TestFrame> crumbs(std::size_t padding) {
    Octets extensions = serverName("a.example");
    put(extensions, extension(21, Octets(padding)));
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 443, 1'700'000'000'000'000'000, 1000);
    talk.handshake();
    for (const std::uint8_t octet : clientHello(0x0303, numbers({0x1301}), extensions))
        talk.clientSends(Octets{0x16, 3, 1, 0, 1, octet});
    return talk.frames();
}

TEST(TlsCrumbs, AreReadToTheirEnd) {
    for (const std::size_t padding : {0, 100, 2000})
        EXPECT_EQ(tableRows(analyzed(crumbs(padding)), "tls", {"server_name"}), std::vector<std::string>{"a.example"})
            << padding;
}

// Work that a batch holds, and that nobody waits for once reading is stopped.
TEST(Stopping, DoesNotWaitForTheContentsOfABatch) {
    std::vector<TestFrame> frames;
    const Octets bomb = nameBomb(3000);
    for (int i = 0; i < 400; ++i) frames.push_back(datagram("8.8.8.8", 53, "10.0.0.1", 5000, bomb, i));
    const TemporaryFile file(pcapFile(frames));
    std::stop_source stop;
    stop.request_stop();
    traffic::Options options;
    options.jobs = 2;
    const auto begin = std::chrono::steady_clock::now();
    const auto snapshot = engine::analyze({file.path()}, options, {}, stop.get_token());
    const auto took = std::chrono::steady_clock::now() - begin;
    ASSERT_TRUE(snapshot);
    EXPECT_TRUE(snapshot.value()->partial);
    EXPECT_LT(took, std::chrono::milliseconds(600));
}

}  // namespace
