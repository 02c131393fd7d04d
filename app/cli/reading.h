// SPDX-License-Identifier: GPL-3.0-or-later
// Reads captures for a run, and tells on standard error what is to be told of them.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

class CaptureReading {
public:
    explicit CaptureReading(const Arguments& arguments);

    /// One reading of these captures, in this order. `which` stands before the progress, where several come.
    Result<traffic::Snapshot> read(const std::vector<std::string>& paths, const std::string& which = {});
    /// Whose capture it is, where that was inferred; `which` names it where there are several.
    void sayHome(const traffic::Snapshot& snapshot, const std::string& which = {}) const;
    /// Every problem of every file of it.
    void sayDamage(const traffic::Snapshot& snapshot);
    bool anyDamage() const { return m_anyDamage; }

private:
    const Arguments& m_arguments;
    bool m_progress;
    bool m_anyDamage = false;
};

}  // namespace weir::cli
