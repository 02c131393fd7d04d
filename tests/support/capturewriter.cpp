// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/capturewriter.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace weir::test {

namespace {

std::uint32_t originalOf(const TestFrame& frame) {
    return frame.original != 0 ? frame.original : static_cast<std::uint32_t>(frame.octets.size());
}

void block(OctetWriter& out, std::uint32_t type, Octets body) {
    const Octets padded = OctetWriter(std::move(body)).pad(4).done();
    const std::size_t length = padded.size() + 12;
    out.u32le(type).u32le(length).bytes(padded).u32le(length);
}

}  // namespace

Frame TestFrame::view() const {
    return {.data = octets.data(),
            .captured = static_cast<std::uint32_t>(octets.size()),
            .original = originalOf(*this),
            .time = time,
            .position = 0,
            .linkType = linkType,
            .flags = 0};
}

Octets pcapFile(const std::vector<TestFrame>& frames, std::uint32_t snapLength) {
    OctetWriter out;
    out.u32le(0xa1b23c4d).u16le(2).u16le(4).u32le(0).u32le(0).u32le(snapLength);
    out.u32le(frames.empty() ? 1 : frames.front().linkType);
    for (const TestFrame& frame : frames) {
        out.u32le(static_cast<std::uint64_t>(frame.time / 1'000'000'000));
        out.u32le(static_cast<std::uint64_t>(frame.time % 1'000'000'000));
        out.u32le(frame.octets.size()).u32le(originalOf(frame)).bytes(frame.octets);
    }
    return out.done();
}

Octets pcapngFile(const std::vector<TestFrame>& frames) {
    OctetWriter out;
    block(out, 0x0a0d0d0a,
          OctetWriter().u32le(0x1a2b3c4d).u16le(1).u16le(0).u32le(0xffffffff).u32le(0xffffffff).done());
    std::vector<std::uint16_t> linkTypes;
    for (const TestFrame& frame : frames) {
        auto interface = std::ranges::find(linkTypes, frame.linkType);
        if (interface == linkTypes.end()) {
            linkTypes.push_back(frame.linkType);
            interface = linkTypes.end() - 1;
            OctetWriter description;
            description.u16le(frame.linkType).u16le(0).u32le(262144);
            description.u16le(9).u16le(1).u8(9).zeros(3).u32le(0);  // if_tsresol: nanoseconds
            block(out, 1, description.done());
        }
        const auto time = static_cast<std::uint64_t>(frame.time);
        OctetWriter packet;
        packet.u32le(static_cast<std::uint64_t>(interface - linkTypes.begin())).u32le(time >> 32).u32le(time);
        block(out, 6, packet.u32le(frame.octets.size()).u32le(originalOf(frame)).bytes(frame.octets).done());
    }
    return out.done();
}

void writeFile(const std::string& path, Bytes octets) {
    std::ofstream file(path, std::ios::binary);
    const std::string_view text = asText(octets);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.flush())
        throw std::runtime_error("cannot write " + path);
}

void writePcap(const std::string& path, const std::vector<TestFrame>& frames) { writeFile(path, pcapFile(frames)); }

void writePcapng(const std::string& path, const std::vector<TestFrame>& frames) { writeFile(path, pcapngFile(frames)); }

// --- conversations -------------------------------------------------------------------------------------------------

namespace {
constexpr unsigned fin = 1, syn = 2, rst = 4, psh = 8, ack = 16;
}

TcpConversation::TcpConversation(std::string_view client, std::uint16_t clientPort, std::string_view server,
                                 std::uint16_t serverPort, std::int64_t time, std::int64_t step)
    : m_address{std::string(client), std::string(server)}, m_port{clientPort, serverPort}, m_time(time), m_step(step) {}

void TcpConversation::advance(bool fromClient, std::size_t octets) {
    m_sequence[fromClient ? 0 : 1] += static_cast<std::uint32_t>(octets);
}

TcpConversation& TcpConversation::packet(bool fromClient, unsigned flags, Bytes data) {
    const int from = fromClient ? 0 : 1;
    const int to = 1 - from;
    const Layer segment = tcp({.sourcePort = m_port[from],
                               .destinationPort = m_port[to],
                               .sequence = m_sequence[from],
                               .acknowledgment = flags & ack ? m_sequence[to] : 0,
                               .flags = flags},
                              data);
    const bool six = m_address[0].find(':') != std::string::npos;
    const Layer inner =
        six ? ipv6(m_address[from], m_address[to], segment)
            : ipv4(Ipv4{.source = m_address[from], .destination = m_address[to], .id = m_id++, .dontFragment = true},
                   segment);
    m_frames.push_back({.octets = ethernet(inner), .time = m_time});
    m_time += m_step;
    return *this;
}

TcpConversation& TcpConversation::handshake() {
    packet(true, syn);
    advance(true, 1);
    packet(false, syn | ack);
    advance(false, 1);
    return packet(true, ack);
}

TcpConversation& TcpConversation::sends(bool fromClient, Bytes data, std::size_t segment) {
    for (std::size_t at = 0; at < data.size(); at += segment) {
        const Bytes part = data.subspan(at, std::min(segment, data.size() - at));
        packet(fromClient, ack | (at + segment >= data.size() ? psh : 0), part);
        advance(fromClient, part.size());
    }
    return packet(!fromClient, ack);
}

TcpConversation& TcpConversation::clientSends(Bytes data, std::size_t segment) { return sends(true, data, segment); }
TcpConversation& TcpConversation::serverSends(Bytes data, std::size_t segment) { return sends(false, data, segment); }

TcpConversation& TcpConversation::finish() {
    packet(true, fin | ack);
    advance(true, 1);
    packet(false, fin | ack);
    advance(false, 1);
    return packet(true, ack);
}

TcpConversation& TcpConversation::clientResets() { return packet(true, rst); }
TcpConversation& TcpConversation::serverResets() { return packet(false, rst | ack); }

// --- payloads ------------------------------------------------------------------------------------------------------

Octets tlsClientHello(std::string_view serverName) {
    const auto length = static_cast<unsigned>(serverName.size());
    OctetWriter extensions;
    if (!serverName.empty())  // RFC 6066 section 3: a list of one host_name
        extensions.u16(0).u16(length + 5).u16(length + 3).u8(0).u16(length).text(serverName);
    extensions.u16(10).u16(4).u16(2).u16(0x001d);                                // supported_groups: x25519
    extensions.u16(13).u16(6).u16(4).u16(0x0403).u16(0x0804);                    // signature_algorithms
    extensions.u16(16).u16(14).u16(12).u8(2).text("h2").u8(8).text("http/1.1");  // ALPN
    extensions.u16(43).u16(5).u8(4).u16(0x0304).u16(0x0303);                     // supported_versions
    extensions.u16(51).u16(38).u16(36).u16(0x001d).u16(32).zeros(32);            // key_share
    const Octets extensionOctets = extensions.done();

    OctetWriter hello;
    hello.u16(0x0303).zeros(32).u8(32).zeros(32);  // version, random, session id
    hello.u16(6).u16(0x1301).u16(0x1302).u16(0xc02b).u8(1).u8(0);
    hello.u16(static_cast<unsigned>(extensionOctets.size())).bytes(extensionOctets);
    const Octets body = hello.done();

    OctetWriter record;
    record.u8(22).u16(0x0301).u16(static_cast<unsigned>(body.size() + 4));
    return record.u8(1).u24(static_cast<unsigned>(body.size())).bytes(body).done();
}

Octets httpRequest(std::string_view host, std::string_view path) {
    OctetWriter out;
    out.text("GET ").text(path).text(" HTTP/1.1\r\nHost: ").text(host);
    return out.text("\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n").done();
}

}  // namespace weir::test
