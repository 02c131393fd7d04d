// SPDX-License-Identifier: GPL-3.0-or-later
// Titles and meanings of tables and columns in the language of the windows: the core says them in English.
#pragma once

#include <QString>
#include <string_view>

namespace weir::models {

/// A title or a meaning, or the title or `about` of a table (capturetables::TableInfo), in the user's language; as it
/// is where it has no translation. Marks of code (`dns-late`) come without their quotes.
QString columnWords(std::string_view english);

}  // namespace weir::models
