// SPDX-License-Identifier: GPL-3.0-or-later
// Whether several captures are pieces of one recording. Read as one, pieces give exact tables, while unrelated captures
// lend each other evidence: an address that only one of them asked for would count as asked for in all.
#pragma once

#include <span>

#include "core/capture/filehead.h"

namespace weir::capture {

struct SeriesVerdict {
    bool series = true;
    std::string why;  ///< "they follow each other in time", "b.pcap begins before a.pcap ends"
};

/// Pieces of one recording follow each other: each begins when the one before it has ended, and not much later (five
/// minutes, or as long as the longest of them); and the same interfaces wrote them. Files that cannot be read or have
/// no packets say nothing; standard input belongs to nothing.
SeriesVerdict judgeSeries(std::vector<FileHead> files);

/// By the times of their first packets; those without any come last, in the order in which they are.
void orderByTime(std::vector<FileHead>& files);

}  // namespace weir::capture
