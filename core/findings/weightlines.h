// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TOML in which weights and rules are written, line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/findings/weights.h"

namespace weir::findings::lines {

std::string_view trimmed(std::string_view text);

struct Line {
    std::string_view content;  ///< without blanks around it and without its comment
    std::string_view comment;  ///< behind the #, which counts outside quotation marks alone
};
/// The line at `at`, which is moved behind it.
Line next(std::string_view text, std::size_t& at);

/// From 0 to 1e12.
std::optional<double> number(std::string_view text);
/// The shortest text that `number` reads as exactly this.
std::string numberText(double value);
/// What stands between quotation marks, \" and \\ resolved.
std::optional<std::string> text(std::string_view value);
std::optional<EvidenceClass> evidenceClass(std::string_view text);
/// A file's contents, at most 1 MiB of them.
Result<std::string> load(const std::string& path);

}  // namespace weir::findings::lines
