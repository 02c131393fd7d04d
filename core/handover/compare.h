// SPDX-License-Identifier: GPL-3.0-or-later
// What a capture holds that a baseline does not, and the other way round.
#pragma once

#include <vector>

#include "core/capturetables/tables.h"

namespace weir::handover {

enum class ChangeKind : std::uint8_t { talker, host, name, service, fingerprint };
std::string_view toString(ChangeKind kind);
/// The kind that a table of the contract is compared by: talkers, hosts, names, conversations (service), tls
/// (fingerprint); nothing for others.
std::optional<ChangeKind> changeKindOf(std::string_view table);

struct CompareRequest {
    std::vector<ChangeKind> kinds;  ///< empty: all of them
    bool wireBytes = false;         ///< measure by wire_bytes
    std::optional<Networks> home;   ///< as in TableRequest
};

/// change (new, changed, gone), kind, subject, now, before, first_seen.
table::Schema changesSchema();

/// One row for each subject that only one of the captures has, and for each whose traffic differs by more than a factor
/// of 10. `now` and `before` are bytes sent and received; of a name, messages; empty where the capture lacks the
/// subject. `first_seen` is of `now`, where that has the subject, else of the baseline. The subjects: an address
/// (talker, host); a DNS name; server, protocol, server's port and service, with spaces between; a JA4. New ones come
/// first, then changed, then gone; within, by kind, then the larger first. Blocks for as long as the tables take: call
/// it off the window's thread. Thread-safe.
table::TablePtr compare(const traffic::Snapshot& now, const traffic::Snapshot& baseline,
                        const CompareRequest& request = {});

}  // namespace weir::handover
