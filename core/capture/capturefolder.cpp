// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturefolder.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/base/text.h"
#include "core/capture/reader.h"

namespace weir::capture {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 1'000'000;

bool namedAsCapture(fs::path path) {
    const auto isOneOf = [](const std::string& text, auto names) {
        return std::any_of(names.begin(), names.end(), [&](const char* name) { return sameButCase(text, name); });
    };
    if (isOneOf(path.extension().string(), std::array{".gz", ".zst", ".lz4"}))
        path = path.stem();
    // Rotated files have a number behind: tcpdump's -C makes day.pcap1, day.pcap2
    std::string extension = path.extension().string();
    while (!extension.empty() && extension.back() >= '0' && extension.back() <= '9') extension.pop_back();
    return isOneOf(extension, std::array{".pcap", ".pcapng", ".cap", ".dmp", ".ntar"});
}

bool isCapture(const fs::path& path) {
    return namedAsCapture(path) || Reader::open({path.string()}, {.keepSpool = false, .batchBytes = 4096}).ok();
}

}  // namespace

CapturesInFolder capturesInFolder(const std::string& folder) {
    CapturesInFolder out;
    std::vector<fs::path> folders{folder};
    while (!folders.empty()) {
        const fs::path here = std::move(folders.back());
        folders.pop_back();
        std::error_code failure;
        fs::directory_iterator entries(here, failure);
        for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
            const fs::path& path = entries->path();
            std::error_code ignored;
            if (path.filename().string().starts_with('.'))
                continue;
            if (entries->is_directory(ignored) && !entries->is_symlink(ignored))
                folders.push_back(path);
            else if (entries->is_regular_file(ignored) && out.captures.size() + out.others.size() < mostFiles)
                (isCapture(path) ? out.captures : out.others).push_back(path.string());
        }
        if (failure)
            out.problems.push_back({failure.message(), here.string()});
    }
    std::sort(out.captures.begin(), out.captures.end());
    std::sort(out.others.begin(), out.others.end());
    return out;
}

}  // namespace weir::capture
