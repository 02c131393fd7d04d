// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/columnwords.h"

#include <QCoreApplication>

namespace weir::models {

QString columnWords(std::string_view english) {
    // scripts/translations takes these sentences from `weir-cli --columns`.
    QString words = QCoreApplication::translate("weir::models::ColumnWords", std::string(english).c_str());
    return words.remove(u'`');
}

}  // namespace weir::models
