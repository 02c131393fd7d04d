// SPDX-License-Identifier: GPL-3.0-or-later
// JSON strings (RFC 8259).
#pragma once

#include <string>
#include <string_view>

namespace weir::exporting {

/// Appends the text in quotes, escaped. Octets that are not UTF-8 become U+FFFD, so the result always is.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace weir::exporting
