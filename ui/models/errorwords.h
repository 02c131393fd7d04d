// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of the core in the words of the window's language.
#pragma once

#include <QString>

#include "core/base/error.h"

namespace weir::models {

/// The sentence translated, with its arguments made harmless; without file and offset. Arguments that are sentences
/// themselves are translated, too.
QString sentence(const Error& error);

/// "file: sentence (at offset N)", leaving out what is not known.
QString wholeSentence(const Error& error);

}  // namespace weir::models
