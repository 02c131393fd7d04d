// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include "ui/controllers/handovercontroller.h"
#include "ui/controllers/lookupcontroller.h"
#include "ui/controllers/lookupservice.h"
#include "ui/controllers/packetcontroller.h"
#include "ui/panes/pages.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/views/homedialog.h"
#include "ui/views/startpage.h"
#include "ui/window/helpdialog.h"
#include "ui/window/readingstatus.h"
#include "ui/window/rowfinder.h"

namespace weir::window {

using views::Banner;
using views::TablePage;
using views::TableView;

namespace {

QVBoxLayout* stacked(QWidget* in) {
    auto* layout = new QVBoxLayout(in);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

template <typename Slot>
void on(QAction* action, Slot slot) {
    QObject::connect(action, &QAction::triggered, action, slot);
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      m_preferences(models::Preferences::load()),
      m_actions(*this),
      m_stack(new QStackedWidget(this)),
      m_start(new views::StartPage(this)),
      m_banner(new Banner(this)),
      m_filterBar(new views::FilterBar(m_filter, this)),
      m_pages(new panes::Pages(m_filter, this)),
      m_rows(new QLabel(this)),
      m_selection(new QLabel(this)),
      m_reading(new ReadingStatus(this)),
      m_exporter(new controllers::Exporter(this)),
      m_finder(new RowFinder(this)) {
    setAcceptDrops(true);
    lay();
    wireFile();
    wireTables();
    wirePreferences();
    wireReading();
    m_pages->restore(m_preferences);
    applyPreferences();
    fillRecent();
    closeCapture();
    resize(QSize(1180, 760).boundedTo(screen()->availableGeometry().size() * 0.95));
    if (!m_preferences.geometry.isEmpty())
        restoreGeometry(m_preferences.geometry);
}

MainWindow::~MainWindow() {
    delete m_lookups;  // before the pages that it listens to
    delete m_handover;
}

void MainWindow::lay() {
    auto* capture = new QWidget(this);
    QVBoxLayout* inside = stacked(capture);
    inside->addWidget(m_filterBar);
    inside->addWidget(m_pages, 1);
    m_stack->addWidget(m_start);
    m_stack->addWidget(capture);
    auto* middle = new QWidget(this);
    QVBoxLayout* layout = stacked(middle);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_banner);  // below, so that nothing moves under the mouse when it comes and goes
    setCentralWidget(middle);
    m_rows->setTextFormat(Qt::PlainText);
    m_selection->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_rows, 1);
    statusBar()->addPermanentWidget(m_selection);
    statusBar()->addPermanentWidget(m_reading);
}

void MainWindow::wireFile() {
    on(m_actions.open, [this] { askForCapture(); });
    on(m_actions.newWindow, [this] { emit windowRequested({}); });
    on(m_actions.reload, [this] { openCapture(m_paths); });
    on(m_actions.cancel, [this] { m_reading->stop(); });
    on(m_actions.exportTable, [this] {
        if (TablePage* page = m_pages->current(); page && !m_paths.isEmpty())
            m_exporter->exportPage(*page, m_paths.first());
    });
    on(m_actions.close, [this] { captureShown() ? closeCapture() : static_cast<void>(close()); });
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
    on(m_actions.fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(m_actions.shortcuts, [this] { showHelp(*this); });
    on(m_actions.about, [this] { showAbout(this); });
    connect(m_start, &views::StartPage::openRequested, this, &MainWindow::askForCapture);
    connect(m_start, &views::StartPage::pathChosen, this, [this](const QString& path) { openCapture({path}); });
}

void MainWindow::wireTables() {
    // Copying and selecting belong to the filter box while the cursor is in it, to the table otherwise.
    const auto onBoxOrTable = [this](QAction* action, void (QLineEdit::*inBox)() const, auto inTable) {
        on(action, [this, inBox, inTable] {
            if (const auto* box = qobject_cast<QLineEdit*>(focusWidget()); box && inBox)
                (box->*inBox)();
            else if (TablePage* page = m_pages->current())
                (page->view().*inTable)();
        });
    };
    onBoxOrTable(m_actions.copy, &QLineEdit::copy, &TableView::copyRowsAsTabs);
    onBoxOrTable(m_actions.copyCsv, nullptr, &TableView::copyRowsAsCsv);
    onBoxOrTable(m_actions.copyJson, nullptr, &TableView::copyRowsAsJson);
    onBoxOrTable(m_actions.showAllColumns, nullptr, &TableView::showAllColumns);
    onBoxOrTable(m_actions.resetColumns, nullptr, &TableView::resetColumns);
    on(m_actions.selectAll, [this] {
        if (auto* box = qobject_cast<QLineEdit*>(focusWidget()))
            box->selectAll();
        else if (TablePage* page = m_pages->current())
            page->view().selectAll();
    });
    on(m_actions.find, [this] { m_filterBar->startTyping(); });
    const auto step = [this](RowFinder::Way way) {
        if (TablePage* page = m_pages->current())
            m_finder->find(*page, way);
    };
    on(m_actions.findNext, [step] { step(RowFinder::Way::next); });
    on(m_actions.findPrevious, [step] { step(RowFinder::Way::previous); });
    connect(m_finder, &RowFinder::said, this, [this](const QString& text) { statusBar()->showMessage(text, 5000); });
    on(m_actions.clearFilter, [this] { m_filter.clear(); });
    on(m_actions.back, [this] { m_filter.back(); });
    on(m_actions.forward, [this] { m_filter.forward(); });
    for (int tab = 0; tab < m_pages->count(); ++tab) {
        QAction* action = m_actions.goTo->addAction(m_pages->tabText(tab));
        if (tab < 9)
            action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + tab)));
        on(action, [this, tab] { m_pages->setCurrentIndex(tab); });
    }
    connect(m_pages, &panes::Pages::statusChanged, this, &MainWindow::updateStatus);
    connect(m_pages, &panes::Pages::noticed, this,
            [this](const QString& message) { m_banner->say(Banner::Kind::information, message); });
    m_packets = new controllers::PacketDesk(*this, *m_pages, m_filter, m_actions);
    connect(m_packets, &controllers::PacketDesk::noticed, this,
            [this](const QString& message) { m_banner->say(Banner::Kind::information, message); });
    m_handover = new controllers::HandoverDesk(*this, *m_pages, m_filter, m_actions, *m_exporter);
    connect(m_handover, &controllers::HandoverDesk::said, m_banner,
            [this](auto kind, const auto& text) { m_banner->say(kind, text); });
    connect(m_pages, &panes::Pages::homeRequested, this, &MainWindow::askForHome);
    connect(&m_filter, &models::FilterState::historyChanged, this, &MainWindow::updateActions);
    connect(m_filterBar, &views::FilterBar::leaveRequested, this, [this] {
        if (TablePage* page = m_pages->current())
            page->takeFocus();
    });
}

void MainWindow::wirePreferences() {
    const auto prefer = [this](QAction* action, void (*change)(models::Preferences&)) {
        on(action, [this, change] {
            change(m_preferences);
            applyPreferences();
        });
    };
    prefer(m_actions.timeUtc, [](models::Preferences& p) { p.time = models::TimeStyle::utc; });
    prefer(m_actions.timeLocal, [](models::Preferences& p) { p.time = models::TimeStyle::local; });
    prefer(m_actions.timeRelative, [](models::Preferences& p) { p.time = models::TimeStyle::relative; });
    prefer(m_actions.bytesIp, [](models::Preferences& p) { p.wireBytes = false; });
    prefer(m_actions.bytesWire, [](models::Preferences& p) { p.wireBytes = true; });
    on(m_actions.inner, [this](bool inner) {
        m_preferences.inner = inner;
        openCapture(m_paths);
    });
    on(m_actions.home, [this] { askForHome(); });
}

void MainWindow::wireReading() {
    connect(m_reading, &ReadingStatus::stopRequested, &m_load, &session::LoadJob::cancel);
    connect(&m_load, &session::LoadJob::progressed, this, [this](const traffic::Progress& progress) {
        m_reading->setProgress(progress);
        if (const int hundredths = percentage(progress); hundredths >= 0)
            setWindowTitle(tr("%1% – %2").arg(hundredths).arg(captureName()));
    });
    connect(&m_load, &session::LoadJob::snapshotReady, this,
            [this](const traffic::Snapshot& snapshot) { showSnapshot(snapshot, true); });
    connect(&m_load, &session::LoadJob::finished, this, &MainWindow::finish);
    connect(&m_load, &session::LoadJob::failed, this, &MainWindow::fail);
    connect(m_exporter, &controllers::Exporter::finished, this,
            [this](const QString& message) { m_banner->say(Banner::Kind::information, message); });
    connect(m_exporter, &controllers::Exporter::failed, this,
            [this](const QString& message) { m_banner->say(Banner::Kind::error, message); });
    connect(m_banner, &Banner::actionTriggered, m_actions.reload, &QAction::trigger);
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
        if (m_lookups)
            m_lookups->setHome(home);
    });
    dialog->open();
}

void MainWindow::useLookups(controllers::LookupService& service) {
    m_lookups = new controllers::LookupDesk(service, *this, *m_pages, m_actions);
    connect(m_lookups, &controllers::LookupDesk::noticed, this,
            [this](const QString& message) { m_banner->say(Banner::Kind::information, message); });
    m_lookups->setSnapshot(m_snapshot);
    updateActions();
}

void MainWindow::openCapture(const QStringList& paths) {
    if (paths.isEmpty())
        return;
    const bool again = paths == m_paths;
    m_paths = paths;
    m_banner->hide();
    if (!again)
        m_filter.clear();
    forgetSnapshot(true);
    traffic::Options options;
    options.inner = m_preferences.inner;
    std::vector<std::string> names;
    for (const QString& path : paths) names.push_back(QFile::encodeName(path).toStdString());
    m_load.start(std::move(names), std::move(options));
    m_stack->setCurrentIndex(1);
    m_pages->setFocus();
    m_reading->reset();
    setWindowTitle(captureName());
    setWindowFilePath(paths.first());
    updateStatus();
    updateActions();
}

void MainWindow::closeCapture() {
    m_load.abandon();
    m_paths.clear();
    m_filter.clear();
    m_banner->hide();
    forgetSnapshot(false);
    m_stack->setCurrentIndex(0);
    setWindowFilePath({});
    setWindowTitle(tr("Weir"));
    updateStatus();
    updateActions();
}

void MainWindow::forgetSnapshot(bool reading) {
    if (m_lookups)
        m_lookups->setSnapshot(nullptr);
    m_packets->setCapture(nullptr, m_paths);
    m_handover->setCapture(nullptr, reading, m_paths);
    traffic::Snapshot old = std::exchange(m_snapshot, nullptr);
    m_pages->setSnapshot(nullptr, reading);
    m_disposer.start([old = std::move(old)](const std::stop_token&) { return session::Worker::Delivery(); });
}

void MainWindow::showSnapshot(const traffic::Snapshot& snapshot, bool reading) {
    const bool first = !m_snapshot;
    if (m_lookups)
        m_lookups->setSnapshot(snapshot);
    m_snapshot = snapshot;
    m_packets->setCapture(snapshot, m_paths);
    m_handover->setCapture(snapshot, reading, m_paths);
    if (first)
        m_pages->apply(m_preferences, models::firstSeen(snapshot));
    m_pages->setSnapshot(snapshot, reading);
}

void MainWindow::finish(const traffic::Snapshot& snapshot) {
    showSnapshot(snapshot, false);
    setWindowTitle(captureName());
    if (const QString problem = readingProblem(*snapshot, locale()); !problem.isEmpty()) {
        const bool stopped = !traffic::captureInfo(*snapshot).problem;
        m_banner->say(Banner::Kind::warning, problem, stopped ? tr("Read &Again") : QString());
    } else if (const QString home = homeNotice(*snapshot, locale());
               !home.isEmpty() && m_preferences.home == Networks::defaultHome()) {
        m_banner->say(Banner::Kind::information, home);
    }
    for (const QString& path : m_paths) m_preferences.addRecent(QFileInfo(path).absoluteFilePath());
    m_preferences.lastFolder = QFileInfo(m_paths.first()).absolutePath();
    fillRecent();
    m_preferences.save();
    if (!m_filterBar->box().hasFocus() && m_pages->current())
        m_pages->current()->takeFocus();
    updateStatus();
    updateActions();
}

void MainWindow::fail(const Error& error) {
    const QString text = QString::fromStdString(error.toString());
    closeCapture();
    m_banner->say(Banner::Kind::error, text);
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
    const bool open = captureShown();
    TablePage* page = m_pages->current();
    m_rows->setText(open && page ? page->summary() : QString());
    m_selection->setText(open && page ? page->selectionSummary() : QString());
    const bool partial = open && m_snapshot && !reading() && traffic::isPartial(*m_snapshot);
    m_reading->setState(reading(), partial);
    if (page) {
        const auto [shown, total] = page->filteredRows();
        m_filterBar->setSchema(page->filterSchema());
        m_filterBar->setFit(page->filterFit(), shown, total);
    }
}

void MainWindow::updateActions() {
    const bool open = captureShown();
    m_actions.cancel->setEnabled(reading());
    m_actions.reload->setEnabled(!m_paths.isEmpty());
    for (QAction* action :
         {m_actions.exportTable, m_actions.copy, m_actions.copyCsv, m_actions.copyJson, m_actions.selectAll,
          m_actions.find, m_actions.findNext, m_actions.findPrevious, m_actions.lookUp, m_actions.showAllColumns,
          m_actions.resetColumns, m_actions.showPackets, m_actions.follow, m_actions.savePackets,
          m_actions.saveShownPackets, m_actions.openInWireshark})
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
    if (writes && captureShown())
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

}  // namespace weir::window
