// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/packetspage.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/traffic/snapshot.h"
#include "ui/models/plural.h"
#include "ui/panes/packetpane.h"

namespace weir::panes {

namespace {

/// Snapshots of one reading share what reads its frames again.
bool sameReading(const traffic::Snapshot& one, const traffic::Snapshot& other) {
    return one && other && one->frames == other->frames;
}

}  // namespace

PacketsPage::PacketsPage(models::FilterState& filter, QWidget* parent)
    : TablePage({tr("Packets"), QStringLiteral("packets"), models::requestFor("packets"),
                 tr("No frames in this capture"), QString()},
                filter, parent),
      m_only(new QFrame(this)),
      m_onlyText(new QLabel(m_only)),
      m_pane(new PacketPane(this)) {
    auto* line = new QHBoxLayout(m_only);
    line->setContentsMargins(8, 4, 8, 4);
    line->addWidget(m_onlyText, 1);
    auto* all = new QPushButton(tr("Show &all packets"), m_only);
    line->addWidget(all);
    connect(all, &QPushButton::clicked, this, &PacketsPage::showAll);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_only);
    m_only->hide();
    auto* splitter = new QSplitter(Qt::Vertical, this);
    layout()->replaceWidget(&tableArea(), splitter);
    splitter->addWidget(&tableArea());
    splitter->addWidget(m_pane);
    splitter->setChildrenCollapsible(true);
    splitter->setCollapsible(0, false);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({340, 300});
    tableArea().setMinimumHeight(fontMetrics().height() * 5);
    m_pane->setMinimumHeight(fontMetrics().height() * 5);
    connect(view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PacketsPage::followRow);
    connect(this, &TablePage::updated, this, &PacketsPage::followRow);
}

bool PacketsPage::busy() const { return TablePage::busy() || m_pane->busy(); }

void PacketsPage::showOnly(session::RowChoice choice, int rows) {
    m_onlyText->setText(
        tr("Only the packets of %1 chosen rows", nullptr, models::plural(rows)).arg(locale().toString(rows)));
    m_only->show();
    source().setChoice(std::move(choice));
}

void PacketsPage::showAll() {
    m_only->hide();
    if (source().choice())
        source().setChoice({});
}

void PacketsPage::showEvent(QShowEvent* event) {
    TablePage::showEvent(event);
    followRow();
}

void PacketsPage::followRow() {
    // Nothing of a closed capture is held on to, seen or not; a row is followed where it is seen.
    if (source().snapshot() && !isVisible())
        return;
    const models::TableModel& model = view().tableModel();
    const QModelIndex current = view().currentIndex();
    const auto column = model.table() ? table::findColumn(model.table()->schema(), "number") : std::nullopt;
    if (!column || !current.isValid() || !source().snapshot()) {
        m_wanted = 0;
        m_wantedFrom = nullptr;
        m_pane->clear();
        return;
    }
    std::string scratch;
    const table::Cell number = model.table()->cell(model.tableRow(current.row()), *column, scratch);
    const auto wanted = static_cast<std::uint64_t>(number.integer);
    if (wanted == m_wanted && sameReading(m_wantedFrom, source().snapshot()))
        return;
    m_wanted = wanted;
    m_wantedFrom = source().snapshot();
    m_pane->showPacket(m_wantedFrom, wanted);
}

}  // namespace weir::panes
