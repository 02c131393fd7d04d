// SPDX-License-Identifier: GPL-3.0-or-later
// Several threads read and dissect; one collects, in file order.
#pragma once

#include <functional>

#include "core/analysis/collector.h"
#include "core/capture/bpffilter.h"

namespace weir::analysis {

/// Reads all that the reader has. `jobs` is how many threads share the work, this one included: with one job everything
/// happens here; with more, the others take turns at the reader and dissect, while this one collects. Batches are
/// collected in the order they were read, so the result is the same for every number of jobs.
class Pipeline {
public:
    Pipeline(capture::Reader& reader, Collector& collector, const Options& options, const capture::BpfFilter* filter);

    /// `between` is called on this thread after every batch with the octets consumed so far; false ends the run.
    /// Returns what went wrong apart from the file (out of memory), if anything.
    std::optional<Error> run(unsigned jobs, const std::function<bool(std::uint64_t bytesDone)>& between);

    /// The reader's info, copied while nobody reads.
    capture::CaptureInfo info() const;

private:
    void dissectWork(Work& work, capture::BpfFilter* filter) const;
    std::optional<Error> runAlone(const std::function<bool(std::uint64_t)>& between);
    std::optional<Error> runTogether(unsigned jobs, const std::function<bool(std::uint64_t)>& between);

    capture::Reader& m_reader;
    Collector& m_collector;
    const Options& m_options;
    const capture::BpfFilter* m_filter;
    mutable std::mutex m_readerMutex;
};

}  // namespace weir::analysis
