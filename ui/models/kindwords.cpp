// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/kindwords.h"

#include <QCoreApplication>

#include "core/findings/kinds.h"
#include "ui/models/format.h"

namespace weir::models {
namespace {

/// scripts/translations takes these from core/findings/kinds.cpp.
QString translated(const char* english) { return QCoreApplication::translate("weir::findings::Kinds", english); }

struct KindWords {
    Q_DECLARE_TR_FUNCTIONS(weir::models::KindWords)
};

}  // namespace

QString kindTitle(std::string_view kind) {
    const findings::KindInfo* known = findings::kindInfo(kind);
    return known ? translated(known->title) : shownText(kind);
}

QString kindMeaning(const findings::FindingRule& rule) {
    const findings::KindInfo* known = findings::kindInfo(rule.kind);
    return known ? translated(known->meaning) : shownText(rule.description);
}

QString kindBackground(const findings::FindingRule& rule) {
    const findings::KindInfo* known = findings::kindInfo(rule.kind);
    if (!known)
        return {};
    const QString alike = KindWords::tr("What else looks like it: %1").arg(translated(known->alike));
    const QString basis =
        known->bad + known->others == 0
            ? KindWords::tr("Weight: seen too seldom to be counted, taken from the kind that is most like it")
            : KindWords::tr("Weight: seen of %1 bad hosts and %2 others in labelled captures")
                  .arg(known->bad)
                  .arg(known->others);
    return alike + QLatin1Char('\n') + basis + QStringLiteral(" (") + evidenceClassName(rule.evidence) +
           QLatin1Char(')');
}

QString evidenceClassName(findings::EvidenceClass evidence) {
    switch (evidence) {
        case findings::EvidenceClass::hard:
            return KindWords::tr("hard: serious alone");
        case findings::EvidenceClass::soft:
            return KindWords::tr("soft: never worth a look alone");
        case findings::EvidenceClass::context:
            return KindWords::tr("context: explains");
    }
    return {};
}

}  // namespace weir::models
