// SPDX-License-Identifier: GPL-3.0-or-later
// The report's own sentences, in the reader's language.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace weir::handover {

/// English in, the reader's language out. Contexts are those of the window's translations.
using Translate = std::function<std::string(const char* context, const char* text)>;

/// Does not own the translator, which may be empty: then all is English.
class ReportWords {
public:
    explicit ReportWords(const Translate& translate) : m_translate(translate) {}

    /// A sentence of the report, with %1, %2, … in the place of values (as they are: escape before or after).
    std::string operator()(const char* text, std::initializer_list<std::string_view> values = {}) const;
    std::string in(const char* context, const std::string& text) const;

private:
    const Translate& m_translate;
};

}  // namespace weir::handover
