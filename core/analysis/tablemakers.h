// SPDX-License-Identifier: GPL-3.0-or-later
// One maker for each table of the contract; makeTable picks among them.
#pragma once

#include "core/analysis/state.h"
#include "core/analysis/tables.h"
#include "core/table/columntable.h"

namespace weir::analysis {

using table::TablePtr;

table::Schema summarySchema();
TablePtr makeSummary(const Snapshot& snapshot, const TableRequest& request);

table::Schema packetsSchema();
TablePtr makePackets(const Snapshot& snapshot, const TableRequest& request);

table::Schema talkersSchema();
TablePtr makeTalkers(const Snapshot& snapshot, const TableRequest& request);

Result<table::Schema> conversationsSchema(const TableRequest& request);
TablePtr makeConversations(const Snapshot& snapshot, const TableRequest& request);

table::Schema namesSchema();
TablePtr makeNames(const Snapshot& snapshot, const TableRequest& request);

table::Schema queriesSchema();
TablePtr makeQueries(const Snapshot& snapshot, const TableRequest& request);

table::Schema domainsSchema();
TablePtr makeDomains(const Snapshot& snapshot, const TableRequest& request);

table::Schema dnsSchema();
TablePtr makeDns(const Snapshot& snapshot, const TableRequest& request);

table::Schema hostsSchema();
TablePtr makeHosts(const Snapshot& snapshot, const TableRequest& request);

table::Schema tlsSchema();
TablePtr makeTls(const Snapshot& snapshot, const TableRequest& request);

table::Schema httpSchema();
TablePtr makeHttp(const Snapshot& snapshot, const TableRequest& request);

table::Schema findingsSchema();
TablePtr makeFindings(const Snapshot& snapshot, const TableRequest& request);

/// `home` where the user's home networks hold the address, else by IANA's registries.
Scope scopeFor(const IpAddress& address, const Networks& home);

/// Names that led to each address, by AddressId, distinct, in order of first appearance.
std::vector<std::vector<TextId>> namesOfAddresses(const State& state);
std::string joinNames(const State& state, const std::vector<TextId>& names);

/// The service that the octets of a flow speak; "unknown" where nothing fits, empty where it carried none.
std::string_view serviceOf(const State& state, const Flow& flow);
/// The name that the client asked the server for inside the flow (TLS, QUIC, HTTP); 0 where none was seen.
TextId serverNameOf(const State& state, const Flow& flow);
NameSource serverNameSource(const State& state, const Flow& flow);

}  // namespace weir::analysis
