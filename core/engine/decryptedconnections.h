// SPDX-License-Identifier: GPL-3.0-or-later
// One connection of the second reading: TLS over TCP, or QUIC.
#pragma once

#include <memory>
#include <vector>

#include "core/base/hashmap.h"
#include "core/decrypt/recordopener.h"
#include "core/decrypt/tlsdecryptor.h"
#include "core/engine/httpexchange.h"
#include "core/streams/streamwalk.h"

namespace weir::engine {

/// What all connections share.
struct DecryptedShared {
    traffic::SnapshotData& state;
    TextPool& texts;
    traffic::AddressPool& told;
    decrypt::RecordScratch scratch;
    std::vector<traffic::HttpRow> http;
    HashMap<std::uint32_t, std::vector<traffic::Application*>> records;  ///< by flow, in order, not yet met

    /// The record of the connection whose hello began in that frame: the first whose hello was complete then, or later.
    traffic::Application* recordOf(traffic::FlowId flow, std::uint64_t frame);
    /// Adds rows of a connection whose record is `known` (or null).
    void keep(const std::vector<HttpExchange>& exchanges, traffic::FlowId flow, traffic::Protection protection,
              traffic::Application* known);
    /// What became of a connection.
    static void keepState(traffic::Application* known, const decrypt::DecryptionState& state);
    /// What was said inside of the hello's protection.
    void keepInner(traffic::Application* known, const std::string& application, Bytes certificate);
};

std::unique_ptr<streams::StreamReader> makeTlsConnection(DecryptedShared& shared, traffic::FlowId flow);
std::unique_ptr<streams::StreamReader> makeQuicConnection(DecryptedShared& shared, traffic::FlowId flow);

}  // namespace weir::engine
