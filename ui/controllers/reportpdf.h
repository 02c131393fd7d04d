// SPDX-License-Identifier: GPL-3.0-or-later
// A report's page as PDF.
#pragma once

#include <string>

namespace weir::controllers {

/// Lays out what handover::reportHtml gave on A4. Its charts become pictures, since Qt's documents draw no SVG; nothing
/// is loaded from anywhere. Blocks; not bound to the window's thread.
std::string reportPdf(const std::string& html);

}  // namespace weir::controllers
