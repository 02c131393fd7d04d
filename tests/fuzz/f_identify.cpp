// SPDX-License-Identifier: GPL-3.0-or-later
// What a conversation speaks is told by the first octets of each side, and stays so whatever comes behind them.
#include "core/protocol/attacksign.h"
#include "core/protocol/filemagic.h"
#include "core/protocol/identify.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {

void identifyService(Bytes input) {
    using namespace protocol;
    Input from(input);
    const unsigned flags = from.u8();
    const auto clientPort = static_cast<std::uint16_t>(from.u16()), serverPort = static_cast<std::uint16_t>(from.u16());
    const Bytes client = from.longPart(), server = from.rest();
    const Transport transport = (flags & 1) != 0 ? Transport::udp : Transport::tcp;
    const Service service = identify(transport, clientPort, serverPort, client, server);
    check(!service.name.empty(), "a service has a name");
    if (transport == Transport::tcp) {
        const Service start =
            identify(transport, clientPort, serverPort, client.first(std::min(client.size(), identifyOctets)),
                     server.first(std::min(server.size(), identifyOctets)));
        check(!start.confident || start == service, "what is sure from the first octets stays so");
    }
    fileKind(client);
    attackInStream(client, server);
    attackInRequest(asText(client));
}

}  // namespace weir::fuzz
