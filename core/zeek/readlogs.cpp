// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zeek/readlogs.h"

#include <algorithm>

#include "core/zeek/logfile.h"
#include "core/zeek/logstate.h"

namespace weir::zeek {
namespace {

constexpr std::string_view format = "zeek";

/// An entry that waits for its place in the order of times.
struct Waiting {
    std::int64_t time = 0;
    std::size_t kind = 0;
    LogEntry entry;
};

constexpr std::string_view kinds[] = {"conn", "dns", "ssl", "http"};

}  // namespace

bool isOfLogs(const traffic::SnapshotData& state) {
    return !state.info.formats.empty() && state.info.formats.front() == format;
}

Result<traffic::Snapshot> readLogs(std::vector<std::string> paths, const traffic::Options& options) {
    LogState logs;
    std::vector<Waiting> waiting;
    std::vector<Error> problems;
    std::size_t read = 0;
    for (const std::string& path : paths) {
        const auto opened = LogFile::open(path);
        if (!opened) {
            problems.push_back(opened.error());
            continue;
        }
        ++read;
        LogFile& log = *opened.value();
        const auto kind = std::find(std::begin(kinds), std::end(kinds), log.kind());
        LogEntry entry;
        while ((kind != std::end(kinds) || log.kind() == "x509") && log.next(entry)) {
            if (kind == std::end(kinds))
                logs.addCertificate(entry);
            else if (const auto time = entry.time("ts"))
                waiting.push_back({*time, static_cast<std::size_t>(kind - std::begin(kinds)), std::move(entry)});
            entry = {};
        }
        if (log.problem())
            problems.push_back(*log.problem());
    }
    if (read == 0)
        return problems.empty() ? Error::of(ErrorKind::invalid, "no log given") : problems.front();
    // Of one moment, a connection comes before what was said in it.
    std::stable_sort(waiting.begin(), waiting.end(), [](const Waiting& a, const Waiting& b) {
        return a.time != b.time ? a.time < b.time : a.kind < b.kind;
    });
    for (Waiting& one : waiting) {
        switch (one.kind) {
            case 0:
                logs.addConnection(one.entry, one.time);
                break;
            case 1:
                logs.addDns(one.entry, one.time);
                break;
            case 2:
                logs.addTls(one.entry, one.time);
                break;
            default:
                logs.addHttp(one.entry, one.time);
        }
        one.entry = {};
    }
    auto suffixes = PublicSuffixes::system();
    if (!options.publicSuffixList.empty()) {
        auto loaded = PublicSuffixes::load(options.publicSuffixList);
        if (!loaded)
            return loaded.error();
        suffixes = loaded.take();
    }
    auto state = logs.finish();
    state->options = options;
    state->suffixes = std::move(suffixes);
    state->info.files = std::move(paths);
    state->info.formats = {std::string(format)};
    state->info.problems = std::move(problems);
    if (!state->info.problems.empty())
        state->info.problem = state->info.problems.front();
    state->home = traffic::inferHome(*state);
    return traffic::Snapshot(std::move(state));
}

}  // namespace weir::zeek
