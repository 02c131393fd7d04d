// SPDX-License-Identifier: GPL-3.0-or-later
// What everybody uses, and nobody can block: resolvers, revocation, updates, connection tests, search and sign-in.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/base/address.h"
#include "core/base/result.h"

namespace weir::handover {

/// Immutable once read. Names are compared in lower case, without final dot.
class SharedInfrastructure {
public:
    /// resources/shared-infrastructure.txt, as it was when Weir was built.
    static const SharedInfrastructure& builtIn();
    /// Entries with blanks between: addresses, whole names, "*." before a name that stands for all below it as well;
    /// '#' begins a comment. An error names the entry that is none.
    static Result<SharedInfrastructure> parse(std::string_view text);

    bool holds(const IpAddress& address) const { return m_addresses.contains(address); }
    /// Whether the name is listed, or is below a listed suffix.
    bool holdsName(std::string_view name) const;
    /// Whether blocking the name with all below it would block what is listed: it is itself, or is above something.
    bool isPartOf(std::string_view name) const;

private:
    std::set<IpAddress> m_addresses;
    std::set<std::string, std::less<>> m_names, m_suffixes;
    std::set<std::string, std::less<>> m_parents;  ///< of all of them
};

}  // namespace weir::handover
