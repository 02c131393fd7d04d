// SPDX-License-Identifier: GPL-3.0-or-later
// What goes through proxies: SOCKS, CONNECT and the header of the PROXY protocol, and then what it carries.
#include "core/engine/inspectedflow.h"
#include "core/engine/inspector.h"
#include "core/protocol/tunnel.h"

namespace weir::engine {

/// Passes over a header of the PROXY protocol; false while it is not whole.
bool Inspector::passHeader(Conversation& conversation, int side, Bytes& data) {
    constexpr std::uint8_t mostHeaders = 4;
    std::vector<std::uint8_t>& header = conversation.header;
    for (;;) {
        if (conversation.said[side] > 0 || conversation.depth >= mostHeaders)
            return true;
        const bool more = !header.empty();
        if (!more && data[0] != 'P' && data[0] != '\r')
            return true;
        if (more)
            header.insert(header.end(), data.begin(), data.end());
        std::size_t size = 0;
        switch (protocol::readProxyHeader(more ? Bytes(header) : data, size)) {
            case protocol::TunnelStatus::needMore:
                if (!more)
                    header.assign(data.begin(), data.end());
                return false;
            case protocol::TunnelStatus::complete: {
                ++conversation.depth;
                const std::size_t left = (more ? header.size() : data.size()) - size;
                data = data.last(std::min(left, data.size()));
                header.clear();
                if (data.empty())
                    return false;
                break;
            }
            default:
                if (more) {  // it only looked like one: all of it is what the side said first
                    conversation.start[side] = std::move(header);
                    header.clear();
                    data = conversation.start[side];
                }
                return true;
        }
    }
}

void Inspector::readSocks(Conversation& conversation) {
    const int client = conversation.client;
    protocol::SocksSizes sizes;
    const Bytes asked = conversation.start[client], answered = conversation.start[1 - client];
    const protocol::TunnelStatus status = protocol::readSocks(asked, answered, sizes);
    if (status == protocol::TunnelStatus::complete)
        passTunnel(conversation, true, asked.subspan(sizes.client), answered.subspan(sizes.server));
    else if (status != protocol::TunnelStatus::needMore || conversation.gap[0] || conversation.gap[1])
        conversation.done[0] = conversation.done[1] = true;
}

/// What follows is read as if it began there. `client` and `server` were said already.
void Inspector::passTunnel(Conversation& conversation, bool inside, Bytes client, Bytes server) {
    constexpr std::uint8_t deepest = 8;
    if (++conversation.depth > deepest) {
        conversation.done[0] = conversation.done[1] = true;
        return;
    }
    const int clientSide = conversation.client;
    const std::vector<std::uint8_t> left[2] = {{client.begin(), client.end()}, {server.begin(), server.end()}};
    conversation.beginAnew();
    conversation.inside = conversation.inside || inside;
    const auto side = [&](int role) { return role == 0 ? clientSide : 1 - clientSide; };
    for (const int each : {0, 1})
        if (!left[each].empty())
            take(conversation, side(each), left[each], conversation.arrival[side(each)]);
}

}  // namespace weir::engine
