// SPDX-License-Identifier: GPL-3.0-or-later
// That a password went over the wire in clear, and how; never the password, nor whose it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

/// `place` is the octet of the stream where the command, field or message that carries the secret begins.
struct ClearCredentials {
    std::string_view kind = "";  ///< "http basic", "http form", "ftp", …; empty where none were seen
    std::size_t place = 0;
    std::size_t searched = 0;  ///< octets that need not be looked through again when there are more
    explicit operator bool() const { return !kind.empty(); }
};

/// Looks through the first 16 KiB of what a client sent, which speaks `service` (a name that identify gives: ftp,
/// pop3, imap, smtp, ldap; any other gives none). The first find is given. `from` is `searched` of the last call
/// with fewer octets of the same; `kind` lives as long as `service`.
ClearCredentials findCredentials(std::string_view service, Bytes fromClient, std::size_t from = 0);

/// Looks through the first 16 KiB of an HTTP form's body (application/x-www-form-urlencoded), as its octets come, for a
/// field that is named like a password and is not empty. Holds the name of one field, never a value.
class FormPassword {
public:
    static bool isForm(std::string_view contentType);
    /// True once there was one.
    bool add(Bytes octets);

private:
    std::string m_name;
    std::size_t m_seen = 0;
    bool m_inValue = false, m_named = false;
};

}  // namespace weir::protocol
