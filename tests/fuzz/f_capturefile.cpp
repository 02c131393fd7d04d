// SPDX-License-Identifier: GPL-3.0-or-later
// A capture file, damaged or not, gives the same frames however few octets are read at a time, and each can be read
// again from where it is said to be.
#include <algorithm>

#include "core/capture/framestore.h"
#include "core/capture/reader.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

struct Read {
    std::vector<Frame> frames;
    std::vector<std::vector<std::uint8_t>> octets;
    capture::CaptureInfo info;
    bool opened = false;
};

Read readAll(const std::string& path, std::size_t octetsAtOnce) {
    constexpr std::size_t mostFrames = 20'000;
    Read out;
    capture::OpenOptions options;
    options.batchBytes = options.leastRead = octetsAtOnce;
    options.maximumDecompressed = std::uint64_t{16} << 20;
    auto opened = capture::Reader::open({path}, options);
    if (!opened)
        return out;
    out.opened = true;
    capture::Reader& reader = *opened.value();
    capture::Batch batch;
    while (out.frames.size() < mostFrames && reader.next(batch)) {
        check(batch.firstNumber == out.frames.size() + 1, "frames are numbered one after another");
        for (const Frame& frame : batch.frames) {
            check(frame.captured <= frame.original || frame.original == 0 || frame.captured > 0, "lengths are told");
            out.frames.push_back(frame);
            out.octets.emplace_back(frame.data, frame.data + frame.captured);
        }
    }
    out.info = reader.info();
    if (const auto store = reader.frames()) {
        for (std::size_t i = 0; i < std::min<std::size_t>(out.frames.size(), 64); ++i) {
            const auto again = store->read(out.frames[i].position);
            check(again.has_value(), "a frame can be read again");
            const Bytes octets = again->frame.bytes();
            check(std::equal(octets.begin(), octets.end(), out.octets[i].begin(), out.octets[i].end()),
                  "a frame that is read again is the same");
            check(again->frame.linkType == out.frames[i].linkType, "and of the same link type");
        }
    }
    return out;
}

}  // namespace

void captureFile(Bytes input) {
    const MemoryFile file(input);
    const Read whole = readAll(file.path(), std::size_t{1} << 20);
    for (const std::size_t little : {std::size_t{1}, std::size_t{61}}) {
        if (input.size() > 20'000 && little == 1)
            continue;
        const Read cut = readAll(file.path(), little);
        check(cut.opened == whole.opened, "a file opens however it is read");
        check(cut.frames.size() == whole.frames.size(), "the number of frames depends on the file alone");
        for (std::size_t i = 0; i < whole.frames.size(); ++i) {
            const Frame &a = whole.frames[i], &b = cut.frames[i];
            check(a.time == b.time && a.linkType == b.linkType && a.original == b.original && a.flags == b.flags &&
                      a.position == b.position && whole.octets[i] == cut.octets[i],
                  "a frame is the same however the file is read");
        }
        check(cut.info.problem.has_value() == whole.info.problem.has_value(), "damage is damage however it is read");
        check(cut.info.interfaces == whole.info.interfaces && cut.info.names.size() == whole.info.names.size(),
              "what a file says of itself is the same");
    }
}

}  // namespace weir::fuzz
