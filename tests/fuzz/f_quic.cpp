// SPDX-License-Identifier: GPL-3.0-or-later
// Datagrams of QUIC: anything may be in them, and with keys nothing may be made of them that was not protected so.
#include "core/decrypt/quicdecryptor.h"
#include "core/protocol/quic.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

struct Nothing final : decrypt::QuicConsumer {
    void stream(int, std::uint64_t, Bytes octets, bool) override {
        check(octets.empty(), "without keys nothing is read");
    }
};

}  // namespace

void quicDatagrams(Bytes input) {
    Input from(input);
    protocol::QuicHello hello;
    const decrypt::KeyLog keys;
    decrypt::QuicDecryptor decryptor(keys);
    Nothing consumer;
    protocol::TlsStatus before = hello.status();
    for (std::uint64_t frame = 1; !from.empty() && frame < 32; ++frame) {
        const int side = static_cast<int>(from.u8() & 1);
        const Bytes datagram = from.longPart();
        protocol::beginsQuicInitial(datagram);
        hello.add(datagram);
        check(before != protocol::TlsStatus::complete || hello.status() == before, "a hello that is whole stays so");
        before = hello.status();
        decryptor.datagram(side, datagram, frame, consumer);
    }
}

}  // namespace weir::fuzz
