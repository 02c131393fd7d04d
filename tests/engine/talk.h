// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP conversation line by line, some of which the capture lost, cut, copied or holds in another order.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/analyzed.h"

namespace weir::test {

class Talk {
public:
    explicit Talk(std::uint16_t port, std::uint16_t clientPort = 40000, std::int64_t time = 1'700'000'000'000'000'000)
        : m_conversation("10.0.0.1", clientPort, "93.184.216.34", port, time) {
        m_conversation.handshake();
    }
    /// One segment of the client or the server; the other side acknowledges it with its next words.
    Talk& c(std::string_view text) { return say(true, text); }
    Talk& s(std::string_view text) { return say(false, text); }
    /// The last segment is not in the capture.
    Talk& lost() {
        m_segments.back().frames = 0;
        return *this;
    }
    /// Of the last segment only so many octets of payload were captured.
    Talk& cutTo(std::size_t payload) {
        TestFrame& frame = m_segments.back().frame;
        frame.original = static_cast<std::uint32_t>(frame.octets.size());
        frame.octets.resize(frame.octets.size() - m_segments.back().payload + payload);
        return *this;
    }
    /// The last segment was captured twice, 20 microseconds apart.
    Talk& copied() {
        m_segments.back().frames = 2;
        return *this;
    }
    /// The last two segments are in the capture the other way round.
    Talk& swapped() {
        std::swap(m_segments[m_segments.size() - 1].frame.octets, m_segments[m_segments.size() - 2].frame.octets);
        return *this;
    }
    std::vector<TestFrame> frames() {
        const std::vector<TestFrame> opening(m_conversation.frames().begin(), m_conversation.frames().begin() + 3);
        std::vector<TestFrame> out = opening;
        for (const Segment& segment : m_segments) {
            TestFrame frame = segment.frame;
            for (int i = 0; i < segment.frames; ++i, frame.time += 20'000) out.push_back(frame);
        }
        TcpConversation ended = m_conversation;
        ended.finish();
        for (std::size_t i = m_conversation.frames().size(); i < ended.frames().size(); ++i)
            out.push_back(ended.frames()[i]);
        return out;
    }

private:
    struct Segment {
        TestFrame frame;
        std::size_t payload = 0;
        int frames = 1;
    };
    Talk& say(bool client, std::string_view text) {
        const std::size_t before = m_conversation.frames().size();
        if (client)
            m_conversation.clientSends(octets(text), 65000);
        else
            m_conversation.serverSends(octets(text), 65000);
        m_segments.push_back({m_conversation.frames()[before], text.size()});
        return *this;
    }
    TcpConversation m_conversation;
    std::vector<Segment> m_segments;
};

}  // namespace weir::test
