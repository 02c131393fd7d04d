// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/captures.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "core/capture/capturefolder.h"
#include "core/capture/series.h"
#include "core/zeek/logfile.h"

namespace weir::cli {
namespace {

constexpr std::size_t mostListOctets = std::size_t{256} << 20;

/// The names in the file of --captures-from: separated by NUL if there is any, else by newlines.
Result<std::vector<std::string>> namesFrom(const std::string& path) {
    const bool standardInput = path == "-";
    std::FILE* const file = standardInput ? stdin : std::fopen(path.c_str(), "rbe");
    const std::string name = standardInput ? "standard input" : path;
    if (file == nullptr)
        return Error{std::generic_category().message(errno), name};
    std::string text;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
        text.append(buffer, count);
        if (text.size() > mostListOctets)
            break;
    }
    const bool failed = std::ferror(file) != 0;
    const int reason = errno;
    if (!standardInput)
        std::fclose(file);
    if (failed)
        return Error{std::generic_category().message(reason), name};
    if (text.size() > mostListOctets)
        return Error{"is too long for a list of captures", name};
    const char separator = text.find('\0') != std::string::npos ? '\0' : '\n';
    std::vector<std::string> names;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        std::string one = text.substr(at, end - at);
        if (separator == '\n' && one.ends_with('\r'))
            one.pop_back();
        if (!one.empty())
            names.push_back(std::move(one));
        at = end + 1;
    }
    if (names.empty())
        return Error{"names no capture", name};
    return names;
}

/// "3 files are no captures: a.txt, b.txt, c.txt"
std::string otherFiles(const std::string& folder, const std::vector<std::string>& others) {
    constexpr std::size_t shown = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(shown, others.size()); ++i)
        names += (i == 0 ? "" : ", ") + std::filesystem::path(others[i]).filename().string();
    return folder + ": " + std::to_string(others.size()) +
           (others.size() == 1 ? " file is no capture: " : " files are no captures: ") + names +
           (others.size() > shown ? ", …" : "");
}

}  // namespace

Result<std::vector<std::string>> namedCaptures(const Arguments& arguments,
                                               const std::function<void(const std::string&)>& warn) {
    std::vector<std::string> given = arguments.captures;
    if (!arguments.capturesFrom.empty()) {
        auto names = namesFrom(arguments.capturesFrom);
        if (!names)
            return names.error();
        given.insert(given.end(), names.value().begin(), names.value().end());
    }
    std::vector<std::string> out;
    std::string folders;
    for (const std::string& path : given) {
        std::error_code failure;
        if (!std::filesystem::is_directory(path, failure) || isZeek(path)) {
            out.push_back(path);
            continue;
        }
        folders += (folders.empty() ? "" : ", ") + path;
        capture::CapturesInFolder found = capture::capturesInFolder(path);
        for (const Error& problem : found.problems) warn(problem.toString());
        if (!found.others.empty())
            warn(otherFiles(path, found.others));
        out.insert(out.end(), found.captures.begin(), found.captures.end());
    }
    if (out.empty())
        return Error{"no captures are in it", folders};
    return out;
}

bool isZeek(const std::string& path) {
    std::error_code failure;
    return std::filesystem::is_directory(path, failure) ? !zeek::logsInFolder(path).empty() : zeek::isLogFile(path);
}

std::vector<std::string> logsOf(const std::vector<std::string>& paths) {
    std::vector<std::string> out;
    for (const std::string& path : paths) {
        std::error_code failure;
        if (std::filesystem::is_directory(path, failure)) {
            const std::vector<std::string> inside = zeek::logsInFolder(path);
            out.insert(out.end(), inside.begin(), inside.end());
        } else {
            out.push_back(path);
        }
    }
    return out;
}

namespace {

Readings readingsOfCaptures(const Arguments& arguments, const std::vector<std::string>& captures) {
    Readings out;
    const auto readEach = [&] {
        out.each = true;
        for (const std::string& path : captures) out.series.push_back({path});
    };
    if (arguments.several == Several::each) {
        readEach();
        return out;
    }
    if (captures.size() == 1) {
        out.series.push_back(captures);
        return out;
    }
    std::vector<capture::FileHead> heads;
    for (const std::string& path : captures) heads.push_back(capture::readFileHead(path));
    const std::string count = std::to_string(captures.size()) + " captures are read ";
    if (arguments.several == Several::decide) {
        const capture::SeriesVerdict verdict = capture::judgeSeries(heads);
        if (!verdict.series) {
            readEach();
            out.said = count + "each for itself: " + verdict.why + "; --series reads them as one";
            return out;
        }
        out.said = count + "as one: " + verdict.why + "; --each reads each for itself";
    }
    std::vector<capture::FileHead> ordered = heads;
    capture::orderByTime(ordered);
    const bool inOrder = std::equal(heads.begin(), heads.end(), ordered.begin(),
                                    [](const auto& a, const auto& b) { return a.path == b.path; });
    // Who names files one by one has said an order, by which frames are numbered.
    const bool givenOrder =
        arguments.several == Several::decide && arguments.capturesFrom.empty() && captures == arguments.captures;
    if (!inOrder)
        out.said += (out.said.empty() ? "the captures are read in the order of their times"
                     : givenOrder ? "; they are read in the order given, which is not that of their times: --series "
                                    "puts them in order"
                                  : "; in the order of their times");
    out.series.emplace_back();
    for (const capture::FileHead& head : givenOrder ? heads : ordered) out.series.back().push_back(head.path);
    return out;
}

}  // namespace

Readings readingsOf(const Arguments& arguments, const std::vector<std::string>& captures) {
    std::vector<std::string> packets, logs;
    std::vector<std::vector<std::string>> folders;
    for (const std::string& path : captures) {
        std::error_code failure;
        if (!isZeek(path))
            packets.push_back(path);
        else if (std::filesystem::is_directory(path, failure))
            folders.push_back({path});
        else
            logs.push_back(path);
    }
    if (logs.empty() && folders.empty())
        return readingsOfCaptures(arguments, captures);
    Readings out;
    if (!packets.empty())
        out = readingsOfCaptures(arguments, packets);
    if (!logs.empty())
        out.series.push_back(std::move(logs));
    out.series.insert(out.series.end(), folders.begin(), folders.end());
    out.each = out.each || out.series.size() > 1 || arguments.several == Several::each;
    return out;
}

}  // namespace weir::cli
