// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a capture gives a subject a reason, for the tests of every kind of reason.
#pragma once

#include "tests/support/analyzed.h"

namespace weir::test {

/// Whether the subject is among the findings of these frames with this kind of reason.
inline bool has(const std::vector<TestFrame>& frames, const std::string& subject, const std::string& kind,
                capturetables::TableRequest request = {}) {
    request.name = "findings";
    for (const std::string& row : tableRows(analyzed(frames), request, {"subject", "kind"})) {
        if (row.starts_with(subject + "|") &&
            (";" + row.substr(subject.size() + 1) + ";").find(";" + kind + ";") != std::string::npos)
            return true;
    }
    return false;
}

}  // namespace weir::test
