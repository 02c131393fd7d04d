// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 (RFC 4648 section 4), as logins and tokens are sent in text protocols.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// The octets of a text without blanks; padding may be missing. Nothing where another character is in it.
std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace weir
