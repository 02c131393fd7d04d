// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/pipeline.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <new>
#include <thread>

#include "core/dissect/dissector.h"

namespace weir::analysis {
namespace {

const char* outOfMemory = "out of memory; what was read before is shown";

}  // namespace

Pipeline::Pipeline(capture::Reader& reader, Collector& collector, const Options& options,
                   const capture::BpfFilter* filter)
    : m_reader(reader), m_collector(collector), m_options(options), m_filter(filter) {}

capture::CaptureInfo Pipeline::info() const {
    const std::lock_guard lock(m_readerMutex);
    return m_reader.info();
}

void Pipeline::dissectWork(Work& work, capture::BpfFilter* filter) const {
    work.chosen.clear();
    work.records.clear();
    work.hashes.clear();
    const auto& frames = work.batch.frames;
    for (std::uint32_t i = 0; i < frames.size(); ++i) {
        if (filter && !filter->matches(frames[i]))
            continue;
        work.chosen.push_back(i);
        work.records.push_back(dissect::dissect(frames[i], m_options.inner));
        const dissect::PacketRecord& record = work.records.back();
        work.hashes.push_back(record.verdict == dissect::Verdict::ip ? m_collector.flowTable().hash(record) : 0);
    }
}

std::optional<Error> Pipeline::run(unsigned jobs, const std::function<bool(std::uint64_t)>& between) {
    try {
        return jobs <= 1 ? runAlone(between) : runTogether(jobs, between);
    } catch (const std::bad_alloc&) {
        return Error{outOfMemory};
    }
}

std::optional<Error> Pipeline::runAlone(const std::function<bool(std::uint64_t)>& between) {
    Work work;
    std::optional<capture::BpfFilter> filter;
    if (m_filter)
        filter = m_filter->clone();
    while (m_reader.next(work.batch)) {
        dissectWork(work, filter ? &*filter : nullptr);
        m_collector.collect(work);
        if (!between(work.batch.bytesDone))
            break;
    }
    return {};
}

std::optional<Error> Pipeline::runTogether(unsigned jobs, const std::function<bool(std::uint64_t)>& between) {
    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<std::unique_ptr<Work>> free;
        std::map<std::uint64_t, std::unique_ptr<Work>> ready;
        std::uint64_t nextTicket = 0;  ///< guarded by the reader's mutex
        std::uint64_t endTicket = UINT64_MAX;
        bool stopping = false;
        std::exception_ptr failure;
    } shared;
    const unsigned helpers = jobs - 1;
    for (unsigned i = 0; i < helpers * 2 + 1; ++i) shared.free.push_back(std::make_unique<Work>());

    const auto help = [&](capture::BpfFilter* filter) {
        while (true) {
            std::unique_ptr<Work> work;
            {
                std::unique_lock lock(shared.mutex);
                shared.changed.wait(lock, [&] { return shared.stopping || !shared.free.empty(); });
                if (shared.stopping)
                    return;
                work = std::move(shared.free.back());
                shared.free.pop_back();
            }
            std::uint64_t ticket = 0;
            bool more = false;
            {
                const std::lock_guard lock(m_readerMutex);
                more = m_reader.next(work->batch);
                ticket = more ? shared.nextTicket++ : shared.nextTicket;
            }
            if (more)
                dissectWork(*work, filter);
            const std::lock_guard lock(shared.mutex);
            if (more) {
                shared.ready.emplace(ticket, std::move(work));
            } else {
                shared.endTicket = ticket;
                shared.stopping = true;
            }
            shared.changed.notify_all();
            if (!more)
                return;
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < helpers; ++i) {
        threads.emplace_back([&] {
            try {
                std::optional<capture::BpfFilter> filter;
                if (m_filter)
                    filter = m_filter->clone();
                help(filter ? &*filter : nullptr);
            } catch (...) {
                const std::lock_guard lock(shared.mutex);
                shared.failure = std::current_exception();
                shared.stopping = true;
                shared.changed.notify_all();
            }
        });
    }

    std::optional<Error> error;
    try {
        for (std::uint64_t ticket = 0;; ++ticket) {
            std::unique_ptr<Work> work;
            {
                std::unique_lock lock(shared.mutex);
                shared.changed.wait(lock, [&] {
                    return shared.ready.contains(ticket) || ticket >= shared.endTicket || shared.failure;
                });
                if (const auto found = shared.ready.find(ticket); found != shared.ready.end()) {
                    work = std::move(found->second);
                    shared.ready.erase(found);
                } else {
                    break;
                }
            }
            m_collector.collect(*work);
            const bool goOn = between(work->batch.bytesDone);
            const std::lock_guard lock(shared.mutex);
            if (!goOn)
                break;
            shared.free.push_back(std::move(work));
            shared.changed.notify_all();
        }
    } catch (const std::bad_alloc&) {
        error = Error{outOfMemory};
    }
    {
        const std::lock_guard lock(shared.mutex);
        shared.stopping = true;
        if (shared.failure && !error)
            error = Error{outOfMemory};
        shared.changed.notify_all();
    }
    return error;
}

}  // namespace weir::analysis
