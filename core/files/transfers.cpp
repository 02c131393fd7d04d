// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: RFC 959 and 2428 (FTP), RFC 1350, 2347 and 2348 (TFTP).
#include "core/files/transfers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/streams/streamwalk.h"

namespace weir::files {
namespace {

constexpr std::uint16_t tftpPort = 69;

/// Six numbers with commas: an address and a port (RFC 959 section 4.1.2).
bool readHostPort(std::string_view text, IpAddress& address, std::uint16_t& port) {
    std::array<unsigned, 6> numbers{};
    const std::size_t begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos)
        return false;
    const char* at = text.data() + begin;
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [next, error] = std::from_chars(at, end, numbers[i]);
        if (error != std::errc{} || numbers[i] > 255 || (i + 1 < numbers.size() && (next == end || *next != ',')))
            return false;
        at = next + (i + 1 < numbers.size() ? 1 : 0);
    }
    const std::uint8_t octets[] = {static_cast<std::uint8_t>(numbers[0]), static_cast<std::uint8_t>(numbers[1]),
                                   static_cast<std::uint8_t>(numbers[2]), static_cast<std::uint8_t>(numbers[3])};
    address = IpAddress::fromBytes(octets);
    port = static_cast<std::uint16_t>(numbers[4] * 256 + numbers[5]);
    return true;
}

/// "|1|132.235.1.2|6275|" or "|||6446|" (RFC 2428): the port, with the bar before it.
bool readExtendedPort(std::string_view text, std::uint16_t& port) {
    const std::size_t last = text.rfind('|');
    const std::size_t before = last == std::string_view::npos || last == 0 ? last : text.rfind('|', last - 1);
    if (before == std::string_view::npos || last == std::string_view::npos)
        return false;
    const std::string_view digits = text.substr(before + 1, last - before - 1);
    return std::from_chars(digits.data(), digits.data() + digits.size(), port).ec == std::errc{};
}

/// An FTP control connection.
class FtpControl final : public streams::StreamReader {
public:
    FtpControl(const traffic::SnapshotData& state, traffic::FlowId flow, Transfers& out)
        : m_state(state), m_flow(flow), m_row(state.flows[index(flow)]), m_out(out) {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        constexpr std::size_t longest = 4096;
        std::string& line = m_line[side];
        for (const char letter : asText(octets)) {
            if (letter == '\n') {
                side == m_row.client ? command(line, static_cast<std::uint32_t>(arrival.frame)) : reply(line);
                line.clear();
            } else if (letter != '\r' && line.size() < longest) {
                line += letter;
            }
        }
    }
    void gap(int side, std::uint64_t) override { m_line[side].clear(); }
    void end() override {}

private:
    void reply(std::string_view line) {
        const IpAddress& server = m_state.address(m_row.address[1 - m_row.client]);
        if (line.starts_with("227") && readHostPort(line.substr(3), m_address, m_port))
            m_address = server;  // what it says of itself may be an inner address
        else if (line.starts_with("229") && readExtendedPort(line, m_port))
            m_address = server;
    }
    void command(std::string_view line, std::uint32_t frame) {
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string verb = lowered(line.substr(0, blank));
        const std::string_view rest = line.substr(std::min(blank + 1, line.size()));
        const bool down = verb == "retr", up = verb == "stor" || verb == "appe" || verb == "stou";
        if (verb == "port" && readHostPort(rest, m_address, m_port))
            m_address = m_state.address(m_row.address[m_row.client]);
        else if (verb == "eprt" && readExtendedPort(rest, m_port))
            m_address = m_state.address(m_row.address[m_row.client]);
        else if ((down || up) && m_port != 0)
            m_out.add(m_address, m_port, false,
                      {frame, std::string(rest.substr(0, maximumText)), up, m_flow, m_row.client});
    }

    const traffic::SnapshotData& m_state;
    traffic::FlowId m_flow;
    const traffic::Flow& m_row;
    Transfers& m_out;
    std::string m_line[2];
    IpAddress m_address;
    std::uint16_t m_port = 0;
};

std::string_view textUpTo0(ByteReader& reader) {
    const Bytes rest = reader.whole().subspan(reader.position());
    const auto end = std::find(rest.begin(), rest.end(), 0);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    reader.skip(size + (end == rest.end() ? 0 : 1));
    return asText(rest.first(size));
}

/// Requests to TFTP's port.
class TftpRequests final : public streams::StreamReader {
public:
    TftpRequests(const traffic::SnapshotData& state, traffic::FlowId flow, Transfers& out)
        : m_state(state), m_flow(flow), m_row(state.flows[index(flow)]), m_out(out) {}
    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        ByteReader reader(octets);
        const std::uint16_t operation = reader.u16();
        if (m_row.port[1 - side] != tftpPort || (operation != 1 && operation != 2))
            return;
        const std::string_view path = textUpTo0(reader);
        m_out.add(m_state.address(m_row.address[side]), m_row.port[side], true,
                  {static_cast<std::uint32_t>(arrival.frame), std::string(path.substr(0, maximumText)), operation == 2,
                   m_flow, side});
    }
    void gap(int, std::uint64_t) override {}
    void end() override {}

private:
    const traffic::SnapshotData& m_state;
    traffic::FlowId m_flow;
    const traffic::Flow& m_row;
    Transfers& m_out;
};

class Askers final : public streams::StreamReaders {
public:
    Askers(const traffic::SnapshotData& state, Transfers& out) : m_state(state), m_out(out) {}
    std::unique_ptr<streams::StreamReader> reader(traffic::FlowId flow, std::uint32_t) override {
        if (m_state.flows[index(flow)].protocol == ipprotocol::udp)
            return std::make_unique<TftpRequests>(m_state, flow, m_out);
        return std::make_unique<FtpControl>(m_state, flow, m_out);
    }

private:
    const traffic::SnapshotData& m_state;
    Transfers& m_out;
};

/// The one that was asked for last before the data began.
const Transfers::Transfer& transferAt(const std::vector<Transfers::Transfer>& all, std::uint32_t frame) {
    const auto after = std::upper_bound(all.begin(), all.end(), frame,
                                        [](std::uint32_t f, const auto& each) { return f < each.frame; });
    return after == all.begin() ? all.front() : *(after - 1);
}

FileRecord recordOf(const FileContext& context, const Transfers::Transfer& transfer, std::string_view protocol,
                    std::uint32_t frame, std::int64_t time) {
    const traffic::Flow& asked = context.state.flows[index(transfer.asked)];
    FileRecord out = context.record(protocol, transfer.upload, frame, time);
    out.client = asked.address[transfer.client];
    out.server = asked.address[1 - transfer.client];
    out.name = nameInPath(transfer.path);
    const IpAddress& server = context.state.address(out.server);
    const std::string host = server.version == 6 ? '[' + server.toString() + ']' : server.toString();
    out.url = std::string(protocol) + "://" + host + (transfer.path.starts_with('/') ? "" : "/") + transfer.path;
    return out;
}

/// A data connection of FTP carries one file and nothing else.
class FtpData final : public FileSource {
public:
    FtpData(const FileContext& context, const std::vector<Transfers::Transfer>& all) : m_context(context), m_all(all) {}
    void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) override {
        if (!m_begun) {
            m_begun = true;
            m_role = role;
            m_record = recordOf(m_context, transferAt(m_all, frame), "ftp", frame, time);
            m_digest.sendTo(m_context.taker(m_record));
        }
        if (role == m_role)
            m_digest.add(octets, frame);
    }
    void gap(int, std::uint64_t octets) override { m_digest.gap(octets); }
    void end() override {
        if (!m_begun || m_digest.empty())
            return;
        m_digest.finish(m_record, m_context.closed(m_role) ? "" : "the end was not captured");
        m_context.found.push_back(std::move(m_record));
    }

private:
    FileContext m_context;
    const std::vector<Transfers::Transfer>& m_all;
    FileRecord m_record;
    FileDigest m_digest;
    bool m_begun = false;
    int m_role = 0;
};

class TftpData final : public FileSource {
public:
    TftpData(const FileContext& context, const std::vector<Transfers::Transfer>& all)
        : m_context(context), m_all(all) {}
    void data(int, Bytes octets, std::uint32_t frame, std::int64_t time) override {
        ByteReader reader(octets);
        if (reader.u16() != 3)
            return;
        const std::uint16_t block = reader.u16();
        const Bytes content = reader.rest();
        if (!reader)
            return;
        if (!m_digest) {
            m_digest = std::make_unique<FileDigest>();
            m_record = recordOf(m_context, transferAt(m_all, frame), "tftp", frame, time);
            m_digest->sendTo(m_context.taker(m_record));
            m_size = content.size();
            m_next = block;
            if (block > 1)
                m_digest->gap((block - 1) * m_size);
        }
        const auto ahead = static_cast<std::uint16_t>(block - m_next);
        if (ahead >= 0x8000)
            return;  // sent again
        if (ahead > 0)
            m_digest->gap(ahead * m_size);
        m_digest->add(content, frame);
        m_next = static_cast<std::uint16_t>(block + 1);
        constexpr std::size_t leastBlock = 512;
        if (content.size() < std::max(m_size, leastBlock))
            finish("");
    }
    void gap(int, std::uint64_t) override {}
    void end() override { finish("the end was not captured"); }

private:
    void finish(std::string_view cut) {
        if (!m_digest)
            return;
        m_digest->finish(m_record, cut);
        m_context.found.push_back(std::move(m_record));
        m_digest.reset();
    }

    FileContext m_context;
    const std::vector<Transfers::Transfer>& m_all;
    FileRecord m_record;
    std::unique_ptr<FileDigest> m_digest;
    std::size_t m_size = 0;
    std::uint16_t m_next = 1;
};

}  // namespace

void Transfers::add(const IpAddress& address, std::uint16_t port, bool datagrams, Transfer transfer) {
    if (++m_count <= maximumTransfers)
        m_waiting[{address, port, datagrams}].push_back(std::move(transfer));
}

void Transfers::learn(const traffic::SnapshotData& state, std::stop_token stop) {
    std::vector<bool> wanted(state.flows.size());
    bool any = false;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        const bool tftp =
            flow.protocol == ipprotocol::udp && flow.hasPorts && (flow.port[0] == tftpPort || flow.port[1] == tftpPort);
        wanted[i] = tftp || (flow.application != 0 && flow.protocol == ipprotocol::tcp &&
                             state.texts[state.inspected.applications[flow.application - 1].service] == "ftp");
        any = any || wanted[i];
    }
    Askers askers(state, *this);
    if (any)
        streams::walkStreams(state, wanted, askers, stop);
    for (auto& [end, all] : m_waiting)
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
}

const std::vector<Transfers::Transfer>* Transfers::find(const traffic::SnapshotData& state,
                                                        const traffic::Flow& flow) const {
    if (m_waiting.empty() || !flow.hasPorts)
        return nullptr;
    for (const int side : {0, 1}) {
        const auto found =
            m_waiting.find({state.address(flow.address[side]), flow.port[side], flow.protocol == ipprotocol::udp});
        if (found != m_waiting.end())
            return &found->second;
    }
    return nullptr;
}

bool Transfers::mayBe(const traffic::SnapshotData& state, const traffic::Flow& flow) const {
    return find(state, flow) != nullptr;
}

std::unique_ptr<FileSource> Transfers::source(const FileContext& context) const {
    const auto* const all = find(context.state, context.flowRow());
    if (all == nullptr)
        return nullptr;
    if (context.flowRow().protocol == ipprotocol::udp)
        return std::make_unique<TftpData>(context, *all);
    return std::make_unique<FtpData>(context, *all);
}

}  // namespace weir::files
