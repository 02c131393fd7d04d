// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include "ui/helpdialog.h"
#include "ui/pages.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/views/homedialog.h"
#include "ui/views/startpage.h"

namespace weir::ui {

using views::Banner;
using views::TablePage;

namespace {

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      m_preferences(Preferences::load()),
      m_actions(*this),
      m_stack(new QStackedWidget(this)),
      m_start(new views::StartPage(this)),
      m_banner(new Banner(this)),
      m_filterBar(new views::FilterBar(m_filter, this)),
      m_pages(new Pages(m_filter, this)),
      m_rows(plainLabel(this)),
      m_selection(plainLabel(this)),
      m_partial(plainLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("&Stop"), this)) {
    setAcceptDrops(true);
    auto* capture = new QWidget(this);
    auto* inside = new QVBoxLayout(capture);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(m_filterBar);
    inside->addWidget(m_pages, 1);
    m_stack->addWidget(m_start);
    m_stack->addWidget(capture);
    auto* middle = new QWidget(this);
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    setCentralWidget(middle);

    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Reading"));
    m_partial->setToolTip(tr("The tables hold only what was read."));
    statusBar()->addWidget(m_rows, 1);
    statusBar()->addPermanentWidget(m_selection);
    statusBar()->addPermanentWidget(m_partial);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);

    m_askForExportPath = [this](const QString& suggested, std::function<void(const QString&, const QString&)> then) {
        auto* dialog = new QFileDialog(this, tr("Export Table"), QFileInfo(suggested).path(),
                                       tr("CSV (*.csv);;JSON (*.json);;JSON lines (*.ndjson)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(QFileInfo(suggested).fileName());
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
            dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
        });
        connect(dialog, &QFileDialog::fileSelected, this,
                [dialog, then](const QString& path) { then(path, dialog->selectedNameFilter()); });
        dialog->open();
    };
    wire();
    m_pages->restore(m_preferences);
    applyPreferences();
    fillRecent();
    closeCapture();
    const QSize most = screen()->availableGeometry().size();
    resize(QSize(1180, 760).boundedTo(most * 0.95));
    if (!m_preferences.geometry.isEmpty())
        restoreGeometry(m_preferences.geometry);
}

MainWindow::~MainWindow() = default;

void MainWindow::wire() {
    const auto on = [this](QAction* action, auto&& slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions.open, [this] { askForCapture(); });
    on(m_actions.newWindow, [this] { emit windowRequested({}); });
    on(m_actions.reload, [this] { openCapture(m_paths); });
    on(m_actions.cancel, [this] { m_cancel->click(); });
    on(m_actions.exportTable, [this] { exportTable(); });
    on(m_actions.close, [this] { m_stack->currentIndex() == 0 ? static_cast<void>(close()) : closeCapture(); });
    on(m_actions.quit, [this] { emit quitRequested(); });
    on(m_actions.clearRecent, [this] {
        m_preferences.recent.clear();
        fillRecent();
    });
    on(m_actions.keepRecent, [this](bool keep) {
        m_preferences.keepRecent = keep;
        if (!keep)
            m_preferences.recent.clear();
        fillRecent();
    });
    const auto onTable = [this](void (views::TableView::*slot)()) {
        return [this, slot] {
            if (TablePage* page = m_pages->current())
                (page->view().*slot)();
        };
    };
    on(m_actions.copy, [this, onTable] {
        if (auto* box = qobject_cast<QLineEdit*>(focusWidget()))
            box->copy();
        else if (auto* label = qobject_cast<QLabel*>(focusWidget()); !label)
            onTable (&views::TableView::copyRowsAsTabs)();
    });
    on(m_actions.copyCsv, onTable(&views::TableView::copyRowsAsCsv));
    on(m_actions.selectAll, [this, onTable] {
        if (auto* box = qobject_cast<QLineEdit*>(focusWidget()))
            box->selectAll();
        else
            onTable (&views::TableView::selectAll)();
    });
    on(m_actions.showAllColumns, onTable(&views::TableView::showAllColumns));
    on(m_actions.resetColumns, onTable(&views::TableView::resetColumns));
    on(m_actions.find, [this] { m_filterBar->startTyping(); });
    on(m_actions.clearFilter, [this] { m_filter.clear(); });
    on(m_actions.back, [this] { m_filter.back(); });
    on(m_actions.forward, [this] { m_filter.forward(); });
    on(m_actions.home, [this] { askForHome(); });
    on(m_actions.fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(m_actions.shortcuts, [this] { showHelp(this); });
    on(m_actions.about, [this] { showAbout(this); });
    const auto prefer = [this, on](QAction* action, auto change) {
        on(action, [this, change] {
            change(m_preferences);
            applyPreferences();
        });
    };
    prefer(m_actions.timeUtc, [](Preferences& p) { p.time = models::TimeStyle::utc; });
    prefer(m_actions.timeLocal, [](Preferences& p) { p.time = models::TimeStyle::local; });
    prefer(m_actions.timeRelative, [](Preferences& p) { p.time = models::TimeStyle::relative; });
    prefer(m_actions.bytesIp, [](Preferences& p) { p.wireBytes = false; });
    prefer(m_actions.bytesWire, [](Preferences& p) { p.wireBytes = true; });
    on(m_actions.inner, [this](bool inner) {
        m_preferences.inner = inner;
        if (!m_paths.isEmpty())
            openCapture(m_paths);
    });
    for (int tab = 0; tab < m_pages->count(); ++tab) {
        QAction* action = m_actions.goTo->addAction(m_pages->tabText(tab));
        if (tab < 9)
            action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + tab)));
        on(action, [this, tab] { m_pages->setCurrentIndex(tab); });
    }

    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancelled = true;
        m_load.cancel();
    });
    connect(&m_load, &session::LoadJob::progressed, this, &MainWindow::showProgress);
    connect(&m_load, &session::LoadJob::snapshotReady, this,
            [this](const auto& snapshot) { showSnapshot(snapshot, true); });
    connect(&m_load, &session::LoadJob::finished, this, &MainWindow::finish);
    connect(&m_load, &session::LoadJob::failed, this, &MainWindow::fail);
    connect(&m_export, &session::ExportJob::finished, this, [this](const QString& path, qulonglong rows) {
        m_banner->say(Banner::Kind::information,
                      tr("%n row(s) written to %1", nullptr, static_cast<int>(rows)).arg(path));
    });
    connect(&m_export, &session::ExportJob::failed, this, [this](const QString& path, const QString& reason) {
        m_banner->say(Banner::Kind::error, tr("%1 was not written: %2").arg(path, reason));
    });
    connect(m_banner, &Banner::actionTriggered, m_actions.reload, &QAction::trigger);
    connect(m_start, &views::StartPage::openRequested, this, &MainWindow::askForCapture);
    connect(m_start, &views::StartPage::pathChosen, this, [this](const QString& path) { openCapture({path}); });
    connect(m_pages, &Pages::statusChanged, this, &MainWindow::updateStatus);
    connect(m_pages, &Pages::homeRequested, this, &MainWindow::askForHome);
    connect(&m_filter, &models::FilterState::historyChanged, this, &MainWindow::updateActions);
    connect(m_filterBar, &views::FilterBar::leaveRequested, this, [this] {
        if (TablePage* page = m_pages->current())
            page->view().setFocus();
    });
}

void MainWindow::askForCapture() {
    auto* dialog = new QFileDialog(this, tr("Open Capture"), m_preferences.lastFolder,
                                   tr("Captures (*.pcap *.pcapng *.cap *.dmp *.ntar *.gz *.zst *.lz4);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { openCapture({path}); });
    dialog->open();
}

void MainWindow::askForHome() {
    auto* dialog = new views::HomeDialog(m_preferences.home, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &views::HomeDialog::chosen, this, [this](const Networks& home) {
        m_preferences.home = home;
        applyPreferences();
    });
    dialog->open();
}

void MainWindow::openCapture(const QStringList& paths) {
    if (paths.isEmpty())
        return;
    const bool again = paths == m_paths;
    m_paths = paths;
    m_cancelled = false;
    m_snapshot = nullptr;
    m_banner->hide();
    if (!again)
        m_filter.clear();
    m_pages->setSnapshot(nullptr, true);
    analysis::Options options;
    options.inner = m_preferences.inner;
    std::vector<std::string> names;
    for (const QString& path : paths) names.push_back(QFile::encodeName(path).toStdString());
    m_load.start(std::move(names), std::move(options));
    m_stack->setCurrentIndex(1);
    m_pages->setFocus();
    m_progress->setValue(0);
    setWindowTitle(captureName());
    setWindowFilePath(paths.first());
    updateStatus();
    updateActions();
}

void MainWindow::closeCapture() {
    m_load.abandon();
    m_paths.clear();
    m_snapshot = nullptr;
    m_filter.clear();
    m_banner->hide();
    m_pages->setSnapshot(nullptr, false);
    m_stack->setCurrentIndex(0);
    setWindowFilePath({});
    setWindowTitle(tr("Weir"));
    updateStatus();
    updateActions();
}

void MainWindow::showSnapshot(const analysis::Snapshot& snapshot, bool reading) {
    const bool first = !m_snapshot;
    m_snapshot = snapshot;
    if (first)
        m_pages->apply(m_preferences, models::firstSeen(snapshot));
    m_pages->setSnapshot(snapshot, reading);
}

void MainWindow::showProgress(const analysis::Progress& progress) {
    if (progress.bytesTotal == 0) {
        m_progress->setRange(0, 0);
        return;
    }
    const double done = static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal);
    m_progress->setRange(0, 1000);
    m_progress->setValue(static_cast<int>(done * 1000));
    m_progress->setFormat(tr("%1 of %2")
                              .arg(models::bytesText(static_cast<std::int64_t>(progress.bytesDone), locale()),
                                   models::bytesText(static_cast<std::int64_t>(progress.bytesTotal), locale())));
    setWindowTitle(tr("%1% – %2").arg(static_cast<int>(done * 100)).arg(captureName()));
}

void MainWindow::finish(const analysis::Snapshot& snapshot) {
    showSnapshot(snapshot, false);
    setWindowTitle(captureName());
    const analysis::Progress progress = analysis::progressOf(*snapshot);
    const QString frames = locale().toString(static_cast<qulonglong>(progress.frames));
    if (const auto& problem = analysis::captureInfo(*snapshot).problem) {
        QString where;
        if (problem->offset)
            where = tr(" at offset %1").arg(locale().toString(static_cast<qulonglong>(*problem->offset)));
        m_banner->say(Banner::Kind::warning,
                      tr("This capture is damaged%1: %2. The tables hold the %3 frames that could be read.")
                          .arg(where, models::shownText(problem->message), frames));
    } else if (analysis::isPartial(*snapshot)) {
        m_banner->say(Banner::Kind::warning,
                      tr("Reading was stopped: the tables hold the first %1 frames, %2 of %3.")
                          .arg(frames, models::bytesText(static_cast<std::int64_t>(progress.bytesDone), locale()),
                               models::bytesText(static_cast<std::int64_t>(progress.bytesTotal), locale())),
                      tr("Read &Again"));
    }
    for (const QString& path : m_paths) m_preferences.addRecent(QFileInfo(path).absoluteFilePath());
    m_preferences.lastFolder = QFileInfo(m_paths.first()).absolutePath();
    fillRecent();
    m_preferences.save();
    if (!m_filterBar->box().hasFocus() && m_pages->current())
        m_pages->current()->view().setFocus();
    updateStatus();
    updateActions();
}

void MainWindow::fail(const Error& error) {
    const QString text = QString::fromStdString(error.toString());
    closeCapture();
    m_banner->say(Banner::Kind::error, text);
}

void MainWindow::exportTable() {
    const TablePage* page = m_pages->current();
    if (!page || !page->known())
        return;
    const QFileInfo capture(m_paths.first());
    const QString suggested = capture.absolutePath() + u'/' + capture.completeBaseName() + u'-' +
                              page->spec().settingsKey + QStringLiteral(".csv");
    m_askForExportPath(suggested, [this](const QString& path, const QString& filter) { writeTable(path, filter); });
}

void MainWindow::writeTable(const QString& path, const QString& nameFilter) {
    TablePage* page = m_pages->current();
    if (!page || !page->known() || path.isEmpty() || !m_snapshot)
        return;
    const models::TableModel& model = page->view().tableModel();
    session::ExportOrder order;
    order.table = model.table();
    order.rows = model.rows();
    order.columns = page->view().shownColumns();
    order.path = QFile::encodeName(path).toStdString();
    order.protectedFiles = analysis::captureInfo(*m_snapshot).files;
    if (path.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive) || nameFilter.contains(QLatin1String("*.ndjson")))
        order.format = exporting::Format::ndjson;
    else if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) || nameFilter.contains(QLatin1String("*.json")))
        order.format = exporting::Format::json;
    m_export.start(std::move(order));
}

void MainWindow::applyPreferences() {
    m_actions.timeUtc->setChecked(m_preferences.time == models::TimeStyle::utc);
    m_actions.timeLocal->setChecked(m_preferences.time == models::TimeStyle::local);
    m_actions.timeRelative->setChecked(m_preferences.time == models::TimeStyle::relative);
    m_actions.bytesIp->setChecked(!m_preferences.wireBytes);
    m_actions.bytesWire->setChecked(m_preferences.wireBytes);
    m_actions.inner->setChecked(m_preferences.inner);
    m_pages->apply(m_preferences, models::firstSeen(m_snapshot));
    m_preferences.save();
    updateStatus();
}

void MainWindow::fillRecent() {
    m_actions.recent->clear();
    for (const QString& path : m_preferences.recent) {
        QAction* action = m_actions.recent->addAction(QString(path).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path] { openCapture({path}); });
    }
    m_actions.recent->addSeparator();
    m_actions.recent->addAction(m_actions.clearRecent);
    m_actions.recent->addAction(m_actions.keepRecent);
    m_actions.keepRecent->setChecked(m_preferences.keepRecent);
    m_start->setRecent(m_preferences.recent);
}

void MainWindow::updateStatus() {
    const bool open = m_stack->currentIndex() == 1;
    TablePage* page = m_pages->current();
    m_rows->setText(open && page ? page->summary() : QString());
    m_selection->setText(open && page ? page->selectionSummary() : QString());
    const bool partial = open && m_snapshot && !reading() && analysis::isPartial(*m_snapshot);
    m_partial->setVisible(partial);
    m_partial->setText(tr("Partial"));
    m_progress->setVisible(reading());
    m_cancel->setVisible(reading());
    if (page) {
        m_filterBar->setSchema(page->source().schema());
        m_filterBar->setFit(page->source().filterFit(), page->shownRows(), page->totalRows());
    }
}

void MainWindow::updateActions() {
    const bool open = m_stack->currentIndex() == 1;
    m_actions.cancel->setEnabled(reading());
    m_actions.reload->setEnabled(!m_paths.isEmpty());
    for (QAction* action : {m_actions.exportTable, m_actions.copy, m_actions.copyCsv, m_actions.selectAll,
                            m_actions.find, m_actions.showAllColumns, m_actions.resetColumns})
        action->setEnabled(open);
    m_actions.goTo->setEnabled(open);
    m_actions.clearFilter->setEnabled(open && !m_filter.text().isEmpty());
    m_actions.back->setEnabled(open && m_filter.canGoBack());
    m_actions.forward->setEnabled(open && m_filter.canGoForward());
}

QString MainWindow::captureName() const {
    QString name = QFileInfo(m_paths.first()).fileName();
    if (m_paths.size() > 1)
        name = tr("%1 and %2 more").arg(name).arg(m_paths.size() - 1);
    return tr("%1 – Weir").arg(name);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    bool first = true;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (!url.isLocalFile())
            continue;
        if (first)
            openCapture({url.toLocalFile()});
        else
            emit windowRequested(url.toLocalFile());
        first = false;
    }
    event->acceptProposedAction();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // What no widget wanted: typing anywhere starts a filter.
    const bool writes = !event->text().isEmpty() && event->text().at(0).isPrint() && event->text() != u" " &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (writes && m_stack->currentIndex() == 1)
        m_filterBar->startTyping(event->text());
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_preferences.geometry = saveGeometry();
    m_pages->save(m_preferences);
    m_preferences.save();
    QMainWindow::closeEvent(event);
}

}  // namespace weir::ui
