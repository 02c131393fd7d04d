// SPDX-License-Identifier: GPL-3.0-or-later
// Where the readers write down what they learn of the input: CaptureInfo, and which problem is the one to tell.
#pragma once

#include <algorithm>

#include "core/capture/reader.h"

namespace weir::capture {

struct InputLog {
    CaptureInfo info;
    std::string currentFile;  ///< as errors name it

    /// Reading of a file stopped. The first damage stays; it takes the place of a mere oddity.
    void damage(Error error) {
        if (!m_damaged)
            info.problem = named(std::move(error));
        m_damaged = true;
    }
    /// Something is wrong, yet reading goes on.
    void oddity(Error error) {
        if (!info.problem)
            info.problem = named(std::move(error));
    }
    void addLinkType(std::uint16_t linkType) {
        if (!m_linkTypes[linkType])
            info.linkTypes.push_back(linkType);
        m_linkTypes[linkType] = true;
    }
    template <typename T>
    static void addDistinct(std::vector<T>& to, T value) {
        if (std::find(to.begin(), to.end(), value) == to.end())
            to.push_back(std::move(value));
    }

private:
    Error named(Error error) const {
        if (error.file.empty())
            error.file = currentFile;
        return error;
    }
    bool m_damaged = false;
    std::vector<bool> m_linkTypes = std::vector<bool>(65'536);
};

}  // namespace weir::capture
