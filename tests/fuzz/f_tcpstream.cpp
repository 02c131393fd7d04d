// SPDX-License-Identifier: GPL-3.0-or-later
// Segments in any order, repeated and overlapping, make what was said: each octet once, at its place, or a gap.
#include "core/protocol/tcpstream.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

std::uint8_t octetAt(std::uint64_t place) { return static_cast<std::uint8_t>(place * 167 + (place >> 8)); }

struct Checker final : protocol::TcpConsumer {
    void data(int side, Bytes octets, const protocol::TcpArrival&) override {
        for (const std::uint8_t octet : octets) check(octet == octetAt(place[side]++), "octets stand at their places");
        given[side] += octets.size();
    }
    void gap(int side, std::uint64_t octets) override {
        check(octets > 0, "a gap has octets");
        place[side] += octets;
        ++gaps[side];
    }
    std::uint64_t place[2] = {0, 0}, given[2] = {0, 0}, gaps[2] = {0, 0};
};

}  // namespace

void tcpStream(Bytes input) {
    Input from(input);
    const std::uint32_t start[2] = {from.u16() << 16 | 0xfff0, from.u16() << 16};
    protocol::TcpBudget budget;
    budget.maximum = 4096 + from.u8() * std::size_t{64};
    Checker checker;
    std::uint64_t reach[2] = {0, 0};
    {
        protocol::TcpConnection connection(budget);
        connection.expect(0, start[0]);
        connection.expect(1, start[1]);
        std::vector<std::uint8_t> payload;
        for (std::uint64_t frame = 1; !from.empty(); ++frame) {
            const unsigned how = from.u8();
            const int side = static_cast<int>(how & 1);
            const std::uint32_t place = from.u16() % 4096, length = from.u8() * ((how & 2) != 0 ? 8u : 1u);
            payload.clear();
            for (std::uint32_t i = 0; i < length; ++i) payload.push_back(octetAt(place + i));
            protocol::TcpSegment segment;
            segment.sequence = start[side] + place;
            segment.original = length + ((how & 4) != 0 ? from.u8() : 0);
            segment.payload = payload;
            segment.fin = (how & 8) != 0;
            segment.rst = (how & 0xf0) == 0xf0;
            segment.arrival = {frame, static_cast<std::int64_t>(frame), 0, start[1 - side] + from.u16() % 4096,
                               (how & 16) != 0};
            connection.add(side, segment, checker);
            reach[side] = std::max<std::uint64_t>(reach[side], place + segment.original);
            check(budget.used <= budget.maximum + 4096, "what waits keeps to its budget");
        }
        connection.finish(checker);
        check(!connection.waits(), "nothing waits at the end");
    }
    check(budget.used == 0, "the budget is given back");
    for (const int side : {0, 1}) check(checker.given[side] <= reach[side], "no octet is given twice");
}

}  // namespace weir::fuzz
