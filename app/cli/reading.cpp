// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "app/cli/captures.h"
#include "app/cli/console.h"
#include "core/engine/analyze.h"
#include "core/traffic/snapshot.h"
#include "core/zeek/readlogs.h"

namespace weir::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// ", 42 s left", once a few seconds say how fast it goes.
std::string leftText(double share, double seconds) {
    constexpr double firstSaid = 3, mostShown = 359'999;
    if (share <= 0.01 || share >= 1 || seconds < firstSaid)
        return {};
    const double left = std::min(seconds * (1 - share) / share, mostShown);
    const auto whole = static_cast<unsigned>(left);
    return whole < 120 ? ", " + std::to_string(whole) + " s left"
                       : ", " + std::to_string((whole + 59) / 60) + " min left";
}

}  // namespace

CaptureReading::CaptureReading(const Arguments& arguments)
    : m_arguments(arguments), m_progress(arguments.progress.value_or(isatty(STDERR_FILENO) == 1)) {}

Result<traffic::Snapshot> CaptureReading::read(const std::vector<std::string>& paths, const std::string& which) {
    engine::Callbacks callbacks;
    if (m_progress) {
        callbacks.progress = [which, begin = Clock::now()](const traffic::Progress& progress) {
            const double share = progress.bytesTotal == 0 ? 0
                                                          : static_cast<double>(progress.bytesDone) /
                                                                static_cast<double>(progress.bytesTotal);
            const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
            std::fprintf(stderr, "\r%s%llu frames, %.0f %%%s\033[K", which.c_str(),
                         static_cast<unsigned long long>(progress.frames), 100 * share,
                         leftText(share, seconds).c_str());
        };
    }
    if (!paths.empty() && isZeek(paths.front())) {
        complain(
            (paths.size() == 1 ? paths.front() + " is" : paths.front() + " and others are") +
            " of Zeek's logs, which hold no packets: what stands for a frame is the place of an entry in their order");
        return zeek::readLogs(logsOf(paths), m_arguments.analysis);
    }
    auto analyzed = engine::analyze(paths, m_arguments.analysis, callbacks);
    if (m_progress)
        std::fputs("\r\033[K", stderr);
    return analyzed;
}

void CaptureReading::sayHome(const traffic::Snapshot& snapshot, const std::string& which) const {
    if (m_arguments.table.home || m_arguments.packet || m_arguments.follow)
        return;
    if (const std::string inferred = traffic::inferredHomeText(snapshot->home); !inferred.empty())
        complain((which.empty() ? "" : which + ": ") + inferred + " (--home says otherwise)");
}

void CaptureReading::sayDamage(const traffic::Snapshot& snapshot) {
    for (const Error& problem : traffic::captureInfo(*snapshot).problems) {
        complain(problem.toString());
        m_anyDamage = true;
    }
}

}  // namespace weir::cli
