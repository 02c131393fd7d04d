// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/findingspage.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include "ui/models/plural.h"
#include "ui/models/subjectfilter.h"
#include "ui/panes/reasonsview.h"
#include "ui/panes/weightspanel.h"

namespace weir::panes {

using models::FindingSettings;
using models::Notice;
using views::TablePage;

FindingsPage::FindingsPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Findings"),
                 .settingsKey = QStringLiteral("findings"),
                 .request = models::requestFor("findings"),
                 .nothing = tr("Nothing stands out"),
                 .nothingWhy = tr("No rule for findings matched this capture."),
                 .wideColumn = QStringLiteral("why")},
                filter, parent),
      m_filter(filter),
      m_settings(FindingSettings::userFile()),
      m_weightsSwitch(new QToolButton(this)),
      m_restore(new QPushButton(this)),
      m_reasons(new ReasonsView(this)),
      m_weights(new WeightsPanel(m_settings, this)) {
    layOut();
    wire();
    changeRequest([this](capturetables::TableRequest& request) { request.weights = m_settings.weights(); });
    if (!m_settings.problem().isEmpty())  // nobody listens yet
        QTimer::singleShot(0, this, [this] {
            emit notice({Notice::Kind::warning,
                         tr("The default weights of findings are in use: %1").arg(m_settings.problem())});
        });
}

void FindingsPage::layOut() {
    m_weightsSwitch->setText(tr("&Weights"));
    m_weightsSwitch->setObjectName(QStringLiteral("weightsSwitch"));
    m_weightsSwitch->setCheckable(true);
    m_weightsSwitch->setToolTip(tr("The weight of each reason, and what the reason means"));
    m_restore->setFlat(true);
    m_restore->setObjectName(QStringLiteral("restoreReasons"));
    switches().addWidget(m_weightsSwitch);
    switches().addWidget(m_restore);
    switches().addStretch(1);
    auto* left = new QSplitter(Qt::Vertical, this);
    layout()->removeWidget(&tableArea());
    left->addWidget(&tableArea());
    left->addWidget(m_reasons);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 1);
    left->setSizes({360, 150});
    left->setChildrenCollapsible(false);
    auto* both = new QSplitter(Qt::Horizontal, this);
    both->addWidget(left);
    both->addWidget(m_weights);
    both->setStretchFactor(0, 1);
    both->setChildrenCollapsible(false);
    static_cast<QVBoxLayout*>(layout())->addWidget(both, 1);
    m_weights->hide();
    showDismissed();
}

void FindingsPage::wire() {
    connect(m_weightsSwitch, &QToolButton::toggled, m_weights, &QWidget::setVisible);
    connect(m_weights, &WeightsPanel::closeRequested, m_weightsSwitch, [this] { m_weightsSwitch->setChecked(false); });
    connect(m_restore, &QPushButton::clicked, &m_settings, &FindingSettings::forgetDismissed);
    connect(&m_settings, &FindingSettings::saveFailed, this, [this](const QString& message) {
        emit notice({Notice::Kind::warning, message});
    });
    connect(&m_settings, &FindingSettings::changed, this, [this] {
        m_chosen = !m_subject.isEmpty();  // who weighs anew wants to see what becomes of this one
        showDismissed();
        changeRequest([this](capturetables::TableRequest& request) {
            request.weights = m_settings.weights();
            request.dismissed = m_settings.dismissed();
        });
    });
    connect(this, &TablePage::updated, this, &FindingsPage::followTable);
    connect(view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        // While a new table is put in, rows are restored by their numbers, which now are of others.
        if (current.isValid() && view().tableModel().table() == m_shown)
            choose(current.row());
    });
    connect(&view(), &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier)
            narrow(index);
    });
    connect(&view(), &QTableView::activated, this, &FindingsPage::narrow);
    connect(m_reasons, &ReasonsView::dismissRequested, this,
            [this](const QString& subject, const QString& kind, bool dismissed) {
                m_settings.dismiss(subject.toStdString(), kind.toStdString(), dismissed);
            });
    connect(m_reasons, &ReasonsView::rowsRequested, this, &FindingsPage::rowsRequested);
}

void FindingsPage::followTable() {
    m_shown = view().tableModel().table();
    if (!source().snapshot()) {
        m_worker.cancel();
        m_subject.clear();
        m_chosen = false;
        m_reasons->clear();
        m_settings.forgetDismissed();
        return;
    }
    if (!m_chosen) {
        // What leads while a capture is read may soon be far down: nobody wants to be led there.
        if (view().tableModel().rowCount() > 0)
            m_subject = subjectOf(0);
    } else if (const int row = rowOf(m_subject); row >= 0 && row != view().currentIndex().row()) {
        // The subject stays chosen where it has gone to; it may also have gone, with all of its reasons switched off.
        view().setCurrentIndex(view().tableModel().index(row, std::max(0, view().currentIndex().column())));
    }
    showReasons();
}

void FindingsPage::choose(int row) {
    const QString subject = subjectOf(row);
    if (subject.isEmpty() || subject == m_subject)
        return;
    m_subject = subject;
    m_chosen = true;
    showReasons();
}

void FindingsPage::showReasons() {
    if (m_subject.isEmpty())
        return;
    m_worker.start([this, snapshot = source().snapshot(), request = source().request(),
                    subject = m_subject](const std::stop_token&) -> session::Worker::Delivery {
        auto reasons = findings::reasonsOf(snapshot, request, subject.toStdString());
        return [this, subject, reasons = std::move(reasons)] { m_reasons->show(subject, reasons); };
    });
}

void FindingsPage::narrow(const QModelIndex& index) {
    const QString subject = index.isValid() ? subjectOf(index.row()) : QString();
    if (subject.isEmpty())
        return;
    m_chosen = true;  // the first row's was shown before it was clicked
    m_narrowed = models::subjectFilter(subject);
    m_narrowedSubject = subject;
    source().setFilterForOthers(m_narrowed);
    m_filter.set(m_narrowed);
}

const models::FilterFit& FindingsPage::filterFit() const {
    m_fit = TablePage::filterFit();
    if (m_fit.state == models::FilterFit::State::notHere && m_filter.text() == m_narrowed) {
        m_fit = {};
        m_fit.state = models::FilterFit::State::applied;
        m_fit.text = tr("other tabs: %1").arg(m_narrowedSubject);
    }
    return m_fit;
}

void FindingsPage::showDismissed() {
    const qsizetype count = m_settings.dismissedCount();
    m_restore->setVisible(count > 0);
    m_restore->setText(tr("%1 reasons are excluded; &include them again", nullptr, models::plural(count))
                           .arg(locale().toString(count)));
}

QString FindingsPage::subjectOf(int row) const {
    const models::TableModel& model = const_cast<FindingsPage*>(this)->view().tableModel();
    if (!model.table() || row < 0 || row >= model.rowCount())
        return {};
    const auto column = table::findColumn(model.table()->schema(), "subject");
    return column ? model.rawText(row, static_cast<int>(*column)) : QString();
}

int FindingsPage::rowOf(const QString& subject) const {
    const models::TableModel& model = const_cast<FindingsPage*>(this)->view().tableModel();
    const auto column = model.table() ? table::findColumn(model.table()->schema(), "subject") : std::nullopt;
    for (int row = 0; column && row < model.rowCount() && !subject.isEmpty(); ++row) {
        if (model.rawText(row, static_cast<int>(*column)) == subject)
            return row;
    }
    return -1;
}

}  // namespace weir::panes
