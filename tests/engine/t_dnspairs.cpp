// SPDX-License-Identifier: GPL-3.0-or-later
// An answer belongs to the open query with its identification, ports and name.
#include <gtest/gtest.h>

#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

using Rows = std::vector<std::string>;
constexpr std::int64_t apart = 100'000'000;  // longer than between a packet and its captured copy

struct Talk {
    std::vector<TestFrame> frames;
    Talk& asks(std::string_view name, std::uint16_t type = 1, std::uint16_t id = 0) {
        frames.push_back(datagram("10.0.0.1", 53000, "10.0.0.53", 53, DnsBuilder(id).question(name, type).build(),
                                  std::ssize(frames) * apart));
        return *this;
    }
    Talk& hears(std::string_view name, std::uint16_t type = 1, std::uint16_t id = 0) {
        return hears(DnsBuilder(id).response().question(name, type).build());
    }
    Talk& hears(const Octets& message) {
        frames.push_back(datagram("10.0.0.53", 53, "10.0.0.1", 53000, message, std::ssize(frames) * apart));
        return *this;
    }
    Rows pairs() const { return tableRows(analyzed(frames), "dns", {"number", "paired_with", "retransmission"}); }
};

TEST(DnsPairs, SeveralQueriesWithOneIdentification) {
    EXPECT_EQ(Talk().asks("a.example").asks("b.example").hears("a.example").hears("b.example").pairs(),
              (Rows{"1|3|false", "2|4|false", "3|1|false", "4|2|false"}));
    EXPECT_EQ(Talk().asks("a.example", 1).asks("a.example", 28).hears("a.example", 28).hears("a.example", 1).pairs(),
              (Rows{"1|4|false", "2|3|false", "3|2|false", "4|1|false"}));
}

TEST(DnsPairs, RepetitionsAreThoseOfOneQuestion) {
    EXPECT_EQ(Talk().asks("a.example").asks("b.example").asks("a.example").hears("a.example").pairs(),
              (Rows{"1|4|false", "2||false", "3|4|true", "4|1|false"}));
    EXPECT_EQ(Talk().asks("a.example").hears("a.example").asks("a.example").hears("a.example").pairs(),
              (Rows{"1|2|false", "2|1|false", "3|4|false", "4|3|false"}));
}

TEST(DnsPairs, AnotherNameIsNoAnswer) {
    EXPECT_EQ(Talk().asks("a.example").hears("evil.example").hears("a.example").pairs(),
              (Rows{"1|3|false", "2||false", "3|1|false"}));
    EXPECT_EQ(Talk().asks("a.example", 1, 5).hears("a.example", 1, 6).pairs(), (Rows{"1||false", "2||false"}));
    EXPECT_EQ(Talk().asks("a.example").hears("A.EXAMPLE").pairs(), (Rows{"1|2|false", "2|1|false"}));
}

TEST(DnsPairs, AnAnswerWithoutAQuestionIsTheLatestOnes) {
    EXPECT_EQ(Talk().asks("a.example").asks("b.example").hears(DnsBuilder(0).response(1).build()).pairs(),
              (Rows{"1||false", "2|3|false", "3|2|false"}));
}

TEST(DnsPairs, NamesThroughPointersInAnyDirection) {
    // The question's name is a pointer forward to a name behind the question.
    OctetWriter forward;
    forward.u16(0).u16(0x0100).u16(1).u16(0).u16(0).u16(0).u16(0xc000 | 18).u16(1).u16(1);
    forward.u8(6).text("hidden").u8(7).text("example").u8(0);
    // It points at itself, and at one that points back at it.
    OctetWriter itself, each;
    itself.u16(1).u16(0x0100).u16(1).u16(0).u16(0).u16(0).u16(0xc000 | 12).u16(1).u16(1);
    each.u16(2).u16(0x0100).u16(1).u16(0).u16(0).u16(0).u16(0xc000 | 14).u16(0xc000 | 12).u16(1).u16(1);
    // 127 pointers and 129 of them.
    const auto chain = [](unsigned pointers) {
        OctetWriter out;
        out.u16(3).u16(0x0100).u16(1).u16(0).u16(0).u16(0);
        const unsigned last = 12 + 2 + 4;
        out.u16(pointers == 1 ? 0 : 0xc000 | last).u16(1).u16(1);
        for (unsigned i = 1; i < pointers; ++i) out.u16(0xc000 | (last + 2 * i));
        out.u8(3).text("end").u8(0);
        return out.done();
    };
    std::vector<TestFrame> frames;
    for (const Octets& message : {forward.done(), itself.done(), each.done(), chain(127), chain(129)})
        frames.push_back(datagram("10.0.0.1", 53000, "10.0.0.53", 53, message, std::ssize(frames) * apart));
    EXPECT_EQ(tableRows(analyzed(frames), "dns", {"number", "name"}),
              (Rows{"1|hidden.example", "2|", "3|", "4|end", "5|"}));
}

}  // namespace
