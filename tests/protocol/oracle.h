// SPDX-License-Identifier: GPL-3.0-or-later
// What tshark says of a capture, and the streams in it, for comparing with what our parsers say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace weir::test {

using Row = std::vector<std::string>;

/// One row a frame that passes `filter`, with the first occurrence of each field. Empty where tshark is not there.
std::vector<Row> tsharkFields(const std::string& path, const std::string& filter,
                              const std::vector<std::string>& fields);

/// The start of each direction of a connection, put together by sequence number up to the first gap.
struct TcpStream {
    int number = -1;  ///< tshark's tcp.stream
    std::uint16_t clientPort = 0, serverPort = 0;
    std::vector<std::uint8_t> client, server;
    bool sawSyn = false;
};
std::vector<TcpStream> tcpStreams(const std::string& path);

/// The datagrams of a flow in order; the sender of the first is the client.
struct UdpStream {
    int number = -1;
    std::uint16_t clientPort = 0, serverPort = 0;
    std::vector<std::vector<std::uint8_t>> client, server;
};
std::vector<UdpStream> udpStreams(const std::string& path);

/// Captures below 1.7 MB whose index row names one of `features`; empty where there are no captures.
std::vector<std::string> capturesWith(const std::vector<std::string>& features);

std::vector<std::uint8_t> fromHex(std::string_view text);  ///< everything but hexadecimal digits is passed over
std::string testName(const std::string& path);             ///< letters and digits only

}  // namespace weir::test
