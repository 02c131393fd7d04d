// SPDX-License-Identifier: GPL-3.0-or-later
// From captures to everything that is known of them: the one entry for the command line and the window.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/traffic/snapshot.h"

namespace weir::engine {

/// `jobs`, or as many as the machine has cores where it is 0.
unsigned jobsOf(const traffic::Options& options);

struct Callbacks {
    std::function<void(const traffic::Progress&)> progress;  ///< about ten times a second, on the analysing thread
    std::function<void(traffic::Snapshot)>
        snapshot;  ///< about twice a second (less often when copying takes long); may be empty
};

/// Reads all of the captures and returns the final state. Blocks; callbacks come on the calling thread. Damage is in
/// the state (`captureInfo(state).problem`, and what each file has in `problems`), not an error; an Error means that
/// none of the captures could be read or that an option is wrong. When `stop` is asked the state read so far is
/// returned, marked as partial, within 200 ms.
Result<traffic::Snapshot> analyze(std::vector<std::string> paths, const traffic::Options& options,
                                  const Callbacks& callbacks = {}, std::stop_token stop = {});

}  // namespace weir::engine
