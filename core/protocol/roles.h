// SPDX-License-Identifier: GPL-3.0-or-later
// Which end is the client, by what one end says and the other never does.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

enum class Role : std::uint8_t { unknown, client, server };

/// The role of the end that began with `said`: of TCP the first octets of its stream, of UDP a whole datagram.
/// `service` is a name that `identify` gave. Unknown where both ends may say so, and for services whose roles
/// `identify` itself tells (`Service::reversed`).
Role roleOf(std::string_view service, bool datagram, Bytes said);

}  // namespace weir::protocol
