// SPDX-License-Identifier: GPL-3.0-or-later
// What the user has once said about lookups, as every program of Weir must obey it.
#pragma once

#include <QHash>
#include <QStringList>
#include <optional>

#include "core/base/address.h"

namespace weir::enrich::queue {

/// As the window keeps it in weir.conf. Reading it changes nothing.
struct UserSettings {
    std::optional<bool> offline;  ///< nothing if the switch was never touched
    bool keep = true;             ///< answers, and what was sent, over the end of the program
    QStringList ownDomains;
    std::optional<Networks> home;
    QHash<QString, QString> limits;  ///< by provider, as parseLimits reads them

    /// By QSettings of the application's name and organization.
    static UserSettings load();
};

}  // namespace weir::enrich::queue
