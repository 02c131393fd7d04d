// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/columnwords.h"

#include <QCoreApplication>

namespace weir::models {

namespace {

/// Of the columns that only the window has (handover/markedtable.h).
[[maybe_unused]] constexpr const char* marks[] = {
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "Star"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "Marked with a star by the analyst"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "Judged"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "The analyst's verdict: `benign`, `suspicious`, `malicious`"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "Note"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "The analyst's note"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "What is marked: `address`, `name`, `flow` or `frame`"),
    QT_TRANSLATE_NOOP("weir::models::ColumnWords", "The address, the name, the flow or the number of the frame"),
};

}  // namespace

QString columnWords(std::string_view english) {
    // scripts/translations takes these sentences from `weir-cli --columns`.
    QString words = QCoreApplication::translate("weir::models::ColumnWords", std::string(english).c_str());
    return words.remove(u'`');
}

}  // namespace weir::models
