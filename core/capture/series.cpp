// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/series.h"

#include <algorithm>

namespace weir::capture {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t usualPause = 300 * second;

/// "10 days", "3 hours", "7 minutes", "42 seconds"
std::string durationText(std::int64_t nanoseconds) {
    const std::int64_t seconds = nanoseconds / second;
    const auto counted = [](std::int64_t count, const char* unit) {
        return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
    };
    return seconds >= 172'800 ? counted(seconds / 86'400, "day")
           : seconds >= 7'200 ? counted(seconds / 3'600, "hour")
           : seconds >= 120   ? counted(seconds / 60, "minute")
                              : counted(seconds, "second");
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out.append(out.empty() ? "" : "; ").append(text);
    return out;
}

std::int64_t duration(const FileHead& file) { return *file.last - *file.first; }

/// Why the second is no continuation of the first; nothing where it may be.
std::optional<std::string> parted(const FileHead& one, const FileHead& next, std::int64_t longestPause) {
    // Interfaces hand their packets on a little out of order, even over the border of two files.
    const std::int64_t tolerance = std::min(second, std::min(duration(one), duration(next)) / 10);
    if (*next.first < *one.last - tolerance || *next.last < *one.last)
        return next.path + " begins before " + one.path + " ends";
    if (const std::int64_t pause = *next.first - *one.last; pause > longestPause)
        return next.path + " begins " + durationText(pause) + " after " + one.path + " ended";
    if (one.interfaces != next.interfaces)
        return next.path + " was written by other interfaces (" + joined(next.interfaces) + ") than " + one.path +
               " (" + joined(one.interfaces) + ")";
    return std::nullopt;
}

}  // namespace

void orderByTime(std::vector<FileHead>& files) {
    std::stable_sort(files.begin(), files.end(), [](const FileHead& a, const FileHead& b) {
        return a.first.value_or(INT64_MAX) < b.first.value_or(INT64_MAX);
    });
}

SeriesVerdict judgeSeries(std::vector<FileHead> files) {
    for (const FileHead& file : files) {
        if (file.path == "-" && files.size() > 1)
            return {false, "standard input can be read only once, so that nothing is known of when it was recorded"};
    }
    std::erase_if(files, [](const FileHead& file) { return !file.first || !file.last; });
    orderByTime(files);
    std::int64_t longestPause = usualPause;
    for (const FileHead& file : files) longestPause = std::max(longestPause, duration(file));
    for (std::size_t i = 1; i < files.size(); ++i) {
        if (auto why = parted(files[i - 1], files[i], longestPause))
            return {false, std::move(*why)};
    }
    return {true, "they follow each other in time and were written by the same interfaces"};
}

}  // namespace weir::capture
