// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/linksdialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace weir::panes {

LinksDialog::LinksDialog(const QList<enrich::subject::LinkTemplate>& links, QWidget* parent)
    : QDialog(parent), m_table(new QTableWidget(0, 2, this)), m_problem(new QLabel(this)) {
    setObjectName(QStringLiteral("linksDialog"));
    setWindowTitle(tr("Pages to Open"));
    auto* intro = new QLabel(tr("Pages that can be opened in the browser about the address or name of a row. Put "
                                "{address} or {domain} where it belongs, such as "
                                "https://search.example/ip/{address}."),
                             this);
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Address of the page")});
    m_table->setAccessibleName(windowTitle());
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setColumnWidth(0, fontMetrics().averageCharWidth() * 26);
    for (QLabel* label : {intro, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* add = new QPushButton(tr("&Add"), this);
    m_remove = new QPushButton(tr("&Remove"), this);
    add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    for (const enrich::subject::LinkTemplate& link : links) addRow(link);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({tr("New page"), QStringLiteral("https://")});
        m_table->setCurrentCell(m_table->rowCount() - 1, 1);
        m_table->editItem(m_table->currentItem());
        check();
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        check();
    });
    connect(m_table, &QTableWidget::itemChanged, this, &LinksDialog::check);
    connect(m_table, &QTableWidget::currentCellChanged, this, &LinksDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    const int character = fontMetrics().averageCharWidth();
    resize(character * 100, character * 50);
}

void LinksDialog::addRow(const enrich::subject::LinkTemplate& link) {
    const QSignalBlocker block(m_table);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(link.name));
    m_table->setItem(row, 1, new QTableWidgetItem(link.url));
}

QList<enrich::subject::LinkTemplate> LinksDialog::links() const {
    QList<enrich::subject::LinkTemplate> out;
    for (int row = 0; row < m_table->rowCount(); ++row)
        out.append({m_table->item(row, 0)->text().trimmed(), m_table->item(row, 1)->text().trimmed()});
    return out;
}

void LinksDialog::check() {
    QString problem;
    for (const enrich::subject::LinkTemplate& link : links()) {
        if (const QString why = enrich::subject::problemOf(link); problem.isEmpty() && !why.isEmpty())
            problem = tr("“%1”: %2.").arg(link.name, why);
    }
    m_problem->setText(problem);
    m_ok->setEnabled(problem.isEmpty());
    m_remove->setEnabled(m_table->currentRow() >= 0);
}

}  // namespace weir::panes
