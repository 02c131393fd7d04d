// SPDX-License-Identifier: GPL-3.0-or-later
// From captures to everything that is known of them: the one entry for the command line and the window.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/capture/reader.h"

namespace weir::analysis {

struct Options {
    bool inner = false;            ///< count by the innermost IP header
    std::string captureFilter;     ///< libpcap filter text; empty lets all through
    std::string publicSuffixList;  ///< a newer list than the system's; empty: the system's
    unsigned jobs = 0;  ///< analysis threads; 0: as many as the machine has cores. Results never depend on it
};

/// `jobs`, or as many as the machine has cores where it is 0.
unsigned jobsOf(const Options& options);

/// How far reading has come.
struct Progress {
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;  ///< 0 where not known
    std::uint64_t frames = 0;
};

/// Everything known of the capture so far. Immutable once handed out; shared between threads freely.
/// Its parts are read through makeTable (tables.h), packetDetail (later layers) and the members of state.h.
class State;
using Snapshot = std::shared_ptr<const State>;

struct Callbacks {
    std::function<void(const Progress&)> progress;  ///< about ten times a second, on the analysing thread
    std::function<void(Snapshot)>
        snapshot;  ///< about twice a second (less often when copying takes long); may be empty
};

/// Reads all of the captures and returns the final state. Blocks; callbacks come on the calling thread. Damage is in
/// the state (`captureInfo(state).problem`), not an error; an Error means that nothing could be read or that an option
/// is wrong. When `stop` is asked the state read so far is returned, marked as partial, within 200 ms.
Result<Snapshot> analyze(std::vector<std::string> paths, const Options& options, const Callbacks& callbacks = {},
                         std::stop_token stop = {});

const capture::CaptureInfo& captureInfo(const State& state);
std::shared_ptr<const capture::FrameStore> frameStore(const State& state);  ///< null where nothing can be read again
Progress progressOf(const State& state);
bool isPartial(const State& state);  ///< cancelled, or a snapshot of a reading that goes on

}  // namespace weir::analysis
