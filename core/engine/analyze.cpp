// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/analyze.h"

#include <chrono>
#include <thread>

#include "core/engine/decryptedreader.h"
#include "core/engine/pipeline.h"
#include "core/traffic/direction.h"
#include "core/traffic/snapshot.h"

namespace weir::engine {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Decides when it is time for a snapshot: soon after the start, then twice a second, but never so often that copying
/// takes more than a tenth of the time.
class Pace {
public:
    bool due() const { return Clock::now() >= m_next; }
    template <typename PacketBatch>
    void run(PacketBatch&& work) {
        const auto begin = Clock::now();
        work();
        const auto end = Clock::now();
        m_next = end + std::max<Clock::duration>(milliseconds(500), (end - begin) * 9);
    }

private:
    Clock::time_point m_next = Clock::now() + milliseconds(40);
};

void addProblem(capture::CaptureInfo& info, Error problem) {
    if (!info.problem)
        info.problem = problem;
    info.problems.push_back(std::move(problem));
}

/// What was left out because there was more than is kept.
void sayLeftOut(traffic::SnapshotData& state) {
    if (state.dns.abridged > 0)
        addProblem(state.info,
                   Error::of(ErrorKind::tooLarge,
                             "DNS messages with more records or text than are kept of one; the rest is left out: %1",
                             {std::to_string(state.dns.abridged)}));
    if (state.texts.leftOut() > 0)
        addProblem(state.info,
                   Error::of(ErrorKind::tooLarge, "more names and other texts than are kept; shown as …: %1",
                             {std::to_string(state.texts.leftOut())}));
}

/// What follows from all that was read so far.
void complete(traffic::SnapshotData& state, capture::CaptureInfo info,
              std::shared_ptr<const capture::FrameStore> frames, const traffic::Progress& progress) {
    for (capture::NameRecord& record : info.names) state.captureNames[record.address].push_back(std::move(record.name));
    info.names = {};  // a capture may bring many: once is enough
    info.tlsKeyLogs = {};
    state.info = std::move(info);
    state.frames = std::move(frames);
    state.progress = progress;
    sayLeftOut(state);
    traffic::applyContentDirections(state);
    state.home = traffic::inferHome(state);
}

}  // namespace

unsigned jobsOf(const traffic::Options& options) {
    return options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
}

Result<traffic::Snapshot> analyze(std::vector<std::string> paths, const traffic::Options& options,
                                  const Callbacks& callbacks, std::stop_token stop) {
    std::optional<capture::BpfFilter> filter;
    if (!options.captureFilter.empty()) {
        auto compiled = capture::BpfFilter::compile(options.captureFilter);
        if (!compiled)
            return compiled.error();
        filter = compiled.take();
    }
    std::shared_ptr<const PublicSuffixes> suffixes;
    if (options.publicSuffixList.empty()) {
        suffixes = PublicSuffixes::system();
    } else {
        auto loaded = PublicSuffixes::load(options.publicSuffixList);
        if (!loaded)
            return loaded.error();
        suffixes = loaded.take();
    }
    auto keys = readKeyLogs(options.keyLogs);
    if (!keys)
        return keys.error();
    auto opened = capture::Reader::open(std::move(paths));
    if (!opened)
        return opened.error();
    const std::unique_ptr<capture::Reader> reader = opened.take();

    Collector collector;
    ContentReader contents;
    Pipeline pipeline(*reader, collector, contents, options, filter ? &*filter : nullptr, stop);
    Pace snapshots;
    Clock::time_point nextProgress = Clock::now();
    const std::uint64_t bytesTotal = reader->info().bytesTotal;
    const auto progressOf = [&](const ReadProgress& flowed) {
        return traffic::Progress{flowed.bytesDone, bytesTotal, flowed.frames};
    };
    const auto newState = [&] {
        auto state = std::make_shared<traffic::SnapshotData>();
        state->options = options;
        state->suffixes = suffixes;
        return state;
    };
    Watcher watcher;
    watcher.keepGoing = [&](const ReadProgress& flowed) {
        if (callbacks.progress && Clock::now() >= nextProgress) {
            callbacks.progress(progressOf(flowed));
            nextProgress = Clock::now() + milliseconds(100);
        }
        return !stop.stop_requested();
    };
    if (callbacks.snapshot) {
        watcher.snapshotDue = [&] { return snapshots.due(); };
        watcher.snapshot = [&](const ReadProgress& flowed) {
            snapshots.run([&] {
                auto state = newState();
                collector.share(*state);
                contents.share(*state, collector.addresses());
                state->partial = true;
                complete(*state, pipeline.info(), pipeline.frames(), progressOf(flowed));
                callbacks.snapshot(std::move(state));
            });
        };
    }

    const std::optional<Error> failure = pipeline.run(jobsOf(options), watcher).problem();
    auto state = newState();
    contents.finish(*state, collector.addresses());
    collector.finish(*state);
    state->frames = pipeline.frames();
    for (const auto& text : pipeline.info().tlsKeyLogs) keys.value()->add(*text);
    if (!keys.value()->empty()) {
        state->keys = keys.take();
        contents.decrypt(*state, collector.addresses(), stop);
    }
    complete(*state, pipeline.info(), pipeline.frames(), progressOf(pipeline.flowed()));
    if (failure)
        addProblem(state->info, *failure);
    state->partial = stop.stop_requested();
    if (callbacks.progress)
        callbacks.progress(state->progress);
    return traffic::Snapshot(std::move(state));
}

}  // namespace weir::engine
