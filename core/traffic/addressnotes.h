// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of addresses and names besides their traffic: from lookups.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/address.h"
#include "core/base/hashmap.h"

namespace weir::traffic {

/// Cells of TableRequest::noteColumns by the names of the columns; those that are empty are left out.
using NoteCells = std::vector<std::pair<std::string, std::string>>;

/// What one service said of a subject.
struct ServiceAnswer {
    std::string service, host;  ///< "virustotal"; the last server that answered
    std::string says;           ///< in a few words; not trusted
    std::int64_t at = 0;        ///< nanoseconds since the epoch
    bool operator==(const ServiceAnswer&) const = default;
};

/// What services say of an address; filled by others, shown in hosts, talkers and findings.
/// An empty text or a negative number is not known. Texts are not trusted.
struct AddressNote {
    std::string whoisCountry, whoisOrganization;
    std::int64_t harmless = -1, malicious = -1, suspicious = -1, undetected = -1;  ///< VirusTotal's counts
    std::int64_t lookedUpAt = -1;                                                  ///< nanoseconds since the epoch
    std::string verdict;    ///< the worst of all services: "malicious", "suspicious", "clean"
    std::string verdictBy;  ///< who said so, the worst first: "threatfox:Emotet botnet_cc;virustotal:18/94"
    NoteCells more;         ///< of the columns of single services
    std::vector<ServiceAnswer> answers;
    bool operator==(const AddressNote&) const = default;
};
using AddressNotes = HashMap<IpAddress, AddressNote>;

/// What is noted of an address; a note that knows nothing where there is none, or `notes` is null.
const AddressNote& noteOf(const AddressNotes* notes, const IpAddress& address);

/// What services say of a name. Of the names below it the same is told, but for the verdict of a public suffix.
struct NameNote {
    std::string registrant, registrar;
    std::int64_t created = -1;     ///< nanoseconds since the epoch
    std::int64_t lookedUpAt = -1;  ///< nanoseconds since the epoch
    bool suffix = false;           ///< a name below which others register theirs: "duckdns.org"
    std::string verdict, verdictBy;
    NoteCells more;
    std::vector<ServiceAnswer> answers;
    bool operator==(const NameNote&) const = default;
};
using NameNotes = HashMap<std::string, NameNote>;

/// What notes say of a name.
struct Said {
    const NameNote* name = nullptr;  ///< who registered it; null: not known
    std::string_view verdict, verdictBy;
    const NoteCells* more = nullptr;
};
/// From the nearest notes about the name or what it lies below. It points into the notes.
Said saidOf(const NameNotes& notes, std::string_view name);

}  // namespace weir::traffic
