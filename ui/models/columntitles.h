// SPDX-License-Identifier: GPL-3.0-or-later
// The titles of columns in the language of the windows: the core knows only their names, which files and filters keep.
#pragma once

#include <QString>

namespace weir::models {

/// The title in the user's language; as it is where it has no translation.
QString translatedTitle(const QString& title);
/// Whether translators get to see this title.
bool isKnownTitle(const QString& title);

}  // namespace weir::models
