// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of attacks in what is sent: exploits in requests, shells and stolen goods in streams of no known protocol.
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

/// What is wrong with a request's head ("a JNDI lookup (Log4Shell, CVE-2021-44228)"); empty where nothing is.
std::string_view attackInRequest(std::string_view head);
/// What the first octets of a stream show whose protocol is not known: a command shell, a program, Stratum, the framing
/// of a published tool. Empty where nothing does.
std::string_view attackInStream(Bytes client, Bytes server);

}  // namespace weir::protocol
