// SPDX-License-Identifier: GPL-3.0-or-later
// The location database of the IPFire project (Debian: libloc-database): countries and autonomous systems.
// Format 1, as libloc's <libloc/format.h> lays it out: all numbers big-endian, texts end with a zero octet.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/address.h"

namespace weir::enrich::queue {

class LocationDatabase {
public:
    struct Answer {
        std::string_view country;         ///< two letters; empty if the database says none
        std::uint32_t asNumber = 0;       ///< 0: none
        std::string_view asOrganization;  ///< not trusted
    };

    /// The octets must outlive the database. Nothing if they are no such database. Parts that are cut off or lie are
    /// as if they said nothing.
    static std::optional<LocationDatabase> over(Bytes file);

    std::int64_t created() const { return m_created; }  ///< seconds since the epoch
    /// The most specific network that holds the address.
    Answer lookup(const IpAddress& address) const;

private:
    std::string_view textAt(std::uint32_t offset) const;
    std::string_view organization(std::uint32_t number) const;

    std::int64_t m_created = 0;
    Bytes m_systems, m_networks, m_tree, m_pool;
};

}  // namespace weir::enrich::queue
