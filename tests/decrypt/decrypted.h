// SPDX-License-Identifier: GPL-3.0-or-later
// What comes out of a decryptor, gathered for tests.
#pragma once

#include "core/decrypt/tlsdecryptor.h"
#include "tests/support/tlspair.h"

namespace weir::test {

struct Gathered final : decrypt::TlsConsumer {
    std::string said[2];
    std::string agreed;
    std::uint64_t missing[2] = {0, 0};
    Octets certificateOctets;

    void plain(int side, Bytes octets, const protocol::TcpArrival&) override { said[side] += asText(octets); }
    void plainGap(int side, std::uint64_t octets) override { missing[side] += octets; }
    void certificate(Bytes der) override { certificateOctets.assign(der.begin(), der.end()); }
    void application(const std::string& name) override { agreed = name; }
};

/// Feeds the flights in pieces of at most `piece` octets; frames count from 1.
inline decrypt::DecryptionState decryptFlights(const std::vector<TlsPair::Flight>& flights, std::string_view keyLog,
                                               Gathered& out, std::size_t piece = 1460) {
    decrypt::KeyLog keys;
    keys.add(asBytes(keyLog));
    decrypt::RecordScratch scratch;
    decrypt::TlsDecryptor decryptor(keys, scratch);
    std::uint64_t frame = 0;
    for (const TlsPair::Flight& flight : flights) {
        Bytes rest = flight.octets;
        while (!rest.empty()) {
            const Bytes now = rest.first(std::min(piece, rest.size()));
            rest = rest.subspan(now.size());
            decryptor.data(flight.side, now, {++frame, 0}, out);
        }
    }
    return decryptor.state();
}

}  // namespace weir::test
