// SPDX-License-Identifier: GPL-3.0-or-later
// One maker for each table of the contract; makeTable picks among them.
#pragma once

#include "core/capturetables/tables.h"
#include "core/table/columntable.h"
#include "core/traffic/flowservice.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {

using table::TablePtr;

table::Schema summarySchema();
TablePtr makeSummary(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema packetsSchema();
TablePtr makePackets(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema talkersSchema();
TablePtr makeTalkers(const traffic::Snapshot& snapshot, const TableRequest& request);

Result<table::Schema> conversationsSchema(const TableRequest& request);
TablePtr makeConversations(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema namesSchema();
TablePtr makeNames(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema queriesSchema();
TablePtr makeQueries(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema domainsSchema();
TablePtr makeDomains(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema dnsSchema();
TablePtr makeDns(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema hostsSchema();
TablePtr makeHosts(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema tlsSchema();
TablePtr makeTls(const traffic::Snapshot& snapshot, const TableRequest& request);

table::Schema httpSchema();
TablePtr makeHttp(const traffic::Snapshot& snapshot, const TableRequest& request);

}  // namespace weir::capturetables
