// SPDX-License-Identifier: GPL-3.0-or-later
// Read and dissect, collect, read contents: three stages that any thread may take, each in file order.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

#include "core/capture/bpffilter.h"
#include "core/engine/collector.h"
#include "core/engine/contentreader.h"

namespace weir::engine {

/// How far the pipeline has come.
struct ReadProgress {
    std::uint64_t bytesDone = 0;  ///< octets of the input, as stored
    std::uint64_t frames = 0;     ///< collected
};

/// What the caller does now and then while it waits; on its own thread.
struct Watcher {
    /// After every step; false ends the run.
    std::function<bool(const ReadProgress&)> keepGoing;
    /// Whether `snapshot` should be called now; asked after every step.
    std::function<bool()> snapshotDue;
    /// Called while nobody collects or reads contents, so that both may be looked at.
    std::function<void(const ReadProgress&)> snapshot;
};

/// Reads all that the reader has. `jobs` is how many threads share the work, this one included, or fewer
/// where no more can be had. A batch is read and
/// dissected by one thread; batches are collected one after another in file order, by whoever is free, and then their
/// contents are read, one after another, too. So the result is the same for every number of jobs.
class Pipeline {
public:
    Pipeline(capture::Reader& reader, Collector& collector, ContentReader& contents, const traffic::Options& options,
             const capture::BpfFilter* filter, std::stop_token stop = {});

    /// Returns what went wrong apart from the file (out of memory, say), if anything. All that was collected has had
    /// its contents read, unless the run was stopped and that would take long. No thread is left.
    Result<void> run(unsigned jobs, const Watcher& watcher);

    /// How far it came; after `run`.
    const ReadProgress& flowed() const { return m_flowed; }
    /// What the reader knows, copied while nobody reads.
    capture::CaptureInfo info() const;
    std::shared_ptr<const capture::FrameStore> frames() const;

private:
    using Batches = std::map<std::uint64_t, std::unique_ptr<PacketBatch>>;  ///< by their place in the file
    /// A stage that takes batches in file order, one at a time.
    struct Stage {
        Batches waiting;
        std::uint64_t next = 0;
        bool busy = false;
        bool ready() const { return !busy && !waiting.empty() && waiting.begin()->first == next; }
        bool readyFor(unsigned thread) const { return ready() && waiting.begin()->second->reader == thread; }
    };
    enum class Step : std::uint8_t { none, read, collect, contents };

    void help(unsigned thread);
    void watch(const Watcher& watcher);
    void guarded(const std::function<void()>& work);
    void fail(Error why);
    void dissectWork(PacketBatch& work, capture::BpfFilter* filter) const;
    Step choose(unsigned thread) const;
    bool takeStep(std::unique_lock<std::mutex>& lock, capture::BpfFilter* filter, unsigned thread);
    void readBatch(std::unique_lock<std::mutex>& lock, capture::BpfFilter* filter, unsigned thread);
    std::unique_ptr<PacketBatch> pass(Stage& stage, std::unique_lock<std::mutex>& lock,
                                      const std::function<void(PacketBatch&)>& work);
    bool finished() const;
    bool outOfTime() const;

    capture::Reader& m_reader;
    Collector& m_collector;
    ContentReader& m_contents;
    const traffic::Options& m_options;
    const capture::BpfFilter* m_filter;
    std::stop_token m_stop;
    mutable std::atomic<std::int64_t> m_deadline{0};  ///< of the steady clock; 0 before the stop was seen

    mutable std::mutex m_readerMutex;  ///< never held together with the other
    std::uint64_t m_batches = 0;       ///< read so far; guarded by the reader's mutex

    std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<PacketBatch>> m_free;
    Stage m_collecting, m_reading;
    unsigned m_readers = 0;  ///< threads that are reading or dissecting
    bool m_ended = false;    ///< the reader has no more
    bool m_stopping = false;
    bool m_pausing = false;  ///< nobody begins to collect or to read contents: a snapshot is wanted
    ReadProgress m_flowed;
    std::optional<Error> m_failure;  ///< the first
};

}  // namespace weir::engine
