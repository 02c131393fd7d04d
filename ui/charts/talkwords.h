// SPDX-License-Identifier: GPL-3.0-or-later
// What the picture of who talks to whom says of its parts.
#pragma once

#include <QCoreApplication>
#include <QLocale>

#include "ui/charts/talklayout.h"

namespace weir::charts {

/// Plain texts, shown as they are. Does not own the map.
struct TalkWords {
    Q_DECLARE_TR_FUNCTIONS(weir::charts::TalkWords)

public:
    const capturetables::TalkMap& map;
    const QLocale& locale;

    QString clientTitle(std::size_t client) const;
    QString hostTitle(std::size_t host) const;
    QString groupTitle(std::size_t group) const;
    /// All that is known of it, a line each.
    QString explanation(const TalkItem& item) const;
    QString sized(std::uint64_t bytes) const;
};

}  // namespace weir::charts
