// SPDX-License-Identifier: GPL-3.0-or-later
// Plain capture files and whole TCP conversations for tests; capturebuilder.h has the exotic pcapng.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/frame.h"
#include "tests/support/packetbuilder.h"

namespace weir::test {

/// A frame with what a capture file says of it. Owns its octets.
struct TestFrame {
    Octets octets;
    std::int64_t time = 0;       ///< nanoseconds since the epoch
    std::uint32_t original = 0;  ///< octets on the wire; 0: as many as `octets` has
    std::uint16_t linkType = 1;  ///< LINKTYPE_ value; 1 is Ethernet

    /// The view that a dissector takes; lives as long as this.
    Frame view() const;
};

/// Octets of a classic little-endian file with nanosecond times. All frames have the link type of the first.
Octets pcapFile(const std::vector<TestFrame>& frames, std::uint32_t snapLength = 262144);
/// Octets of a little-endian file: one section, one interface a link type in order of first use, nanosecond times.
Octets pcapngFile(const std::vector<TestFrame>& frames);
/// Writes the octets; throws std::runtime_error where it cannot.
void writeFile(const std::string& path, Bytes octets);
void writePcap(const std::string& path, const std::vector<TestFrame>& frames);
void writePcapng(const std::string& path, const std::vector<TestFrame>& frames);

/// A TCP conversation over Ethernet with right sequence numbers. Each packet is `step` later than the one before it.
class TcpConversation {
public:
    TcpConversation(std::string_view client, std::uint16_t clientPort, std::string_view server,
                    std::uint16_t serverPort, std::int64_t time = 0, std::int64_t step = 1'000'000);

    TcpConversation& handshake();
    TcpConversation& clientSends(Bytes data,
                                 std::size_t segment = 1460);  ///< in segments; the server acknowledges last
    TcpConversation& serverSends(Bytes data, std::size_t segment = 1460);
    TcpConversation& finish();  ///< both sides say FIN
    TcpConversation& clientResets();
    TcpConversation& serverResets();
    /// One packet as it is, after which the sequence numbers stand as before it.
    TcpConversation& packet(bool fromClient, unsigned flags, Bytes data = {});
    TcpConversation& wait(std::int64_t nanoseconds) { return m_time += nanoseconds, *this; }

    const std::vector<TestFrame>& frames() const { return m_frames; }

private:
    TcpConversation& sends(bool fromClient, Bytes data, std::size_t segment);
    void advance(bool fromClient, std::size_t octets);

    std::string m_address[2];
    std::uint16_t m_port[2];
    std::uint32_t m_sequence[2] = {1000, 5000};
    std::uint16_t m_id = 1;
    std::int64_t m_time;
    std::int64_t m_step;
    std::vector<TestFrame> m_frames;
};

/// A TLS 1.2/1.3 ClientHello record that asks for `serverName` (none where empty), about 250 octets.
Octets tlsClientHello(std::string_view serverName);
/// The head of an HTTP/1.1 GET.
Octets httpRequest(std::string_view host, std::string_view path = "/");

}  // namespace weir::test
