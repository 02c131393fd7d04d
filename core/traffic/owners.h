// SPDX-License-Identifier: GPL-3.0-or-later
// Whose an address is, as files on this machine say: the tables ask, others answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/address.h"

namespace weir::traffic {

/// Empty, or negative, where it is not known. Texts are not trusted.
struct Owner {
    std::string country;         ///< two letters, upper case
    std::int64_t asNumber = -1;  ///< of the autonomous system that announces the address
    std::string asOrganization;
};

class Owners {
public:
    /// A file that answers come from.
    struct Source {
        std::string name;
        std::string date;  ///< "2026-06-25"; empty if the file does not say
    };

    virtual ~Owners() = default;
    /// Takes about a microsecond. Thread-safe.
    virtual Owner of(const IpAddress& address) const = 0;
    virtual std::vector<Source> sources() const = 0;  ///< each once, in the order in which they are asked
};

}  // namespace weir::traffic
