// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/queuepanel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/lookupwords.h"

namespace weir::panes {

QueuePanel::QueuePanel(enrich::queue::Lookups& lookups, models::JobModel& jobs, QWidget* parent)
    : QWidget(parent),
      m_lookups(lookups),
      m_text(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_pause(new QPushButton(this)),
      m_cancel(new QPushButton(tr("&Cancel All"), this)),
      m_lift(new QPushButton(tr("&Try Now"), this)),
      m_details(new QToolButton(this)),
      m_list(new QTableView(this)) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("queueText"));
    m_pause->setObjectName(QStringLiteral("queuePause"));
    m_cancel->setObjectName(QStringLiteral("queueCancel"));
    m_lift->setObjectName(QStringLiteral("queueLift"));
    m_lift->setToolTip(tr("Asks servers again before the pause is over that they asked for."));
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    m_details->setText(tr("Requests"));
    m_details->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_details->setArrowType(Qt::RightArrow);
    m_details->setAutoRaise(true);
    m_details->setCheckable(true);
    m_list->setModel(&jobs);
    m_list->setObjectName(QStringLiteral("queueList"));
    m_list->setAccessibleName(m_details->text());
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(models::JobModel::subject, fontMetrics().averageCharWidth() * 17);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFixedHeight(fontMetrics().height() * 10);
    m_list->hide();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_pause);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_lift);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    layout->addWidget(m_details);
    layout->addWidget(m_list);

    connect(m_details, &QToolButton::toggled, this, [this](bool on) {
        m_details->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_list->setVisible(on);
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_lookups.paused())
            m_lookups.resume();
        else
            m_lookups.pause();
    });
    connect(m_cancel, &QPushButton::clicked, &m_lookups, &enrich::queue::Lookups::cancel);
    connect(m_lift, &QPushButton::clicked, this, [this] {
        for (const enrich::queue::LookupStore::Hold& hold : m_lookups.holds()) m_lookups.lift(hold.host);
        update(m_remaining);
    });
    connect(&m_lookups, &enrich::queue::Lookups::progress, this,
            [this](int, int, qint64 remaining) { update(remaining); });
    connect(&m_lookups, &enrich::queue::Lookups::stateChanged, this, [this] { update(m_remaining); });
    update(0);
}

QString QueuePanel::summary() const {
    const int total = m_lookups.total();
    const int done = m_lookups.done();
    if (done >= total)
        return {};
    const QString counts = tr("%1 of %2 requests done", nullptr, total).arg(done).arg(total);
    if (m_lookups.offline())
        return tr("%1; waiting, because Weir is offline").arg(counts);
    if (m_lookups.paused())
        return tr("%1; paused").arg(counts);
    return tr("%1, %2 left").arg(counts, models::durationWords(m_remaining));
}

void QueuePanel::update(qint64 remaining) {
    m_remaining = remaining;
    const int total = m_lookups.total();
    const bool busy = m_lookups.done() < total;
    setVisible(total > 0);
    m_bar->setRange(0, std::max(total, 1));
    m_bar->setValue(m_lookups.done());
    m_text->setText(busy ? summary() : tr("All %1 done").arg(models::requestsWords(total)));
    m_bar->setVisible(busy);
    m_pause->setVisible(busy);
    m_cancel->setVisible(busy);
    m_lift->setVisible(busy && !m_lookups.holds().isEmpty());
    m_pause->setEnabled(!m_lookups.offline());
    m_pause->setText(m_lookups.paused() ? tr("&Resume") : tr("Pau&se"));
    emit summaryChanged(summary());
}

}  // namespace weir::panes
