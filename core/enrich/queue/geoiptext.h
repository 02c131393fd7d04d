// SPDX-License-Identifier: GPL-3.0-or-later
// The text files of Debian's tor-geoipdb, searched where they lie: a row is "first,last,CC", sorted by the first.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/address.h"

namespace weir::enrich::queue {

class GeoipText {
public:
    /// The text must outlive this. Nothing if it has no row at its beginning. IPv4 rows give addresses as decimal
    /// numbers, IPv6 rows as RFC 5952 texts.
    static std::optional<GeoipText> over(std::string_view text, int version);

    std::string_view generated() const { return m_generated; }  ///< "Thu, 25 Jun 2026 04:33:59 GMT"; empty: not said
    std::string_view country(const IpAddress& address) const;   ///< two letters; empty if the file says none

private:
    struct Row {
        IpAddress first, last;
        std::string_view country;
    };
    std::optional<Row> row(std::string_view line) const;

    std::string_view m_text, m_generated;
    int m_version = 4;
};

}  // namespace weir::enrich::queue
