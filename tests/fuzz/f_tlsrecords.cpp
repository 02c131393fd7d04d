// SPDX-License-Identifier: GPL-3.0-or-later
// A connection of TLS opened with its keys: in whichever pieces it comes it says what was said, and where octets were
// changed on the way it says the beginning of that, never anything else.
#include <memory>

#include "core/decrypt/tlsdecryptor.h"
#include "fuzz/fuzz.h"
#include "tests/support/tlspair.h"

namespace weir::fuzz {
namespace {

struct Heard final : decrypt::TlsConsumer {
    void plain(int side, Bytes octets, const protocol::TcpArrival&) override { said[side] += asText(octets); }
    void plainGap(int side, std::uint64_t) override { gaps[side] = true; }
    std::string said[2];
    bool gaps[2] = {false, false};
};

/// Handshakes take their time: one for each version.
const test::TlsPair& pairOf(unsigned which) {
    static const auto pairs = [] {
        std::array<std::unique_ptr<test::TlsPair>, 2> made;
        for (const std::size_t i : {0, 1}) {
            test::TlsSetup setup;
            setup.version = i == 0 ? 0x0303 : 0x0304;
            made[i] = std::make_unique<test::TlsPair>(setup);
            check(made[i]->handshake(), "client and server agree");
            for (int turn = 0; turn < 4; ++turn)
                made[i]->say(turn % 2, std::string(50 + 400 * turn, static_cast<char>('a' + turn)));
            if (setup.version == 0x0304)
                made[i]->updateKeys(0);
            made[i]->say(0, "after");
        }
        return made;
    }();
    return *pairs[which % pairs.size()];
}

}  // namespace

void tlsRecords(Bytes input) {
    Input from(input);
    const unsigned which = from.u8();
    const test::TlsPair& pair = pairOf(which & 1);
    decrypt::KeyLog keys;
    keys.add(asBytes(pair.keyLog()));
    const Bytes lengths = from.part();
    decrypt::RecordScratch scratch;
    Heard heard;
    decrypt::TlsDecryptor decryptor(keys, scratch);
    if ((which & 2) != 0) {  // anything
        for (std::uint64_t frame = 1; !from.empty(); ++frame) {
            const int side = static_cast<int>(from.u8() & 1);
            decryptor.data(side, from.part(), {frame}, heard);
        }
        return;
    }
    const bool harmed = (which & 4) != 0;
    std::vector<test::TlsPair::Flight> flights = pair.flights();
    for (unsigned changes = harmed ? from.u8() % 4 + 1 : 0; changes > 0; --changes) {
        test::Octets& octets = flights[from.u8() % flights.size()].octets;
        octets[from.u16() % octets.size()] ^= static_cast<std::uint8_t>(from.u8() | 1);
    }
    std::uint64_t frame = 1;
    for (const test::TlsPair::Flight& flight : flights)
        inPieces(flight.octets, lengths.empty() ? Bytes(flight.octets).first(1) : lengths,
                 [&](Bytes piece) { decryptor.data(flight.side, piece, {frame++}, heard); });
    for (const int side : {0, 1}) {
        check(pair.said(side).starts_with(heard.said[side]) || heard.gaps[side], "what is heard was said");
        check(harmed || heard.said[side] == pair.said(side), "all that was said is heard");
    }
}

void keyLog(Bytes input) {
    decrypt::KeyLog keys, again;
    const std::size_t lines = keys.add(input);
    check(keys.connections() <= lines, "a connection has a line");
    again.add(input);
    again.add(input);
    check(again.connections() == keys.connections(), "what is said twice is said once");
}

}  // namespace weir::fuzz
