// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errorwords.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/format.h"

namespace weir::models {

namespace {

// `Error::message` stands in the core, which knows no Qt: scripts/translations collects what is written there.
std::string translated(const std::string& english) {
    return QCoreApplication::translate("weir::Error", english.c_str()).toStdString();
}

}  // namespace

QString sentence(const Error& error) {
    std::vector<std::string> arguments = error.arguments;
    std::transform(arguments.begin(), arguments.end(), arguments.begin(), translated);
    return shownText(Error::filledIn(translated(error.message), arguments));
}

QString wholeSentence(const Error& error) {
    QString out = sentence(error);
    if (!error.file.empty())
        out = shownText(error.file) + QStringLiteral(": ") + out;
    if (error.offset)
        out = QCoreApplication::translate("weir::Error", "%1 (at offset %2)").arg(out).arg(*error.offset);
    return out;
}

}  // namespace weir::models
