// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/3: what stands on streams is the same exchanges in whichever pieces it comes.
#include "core/engine/http3tracker.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

struct Said {
    int side;
    std::uint64_t id;
    Bytes octets;
    bool last;
};

std::string read(const std::vector<Said>& all, Bytes lengths) {
    engine::Http3Tracker tracker;
    std::string out;
    for (const Said& each : all) {
        if (lengths.empty() || each.octets.empty()) {
            tracker.stream(each.side, each.id, each.octets, each.last, 1, 0);
            continue;
        }
        std::size_t left = each.octets.size();
        inPieces(each.octets, lengths, [&](Bytes piece) {
            left -= piece.size();
            tracker.stream(each.side, each.id, piece, each.last && left == 0, 1, 0);
        });
    }
    tracker.close();
    for (const engine::HttpExchange& each : tracker.take())
        out += each.method + ' ' + each.host + ' ' + each.target + ' ' + std::to_string(each.status) + ' ' +
               std::to_string(each.bodyOctets) + ' ' + each.bodyStart + '\n';
    return out;
}

}  // namespace

void http3(Bytes input) {
    Input from(input);
    const Bytes lengths = from.part();
    std::vector<Said> all;
    while (!from.empty() && all.size() < 64) {
        const unsigned how = from.u8();
        const std::uint64_t id = from.u8() % 12;
        all.push_back({static_cast<int>(how & 1), id, from.part(), (how & 2) != 0});
    }
    static constexpr std::uint8_t octet[] = {1};
    check(read(all, {}) == read(all, lengths.empty() ? Bytes(octet) : lengths), "pieces change nothing of HTTP/3");
}

}  // namespace weir::fuzz
