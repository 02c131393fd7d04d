// SPDX-License-Identifier: GPL-3.0-or-later
// Which captures a run is about, and which of them are read as one.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

/// The captures that the arguments name, with those of folders and of --captures-from. `warn` hears of folders that
/// cannot be read and of files in them that are no captures. An error where there is nothing to read.
Result<std::vector<std::string>> namedCaptures(const Arguments& arguments,
                                               const std::function<void(const std::string&)>& warn);

/// Whether a name is that of a log of Zeek, or of a folder of them; and the logs that such names mean.
bool isZeek(const std::string& path);
std::vector<std::string> logsOf(const std::vector<std::string>& paths);

/// How captures are read: `series` holds those that are read as one; each of it is a reading.
struct Readings {
    std::vector<std::vector<std::string>> series;
    bool each = false;  ///< each capture is read for itself, be it the only one that was found
    std::string said;   ///< how it was decided and by what; empty where nothing was to be decided
};
/// Logs of Zeek are read apart from captures: a folder of them is one recording, and so are those named one by one.
/// Files named one by one keep their order unless --series puts them in the order of their times.
Readings readingsOf(const Arguments& arguments, const std::vector<std::string>& captures);

}  // namespace weir::cli
