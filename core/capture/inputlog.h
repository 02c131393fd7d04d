// SPDX-License-Identifier: GPL-3.0-or-later
// Where the readers write down what they learn of the input: CaptureInfo, and which problem is the one to tell.
#pragma once

#include <algorithm>

#include "core/capture/limits.h"
#include "core/capture/reader.h"

namespace weir::capture {

struct InputLog {
    CaptureInfo info;
    std::string currentFile;      ///< as errors name it
    std::uint64_t partStart = 0;  ///< where in it the capture begins from which offsets count
    /// What interfaces say of themselves: "EN10MB, 262144 octets, eth0"; distinct, in order, the first 1,000; not
    /// trusted.
    std::vector<std::string> interfaceTexts;
    std::size_t nameOctets = 0;    ///< of info.names
    std::size_t keyLogOctets = 0;  ///< of info.tlsKeyLogs

    void beginFile(std::string name) {
        currentFile = std::move(name);
        partStart = 0;
        m_here = Worst::nothing;
    }
    /// Reading of a file stopped. The first damage stays; it takes the place of a mere oddity.
    void damage(Error error) { note(std::move(error), Worst::damage); }
    /// Something is wrong, yet reading goes on.
    void oddity(Error error) { note(std::move(error), Worst::oddity); }
    void addLinkType(std::uint16_t linkType) {
        if (!m_linkTypes[linkType])
            info.linkTypes.push_back(linkType);
        m_linkTypes[linkType] = true;
    }
    void addInterface(std::uint16_t linkType, std::uint32_t snapLength, const std::string& name = {}) {
        addLinkType(linkType);
        if (interfaceTexts.size() < limits::interfaceTexts)
            addDistinct(interfaceTexts, linkTypeName(linkType) + ", " + std::to_string(snapLength) + " bytes" +
                                            (name.empty() ? "" : ", " + name));
    }
    template <typename T>
    static void addDistinct(std::vector<T>& to, T value) {
        if (std::find(to.begin(), to.end(), value) == to.end())
            to.push_back(std::move(value));
    }

private:
    enum class Worst : std::uint8_t { nothing, oddity, damage };
    void note(Error error, Worst what) {
        if (error.file.empty())
            error.file = currentFile;
        if (error.offset)
            *error.offset += partStart;
        if (m_here == Worst::nothing)
            info.problems.push_back(error);
        else if (what > m_here)
            info.problems.back() = error;
        m_here = std::max(m_here, what);
        if (what > m_all)
            info.problem = std::move(error);
        m_all = std::max(m_all, what);
    }
    Worst m_here = Worst::nothing;  ///< in the current file
    Worst m_all = Worst::nothing;   ///< in all
    std::vector<bool> m_linkTypes = std::vector<bool>(65'536);
};

}  // namespace weir::capture
