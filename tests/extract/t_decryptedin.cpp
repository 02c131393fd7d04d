// SPDX-License-Identifier: GPL-3.0-or-later
// One packet's records, opened: what they say, and how its layers show it.
#include <gtest/gtest.h>

#include "core/detail/decrypted.h"
#include "core/extract/follow.h"
#include "tests/support/analyzed.h"
#include "tests/support/capturebuilder.h"
#include "tests/support/tlspair.h"

using namespace weir;
using namespace weir::test;

namespace {

TEST(DecryptedIn, GivesWhatTheRecordsOfAFrameProtected) {
    const std::string asked = "GET /invest.dll HTTP/1.1\r\nHost: foods.example\r\n\r\n";
    TlsSetup setup;
    setup.version = 0x0304;
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    pair.say(0, asked);
    pair.say(1, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nMZ");
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 443, 0);
    talk.handshake();
    for (const TlsPair::Flight& flight : pair.flights())
        flight.side == 0 ? talk.clientSends(flight.octets) : talk.serverSends(flight.octets);
    PcapngBuilder file;
    file.section().interface(1, 0, {timeResolution(9)}).secrets(pair.keyLog());
    for (const TestFrame& frame : talk.finish().frames())
        file.enhanced(0, static_cast<std::uint64_t>(frame.time), frame.octets);
    const TemporaryFile written(file.octets());
    const traffic::Snapshot snapshot = analyzedFile(written.path());
    ASSERT_EQ(snapshot->inspected.http.size(), 1U);
    const std::uint64_t frame = snapshot->inspected.http[0].frame;
    const auto plain = extract::decryptedIn(*snapshot, frame);
    EXPECT_EQ(asText(plain), asked);
    EXPECT_TRUE(extract::decryptedIn(*snapshot, 1).empty());
    EXPECT_TRUE(extract::decryptedIn(*snapshot, 100'000).empty());

    const detail::Field layer = detail::decryptedLayer(plain);
    EXPECT_EQ(layer.name, "decrypted");
    ASSERT_EQ(layer.children.size(), 1U);
    EXPECT_EQ(layer.children[0].name, "http");
    EXPECT_EQ(layer.children[0].value, "GET /invest.dll HTTP/1.1");
    for (const detail::Field& field : layer.children[0].children) EXPECT_EQ(field.length, 0U) << field.name;
    EXPECT_EQ(detail::decryptedLayer(octets("\x01 other")).children.at(0).children.at(0).value, "\\x01 other");
}

}  // namespace
