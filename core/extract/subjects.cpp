// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/subjects.h"

#include <algorithm>
#include <map>

#include "core/base/hashmap.h"
#include "core/base/interner.h"
#include "core/capturetables/conversationkeys.h"
#include "core/extract/follow.h"

namespace weir::extract {
namespace {

using table::ConversationSubject;

/// Which keys a conversation names.
struct Keys {
    bool source, destination, sourcePort, destinationPort, protocol, twoWay;
    auto operator<=>(const Keys&) const = default;
};

Keys keysOf(const ConversationSubject& subject) {
    return {subject.source.has_value(),          subject.destination.has_value(), subject.sourcePort.has_value(),
            subject.destinationPort.has_value(), subject.protocol.has_value(),    subject.twoWay};
}

/// Seeded, for the capture chooses the ends.
struct ConversationHash {
    std::size_t operator()(const ConversationSubject& subject) const {
        const auto port = [](std::optional<std::int32_t> value) {
            return static_cast<std::uint64_t>(static_cast<std::uint32_t>(value.value_or(0)));
        };
        const std::uint64_t source = seed(subject.source.value_or(IpAddress{}), port(subject.sourcePort));
        return seed(subject.destination.value_or(IpAddress{}),
                    source ^ port(subject.destinationPort) << 16 ^ subject.protocol.value_or(0));
    }
    HashSeed seed;
};

class Conversations {
public:
    void add(const ConversationSubject& subject) { m_wanted[keysOf(subject)].insert(subject); }
    bool empty() const { return m_wanted.empty(); }
    /// Whether what `side` of the flow sent is meant.
    bool mean(const traffic::SnapshotData& state, const traffic::Flow& flow, int side) const {
        return std::any_of(m_wanted.begin(), m_wanted.end(), [&](const auto& wanted) {
            return wanted.second.contains(seen(state, flow, side, wanted.first));
        });
    }

private:
    static ConversationSubject seen(const traffic::SnapshotData& state, const traffic::Flow& flow, int side,
                                    const Keys& keys) {
        const int first = keys.twoWay ? flow.client : side;
        const auto port = [&](int of) {
            return flow.hasPorts ? std::int32_t{flow.port[of]} : ConversationSubject::noPort;
        };
        ConversationSubject out{.twoWay = keys.twoWay};
        if (keys.source)
            out.source = state.address(flow.address[first]);
        if (keys.destination)
            out.destination = state.address(flow.address[1 - first]);
        if (keys.sourcePort)
            out.sourcePort = port(first);
        if (keys.destinationPort)
            out.destinationPort = port(1 - first);
        if (keys.protocol)
            out.protocol = flow.protocol;
        return out;
    }

    std::map<Keys, HashSet<ConversationSubject, ConversationHash>> m_wanted;
};

/// The subjects by kind.
struct Wanted {
    Conversations conversations;
    HashSet<IpAddress> addresses;
    HashSet<std::string> names, domains;
    std::vector<std::uint64_t> frames;

    explicit Wanted(std::span<const table::Subject> subjects) {
        for (const table::Subject& subject : subjects) std::visit([this](const auto& one) { add(one); }, subject);
    }

private:
    void add(std::monostate) {}
    void add(const table::FrameSubject& frame) {
        for (const std::uint64_t number : {frame.number, frame.counterpart}) {
            if (number != 0)
                frames.push_back(number);
        }
    }
    void add(const ConversationSubject& conversation) { conversations.add(conversation); }
    void add(const IpAddress& address) { addresses.insert(address); }
    void add(const table::NameSubject& name) { (name.withSubdomains ? domains : names).insert(name.name); }
};

/// Which sides of which flows (flow * 2 + side) are meant.
std::vector<bool> sidesOf(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                          const Wanted& wanted, const std::stop_token& stop) {
    const capturetables::Counted counted(state, request);
    std::vector<bool> sides(state.flows.size() * 2);
    if (wanted.conversations.empty() && wanted.addresses.empty())
        return sides;
    for (std::size_t i = 0; i < state.flows.size() && !stop.stop_requested(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        const bool byAddress =
            !wanted.addresses.empty() && (wanted.addresses.contains(state.address(flow.address[0])) ||
                                          wanted.addresses.contains(state.address(flow.address[1])));
        for (int side = 0; side < 2; ++side)
            sides[i * 2 + static_cast<std::size_t>(side)] =
                byAddress || (counted.counts(flow, side) && wanted.conversations.mean(state, flow, side));
    }
    return sides;
}

void addFramesOfNames(const traffic::SnapshotData& state, Wanted& wanted, const std::stop_token& stop) {
    if (wanted.names.empty() && wanted.domains.empty())
        return;
    std::vector<signed char> meant(state.texts.size(), -1);  // by name: not known yet, no, yes
    const auto means = [&](TextId id) {
        if (meant[id] < 0) {
            const std::string name(state.texts[id]);
            meant[id] = wanted.names.contains(name) ||
                        (!wanted.domains.empty() && wanted.domains.contains(state.suffixes->registrableDomain(name)));
        }
        return meant[id] != 0;
    };
    const traffic::DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size() && !stop.stop_requested(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            if (!means(log.questions[message.firstQuestion + q].name))
                continue;
            wanted.frames.push_back(message.frame);
            break;
        }
    }
}

}  // namespace

PacketRows allPackets(const traffic::SnapshotData& state) {
    PacketRows out(state.packets.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = i;
    return out;
}

PacketRows packetsOf(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                     std::span<const table::Subject> subjects, std::stop_token stop) {
    Wanted wanted(subjects);
    const std::vector<bool> sides = sidesOf(state, request, wanted, stop);
    addFramesOfNames(state, wanted, stop);
    std::sort(wanted.frames.begin(), wanted.frames.end());
    wanted.frames.erase(std::unique(wanted.frames.begin(), wanted.frames.end()), wanted.frames.end());
    PacketRows out;
    if (wanted.conversations.empty() && wanted.addresses.empty()) {  // no need to look at every packet
        for (const std::uint64_t number : wanted.frames) {
            if (const auto row = rowOfFrame(state, number))
                out.push_back(static_cast<std::uint32_t>(*row));
        }
        return out;
    }
    auto frame = wanted.frames.begin();
    state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
        while (frame != wanted.frames.end() && *frame < packet.number) ++frame;
        const bool byFrame = frame != wanted.frames.end() && *frame == packet.number;
        if (byFrame ||
            (packet.flow && sides[index(*packet.flow) * std::size_t{2} + static_cast<std::size_t>(packet.side)]))
            out.push_back(static_cast<std::uint32_t>(row));
        return !stop.stop_requested();
    });
    return out;
}

std::vector<traffic::FlowId> flowsOf(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                     std::span<const table::Subject> subjects) {
    const Wanted wanted(subjects);
    std::vector<bool> sides = sidesOf(state, request, wanted, {});
    for (const std::uint64_t frame : wanted.frames) {
        if (const auto flow = flowOfFrame(state, frame))
            sides[index(*flow) * std::size_t{2}] = true;
    }
    std::vector<traffic::FlowId> flows;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        if (sides[i * 2] || sides[i * 2 + 1])
            flows.push_back(traffic::FlowId{static_cast<std::uint32_t>(i)});
    }
    std::stable_sort(flows.begin(), flows.end(), [&](traffic::FlowId one, traffic::FlowId other) {
        const auto bytes = [&](traffic::FlowId id) {
            const traffic::Flow& flow = state.flows[index(id)];
            return flow.way[0].bytes + flow.way[1].bytes;
        };
        return bytes(one) > bytes(other);
    });
    return flows;
}

std::vector<table::Subject> subjectsOf(const table::Table& table, std::span<const std::uint32_t> rows) {
    std::vector<table::Subject> out;
    out.reserve(rows.size());
    for (const std::uint32_t row : rows) out.push_back(table.subject(row));
    return out;
}

}  // namespace weir::extract
