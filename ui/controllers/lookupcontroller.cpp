// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/lookupcontroller.h"

#include <QBoxLayout>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QStatusBar>
#include <QToolButton>
#include <algorithm>

#include "ui/controllers/lookupservice.h"
#include "ui/models/settings.h"
#include "ui/panes/auditdialog.h"
#include "ui/panes/keysdialog.h"
#include "ui/panes/linksdialog.h"
#include "ui/panes/lookuppane.h"
#include "ui/panes/lookupsettingsdialog.h"
#include "ui/panes/pages.h"
#include "ui/panes/previewdialog.h"
#include "ui/panes/queuepanel.h"
#include "ui/views/banner.h"

namespace weir::controllers {

using models::Notice;
using views::TablePage;

namespace {

/// More than this at once would fill a service's quota for days.
constexpr int mostSubjects = 2000;
constexpr int notesPatience = 200;  // ms until a table that is being made is looked at again

}  // namespace

LookupController::LookupController(LookupService& service, models::Settings& settings, QMainWindow& window,
                                   panes::Pages& pages, const Actions& actions)
    : QObject(&window),
      m_service(service),
      m_settings(settings),
      m_window(window),
      m_pages(pages),
      m_actions(actions),
      m_notes(service.lookups()),
      m_dock(new QDockWidget(tr("Lookups"), &window)),
      m_pane(new panes::LookupPane(service.lookups(), service.jobs(), m_dock)),
      m_banner(new views::Banner(window.centralWidget())),
      m_status(new QToolButton(&window)) {
    layPane();
    wireActions();
    wirePages();
    m_notesLater.setSingleShot(true);
    m_notesLater.setInterval(notesPatience);
    connect(&m_notesLater, &QTimer::timeout, this, &LookupController::applyNotes);
    connect(&m_notes, &models::NoteKeeper::changed, this, &LookupController::applyNotes);
    connect(&service, &LookupService::offlineDataLoaded, this, [this] {
        m_pane->setOfflineData(m_service.offlineData());
        applyOwners();
    });
    connect(&service, &LookupService::answersForgotten, this, [this] {
        m_notes.startOver();
        m_pane->refresh();
    });
    connect(&service, &LookupService::ownNetworksChanged, m_pane, &panes::LookupPane::refresh);
    connect(&service, &LookupService::linksChanged, this, [this] { m_pane->setLinks(m_service.links()); });
    connect(&service.lookups(), &enrich::queue::Lookups::stateChanged, this, &LookupController::showState);
    connect(&service.lookups(), &enrich::queue::Lookups::progress, this, [this](int done, int total) {
        if ((done < total) != m_actions.cancelLookups->isEnabled())
            showState();
    });
    if (service.offlineData()) {
        m_pane->setOfflineData(service.offlineData());
        applyOwners();
    }
    m_pane->setLinks(service.links());
    showState();
}

void LookupController::layPane() {
    m_dock->setObjectName(QStringLiteral("lookupDock"));
    m_dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    m_dock->setWidget(m_pane);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->setVisible(m_settings.lookupPane());
    m_banner->setObjectName(QStringLiteral("pendingBanner"));
    static_cast<QBoxLayout*>(m_window.centralWidget()->layout())->insertWidget(0, m_banner);
    m_status->setAutoRaise(true);
    m_status->setToolTip(tr("Show the Lookups pane"));
    m_status->hide();
    m_window.statusBar()->addPermanentWidget(m_status);
    connect(m_status, &QToolButton::clicked, m_dock, &QWidget::show);
    connect(&m_pane->queue(), &panes::QueuePanel::summaryChanged, this, [this](const QString& summary) {
        m_status->setText(summary);
        m_status->setVisible(!summary.isEmpty());
    });
    connect(m_pane, &panes::LookupPane::lookUpRequested, this, [this](const QString& subject) {
        const QStringList selected = selectedSubjects();
        lookUp(selected.contains(subject) ? selected : QStringList{subject});
    });
    connect(m_pane, &panes::LookupPane::editLinksRequested, this, &LookupController::editLinks);
}

void LookupController::wireActions() {
    m_actions.lookups->menuAction()->setVisible(true);
    m_actions.lookUp->setVisible(true);
    m_actions.lookupPane->setVisible(true);
    enrich::queue::Lookups& lookups = m_service.lookups();
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions.lookUp, [this] { lookUp(selectedSubjects()); });
    on(m_actions.lookupPane, [this](bool shown) {
        m_dock->setVisible(shown);
        m_settings.setLookupPane(shown);
    });
    // Not on every change of visibility: a dock is hidden with its window, too.
    connect(m_dock, &QDockWidget::visibilityChanged, this,
            [this] { m_actions.lookupPane->setChecked(!m_dock->isHidden()); });
    connect(m_dock->toggleViewAction(), &QAction::triggered, m_actions.lookupPane, [this](bool shown) {
        if (m_actions.lookupPane->isChecked() != shown)
            m_actions.lookupPane->trigger();
    });
    m_actions.lookupPane->setChecked(!m_dock->isHidden());
    on(m_actions.offline, [this](bool offline) {
        m_service.setOffline(offline);
        showState();
    });
    on(m_actions.pauseLookups, [&lookups](bool pause) { pause ? lookups.pause() : lookups.resume(); });
    on(m_actions.cancelLookups, [&lookups] { lookups.cancel(); });
    on(m_actions.keys, [this] { enterKey({}); });
    on(m_actions.links, [this] { editLinks(); });
    on(m_actions.auditLog, [this] { showAudit(); });
    on(m_actions.lookupSettings, [this] { editSettings(); });
    connect(m_banner, &views::Banner::actionTriggered, this, [this, &lookups] {
        m_service.setOffline(false);
        lookups.resume();
        m_banner->hide();
        m_dock->show();
    });
    connect(m_banner, &views::Banner::secondTriggered, this, [this, &lookups] {
        lookups.cancel();
        m_banner->hide();
    });
}

void LookupController::wirePages() {
    for (TablePage* page : m_pages.visiblePages()) {
        if (page->info().lookupColumns.empty())
            continue;
        page->view().setRowActions({m_actions.lookUp});
        connect(&page->view(), &views::TableView::selectionMoved, this, &LookupController::followRow);
        connect(page->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                &LookupController::followRow);
        connect(page, &TablePage::updated, this, [this, page] {
            if (page == m_pages.current())
                followRow();
        });
    }
    connect(&m_pages, &QTabWidget::currentChanged, this, &LookupController::followRow);
    connect(m_dock, &QDockWidget::visibilityChanged, this, &LookupController::followRow);
}

void LookupController::setSnapshot(const traffic::Snapshot& snapshot) {
    m_notes.setSnapshot(snapshot);
    if (snapshot)
        return;
    applyNotes();
    m_pane->setSubject({});
}

QString LookupController::subjectOf(TablePage& page, int row) const {
    const models::TableModel& model = page.view().tableModel();
    if (!model.table() || row < 0 || row >= model.rowCount())
        return {};
    for (const std::string_view name : page.info().lookupColumns) {
        const auto column = table::findColumn(model.table()->schema(), name);
        if (!column)
            continue;
        if (const QString text = model.rawText(row, static_cast<int>(*column)); !text.isEmpty())
            return text;
    }
    return {};
}

QStringList LookupController::selectedSubjects() const {
    QStringList out;
    QSet<QString> seen;
    TablePage* page = m_pages.current();
    if (!page)
        return out;
    std::vector<int> rows = page->view().selectedRows();
    if (rows.empty() && page->view().currentIndex().isValid())
        rows.push_back(page->view().currentIndex().row());
    for (const int row : rows) {
        const QString subject = subjectOf(*page, row);
        if (subject.isEmpty() || seen.contains(subject))
            continue;
        if (out.size() == mostSubjects)
            break;
        seen.insert(subject);
        out << subject;
    }
    return out;
}

void LookupController::followRow() {
    TablePage* page = m_pages.current();
    if (m_dock->isHidden())
        return;
    int row = -1;
    if (page && page->view().currentIndex().isValid())
        row = page->view().currentIndex().row();
    else if (page && page->view().selectionModel()->hasSelection())
        row = page->view().selectionModel()->selection().first().top();
    m_pane->setSubject(page ? subjectOf(*page, row) : QString());
}

void LookupController::lookUp(const QStringList& subjects) {
    if (subjects.isEmpty()) {
        emit notice({Notice::Kind::passing, tr("Select rows with addresses or names to look up.")});
        return;
    }
    auto* dialog =
        new panes::PreviewDialog(m_service.lookups(), subjects, m_settings.providers(), m_service.locked(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &panes::PreviewDialog::keyRequested, this, &LookupController::enterKey);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { send(*dialog); });
    dialog->open();
    if (subjects.size() == mostSubjects)
        emit notice(
            {Notice::Kind::information,
             tr("Only the first %1 of the selected addresses and names are looked up.", nullptr, int{mostSubjects})
                 .arg(mostSubjects)});
}

void LookupController::send(const panes::PreviewDialog& preview) {
    m_settings.setProviders(preview.providers());
    const enrich::queue::Preview chosen = preview.preview();
    m_service.setOffline(false);
    m_service.lookups().start(chosen);
    if (m_dock->isHidden())
        m_actions.lookupPane->trigger();
}

void LookupController::enterKey(const QString& provider) {
    auto* dialog = new panes::KeysDialog(m_service.lookups(), m_service.keeps(), provider, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LookupController::editLinks() {
    auto* dialog = new panes::LinksDialog(m_service.links(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_service.setLinks(dialog->links()); });
    dialog->open();
}

void LookupController::showAudit() {
    auto* dialog = new panes::AuditDialog(m_service.lookups(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LookupController::editSettings() {
    auto* dialog = new panes::LookupSettingsDialog(
        m_service.lookups(),
        {m_settings.ownDomains(), m_settings.databases(), m_settings.keepAnswers(), m_settings.limits()},
        m_service.offlineData(), m_service.locked(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &panes::LookupSettingsDialog::fetchRequested, this, [this] {
        m_service.setOffline(false);
        m_service.lookups().updateBootstrap();
    });
    connect(dialog, &panes::LookupSettingsDialog::forgetRequested, &m_service, &LookupService::forgetAnswers);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const panes::LookupSettingsDialog::Values values = dialog->values();
        m_service.setOwnDomains(values.ownDomains);
        m_service.setDatabases(values.databases);
        m_service.setKeep(values.keep);
        m_service.setLimits(values.limits);
        m_pane->refresh();
    });
    dialog->open();
}

void LookupController::showState() {
    enrich::queue::Lookups& lookups = m_service.lookups();
    const bool busy = lookups.done() < lookups.total();
    m_actions.offline->setChecked(lookups.offline());
    m_actions.offline->setEnabled(!m_service.locked());
    m_actions.pauseLookups->setEnabled(busy && !lookups.offline());
    m_actions.pauseLookups->setChecked(busy && lookups.paused());
    m_actions.cancelLookups->setEnabled(busy);
    if (const int left = lookups.left(); left > 0 && !m_service.locked()) {
        m_banner->show(
            {Notice::Kind::information, tr("%1 lookups were pending when Weir ended.", nullptr, left).arg(left)},
            lookups.offline() ? tr("Go &Online and Resume") : tr("&Resume"), tr("&Discard"));
    } else {
        m_banner->hide();
    }
}

void LookupController::applyOwners() {
    for (TablePage* page : m_pages.visiblePages()) {
        if (page->info().hasNotes())
            page->setOwners(m_service.owners());
    }
    if (m_service.offlineData()->empty())
        emit notice({Notice::Kind::information, m_service.offlineData()->description()});
}

void LookupController::applyNotes() {
    const auto busy = [](TablePage* page) { return page->info().hasNotes() && page->source().busy(); };
    // A table that is being made is left to finish, or a fast stream of answers would starve it.
    const session::Notes& notes = m_notes.notes();
    if ((notes.addresses || notes.names) &&
        std::any_of(m_pages.visiblePages().begin(), m_pages.visiblePages().end(), busy)) {
        m_notesLater.start();
        return;
    }
    for (TablePage* page : m_pages.visiblePages()) {
        if (page->info().hasNotes())
            page->setNotes(notes);
    }
}

}  // namespace weir::controllers
