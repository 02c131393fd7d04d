// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation that is followed says what its two ends said, however it was cut into packets.
#include "core/engine/analyze.h"
#include "core/extract/follow.h"
#include "fuzz/fuzz.h"
#include "tests/support/capturewriter.h"

namespace weir::fuzz {

void follow(Bytes input) {
    Input from(input);
    const auto port = static_cast<std::uint16_t>(from.u16());
    test::TcpConversation conversation("10.0.0.1", 40000, "93.184.216.34", port, 1'700'000'000'000'000'000);
    conversation.handshake();
    std::string said[2];
    for (unsigned turns = 0; !from.empty() && turns < 32; ++turns) {
        const unsigned how = from.u8();
        const Bytes text = from.part();
        if (text.empty())
            continue;
        const std::size_t segment = how / 2 + 1;
        if ((how & 1) != 0)
            conversation.serverSends(text, segment);
        else
            conversation.clientSends(text, segment);
        said[how & 1] += asText(text);
    }
    if (said[0].empty() && said[1].empty())
        return;
    const MemoryFile file(test::pcapFile(conversation.frames()));
    traffic::Options options;
    options.jobs = 1;
    const auto snapshot = engine::analyze({file.path()}, options, {});
    check(static_cast<bool>(snapshot), "a conversation can be read");
    const auto flow = extract::flowOfFrame(*snapshot.value(), 1);
    check(flow.has_value(), "its first packet belongs to a flow");
    const auto followed = extract::follow(*snapshot.value(), *flow);
    check(static_cast<bool>(followed), "it can be followed");
    const int client = snapshot.value()->flows[index(*flow)].address[0] == traffic::AddressId{0} ? 0 : 1;
    std::string heard[2];
    for (const extract::FollowedPiece& piece : followed.value().pieces) {
        check(piece.gap == 0, "nothing is missing");
        heard[piece.side == client ? 0 : 1] += asText(piece.octets);
    }
    check(heard[0] == said[0] && heard[1] == said[1], "what is followed is what was said");
}

}  // namespace weir::fuzz
