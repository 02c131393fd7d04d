// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a large capture that anyone can make again: the same seed gives the same octets.
//
//   weir-bench-capture [--packets N] [--flows N] [--seed N] [--scan] FILE
//
// Flow sizes fall like 1/rank. A hundredth of the packets are DNS questions and another their answers; of the other
// flows four in five are TCP (TLS hellos and HTTP heads among them), one in five UDP; one in ten is IPv6. A packet
// has about 435 octets, its record in the file 470. --scan writes one SYN a flow instead. IP checksums are right; those
// of TCP are left out, as a card that computes them itself leaves them out.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "tests/support/capturewriter.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

struct Parameters {
    std::uint64_t packets = 5'000'000;
    std::uint64_t flows = 200'000;
    std::uint64_t seed = 1;
    bool scan = false;
    std::string path;
};

/// A well-mixed number for any input (splitmix64): what an index decides is decided the same way every time.
std::uint64_t mix(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}

/// Enhanced Packet Blocks through one large buffer.
class CaptureFile {
public:
    explicit CaptureFile(const std::string& path) : m_file(std::fopen(path.c_str(), "wb"), std::fclose) {
        const Octets start = pcapngFile({TestFrame{}});  // one frame, so that its interface is described
        m_buffer.reserve(capacity);
        append(start.data(), start.size() - 32);  // without the frame
    }
    explicit operator bool() const { return m_file && m_good; }

    void packet(std::int64_t time, const std::uint8_t* octets, std::uint32_t length) {
        const std::uint32_t padded = (length + 3) / 4 * 4;
        const auto when = static_cast<std::uint64_t>(time);
        const std::uint32_t head[] = {
            6,      padded + 32, 0, static_cast<std::uint32_t>(when >> 32), static_cast<std::uint32_t>(when),
            length, length};
        static constexpr std::uint8_t zeros[4] = {};
        append(head, sizeof head);
        append(octets, length);
        append(zeros, padded - length);
        append(&head[1], 4);
    }
    bool finish() {
        flush();
        return m_file && std::fflush(m_file.get()) == 0 && m_good;
    }

private:
    static constexpr std::size_t capacity = 4 << 20;
    void append(const void* data, std::size_t size) {
        if (m_buffer.size() + size > capacity)
            flush();
        const std::size_t end = m_buffer.size();
        m_buffer.resize(end + size);
        std::memcpy(m_buffer.data() + end, data, size);
    }
    void flush() {
        if (m_file)
            m_good &= std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_file.get()) == m_buffer.size();
        m_buffer.clear();
    }
    std::unique_ptr<FILE, int (*)(FILE*)> m_file;
    std::vector<std::uint8_t> m_buffer;
    bool m_good = true;
};

/// What an index makes of a flow.
struct Flow {
    enum class Kind { dns, tls, http, otherTcp, udp } kind;
    bool six;
    std::uint16_t clientPort;
    std::uint16_t serverPort;
    std::uint32_t client;
    std::uint32_t server;
};

class Traffic {
public:
    explicit Traffic(const Parameters& parameters) : m_parameters(parameters), m_filler(2048) {
        for (std::size_t i = 0; i < m_filler.size(); ++i) m_filler[i] = static_cast<std::uint8_t>(mix(i));
        if (m_parameters.scan)
            return;
        for (std::size_t i = 0; i < names; ++i) {
            const std::string name =
                "host" + std::to_string(i) + ".domain" + std::to_string(i % (names / 8)) + (i % 3 ? ".com" : ".co.uk");
            m_questions.push_back(DnsBuilder().question(name).build());
            m_answers.push_back(DnsBuilder()
                                    .response()
                                    .question(name)
                                    .cname(name, "edge." + name)
                                    .a("edge." + name, IpAddress::v4(serverAddress(i)).toString())
                                    .build());
            m_hellos.push_back(tlsClientHello(name));
            m_requests.push_back(httpRequest(name));
        }
    }

    /// Flow and position in it of every packet, in the order they are sent.
    bool write(CaptureFile& out) {
        constexpr std::int64_t start = 1'700'000'000'000'000'000;
        const auto step = static_cast<std::int64_t>(3600'000'000'000 / m_parameters.packets);
        if (m_parameters.scan) {
            for (std::uint64_t i = 0; i < m_parameters.packets && out; ++i) {
                Sent sent;
                send(out, start + static_cast<std::int64_t>(i) * step, scanFlow(i), i, sent, 1);
            }
            return out.finish();
        }
        const std::vector<std::uint32_t> sizes = flowSizes();
        struct Event {
            std::uint32_t when, flow;
        };
        std::vector<Event> events;
        events.reserve(m_parameters.packets);
        for (std::uint32_t flow = 0; flow < sizes.size(); ++flow) {
            // A flow lives up to a tenth of the hour, and longer where it has much to say.
            const std::uint64_t random = mix(flow + m_parameters.seed * 7);
            const std::uint64_t life = std::min<std::uint64_t>(0xe0000000, 0x2000000 + sizes[flow] * 0x20000ULL);
            const std::uint64_t begin = random % (0xffffffff - life);
            for (std::uint32_t i = 0; i < sizes[flow]; ++i)
                events.push_back({static_cast<std::uint32_t>(begin + life * i / sizes[flow]), flow});
        }
        std::ranges::sort(events, [](const Event& a, const Event& b) {
            return a.when != b.when ? a.when < b.when : a.flow < b.flow;
        });
        std::vector<Sent> sent(sizes.size());
        for (std::uint64_t i = 0; i < events.size() && out; ++i) {
            const std::uint32_t flow = events[i].flow;
            send(out, start + static_cast<std::int64_t>(i) * step, flowAt(flow), i, sent[flow], sizes[flow]);
        }
        return out.finish();
    }

private:
    static constexpr std::size_t names = 8000;
    static constexpr std::uint8_t fin = 1, syn = 2, psh = 8, ack = 16;
    static std::uint32_t serverAddress(std::uint64_t index) {
        return static_cast<std::uint32_t>(0x17000000 + mix(index * 3) % 0x50000000);  // 23.0.0.0 and up
    }
    std::uint64_t dnsFlows() const { return std::min(m_parameters.packets / 100, m_parameters.flows / 2); }

    /// DNS flows have a question and an answer; the others share what is left, the k-th as 1/k.
    std::vector<std::uint32_t> flowSizes() const {
        std::vector<std::uint32_t> sizes(m_parameters.flows, 1);
        std::fill_n(sizes.begin(), dnsFlows(), 2U);
        const std::uint64_t others = m_parameters.flows - dnsFlows();
        const std::uint64_t spoken = 2 * dnsFlows() + others;
        if (spoken >= m_parameters.packets)
            return sizes;
        const double left = static_cast<double>(m_parameters.packets - spoken);
        constexpr double offset = 20;  // no flow has more than a few hundredths of all
        double sum = 0;
        for (std::uint64_t k = 0; k < others; ++k) sum += 1 / (static_cast<double>(k) + offset);
        double given = 0;
        std::uint64_t rounded = 0;
        for (std::uint64_t k = 0; k < others; ++k) {
            given += left / sum / (static_cast<double>(k) + offset);
            const auto upTo = k + 1 == others ? m_parameters.packets - spoken : static_cast<std::uint64_t>(given);
            sizes[dnsFlows() + k] += static_cast<std::uint32_t>(upTo - rounded);
            rounded = upTo;
        }
        return sizes;
    }

    Flow flowAt(std::uint64_t index) const {
        const std::uint64_t random = mix(index ^ m_parameters.seed << 32);
        Flow flow{};
        flow.six = random % 10 == 0;
        flow.client = static_cast<std::uint32_t>(0x0a000000 + (random >> 8) % 2000);
        flow.clientPort = static_cast<std::uint16_t>(32768 + (random >> 20) % 28000);
        flow.server = serverAddress((random >> 36) % names);
        const std::uint64_t choice = (random >> 50) % 100;
        flow.kind = index < dnsFlows() ? Flow::Kind::dns
                    : choice < 50      ? Flow::Kind::tls
                    : choice < 65      ? Flow::Kind::http
                    : choice < 80      ? Flow::Kind::otherTcp
                                       : Flow::Kind::udp;
        constexpr std::uint16_t ports[] = {53, 443, 80, 22, 443};
        flow.serverPort = ports[static_cast<std::size_t>(flow.kind)];
        if (flow.kind == Flow::Kind::dns)
            flow.server = static_cast<std::uint32_t>(0x08080800 + random % 4);
        return flow;
    }
    static Flow scanFlow(std::uint64_t index) {  // one host tries a thousand ports of ten thousand neighbours
        return {Flow::Kind::otherTcp,
                false,
                40000,
                static_cast<std::uint16_t>(1 + index % 1000),
                0x0a000001,
                static_cast<std::uint32_t>(0x17000000 + index / 1000)};
    }

    /// What packet `position` of `size` in its flow carries, who sends it, and its TCP flags.
    struct Content {
        Bytes payload;
        bool fromClient;
        std::uint8_t flags;
    };
    Content content(const Flow& flow, std::uint64_t packet, std::uint32_t position, std::uint32_t size) const {
        const std::size_t name = flow.server % names;
        const std::uint64_t random = mix(packet * 5 + m_parameters.seed);
        if (flow.kind == Flow::Kind::dns)
            return {position == 0 ? m_questions[name] : m_answers[name], position == 0, 0};
        if (flow.kind != Flow::Kind::udp) {
            if (position < 2)
                return {{}, position == 0, static_cast<std::uint8_t>(position == 0 ? syn : syn | ack)};
            if (position == 2)
                return {{}, true, ack};
            if (position == 3 && flow.kind == Flow::Kind::tls)
                return {m_hellos[name], true, psh | ack};
            if (position == 3 && flow.kind == Flow::Kind::http)
                return {m_requests[name], true, psh | ack};
            if (position + 1 == size)
                return {{}, true, fin | ack};
        }
        const std::uint64_t choice = random % 100;
        if (choice < 51)  // an acknowledgement, mostly of the client
            return {Bytes(m_filler).first(flow.kind == Flow::Kind::udp ? 30 : 0), choice < 40, ack};
        const std::size_t length = choice < 71 ? 20 + (random >> 8) % 180 : 1420;
        return {Bytes(m_filler).subspan((random >> 20) % 256, length), choice % 5 == 0, psh | ack};
    }

    /// How far a flow has come.
    struct Sent {
        std::uint32_t packets = 0;
        std::uint32_t octets[2] = {0, 0};  ///< TCP sequence numbers of the client and the server
    };

    void send(CaptureFile& out, std::int64_t time, const Flow& flow, std::uint64_t packet, Sent& sent,
              std::uint32_t size) {
        const Content what = content(flow, packet, sent.packets++, size);
        const bool udp = flow.kind == Flow::Kind::dns || flow.kind == Flow::Kind::udp;
        std::uint8_t* at = m_frame;
        const auto u8 = [&at](unsigned value) { *at++ = static_cast<std::uint8_t>(value); };
        const auto u16 = [&](unsigned value) { u8(value >> 8), u8(value); };
        const auto u32 = [&](std::uint32_t value) { u16(value >> 16), u16(value & 0xffff); };
        const auto mac = [&](bool client) { u32(0x02000000), u16(client ? 1 : 2); };
        mac(!what.fromClient), mac(what.fromClient), u16(flow.six ? 0x86dd : 0x0800);

        const auto length = static_cast<unsigned>((udp ? 8 : 20) + what.payload.size());
        const std::uint32_t from = what.fromClient ? flow.client : flow.server;
        const std::uint32_t to = what.fromClient ? flow.server : flow.client;
        if (flow.six) {
            u32(6U << 28), u16(length), u8(udp ? 17 : 6), u8(64);
            for (const std::uint32_t address : {from, to}) u32(0x20010db8), u32(0), u32(0), u32(address);
        } else {
            std::uint8_t* const header = at;
            u16(0x4500), u16(20 + length), u16(packet & 0xffff), u16(0x4000), u8(64), u8(udp ? 17 : 6), u16(0);
            u32(from), u32(to);
            const unsigned sum = internetChecksum({header, 20});
            header[10] = static_cast<std::uint8_t>(sum >> 8), header[11] = static_cast<std::uint8_t>(sum);
        }
        u16(what.fromClient ? flow.clientPort : flow.serverPort);
        u16(what.fromClient ? flow.serverPort : flow.clientPort);
        if (udp)
            u16(length), u16(0);
        else
            u32(sent.octets[!what.fromClient]), u32(what.flags & ack ? sent.octets[what.fromClient] : 0),
                u16(0x5000U | what.flags), u16(64240), u32(0);
        sent.octets[!what.fromClient] +=
            static_cast<std::uint32_t>(what.payload.size()) + ((what.flags & (fin | syn)) != 0);
        if (!what.payload.empty())
            std::memcpy(at, what.payload.data(), what.payload.size());
        out.packet(time, m_frame, static_cast<std::uint32_t>(at - m_frame + what.payload.size()));
    }

    const Parameters m_parameters;
    Octets m_filler;
    std::vector<Octets> m_questions, m_answers, m_hellos, m_requests;
    std::uint8_t m_frame[2048] = {};
};

bool parse(int count, char** values, Parameters& out) {
    for (int i = 1; i < count; ++i) {
        const std::string_view name = values[i];
        std::uint64_t* const number = name == "--packets" ? &out.packets
                                      : name == "--flows" ? &out.flows
                                      : name == "--seed"  ? &out.seed
                                                          : nullptr;
        if (number != nullptr) {
            if (++i == count)
                return false;
            const std::string_view text = values[i];
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
            if (error != std::errc{} || end != text.data() + text.size() || *number == 0)
                return false;
        } else if (name == "--scan") {
            out.scan = true;
        } else if (!name.starts_with("-") && out.path.empty()) {
            out.path = name;
        } else {
            return false;
        }
    }
    return !out.path.empty() && out.packets >= out.flows && out.flows <= 0xffffffff;
}

}  // namespace

int main(int count, char** values) {
    Parameters parameters;
    if (!parse(count, values, parameters)) {
        std::fputs("usage: weir-bench-capture [--packets N] [--flows N] [--seed N] [--scan] FILE\n", stderr);
        return 2;
    }
    CaptureFile file(parameters.path);
    if (!file || !Traffic(parameters).write(file)) {
        std::perror(parameters.path.c_str());
        return 1;
    }
}
