// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/reportwords.h"

namespace weir::handover {

std::string ReportWords::operator()(const char* text, std::initializer_list<std::string_view> values) const {
    const std::string pattern = in("weir::handover::Report", text);
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t number = pattern[i] == '%' && i + 1 < pattern.size() ? pattern[i + 1] - std::size_t{'1'} : 9;
        if (number < values.size()) {
            out += values.begin()[number];
            ++i;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

std::string ReportWords::in(const char* context, const std::string& text) const {
    return m_translate ? m_translate(context, text.c_str()) : text;
}

}  // namespace weir::handover
