// SPDX-License-Identifier: GPL-3.0-or-later
// libpcap capture filters over frames: the only door to pcap_compile.
#pragma once

#include <memory>

#include "core/base/frame.h"
#include "core/base/result.h"

namespace weir::capture {

/// A capture filter in libpcap's language (pcap-filter(7)), compiled once for each link type it meets.
/// Copies share nothing that changes: make one for each thread.
class BpfFilter {
public:
    /// Checks the text against Ethernet first, then raw IP, so that a typing error is found before any file is read.
    static Result<BpfFilter> compile(std::string text);
    BpfFilter(BpfFilter&&) noexcept;
    BpfFilter& operator=(BpfFilter&&) noexcept;
    ~BpfFilter();
    BpfFilter clone() const;

    /// False also where libpcap cannot compile the text for the frame's link type.
    bool matches(const Frame& frame);

private:
    struct Programs;
    explicit BpfFilter(std::string text);
    std::string m_text;
    std::unique_ptr<Programs> m_programs;
};

}  // namespace weir::capture
