// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests each service may be sent: its own limits, and others in their place, such as for a paid key.
#pragma once

#include <QHash>
#include <QTableWidget>

#include "core/enrich/providers/provider.h"

namespace weir::panes {

class LimitsTable : public QTableWidget {
    Q_OBJECT

public:
    LimitsTable(const QList<enrich::providers::ProviderDescriptor>& providers, const QHash<QString, QString>& limits,
                QWidget* parent = nullptr);
    /// As parseLimits reads them, by provider; only what is not the service's own.
    QHash<QString, QString> limits() const;
    /// What is wrong with the first that is no limit; empty if all are.
    QString problem() const;

private:
    QString textOf(int row) const;

    QList<enrich::providers::ProviderDescriptor> m_providers;
};

}  // namespace weir::panes
