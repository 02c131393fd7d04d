// SPDX-License-Identifier: GPL-3.0-or-later
// What tshark and capinfos say of a capture, for tests that want another opinion.
#pragma once

#include <string>
#include <vector>

namespace weir::test {

/// Standard output of a shell command; its standard error is lost.
std::string outputOf(const std::string& command);
std::string shellQuoted(const std::string& text);
bool hasTshark();

/// One row for each frame: the first occurrence of each field, empty where there is none. `options` are tshark's own.
std::vector<std::vector<std::string>> tsharkRows(const std::string& path, const std::vector<std::string>& fields,
                                                 const std::string& options = {});

/// The whole files of the real captures that are there, of those named (paths inside the folder).
std::vector<std::string> realCaptures(const std::vector<std::string>& names);

}  // namespace weir::test
