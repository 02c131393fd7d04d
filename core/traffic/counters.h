// SPDX-License-Identifier: GPL-3.0-or-later
// What is counted over all frames, whatever flow they belong to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/frame.h"
#include "core/dissect/record.h"

namespace weir::traffic {

struct Counters {
    std::uint64_t frames = 0, ipv4 = 0, ipv6 = 0, nonIp = 0, malformed = 0, cutShort = 0;
    std::uint64_t bytes = 0, wireBytes = 0;
    std::int64_t firstSeen = 0, lastSeen = 0;  ///< meaningful where `timed`
    bool timed = false;
    std::vector<std::uint64_t> malformedFrames;  ///< the first hundred

    /// Counts one more frame.
    void add(const Frame& frame, std::uint64_t number, const dissect::PacketRecord& record) {
        ++frames;
        wireBytes += frame.original;
        cutShort += frame.captured < frame.original;
        if ((frame.flags & noTime) == 0)
            see(frame.time, frame.time);
        switch (record.verdict) {
            case dissect::Verdict::ip:
                ++(record.source.version == 4 ? ipv4 : ipv6);
                bytes += record.bytes;
                break;
            case dissect::Verdict::nonIp:
                ++nonIp;
                break;
            case dissect::Verdict::malformed:
                ++malformed;
                keep(number);
                break;
        }
    }
    /// Counts the frames after these.
    void add(const Counters& later) {
        frames += later.frames;
        ipv4 += later.ipv4;
        ipv6 += later.ipv6;
        nonIp += later.nonIp;
        malformed += later.malformed;
        cutShort += later.cutShort;
        bytes += later.bytes;
        wireBytes += later.wireBytes;
        if (later.timed)
            see(later.firstSeen, later.lastSeen);
        for (const std::uint64_t number : later.malformedFrames) keep(number);
    }

private:
    void see(std::int64_t first, std::int64_t last) {
        firstSeen = timed ? std::min(firstSeen, first) : first;
        lastSeen = timed ? std::max(lastSeen, last) : last;
        timed = true;
    }
    void keep(std::uint64_t number) {
        if (malformedFrames.size() < 100)
            malformedFrames.push_back(number);
    }
};

}  // namespace weir::traffic
