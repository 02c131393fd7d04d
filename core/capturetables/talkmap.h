// SPDX-License-Identifier: GPL-3.0-or-later
// Who talks to whom, for a picture: machines at home, the hosts outside grouped by owner, and what went between them.
#pragma once

#include <stop_token>

#include "core/capturetables/tables.h"
#include "core/findings/reasons.h"

namespace weir::capturetables {

/// All sizes follow the request's byte definition.
struct TalkMap {
    /// A machine on the left, or what is left of them: `address` is empty then.
    struct Client {
        std::optional<IpAddress> address;
        std::string name;         ///< what it calls itself; may be empty
        std::uint64_t count = 1;  ///< machines
        std::uint64_t bytes = 0;
        findings::Severity severity = findings::Severity::little;
    };
    enum class GroupKind : std::uint8_t {
        owner,      ///< an autonomous system's organization
        domain,     ///< a registrable domain, where no file says the owner
        unnamed,    ///< no name led there, whoever owns it
        home,       ///< machines at home that others there spoke to
        everybody,  ///< multicast and broadcast
        others      ///< what the picture has no room for
    };
    struct Group {
        GroupKind kind = GroupKind::owner;
        std::string name;         ///< of an owner or a domain
        std::uint64_t hosts = 0;  ///< shown one by one or not
        std::uint64_t bytes = 0;
        findings::Severity severity = findings::Severity::little;
    };
    /// A host on the right, or the further ones of its group: `address` is empty then.
    struct Host {
        std::size_t group = 0;
        std::optional<IpAddress> address;
        std::string name;         ///< the first that led to it; may be empty
        std::string owner;        ///< may be empty
        std::uint64_t count = 1;  ///< hosts
        std::uint64_t bytes = 0;
        findings::Severity severity = findings::Severity::little;
    };
    struct Link {
        std::size_t client = 0, host = 0;
        std::uint64_t bytes = 0, packets = 0;
        findings::Severity severity = findings::Severity::little;
    };
    std::vector<Client> clients;  ///< the worst first, then the largest; the rest last
    std::vector<Group> groups;    ///< likewise; the rest last
    std::vector<Host> hosts;      ///< by group, in their order
    std::vector<Link> links;      ///< one for each pair that exchanged packets
};

struct TalkMapLimits {
    std::size_t clients = 10, hosts = 24, groups = 12;  ///< captures with no more are shown whole
};

/// The table that the picture is made of: conversations by client and server.
TableRequest talkRequest(const TableRequest& like = {});
/// Of these rows of that table. Severities come from the findings under the request. Blocks like makeTable;
/// thread-safe.
TalkMap makeTalkMap(const traffic::Snapshot& snapshot, const TableRequest& request, const table::Table& pairs,
                    std::span<const std::uint32_t> rows, const TalkMapLimits& limits = {});

}  // namespace weir::capturetables
