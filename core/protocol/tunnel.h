// SPDX-License-Identifier: GPL-3.0-or-later
// What stands before a conversation that goes through a proxy: SOCKS, and the header that load balancers put in front.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/bytes.h"

namespace weir::protocol {

enum class TunnelStatus : std::uint8_t {
    complete,  ///< what was asked for goes on behind it
    needMore,
    refused,  ///< or asked for something else than a connection
    none,     ///< it is something else
};

/// The header of the PROXY protocol, version 1 or 2, at the very start of what a client sent
/// (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt). `size` is that of the header, on `complete`.
TunnelStatus readProxyHeader(Bytes fromClient, std::size_t& size);

/// Where the two sides' own octets begin, on `complete`.
struct SocksSizes {
    std::size_t client = 0, server = 0;
};
/// A SOCKS exchange at the very start of both directions: version 5 (RFC 1928, without or with user name and password,
/// RFC 1929), 4 and 4a (https://www.openssh.com/txt/socks4.protocol, socks4a.protocol). A client may go on before it is
/// answered.
TunnelStatus readSocks(Bytes fromClient, Bytes fromServer, SocksSizes& sizes);

}  // namespace weir::protocol
