// SPDX-License-Identifier: GPL-3.0-or-later
// Of the inspector: protocols of commands, and messages that say who a client is.
#include "core/engine/inspectedflow.h"
#include "core/engine/inspector.h"
#include "core/protocol/credentials.h"
#include "core/protocol/logins.h"
#include "core/protocol/roles.h"
#include "core/protocol/tls.h"

namespace weir::engine {

void Inspector::readIdentity(Conversation& conversation, int side) {
    const std::vector<std::uint8_t>& start = conversation.start[side];
    if (conversation.done[side] || start.size() <= conversation.identified[side])
        return;
    const IdentityReader::Side said{conversation.address[side], conversation.address[1 - side],
                                    m_texts[conversation.service],
                                    static_cast<std::uint32_t>(conversation.arrival[side].frame)};
    conversation.identified[side] = m_identity.stream(said, start, conversation.identified[side]);
    // Logins come first: what follows after so much is something else, whoever says it.
    if (start.size() >= IdentityReader::streamOctets) {
        conversation.done[1 - conversation.client] = true;
        conversation.done[conversation.client] = conversation.calls == nullptr;  // calls come much later
    }
    conversation.done[side] |= conversation.gap[side] && (side != conversation.client || !conversation.calls);
}

void Inspector::readCommands(Conversation& conversation) {
    constexpr std::size_t enough = 16 * 1024;
    traffic::Application& known = application(conversation);
    const std::vector<std::uint8_t>& start = conversation.start[conversation.client];
    const int client = conversation.client;
    const std::string_view service = m_texts[conversation.service];
    const auto frame = static_cast<std::uint32_t>(conversation.arrival[client].frame);
    const protocol::ClearCredentials credentials = protocol::findCredentials(service, start, conversation.searched);
    conversation.searched = credentials.searched;
    if (credentials && known.credentialsKind == 0) {
        known.credentialsKind = m_texts.intern(credentials.kind);
        known.credentialsFrame = frame;
    }
    const protocol::LoginName login = protocol::findLogin(service, start, conversation.identified[client]);
    conversation.identified[client] = login.searched;
    m_identity.login(service, conversation.address[client], login.user, frame);
    if (service == "ldap")
        conversation.tokens =
            m_identity.stream({conversation.address[client], conversation.address[1 - client], service, frame}, start,
                              conversation.tokens);
    if ((credentials && !login.begun) || start.size() >= enough || conversation.gap[client])
        conversation.done[client] = true;
}

}  // namespace weir::engine
