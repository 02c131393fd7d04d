// SPDX-License-Identifier: GPL-3.0-or-later
// Registrable domains by the public suffix list (https://publicsuffix.org/list/).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace weir {

/// The public suffix list. Thread-safe once made. Names are in lower case, without final dot. There is no star rule:
/// a top-level domain that is not listed is none.
class PublicSuffixes {
public:
    /// The newest of the system's list and libpsl's own.
    static std::shared_ptr<const PublicSuffixes> system();
    /// A list in the format of public_suffix_list.dat.
    static Result<std::shared_ptr<const PublicSuffixes>> load(const std::string& path);

    /// By the ICANN section: "example.co.uk" for "a.b.example.co.uk". Empty for a public suffix itself, for an unlisted
    /// top-level domain, and for names that are not host names.
    std::string registrableDomain(std::string_view name) const;
    /// The same with the private section, where the owners of platforms say below which names their guests live:
    /// "evil.duckdns.org" for "a.evil.duckdns.org". The platform's own domain for a name that is itself such a suffix.
    std::string guestDomain(std::string_view name) const;
    /// Whether others live below this name, by the private section: "duckdns.org".
    bool hasGuests(std::string_view name) const;
    /// Whether the name lies under a suffix of the list's private section: a provider under whose domain strangers have
    /// names of their own ("someone.github.io"), or is one.
    bool isUnderPrivateSuffix(std::string_view name) const;
    /// Whether the last label is a top-level domain of the public DNS. False for "onion" and "arpa", which are listed
    /// but lead nowhere that may be asked.
    bool hasPublicTopLevel(std::string_view name) const;

    struct List;
    explicit PublicSuffixes(std::unique_ptr<List> list);
    ~PublicSuffixes();

private:
    bool isSuffix(const char* name, int sections) const;
    std::string domainBelow(std::string_view name, int sections) const;

    std::unique_ptr<List> m_list;
};

}  // namespace weir
