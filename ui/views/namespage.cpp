// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/namespage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace weir::views {

NamesPage::NamesPage(models::FilterState& filter, QWidget* parent)
    : TablePage({tr("Names"), QStringLiteral("names"), models::requestFor("names"), tr("No names in this capture"),
                 tr("No DNS question was asked in clear text.")},
                filter, parent),
      m_rare(new QToolButton(this)) {
    m_rare->setText(tr("&Rare first"));
    m_rare->setObjectName(QStringLiteral("rareFirst"));
    m_rare->setCheckable(true);
    m_rare->setToolTip(tr("The names asked for least often: where the unusual hides"));
    switches().addWidget(m_rare);
    switches().addStretch(1);
    connect(m_rare, &QToolButton::toggled, this, [this](bool rare) {
        view().sortHeader().setKeys({});
        source().setSort({});
        changeRequest([rare](analysis::TableRequest& request) { request.rare = rare; });
    });
}

}  // namespace weir::views
