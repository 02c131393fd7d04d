// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a whole input into values that a test can compare.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/capture/reader.h"
#include "support/capturebuilder.h"

namespace weir::test {

struct Packet {
    std::int64_t time = 0;
    std::uint32_t original = 0;
    std::uint16_t linkType = 0;
    std::uint16_t flags = 0;
    Octets data;
    bool operator==(const Packet&) const = default;
};

struct Contents {
    std::vector<Packet> packets;
    std::vector<std::uint64_t> positions;
    capture::CaptureInfo info;
    std::optional<Error> openError;

    std::string problem() const {
        return openError ? openError->toString() : info.problem ? info.problem->text() : std::string();
    }
    /// As users read them, one after the other.
    std::vector<std::string> problems() const {
        std::vector<std::string> out;
        for (const Error& problem : info.problems) out.push_back(problem.toString());
        return out;
    }
    std::optional<std::uint64_t> problemOffset() const { return info.problem ? info.problem->offset : std::nullopt; }
};

inline Contents readAll(const std::vector<std::string>& paths, capture::OpenOptions options = {}) {
    Contents contents;
    auto reader = capture::Reader::open(paths, options);
    if (!reader) {
        contents.openError = reader.error();
        return contents;
    }
    capture::Batch batch;
    while (reader.value()->next(batch)) {
        EXPECT_EQ(batch.firstNumber, contents.packets.size() + 1);
        for (const Frame& frame : batch.frames) {
            contents.packets.push_back({frame.time, frame.original, frame.linkType, frame.flags,
                                        Octets(frame.data, frame.data + frame.captured)});
            contents.positions.push_back(frame.position);
        }
    }
    EXPECT_TRUE(batch.frames.empty());
    EXPECT_FALSE(reader.value()->next(batch)) << "the end must stay the end";
    contents.info = reader.value()->info();
    return contents;
}

inline Contents readOctets(const Octets& octets, capture::OpenOptions options = {}) {
    const TemporaryFile file(octets);
    return readAll({file.path()}, options);
}

}  // namespace weir::test
