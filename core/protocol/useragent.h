// SPDX-License-Identifier: GPL-3.0-or-later
// What a User-Agent says about the program behind it: a browser of its time, an old one, a script, malware's default.
#pragma once

#include <string_view>

namespace weir::protocol {

enum class AgentKind : unsigned char {
    ordinary,  ///< a browser of its time, or an application
    none,      ///< empty or missing
    script,    ///< a command-line tool or a library's default
    old,       ///< a browser or system that was years out of date
    odd,       ///< not of the form that RFC 9110 section 10.1.5 gives, or a browser's with a fault in it
    malware,   ///< the default of a published tool or family
};

struct Agent {
    AgentKind kind = AgentKind::ordinary;
    std::string_view what = "";  ///< in words; lives as long as the program
};

/// `year` is the capture's (2026), by which old is judged.
Agent userAgent(std::string_view text, int year);

}  // namespace weir::protocol
