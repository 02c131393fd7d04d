// SPDX-License-Identifier: GPL-3.0-or-later
// The captures in a folder.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace weir::capture {

struct CapturesInFolder {
    std::vector<std::string> captures;  ///< by their names; also what has a capture's name and is none
    std::vector<std::string> others;    ///< files that are no captures
    std::vector<Error> problems;        ///< folders that cannot be read
};

/// Regular files in the folder and those below it, each once: a file is a capture by its first octets or its name
/// (`.pcap`, `.pcapng`, `.cap`, `.dmp`, `.ntar`, with `.gz`, `.zst` or `.lz4` behind). Links to folders are not
/// followed, and names that begin with a dot are passed over. Bounded: a million files.
CapturesInFolder capturesInFolder(const std::string& folder);

}  // namespace weir::capture
