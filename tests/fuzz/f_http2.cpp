// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2: frames are the same exchanges in whichever pieces they come.
#include "core/engine/http2tracker.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

/// Frames as an input describes them, with lengths that fit: plain octets seldom get beyond the first.
std::vector<std::uint8_t> frames(Input& from, bool client) {
    std::vector<std::uint8_t> out;
    if (client) {
        const Bytes preface = asBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        out.assign(preface.begin(), preface.end());
    }
    for (unsigned left = from.u8() % 16; left > 0; --left) {
        const unsigned type = from.u8() % 12, flags = from.u8(), stream = from.u8();
        const Bytes body = from.part();
        const std::uint8_t head[] = {0,
                                     0,
                                     static_cast<std::uint8_t>(body.size()),
                                     static_cast<std::uint8_t>(type),
                                     static_cast<std::uint8_t>(flags),
                                     0,
                                     0,
                                     0,
                                     static_cast<std::uint8_t>(stream)};
        out.insert(out.end(), std::begin(head), std::end(head));
        out.insert(out.end(), body.begin(), body.end());
    }
    return out;
}

std::string read(const std::vector<std::uint8_t> (&said)[2], Bytes lengths) {
    engine::Http2Tracker tracker;
    std::string out;
    const auto keep = [&] {
        for (const engine::HttpExchange& each : tracker.take())
            out += each.method + ' ' + each.host + ' ' + each.target + ' ' + std::to_string(each.status) + ' ' +
                   std::to_string(each.bodyOctets) + ' ' + each.bodyStart + ' ' + each.credentialsKind + '\n';
    };
    for (const int side : {0, 1}) {
        const auto give = [&](Bytes piece) { tracker.data(side, piece, 1, 0); };
        if (lengths.empty())
            give(said[side]);
        else
            inPieces(said[side], lengths, give);
        keep();
    }
    tracker.close();
    keep();
    return out;
}

}  // namespace

void http2(Bytes input) {
    Input from(input);
    const bool anything = (from.u8() & 1) != 0;
    const Bytes lengths = from.part();
    std::vector<std::uint8_t> said[2];
    for (const int side : {0, 1}) {
        if (anything) {
            const Bytes octets = from.longPart();
            said[side].assign(octets.begin(), octets.end());
        } else {
            said[side] = frames(from, side == 0);
        }
    }
    static constexpr std::uint8_t octet[] = {1};
    check(read(said, {}) == read(said, lengths.empty() ? Bytes(octet) : lengths), "pieces change nothing of HTTP/2");
}

}  // namespace weir::fuzz
