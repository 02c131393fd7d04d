// SPDX-License-Identifier: GPL-3.0-or-later
// Header fields as HTTP/2 and HTTP/3 carry them, and as the head of HTTP/1 that says the same.
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {

struct HeaderField {
    std::string name, value;
};

/// The fields of one message, in their order. Bounded: what is beyond `maximumOctets` is left out.
struct HeaderFields {
    static constexpr std::size_t maximumOctets = 15 * 1024;
    std::vector<HeaderField> fields;
    std::size_t octets = 0;

    void add(std::string_view name, std::string_view value);
    /// The value of the first field with this name (in lower case); empty where there is none.
    std::string_view value(std::string_view name) const;
};

/// The same message's head in the form of HTTP/1 (RFC 9113 section 8.3, RFC 9114 section 4.3), for the functions of
/// http.h, with the given version ("2", "3"). Line ends inside of fields become blanks. Empty where the pseudo-header
/// fields that make a request or a response are missing.
std::string requestHead(const HeaderFields& fields, std::string_view version);
std::string responseHead(const HeaderFields& fields, std::string_view version);

}  // namespace weir::protocol
