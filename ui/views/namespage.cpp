// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/namespage.h"

#include <QHBoxLayout>
#include <QRadioButton>
#include <QToolButton>

namespace weir::views {

namespace {

constexpr std::array<const char*, 3> tables{"names", "queries", "domains"};

}  // namespace

NamesPage::NamesPage(models::FilterState& filter, QWidget* parent)
    : TablePage({tr("Names"), QStringLiteral("names"), models::requestFor("names"), tr("No names in this capture"),
                 tr("There is no unencrypted DNS query.")},
                filter, parent),
      m_rare(new QToolButton(this)) {
    const std::array<QString, 3> titles{tr("&Names"), tr("By &client"), tr("By &domain")};
    const std::array<QString, 3> meanings{tr("One row per queried name"), tr("One row per client and queried name"),
                                          tr("One row per registrable domain, with all the names under it")};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        m_kinds[i] = new QRadioButton(titles[i], this);
        m_kinds[i]->setObjectName(QStringLiteral("names_") + QLatin1String(tables[i]));
        m_kinds[i]->setToolTip(meanings[i]);
        switches().addWidget(m_kinds[i]);
        connect(m_kinds[i], &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                change();
        });
    }
    m_kinds[0]->setChecked(true);
    m_rare->setText(tr("&Rare first"));
    m_rare->setObjectName(QStringLiteral("rareFirst"));
    m_rare->setCheckable(true);
    m_rare->setToolTip(tr("The names queried least often come first"));
    switches().addWidget(m_rare);
    switches().addStretch(1);
    connect(m_rare, &QToolButton::toggled, this, [this] {
        view().sortHeader().setKeys({});
        source().setSort({});
        change();
    });
    connect(this, &TablePage::updated, this, &NamesPage::fitFirst);
}

void NamesPage::choose(const QString& table) {
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (table == QLatin1String(tables[i]))
            m_kinds[i]->setChecked(true);
    }
}

void NamesPage::change() {
    changeRequest([this](capturetables::TableRequest& request) {
        for (std::size_t i = 0; i < tables.size(); ++i) {
            if (m_kinds[i]->isChecked())
                request.name = tables[i];
        }
        request.rare = m_rare->isChecked();
    });
}

void NamesPage::fitFirst() {
    // Each table has columns of its own, which the widths of the one before say nothing about.
    const table::TablePtr table = view().tableModel().table();
    if (!table || table->rows() == 0)
        return;
    const std::string_view name = table->name();
    const QString key = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    if (m_fitted.contains(key))
        return;
    m_fitted.insert(key);
    if (m_fitted.size() > 1)  // the view fits the first by itself, with the widths of the last run
        view().fitColumns();
}

}  // namespace weir::views
