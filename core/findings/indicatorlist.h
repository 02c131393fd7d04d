// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of indicators that the user brings along: addresses, networks, names, fingerprints. Nothing is sent for them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/address.h"
#include "core/base/hashmap.h"
#include "core/base/interner.h"
#include "core/base/result.h"
#include "core/traffic/addresses.h"
#include "core/traffic/addressnotes.h"

namespace weir::findings {

/// Many texts in little memory: side by side, and found by a seeded hash. At most 4 GiB of them.
class TextSet {
public:
    bool insert(std::string_view text);  ///< false where it is there already
    bool contains(std::string_view text) const;

private:
    struct Place {
        std::uint32_t begin, length;
    };
    std::string_view at(std::uint32_t i) const {
        return std::string_view(m_all).substr(m_places[i].begin, m_places[i].length);
    }
    Interner m_known;
    std::string m_all;
    std::vector<Place> m_places;
};

/// One list. Thread-safe once made. Texts of it are not trusted.
class IndicatorList {
public:
    /// Plain text (an indicator a line, # comments, hosts files), CSV with or without a header (that of MISP's export
    /// and of abuse.ch's feeds among them), or a STIX 2.1 bundle (docs.oasis-open.org/cti/stix/v2.1). URLs count for
    /// their hosts, defanged ones (hxxp, [.]) as they were. Lines that hold nothing known are skipped; an error only
    /// where no line holds anything.
    static Result<IndicatorList> parse(std::string_view text, std::string name, std::string date = {});
    /// At most 1 GiB. `name` empty: the file's. The date is that of the file's last change.
    static Result<IndicatorList> load(const std::string& path, std::string name = {});

    const std::string& name() const { return m_name; }
    const std::string& date() const { return m_date; }  ///< "2026-11-30"; may be empty
    std::size_t size() const { return m_size; }

    bool holds(const IpAddress& address) const;
    /// The name or one above it, in lower case; empty where none is listed.
    std::string_view listedName(std::string_view name) const;
    /// A JA3, JA4 or certificate or file hash, in lower case.
    bool holdsText(std::string_view text) const { return m_texts.contains(text); }
    bool holdsHashes() const { return m_hashes; }  ///< or fingerprints

private:
    void addAddress(const IpAddress& address);
    bool add(std::string_view field);
    void readStix(std::string_view text);
    void readLines(std::string_view text);

    std::string m_name, m_date;
    traffic::AddressPool m_addresses;
    std::vector<std::pair<std::uint8_t, std::uint8_t>> m_lengths;  ///< version and length of networks that are listed
    std::vector<HashSet<IpAddress>> m_networks;                    ///< beside m_lengths
    TextSet m_texts;
    std::size_t m_size = 0;
    bool m_hashes = false;
};

using IndicatorLists = std::vector<IndicatorList>;

}  // namespace weir::findings
