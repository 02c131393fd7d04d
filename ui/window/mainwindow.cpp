// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
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
#include <utility>

#include "ui/controllers/handovercontroller.h"
#include "ui/controllers/keylogcontroller.h"
#include "ui/controllers/lookupcontroller.h"
#include "ui/controllers/lookupservice.h"
#include "ui/controllers/packetcontroller.h"
#include "ui/models/errorwords.h"
#include "ui/models/settings.h"
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

MainWindow::MainWindow(models::Settings& settings, QWidget* parent)
    : QMainWindow(parent),
      m_settings(settings),
      m_inner(settings.inner()),
      m_ask(panes::fileDialogOver(this)),
      m_actions(*this),
      m_stack(new QStackedWidget(this)),
      m_start(new views::StartPage(this)),
      m_banner(new Banner(this)),
      m_filterBar(new views::FilterBar(m_filter, this)),
      m_pages(new panes::Pages(settings, m_filter, this)),
      m_rows(new QLabel(this)),
      m_selection(new QLabel(this)),
      m_reading(new ReadingStatus(this)),
      m_exporter(new controllers::Exporter(this)),
      m_finder(new RowFinder(this)) {
    setAcceptDrops(true);
    lay();
    wireFile();
    wireTables();
    wireSettings();
    wireReading();
    showSettings();
    fillRecent();
    closeCapture();
    resize(QSize(1180, 760).boundedTo(screen()->availableGeometry().size() * 0.95));
    restoreGeometry(settings.geometry());
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
    m_filterBar->addCommands(
        {m_actions.back, m_actions.forward},
        {m_actions.lookUp, m_actions.savePackets, m_actions.exportTable, m_actions.casework.saveReport});
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
    m_keyLogs = new controllers::KeyLogController(m_actions, *this);
    connect(m_keyLogs, &controllers::KeyLogController::changed, this, [this] { openCapture(m_paths); });
    connect(m_keyLogs, &controllers::KeyLogController::notice, this, &MainWindow::tell);
    on(m_actions.open, [this] { askForCapture(); });
    on(m_actions.newWindow, [this] { emit windowRequested({}); });
    on(m_actions.reload, [this] { openCapture(m_paths); });
    on(m_actions.cancel, [this] { m_reading->stop(); });
    on(m_actions.exportTable, [this] {
        if (TablePage* page = m_pages->current(); page && !m_paths.isEmpty())
            m_exporter->exportPage(*page, m_paths.first());
    });
    on(m_actions.close, [this] {
        if (captureShown())
            m_handover->casework().leave([this] { closeCapture(); });
        else
            close();
    });
    on(m_actions.quit, [this] { emit quitRequested(); });
    on(m_actions.clearRecent, [this] { m_settings.clearRecent(); });
    on(m_actions.keepRecent, [this](bool keep) { m_settings.setKeepRecent(keep); });
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
    connect(m_finder, &RowFinder::notice, this, &MainWindow::tell);
    on(m_actions.clearFilter, [this] { m_filter.clear(); });
    on(m_actions.makeRule, [this] { m_pages->makeRule(); });
    on(m_actions.back, [this] { m_filter.back(); });
    on(m_actions.forward, [this] { m_filter.forward(); });
    for (int tab = 0; tab < m_pages->count(); ++tab) {
        QAction* action = m_actions.goTo->addAction(m_pages->tabText(tab));
        if (tab < 9)
            action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + tab)));
        on(action, [this, tab] { m_pages->setCurrentIndex(tab); });
    }
    QAction* last = m_actions.goTo->addAction(tr("&Last tab"));
    last->setShortcut(QKeySequence(Qt::ALT | Qt::Key_0));
    on(last, [this] { m_pages->setCurrentIndex(m_pages->count() - 1); });
    connect(m_pages, &panes::Pages::statusChanged, this, &MainWindow::updateStatus);
    connect(m_pages, &panes::Pages::notice, this, &MainWindow::tell);
    m_packets = new controllers::PacketController(*this, *m_pages, m_filter, m_actions);
    connect(m_packets, &controllers::PacketController::notice, this, &MainWindow::tell);
    m_handover = new controllers::HandoverController(*this, m_settings, *m_pages, m_filter, m_actions, *m_exporter);
    connect(m_handover, &controllers::HandoverController::notice, this, &MainWindow::tell);
    connect(m_pages, &panes::Pages::homeRequested, this, &MainWindow::askForHome);
    connect(&m_filter, &models::FilterState::historyChanged, this, &MainWindow::updateActions);
    connect(m_filterBar, &views::FilterBar::leaveRequested, this, [this] {
        if (TablePage* page = m_pages->current())
            page->takeFocus();
    });
}

void MainWindow::wireSettings() {
    on(m_actions.timeUtc, [this] { m_settings.setTime(models::TimeStyle::utc); });
    on(m_actions.timeLocal, [this] { m_settings.setTime(models::TimeStyle::local); });
    on(m_actions.timeRelative, [this] { m_settings.setTime(models::TimeStyle::relative); });
    on(m_actions.bytesIp, [this] { m_settings.setWireBytes(false); });
    on(m_actions.bytesWire, [this] { m_settings.setWireBytes(true); });
    on(m_actions.inner, [this](bool inner) {
        m_inner = inner;
        m_settings.setInner(inner);
        openCapture(m_paths);
    });
    on(m_actions.home, [this] { askForHome(); });
    connect(&m_settings, &models::Settings::viewChanged, this, &MainWindow::showSettings);
    connect(&m_settings, &models::Settings::recentChanged, this, &MainWindow::fillRecent);
}

void MainWindow::wireReading() {
    connect(m_reading, &ReadingStatus::stopRequested, &m_load, &session::LoadJob::cancel);
    connect(&m_load, &session::LoadJob::progressed, this, [this](const traffic::Progress& progress) {
        m_reading->setProgress(progress);
        if (const int hundredths = percentage(progress); hundredths >= 0)
            setWindowTitle(tr("%1% – %2").arg(hundredths).arg(captureName()));
    });
    connect(&m_load, &session::LoadJob::snapshotReady, this, [this](const traffic::Snapshot& snapshot) {
        if (!m_again)
            showSnapshot(snapshot, true);
    });
    connect(&m_load, &session::LoadJob::finished, this, &MainWindow::finish);
    connect(&m_load, &session::LoadJob::failed, this, &MainWindow::fail);
    connect(m_exporter, &controllers::Exporter::notice, this, &MainWindow::tell);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        if (const auto pressed = std::exchange(m_pressed, {}))
            pressed();
    });
}

void MainWindow::tell(const models::Notice& notice) {
    constexpr int moment = 5000;  // ms
    if (notice.kind == models::Notice::Kind::passing) {
        statusBar()->showMessage(notice.text, moment);
        return;
    }
    m_banner->show(notice, notice.button);
    m_pressed = notice.pressed;
}

void MainWindow::askForCapture() {
    m_ask({tr("Open Capture"), m_settings.lastFolder(), panes::captureFilters(), false},
          [this](const QString& path, const QString&) { openCapture({path}); });
}

void MainWindow::askForHome() {
    auto* dialog = new views::HomeDialog(m_settings.home(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &views::HomeDialog::chosen, &m_settings, &models::Settings::setHome);
    dialog->open();
}

void MainWindow::useLookups(controllers::LookupService& service) {
    m_lookups = new controllers::LookupController(service, m_settings, *this, *m_pages, m_actions);
    connect(m_lookups, &controllers::LookupController::notice, this, &MainWindow::tell);
    m_lookups->setSnapshot(m_snapshot);
    updateActions();
}

void MainWindow::openCapture(const QStringList& paths) {
    if (!paths.isEmpty())
        m_handover->casework().leave([this, paths] { startReading(paths); });
}

void MainWindow::startReading(const QStringList& paths) {
    const bool again = paths == m_paths;
    m_paths = paths;
    m_banner->hide();
    if (!again) {
        m_filter.clear();
        m_keyLogs->forget();
    }
    // What is shown of a capture that is read again stays until all of it has been read: no place in it is lost.
    m_again = again && m_snapshot;
    if (!m_again)
        forgetSnapshot(true);
    traffic::Options options;
    options.inner = m_inner;
    for (const QString& path : m_keyLogs->files()) options.keyLogs.push_back(QFile::encodeName(path).toStdString());
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
    m_again = false;
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
    if (m_lookups)
        m_lookups->setSnapshot(snapshot);
    m_snapshot = snapshot;
    m_packets->setCapture(snapshot, m_paths);
    m_handover->setCapture(snapshot, reading, m_paths);
    m_pages->setSnapshot(snapshot, reading);
}

void MainWindow::finish(const traffic::Snapshot& snapshot) {
    traffic::Snapshot old = std::exchange(m_again, false) ? m_snapshot : nullptr;
    showSnapshot(snapshot, false);
    m_disposer.start([old = std::move(old)](const std::stop_token&) { return session::Worker::Delivery(); });
    setWindowTitle(captureName());
    if (const QString problem = readingProblem(*snapshot, locale()); !problem.isEmpty()) {
        const bool stopped = !traffic::captureInfo(*snapshot).problem;
        tell({Banner::Kind::warning, problem, stopped ? tr("Read &Again") : QString(),
              [this] { m_actions.reload->trigger(); }});
    } else if (const QString home = homeNotice(*snapshot, locale());
               !home.isEmpty() && m_settings.home() == Networks::defaultHome()) {
        tell({Banner::Kind::information, home});
    }
    m_settings.addRecent(m_paths);
    if (!m_filterBar->box().hasFocus() && m_pages->current())
        m_pages->current()->takeFocus();
    updateStatus();
    updateActions();
}

void MainWindow::fail(const Error& error) {
    const QString text = models::wholeSentence(error);
    if (std::exchange(m_again, false)) {
        setWindowTitle(captureName());
        updateStatus();
        updateActions();
        tell({Banner::Kind::warning,
              tr("The capture could not be read again; what is shown is as it was. %1").arg(text)});
        return;
    }
    closeCapture();
    tell({Banner::Kind::error, text});
}

void MainWindow::showSettings() {
    const models::TimeStyle time = m_settings.time();
    m_actions.timeUtc->setChecked(time == models::TimeStyle::utc);
    m_actions.timeLocal->setChecked(time == models::TimeStyle::local);
    m_actions.timeRelative->setChecked(time == models::TimeStyle::relative);
    const bool wireBytes = m_settings.wireBytes();
    m_actions.bytesIp->setChecked(!wireBytes);
    m_actions.bytesWire->setChecked(wireBytes);
    m_actions.inner->setChecked(m_inner);
    updateStatus();
}

void MainWindow::fillRecent() {
    m_actions.recent->clear();
    const QStringList recent = m_settings.recent();
    for (const QString& path : recent) {
        QAction* action = m_actions.recent->addAction(QString(path).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path] { openCapture({path}); });
    }
    m_actions.recent->addSeparator();
    m_actions.recent->addAction(m_actions.clearRecent);
    m_actions.recent->addAction(m_actions.keepRecent);
    m_actions.keepRecent->setChecked(m_settings.keepRecent());
    m_start->setRecent(recent);
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
    m_actions.addKeys->setEnabled(!m_paths.isEmpty());
    for (QAction* action :
         {m_actions.exportTable, m_actions.copy, m_actions.copyCsv, m_actions.copyJson, m_actions.selectAll,
          m_actions.find, m_actions.findNext, m_actions.findPrevious, m_actions.lookUp, m_actions.showAllColumns,
          m_actions.resetColumns, m_actions.showPackets, m_actions.follow, m_actions.savePackets,
          m_actions.saveShownPackets, m_actions.openInWireshark})
        action->setEnabled(open);
    m_actions.goTo->setEnabled(open);
    m_actions.clearFilter->setEnabled(open && !m_filter.text().isEmpty());
    m_actions.makeRule->setEnabled(open && !m_filter.text().isEmpty());
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
    QStringList captures, keys;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            (controllers::KeyLogController::isKeyLog(url.toLocalFile()) ? keys : captures) << url.toLocalFile();
    }
    for (const QString& path : std::as_const(captures)) {
        if (path == captures.first())
            openCapture({path});
        else
            emit windowRequested(path);
    }
    // Keys are for the capture that came with them, or that is open.
    for (const QString& path : std::as_const(keys)) {
        if (captureShown())
            m_keyLogs->add(path);
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
    if (m_handover->casework().wouldLose()) {
        event->ignore();
        return m_handover->casework().leave([this] { close(); });
    }
    m_settings.setGeometry(saveGeometry());
    m_pages->saveLayout();
    QMainWindow::closeEvent(event);
}

}  // namespace weir::window
