// SPDX-License-Identifier: GPL-3.0-or-later
// From a file's octets for its name to the name as it is shown.
#pragma once

#include <QFile>
#include <string>

namespace weir::session {

inline QString pathText(const std::string& path) { return QFile::decodeName(QByteArray::fromStdString(path)); }

}  // namespace weir::session
