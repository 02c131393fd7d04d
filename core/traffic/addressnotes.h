// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of an address besides its traffic: from look-ups and offline data.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/base/address.h"

namespace weir::traffic {

/// What lookups and offline data say of an address; filled by others, shown in hosts, talkers and findings.
/// An empty text or a negative number is not known. Texts are not trusted.
struct AddressNote {
    std::string country, asOrganization, whoisCountry, whoisOrganization;
    std::int64_t asNumber = -1;
    std::int64_t harmless = -1, malicious = -1, suspicious = -1, undetected = -1;
    std::int64_t lookedUpAt = -1;  ///< nanoseconds since the epoch
    bool operator==(const AddressNote&) const = default;
};
struct AddressHash {
    std::size_t operator()(const IpAddress& address) const;
};
using AddressNotes = std::unordered_map<IpAddress, AddressNote, AddressHash>;

/// What is noted of an address; a note that knows nothing where there is none, or `notes` is null.
const AddressNote& noteOf(const AddressNotes* notes, const IpAddress& address);

}  // namespace weir::traffic
