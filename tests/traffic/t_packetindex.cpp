// SPDX-License-Identifier: GPL-3.0-or-later
// The packet index gives back what went in, however far apart its packets lie.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <vector>

#include "core/traffic/packetindex.h"

namespace weir::traffic {

namespace {

void expectSame(const IndexedPacket& found, const IndexedPacket& wanted) {
    EXPECT_EQ(found.number, wanted.number);
    EXPECT_EQ(found.position, wanted.position) << wanted.number;
    EXPECT_EQ(found.time, wanted.time) << wanted.number;
    EXPECT_EQ(found.bytes, wanted.bytes) << wanted.number;
    EXPECT_EQ(found.wireBytes, wanted.wireBytes) << wanted.number;
    EXPECT_EQ(found.flow, wanted.flow) << wanted.number;
    EXPECT_EQ(found.side, wanted.side) << wanted.number;
    EXPECT_EQ(found.kind, wanted.kind) << wanted.number;
}

void expectKept(const std::vector<IndexedPacket>& packets) {
    PacketIndex index;
    for (const IndexedPacket& packet : packets) index.append(packet);
    ASSERT_EQ(index.size(), packets.size());
    for (std::size_t row = 0; row < packets.size(); ++row) {
        expectSame(index[row], packets[row]);
        EXPECT_EQ(index.number(row), packets[row].number);
    }
    std::size_t visited = 0;
    index.forEach([&](std::size_t row, const IndexedPacket& packet) {
        expectSame(packet, packets[row]);
        ++visited;
        return true;
    });
    EXPECT_EQ(visited, packets.size());
}

TEST(PacketIndexTest, KeepsTheEndsOfTime) {
    std::vector<IndexedPacket> packets;
    for (const std::int64_t time : {INT64_MAX, INT64_MIN, std::int64_t{0}, INT64_MIN, INT64_MAX, std::int64_t{-1}})
        packets.push_back({packets.size() + 1, packets.size() * 100, time, 60, 74, FlowId{0}, 0, 0});
    expectKept(packets);
}

TEST(PacketIndexTest, KeepsWhateverComes) {
    std::mt19937_64 random(5);
    const auto seldom = [&] { return random() % 200 == 0; };
    std::vector<IndexedPacket> packets;
    IndexedPacket packet;
    packet.time = 1'700'000'000'000'000'000;
    for (int i = 0; i < 20000; ++i) {
        packet.number += 1 + (seldom() ? random() % 1000 : 0);
        packet.position = seldom() ? random() % (std::uint64_t{1} << 62) : packet.position + random() % 70000;
        packet.time += static_cast<std::int64_t>(random() % 5'000'000) * (i < 5000 || i > 15000 ? 1000 : 1) - 1'000'000;
        if (seldom())
            packet.time = static_cast<std::int64_t>(random());
        packet.bytes = static_cast<std::uint32_t>(seldom() ? random() % 400000 : random() % 1500);
        packet.wireBytes = packet.bytes + 14;
        packet.flow = seldom() ? std::nullopt : std::optional(FlowId{static_cast<std::uint32_t>(random() % 5000)});
        packet.side = packet.flow ? static_cast<int>(random() % 2) : 0;
        packet.kind = packet.flow ? 0 : static_cast<std::uint32_t>(random() % 7);
        packets.push_back(packet);
    }
    expectKept(packets);
}

}  // namespace
}  // namespace weir::traffic
