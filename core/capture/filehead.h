// SPDX-License-Identifier: GPL-3.0-or-later
// What the two ends of a capture file say, without reading all of it: when it was recorded, and by which interfaces.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace weir::capture {

struct FileHead {
    std::string path;
    std::vector<std::string> interfaces;  ///< what each says of itself, of those described before the packets
    std::optional<std::int64_t> first;    ///< the least time of the first packets; none where there are no packets
    std::optional<std::int64_t> last;     ///< the greatest time of the last packets
    std::optional<Error> problem;         ///< why it cannot be read at all
};

/// Reads some hundred kibibytes of each end; all of a compressed file, and of one whose last packets cannot be found
/// from its end (damaged, or joined from several). Standard input is left alone: a problem.
FileHead readFileHead(const std::string& path);

}  // namespace weir::capture
