// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/findingspage.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "core/table/filter.h"
#include "core/table/sort.h"
#include "ui/charts/storychart.h"
#include "ui/models/format.h"
#include "ui/models/plural.h"
#include "ui/models/rowcells.h"
#include "ui/models/subjectfilter.h"
#include "ui/panes/reasonsview.h"
#include "ui/panes/summarypanels.h"
#include "ui/panes/weightspanel.h"
#include "ui/panes/whopanel.h"

namespace weir::panes {

using models::FindingSettings;
using models::Notice;
using views::TablePage;

namespace {

/// The rows that weigh more than little.
table::Rows weighty(const table::Table& findings) {
    const auto filter = table::Filter::parse("severity != little", findings.schema());
    return std::get<table::Filter>(filter).apply(findings);
}

}  // namespace

FindingsPage::FindingsPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Summary"),
                 .settingsKey = QStringLiteral("findings"),
                 .request = models::requestFor("findings"),
                 .nothing = tr("Nothing stands out"),
                 .nothingWhy = tr("No rule for findings matched this capture."),
                 .folded = {QStringLiteral("rank"), QStringLiteral("kind"), QStringLiteral("first_frame"),
                            QStringLiteral("frames"), QStringLiteral("shares"), QStringLiteral("severity"),
                            QStringLiteral("last_seen"), QStringLiteral("bytes"), QStringLiteral("member_count"),
                            QStringLiteral("members")},
                 .barColumn = QStringLiteral("score"),
                 .wideColumn = QStringLiteral("why")},
                filter, parent),
      m_filter(filter),
      m_settings(FindingSettings::userFile()),
      m_lists(models::IndicatorFiles::userFolder()),
      m_weightsSwitch(new QToolButton(this)),
      m_littleSwitch(new QToolButton(this)),
      m_listsButton(new QToolButton(this)),
      m_restore(new QPushButton(this)),
      m_reasons(new ReasonsView(this)),
      m_weights(new WeightsPanel(m_settings, this)),
      m_who(new WhoPanel(this)),
      m_story(new charts::StoryChart(this)),
      m_panels(new SummaryPanels(*m_who, *m_story, this)) {
    layOut();
    wire();
    request();
    m_lists.load();
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
    m_littleSwitch->setObjectName(QStringLiteral("littleSwitch"));
    m_littleSwitch->setCheckable(true);
    m_littleSwitch->setToolTip(tr("What alone means little: a rare address, an unfamiliar name"));
    switches().addWidget(m_littleSwitch);
    m_listsButton->setText(tr("&Lists"));
    m_listsButton->setObjectName(QStringLiteral("listsButton"));
    m_listsButton->setToolTip(tr("Your own lists of addresses, names and fingerprints"));
    m_listsButton->setMenu(new QMenu(m_listsButton));
    m_listsButton->setPopupMode(QToolButton::InstantPopup);
    switches().addWidget(m_listsButton);
    switches().addWidget(m_restore);
    switches().addStretch(1);
    switches().addWidget(m_weightsSwitch);
    layout()->removeWidget(&tableArea());
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setObjectName(QStringLiteral("summaryAcross"));
    for (QWidget* part : {static_cast<QWidget*>(m_who), static_cast<QWidget*>(&tableArea()),
                          static_cast<QWidget*>(m_reasons), static_cast<QWidget*>(m_weights)})
        across->addWidget(part);
    across->setStretchFactor(1, 1);
    const int letter = fontMetrics().averageCharWidth();
    m_who->setMinimumWidth(letter * 16);
    tableArea().setMinimumWidth(letter * 40);
    m_reasons->setMinimumWidth(letter * 24);
    m_weights->setMinimumWidth(letter * 50);
    across->setSizes({190, 640, 330, 300});
    across->setChildrenCollapsible(false);
    auto* down = new QSplitter(Qt::Vertical, this);
    down->setObjectName(QStringLiteral("summaryDown"));
    down->addWidget(across);
    down->addWidget(m_story);
    down->setStretchFactor(0, 1);
    down->setSizes({460, 150});
    down->setChildrenCollapsible(false);
    static_cast<QVBoxLayout*>(layout())->addWidget(down, 1);
    m_weights->hide();
    showLittle(false);
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
        request();
    });
    connect(&m_lists, &models::IndicatorFiles::changed, this, &FindingsPage::request);
    connect(&m_lists, &models::IndicatorFiles::problem, this, [this](const QString& text) {
        emit notice({Notice::Kind::warning, tr("Lists that could not be used: %1").arg(text)});
    });
    connect(m_listsButton->menu(), &QMenu::aboutToShow, this, &FindingsPage::fillLists);
    connect(this, &TablePage::updated, this, &FindingsPage::followTable);
    connect(view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        // While a new table is put in, rows are restored by their numbers, which now are of others.
        if (current.isValid() && view().tableModel().table() == m_shown)
            choose(current.row());
    });
    // The first row's reasons are shown before anybody chose it; the focus alone chooses nothing.
    connect(&view(), &QTableView::clicked, this, [this] { m_chosen = true; });
    connect(m_reasons, &ReasonsView::dismissRequested, this,
            [this](const QString& subject, const QString& kind, bool dismissed) {
                m_settings.dismiss(subject.toStdString(), kind.toStdString(), dismissed);
            });
    connect(m_reasons, &ReasonsView::rowsRequested, this, &FindingsPage::rowsRequested);
    connect(m_littleSwitch, &QToolButton::toggled, this, &FindingsPage::showLittle);
    connect(m_who, &WhoPanel::clientPicked, this, [this](const QString& address) {
        if (const auto parsed = IpAddress::parse(address.toStdString()))
            m_filter.set(models::addressFilter(*parsed));
    });
    connect(m_panels, &SummaryPanels::rowsRequested, this, &FindingsPage::rowsRequested);
}

bool FindingsPage::busy() const { return TablePage::busy() || m_worker.busy() || m_panels->busy() || m_lists.busy(); }

void FindingsPage::setDisplay(const models::DisplayOptions& options) {
    TablePage::setDisplay(options);
    m_story->setDisplay(options);
}

void FindingsPage::showLittle(bool shown) {
    m_littleSwitch->setChecked(shown);
    source().setChoice([shown](const traffic::Snapshot&, const table::Table& findings, const std::stop_token&) {
        table::Rows rows = shown ? table::Rows() : weighty(findings);
        if (rows.empty())
            rows = table::allRows(findings);
        // What the analyst judged benign is no longer what to look at first.
        if (const auto judged = table::findColumn(findings.schema(), "judged")) {
            std::string scratch;
            std::stable_partition(rows.begin(), rows.end(), [&](std::uint32_t row) {
                return findings.cell(row, *judged, scratch).text != "benign";
            });
        }
        return rows;
    });
}

void FindingsPage::countLittle() {
    const table::TablePtr& findings = view().tableModel().table();
    const table::Rows more = findings ? weighty(*findings) : table::Rows();
    const std::size_t little = findings ? findings->rows() - more.size() : 0;
    QSet<QString> serious;
    for (const std::uint32_t row : more) serious.insert(models::RowCells(*findings, row).text("subject"));
    m_littleSwitch->setVisible(little > 0 && !more.empty());
    m_littleSwitch->setText(tr("%1 findings of little weight", nullptr, models::plural(little))
                                .arg(locale().toString(static_cast<qulonglong>(little))));
    m_panels->setSerious(std::move(serious));
}

void FindingsPage::request() {
    changeRequest([this](capturetables::TableRequest& request) {
        request.weights = m_settings.weights();
        request.further = m_settings.further();
        request.dismissed = m_settings.dismissed();
        request.lists = m_lists.lists();
    });
}

void FindingsPage::fillLists() {
    QMenu& menu = *m_listsButton->menu();
    menu.clear();
    connect(menu.addAction(tr("&Add a List…")), &QAction::triggered, this, [this] {
        auto* dialog = new QFileDialog(this, tr("A List of Indicators"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { m_lists.add(path); });
        dialog->open();
    });
    if (!m_lists.lists())
        return;
    menu.addSeparator();
    for (const findings::IndicatorList& list : *m_lists.lists()) {
        const QString name = models::shownText(list.name());
        QMenu* one = menu.addMenu(tr("%1, %2 entries", nullptr, models::plural(list.size()))
                                      .arg(QString(name).replace(u'&', QStringLiteral("&&")),
                                           locale().toString(static_cast<qulonglong>(list.size()))));
        connect(one->addAction(tr("&Remove")), &QAction::triggered, this,
                [this, file = QString::fromStdString(list.name())] { m_lists.remove(file); });
    }
}

void FindingsPage::followTable() {
    if (m_shown == view().tableModel().table() && m_shown)
        return;
    m_shown = view().tableModel().table();
    m_panels->refresh(source().snapshot(), source().request());
    countLittle();
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
        if (view().tableModel().rowCount() > 0) {
            m_subject = subjectOf(0);
            // A view that gets the focus makes the first cell current, and chooses nothing.
            if (view().currentIndex().row() != 0 || view().selectedCount() == 0)
                view().setCurrentIndex(view().firstCell());  // keys and commands begin with it
        }
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
