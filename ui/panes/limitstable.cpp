// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/limitstable.h"

#include <QHeaderView>

#include "ui/models/errorwords.h"

namespace weir::panes {

namespace {

enum Column { service, own, instead };

/// "4/minute 500/day"; "none" where nothing is limited.
QString shown(const enrich::providers::ProviderLimits& limits) {
    QStringList out;
    if (limits.perWindow > 0)
        out << QStringLiteral("%1/minute").arg(limits.perWindow);
    if (limits.perDay > 0)
        out << QStringLiteral("%1/day").arg(limits.perDay);
    if (limits.perMonth > 0)
        out << QStringLiteral("%1/month").arg(limits.perMonth);
    return out.isEmpty() ? QStringLiteral("none") : out.join(u' ');
}

}  // namespace

LimitsTable::LimitsTable(const QList<enrich::providers::ProviderDescriptor>& providers,
                         const QHash<QString, QString>& limits, QWidget* parent)
    : QTableWidget(static_cast<int>(providers.size()), 3, parent), m_providers(providers) {
    setObjectName(QStringLiteral("limits"));
    setAccessibleName(tr("Limits of the services"));
    setHorizontalHeaderLabels({tr("Service"), tr("Its own limit"), tr("Your limit")});
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(instead, QHeaderView::Stretch);
    setTabKeyNavigation(false);
    for (int row = 0; row < rowCount(); ++row) {
        const auto& provider = m_providers[row];
        const auto fixed = [&](int column, const QString& text) {
            auto* item = new QTableWidgetItem(text);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            setItem(row, column, item);
        };
        fixed(service, provider.name);
        fixed(own, shown(provider.limits));
        setItem(row, instead, new QTableWidgetItem(limits.value(provider.id)));
    }
    resizeColumnToContents(service);
    resizeColumnToContents(own);
}

QString LimitsTable::textOf(int row) const { return item(row, instead)->text().simplified(); }

QHash<QString, QString> LimitsTable::limits() const {
    QHash<QString, QString> out;
    for (int row = 0; row < rowCount(); ++row) {
        if (const QString text = textOf(row); !text.isEmpty())
            out.insert(m_providers[row].id, text);
    }
    return out;
}

QString LimitsTable::problem() const {
    for (int row = 0; row < rowCount(); ++row) {
        const QString text = textOf(row);
        if (text.isEmpty())
            continue;
        if (const auto parsed = enrich::providers::parseLimits(text, m_providers[row].limits); !parsed)
            return tr("%1: %2").arg(m_providers[row].name, models::sentence(parsed.error()));
    }
    return {};
}

}  // namespace weir::panes
