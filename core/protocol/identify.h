// SPDX-License-Identifier: GPL-3.0-or-later
// Which service two ends speak, by what they say and not by the port they say it on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

enum class Transport : std::uint8_t { tcp, udp };

/// A service by name. Names live as long as the program.
struct Service {
    std::string_view name = "unknown";
    bool confident = false;  ///< the octets can hardly be anything else; else they merely look like it
    bool reversed = false;   ///< they fit only if the end taken for the server is the client
    bool known() const { return name != "unknown"; }
    bool operator==(const Service&) const = default;
};

/// Octets of each direction's start that are worth keeping for `identify`: what is told from them with confidence is so
/// whatever comes behind.
constexpr std::size_t identifyOctets = 512;

/// From the first octets of each direction: of TCP the start of the stream, of UDP the first datagram (whole, where
/// it can be had: some services are told by their length). Either side may be empty. Names are those of `byPort`
/// where the service is registered: "tls", "http", "http2", "ssh", "dns", "smb", …; "unknown" where nothing fits.
Service identify(Transport transport, std::uint16_t clientPort, std::uint16_t serverPort, Bytes fromClient,
                 Bytes fromServer);

/// The service registered for, or customarily found on, a port; empty where there is none. It says nothing about what
/// is spoken there.
std::string_view byPort(Transport transport, std::uint16_t port);

/// How well known a port is, to tell a server's from a client's: 3 a system port (RFC 6335: below 1024) of a
/// service, 2 any other system port, 1 a higher port that is registered or usual for TLS, 0 any other. Over either
/// transport.
unsigned wellKnown(std::uint16_t port);

/// Whether `service` is commonly found on `port`. True also for services without a port of their own (RTP,
/// BitTorrent, …) and for names not known here, so that false always means: this does not fit.
bool expectedOn(std::string_view service, std::uint16_t port);

}  // namespace weir::protocol
