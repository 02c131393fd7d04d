// SPDX-License-Identifier: GPL-3.0-or-later
// Of the inspector: calls by which a client makes another Windows machine do something.
#include "core/engine/inspectedflow.h"

namespace weir::engine {

void Inspector::beginCalls(Conversation& conversation, std::string_view service, Bytes seen) {
    using Reader = protocol::RemoteCallReader;
    if (service != "smb" && service != "dcerpc")
        return;
    conversation.calls = std::make_unique<Reader>(service == "smb" ? Reader::Carrier::smb : Reader::Carrier::dceRpc);
    if (!seen.empty())
        readCalls(conversation, seen, static_cast<std::uint32_t>(conversation.arrival[conversation.client].frame));
}

void Inspector::readCalls(Conversation& conversation, Bytes octets, std::uint32_t number) {
    conversation.calls->add(octets);
    if (const std::string_view found = conversation.calls->found(); !found.empty()) {
        traffic::Application& known = application(conversation);
        known.remoteCall = m_texts.intern(found);
        known.remoteCallFrame = number;
    }
    if (!conversation.calls->done())
        return;
    conversation.calls.reset();
    // Where the other side has said enough of who it is, this one was read on for its calls alone.
    conversation.done[conversation.client] |= conversation.done[1 - conversation.client];
}

}  // namespace weir::engine
