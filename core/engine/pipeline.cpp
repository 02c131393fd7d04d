// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline.h"

#include <chrono>
#include <new>

#include "core/base/crew.h"
#include "core/dissect/dissector.h"

namespace weir::engine {
namespace {

/// This memory was last read by another core; prefetching it for writing hides the cache miss.
void askToWrite(const dissect::PacketRecord* next, std::size_t room) {
    constexpr std::size_t ahead = 8, cacheLine = 64;
    if (room <= ahead)
        return;
    const auto* const octets = reinterpret_cast<const char*>(next + ahead);
    for (std::size_t at = 0; at < sizeof *next; at += cacheLine) __builtin_prefetch(octets + at, 1);
}

}  // namespace

Pipeline::Pipeline(capture::Reader& reader, Collector& collector, ContentReader& contents,
                   const traffic::Options& options, const capture::BpfFilter* filter, std::stop_token stop)
    : m_reader(reader),
      m_collector(collector),
      m_contents(contents),
      m_options(options),
      m_filter(filter),
      m_stop(std::move(stop)) {}

capture::CaptureInfo Pipeline::info() const {
    const std::lock_guard lock(m_readerMutex);
    return m_reader.info();
}

std::shared_ptr<const capture::FrameStore> Pipeline::frames() const {
    const std::lock_guard lock(m_readerMutex);
    return m_reader.frames();
}

void Pipeline::dissectWork(PacketBatch& work, capture::BpfFilter* filter) const {
    work.chosen.clear();
    work.records.clear();
    work.hashes.clear();
    traffic::Counters counters;
    const auto& frames = work.batch.frames;
    const traffic::FlowHash hash = m_collector.flowTable().hash();
    work.records.reserve(frames.size());
    const dissect::PacketRecord blank;  // copied faster than made anew
    for (std::uint32_t i = 0; i < frames.size(); ++i) {
        if (filter && !filter->matches(frames[i]))
            continue;
        work.chosen.push_back(i);
        askToWrite(work.records.data() + work.records.size(), frames.size() - work.records.size());
        work.records.push_back(blank);
        dissect::PacketRecord& record = work.records.back();
        dissect::dissect(frames[i], m_options.inner, record);
        work.hashes.push_back(record.verdict == dissect::Verdict::ip ? hash(record) : 0);
        counters.add(frames[i], work.batch.firstNumber + i, record);
    }
    work.counters = std::move(counters);
}

Result<void> Pipeline::run(unsigned jobs, const Watcher& watcher) {
    // For each thread a batch to read into and one that waits for its turn.
    const unsigned batches = jobs <= 1 ? 1 : jobs * 2;
    for (unsigned i = 0; i < batches; ++i) m_free.push_back(std::make_unique<PacketBatch>());
    {
        Crew crew;
        for (unsigned i = 1; i < jobs; ++i) {
            if (!crew.add([this, i] { guarded([this, i] { help(i); }); }))
                break;
        }
        guarded([&] { watch(watcher); });
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_changed.notify_all();
    }
    // A run that was stopped leaves batches between the stages: what is counted is read, too, while nobody waits long.
    guarded([this] {
        const auto hurry = [this] { return outOfTime(); };
        for (const auto& [place, work] : m_reading.waiting) m_contents.read(*work, hurry);
        PacketBatch last;
        m_collector.giveUpFragments(last);
        m_contents.read(last);
    });
    return m_failure ? Result<void>(*m_failure) : Result<void>();
}

/// What is thrown ends the reading, never the program.
void Pipeline::guarded(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::bad_alloc&) {
        fail(Error::of(ErrorKind::noMemory, "out of memory; what was read before is shown"));
    } catch (const std::exception& failure) {
        fail(Error::of(ErrorKind::internal, "reading ended early: %1", {failure.what()}));
    }
}

void Pipeline::fail(Error why) {
    const std::lock_guard lock(m_mutex);
    if (!m_failure)
        m_failure = std::move(why);
    m_stopping = true;
    m_changed.notify_all();
}

/// Whether the run was stopped a while ago: what is counted is still read, but nobody waits long for it.
bool Pipeline::outOfTime() const {
    using namespace std::chrono;
    if (!m_stop.stop_requested())
        return false;
    const std::int64_t now = steady_clock::now().time_since_epoch().count();
    std::int64_t none = 0;
    m_deadline.compare_exchange_strong(none, now + nanoseconds(milliseconds(100)).count());
    return now >= m_deadline.load();
}

bool Pipeline::finished() const {
    return m_stopping || (m_ended && m_readers == 0 && m_collecting.waiting.empty() && !m_collecting.busy &&
                          m_reading.waiting.empty() && !m_reading.busy);
}

/// A batch stays in the cache of the processor that read it: a thread rather goes on with what it began. Nobody waits
/// where there is anything to do.
Pipeline::Step Pipeline::choose(unsigned thread) const {
    if (!m_pausing && m_collecting.readyFor(thread))
        return Step::collect;
    if (!m_pausing && m_reading.readyFor(thread))
        return Step::contents;
    if (!m_ended && !m_free.empty())
        return Step::read;
    if (m_pausing)
        return Step::none;
    if (m_collecting.ready())
        return Step::collect;
    return m_reading.ready() ? Step::contents : Step::none;
}

void Pipeline::help(unsigned thread) {
    auto filter = m_filter ? std::optional(m_filter->clone()) : std::nullopt;
    std::unique_lock lock(m_mutex);
    while (takeStep(lock, filter ? &*filter : nullptr, thread)) {
    }
}

void Pipeline::watch(const Watcher& watcher) {
    auto filter = m_filter ? std::optional(m_filter->clone()) : std::nullopt;
    std::unique_lock lock(m_mutex);
    while (takeStep(lock, filter ? &*filter : nullptr, 0)) {
        const bool due = watcher.snapshotDue && watcher.snapshotDue();
        if (due) {
            m_pausing = true;
            m_changed.wait(lock, [this] { return m_stopping || (!m_collecting.busy && !m_reading.busy); });
            if (m_stopping)
                return;
        }
        const ReadProgress flowed = m_flowed;
        lock.unlock();
        if (due)
            watcher.snapshot(flowed);
        const bool keepGoing = watcher.keepGoing(flowed);
        lock.lock();
        m_pausing = false;
        m_stopping = m_stopping || !keepGoing;
        m_changed.notify_all();
    }
}

/// Waits for a step that nobody has taken and takes it; false once there will be none.
bool Pipeline::takeStep(std::unique_lock<std::mutex>& lock, capture::BpfFilter* filter, unsigned thread) {
    m_changed.wait(lock, [&] { return finished() || choose(thread) != Step::none; });
    if (finished())
        return false;
    const Step step = choose(thread);
    if (step == Step::read) {
        readBatch(lock, filter, thread);
    } else if (step == Step::collect) {
        const std::uint64_t place = m_collecting.next;
        auto work = pass(m_collecting, lock, [this](PacketBatch& batch) { m_collector.collect(batch); });
        m_flowed = {work->batch.bytesDone, m_collector.frames()};
        m_reading.waiting.emplace(place, std::move(work));
    } else {
        m_free.push_back(pass(m_reading, lock,
                              [this](PacketBatch& batch) { m_contents.read(batch, [this] { return outOfTime(); }); }));
    }
    m_changed.notify_all();
    return true;
}

void Pipeline::readBatch(std::unique_lock<std::mutex>& lock, capture::BpfFilter* filter, unsigned thread) {
    std::unique_ptr<PacketBatch> work = std::move(m_free.back());
    m_free.pop_back();
    work->reader = thread;
    ++m_readers;
    lock.unlock();
    std::uint64_t place = 0;
    bool more = false;
    {
        const std::lock_guard reading(m_readerMutex);
        more = m_reader.next(work->batch);
        place = m_batches;
        m_batches += more;
    }
    if (more)
        dissectWork(*work, filter);
    lock.lock();
    --m_readers;
    if (more) {
        m_collecting.waiting.emplace(place, std::move(work));
    } else {
        m_ended = true;
        m_free.push_back(std::move(work));
    }
}

/// Does a stage's work on its next batch, without the lock.
std::unique_ptr<PacketBatch> Pipeline::pass(Stage& stage, std::unique_lock<std::mutex>& lock,
                                            const std::function<void(PacketBatch&)>& work) {
    std::unique_ptr<PacketBatch> batch = std::move(stage.waiting.begin()->second);
    stage.waiting.erase(stage.waiting.begin());
    stage.busy = true;
    lock.unlock();
    work(*batch);
    lock.lock();
    stage.busy = false;
    ++stage.next;
    return batch;
}

}  // namespace weir::engine
