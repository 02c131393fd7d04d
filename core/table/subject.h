// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of a table is about, as a value: what is followed, marked, looked up or cut out is decided by it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/base/address.h"

namespace weir::table {

/// A frame of the captures, by its number; with the frame that belongs to it (a query's response), or 0.
struct FrameSubject {
    std::uint64_t number = 0;
    std::uint64_t counterpart = 0;
    bool operator==(const FrameSubject&) const = default;
};

/// The packets between two ends. What is not set is open: rows may be grouped by fewer than the five keys.
struct ConversationSubject {
    static constexpr std::int32_t noPort = -1;  ///< of protocols that have none

    bool twoWay = true;  ///< `source` is the client and both directions are meant; else only what `source` sent
    std::optional<IpAddress> source = {}, destination = {};
    std::optional<std::int32_t> sourcePort = {}, destinationPort = {};
    std::optional<std::uint8_t> protocol = {};  ///< IANA's number

    bool whole() const { return source && destination && sourcePort && destinationPort && protocol; }
    bool operator==(const ConversationSubject&) const = default;
};

/// A DNS name as the tables write it.
struct NameSubject {
    std::string name;
    bool withSubdomains = false;  ///< a domain: the names under it, too
    bool operator==(const NameSubject&) const = default;
};

/// std::monostate: a row that is about nothing that can be pointed at (a line of the summary).
using Subject = std::variant<std::monostate, FrameSubject, ConversationSubject, IpAddress, NameSubject>;

}  // namespace weir::table
