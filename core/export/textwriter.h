// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as lines of text whose columns stand below each other.
#pragma once

#include "core/export/writer.h"

namespace weir::exporting {

/// As `write` with Format::text. Walks over the rows twice, once to measure: the text may be larger than memory.
bool writeText(const Selection& selection, const Sink& sink, const std::stop_token& stop);

/// The same for a terminal that shows `width` characters in a line: the widest columns of text are cut, with … at the
/// end of a cell, and where that is not enough columns are left out: those without any value, then the last ones.
/// `leftOut` gets the names of the last ones. Numbers, times and addresses are never cut, unless one alone is wider
/// than the line.
bool writeFittedText(const Selection& selection, std::size_t width, const Sink& sink,
                     std::vector<std::string>& leftOut);

}  // namespace weir::exporting
