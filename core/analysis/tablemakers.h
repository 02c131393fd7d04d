// SPDX-License-Identifier: GPL-3.0-or-later
// One maker for each table of the contract; makeTable picks among them.
#pragma once

#include "core/analysis/flowservice.h"
#include "core/analysis/hostfacts.h"
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

}  // namespace weir::analysis
