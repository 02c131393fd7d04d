// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/pages.h"

#include <QScopedValueRollback>
#include <QTabBar>
#include <algorithm>
#include <utility>

#include "core/handover/markedtable.h"
#include "core/table/filteralias.h"
#include "ui/models/settings.h"
#include "ui/panes/findingspage.h"
#include "ui/panes/markspage.h"
#include "ui/panes/overviewpage.h"
#include "ui/panes/packetspage.h"
#include "ui/panes/talkpage.h"
#include "ui/views/changespage.h"
#include "ui/views/conversationspage.h"
#include "ui/views/namespage.h"

namespace weir::panes {

using views::TablePage;

namespace {

/// Every column that any table can have: a filter with one of these is not wrong, whichever page is in front.
QStringList allColumnNames() {
    QStringList names;
    const auto add = [&](const capturetables::TableRequest& request) {
        if (const Result<table::Schema> schema = capturetables::tableSchema(request)) {
            for (const table::Column& column : schema.value()) names << QString::fromStdString(column.name);
        }
    };
    for (const std::string& name : capturetables::tableNames()) {
        for (const bool twoWay : {true, false}) {
            capturetables::TableRequest request = models::requestFor(name);
            request.twoWay = twoWay;
            add(request);
        }
    }
    for (const table::Column& column : handover::changesSchema()) names << QString::fromStdString(column.name);
    for (const table::Column& column : handover::marksSchema()) names << QString::fromStdString(column.name);
    for (const std::string_view name : table::filterAliasNames())
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    names.removeDuplicates();
    return names;
}

}  // namespace

Pages::Pages(models::Settings& settings, models::FilterState& filter, QWidget* parent)
    : QTabWidget(parent), m_settings(settings), m_filter(filter) {
    setAccessibleName(tr("Tables"));
    tabBar()->setAccessibleName(tr("Tables"));
    setDocumentMode(true);
    setUsesScrollButtons(true);
    const auto plain = [&](const char* table, const QString& title, const QString& nothing, const QString& why = {}) {
        return new TablePage({title, QLatin1String(table), models::requestFor(table), nothing, why}, filter, this);
    };
    auto* findings = m_findings = new panes::FindingsPage(filter, this);
    connect(findings, &panes::FindingsPage::rowsRequested, this, &Pages::showRows);
    connect(&findings->settings(), &models::FindingSettings::saved, &settings, &models::Settings::weightsSaved);
    connect(&settings, &models::Settings::weightsSaved, &findings->settings(), &models::FindingSettings::reload);
    add(findings);
    auto* talk = new panes::TalkPage(filter, this);
    connect(talk, &panes::TalkPage::rowsRequested, this, &Pages::showRows);
    connect(findings, &TablePage::updated, talk, [talk, findings] { talk->weighAs(findings->source().request()); });
    add(talk);
    add(new panes::OverviewPage(filter, this));
    add(plain("clients", tr("Clients"), tr("No machine at home in this capture")));
    add(plain("hosts", tr("Hosts"), tr("No outside hosts in this capture"),
              tr("No home address exchanged packets with an outside host.")));
    add(new TablePage({.title = tr("Talkers"),
                       .settingsKey = QStringLiteral("talkers"),
                       .request = models::requestFor("talkers"),
                       .nothing = tr("No IP addresses in this capture"),
                       .nothingWhy = {},
                       .barColumn = QStringLiteral("bytes_sent")},
                      filter, this));
    m_conversations = new views::ConversationsPage(filter, this);
    add(m_conversations);
    m_names = new views::NamesPage(filter, this);
    add(m_names);
    add(plain("dns", tr("DNS"), tr("No DNS in this capture"),
              tr("There is no DNS on port 53, no multicast DNS and no LLMNR.")));
    add(plain("http", tr("Web"), tr("No HTTP in this capture"),
              tr("No request or response could be read, in the clear or with the capture's own keys.")));
    add(plain("tls", tr("TLS"), tr("No TLS in this capture"), tr("There is no TLS, DTLS or QUIC hello.")));
    add(plain("files", tr("Files"), tr("No file in this capture"),
              tr("Nothing was transferred in a way that could be read.")));
    add(new panes::PacketsPage(filter, this));
    m_marks = new panes::MarksPage(filter, this);
    m_marks->hide();
    wire(m_marks);
    connect(m_marks, &panes::MarksPage::rowsRequested, this, &Pages::showRows);
    m_changes = new views::ChangesPage(filter, this);
    m_changes->hide();
    wire(m_changes);
    const QStringList names = allColumnNames();
    for (TablePage* page : m_pages) page->source().setForeignColumns(names);
    connect(m_conversations, &views::ConversationsPage::homeRequested, this, &Pages::homeRequested);
    connect(this, &QTabWidget::currentChanged, this, [this] {
        pump();
        emit statusChanged();
    });
    connect(&settings, &models::Settings::viewChanged, this, &Pages::applySettings);
    connect(&settings, &models::Settings::homeChanged, this, &Pages::applySettings);
    restoreLayout();
    applySettings();
}

void Pages::setMarks(const std::shared_ptr<const handover::CaseFile>& marks) {
    for (TablePage* page : m_pages) {
        if (page->info().hasPackets())
            page->setMarks(marks);
    }
    m_marks->list(marks);
    const int tab = indexOf(m_marks);
    if (tab < 0 && !marks->marks.empty()) {
        const int changes = indexOf(m_changes);  // which stands last
        insertTab(changes < 0 ? count() : changes, m_marks, m_marks->spec().title);
        m_shown.insert(m_shown.end() - (changes < 0 ? 0 : 1), m_marks);
    } else if (tab >= 0 && marks->marks.empty()) {
        removeTab(tab);
        std::erase(m_shown, m_marks);
    }
}

void Pages::showChanges(bool shown) {
    const int tab = indexOf(m_changes);
    if (shown) {
        if (tab < 0) {
            addTab(m_changes, m_changes->spec().title);
            m_shown.push_back(m_changes);
        }
        setCurrentWidget(m_changes);
    } else if (tab >= 0) {
        removeTab(tab);
        std::erase(m_shown, m_changes);
    }
}

void Pages::add(TablePage* page) {
    addTab(page, page->spec().title);
    m_shown.push_back(page);
    wire(page);
}

void Pages::wire(TablePage* page) {
    m_pages.push_back(page);
    connect(&page->source(), &models::TableSource::dirtied, this, [this, page] {
        if (page == current())
            page->source().refresh();
        else
            pump();
    });
    connect(&page->source(), &models::TableSource::filterFitChanged, this, [this, page] {
        if (page == current())
            emit statusChanged();
    });
    connect(page, &TablePage::updated, this, [this, page] {
        label(page);
        if (page == current())
            emit statusChanged();
        pump();
    });
    connect(page, &TablePage::notice, this, &Pages::notice);
    connect(page, &TablePage::selectionMoved, this, [this, page] {
        if (page == current())
            emit statusChanged();
    });
}

TablePage* Pages::current() const { return qobject_cast<TablePage*>(currentWidget()); }

TablePage* Pages::page(const QString& key) const {
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const TablePage* p) { return p->spec().settingsKey == key; });
    return found == m_pages.end() ? nullptr : *found;
}

void Pages::makeRule() {
    const TablePage* page = current();
    if (page == nullptr)
        return;
    models::FindingSettings& settings = m_findings->settings();
    const QString problem = settings.addRule(std::string(page->info().name), m_filter.text().trimmed().toStdString());
    emit notice(
        problem.isEmpty()
            ? models::Notice{models::Notice::Kind::information,
                             tr("The rule stands in %1, where its sentence and weight can be changed.")
                                 .arg(settings.rulesFile())}
            : models::Notice{models::Notice::Kind::warning, tr("No rule can be made of this filter: %1").arg(problem)});
}

bool Pages::settled() const {
    return std::none_of(m_pages.begin(), m_pages.end(), [](const TablePage* p) { return p->busy(); });
}

void Pages::showRows(const QString& table, const QString& filter) {
    m_names->choose(table);
    if (capturetables::tableInfo(table.toStdString()).rows == capturetables::RowKind::conversation)
        m_conversations->showFlows();
    TablePage* target = page(table);
    setCurrentWidget(target ? target : m_names);
    m_filter.set(filter);
}

void Pages::setSnapshot(const traffic::Snapshot& snapshot, bool reading) {
    const bool first = snapshot && !m_snapshot;
    if (!snapshot)
        m_conversations->endRestrictions();
    m_snapshot = snapshot;
    m_reading = reading;
    if (first || (snapshot && !reading))
        applySettings();  // relative times begin with the first packet, and all may lie in one day
    {
        const QScopedValueRollback handing(m_handing, true);
        for (TablePage* page : m_pages) {
            page->setSnapshot(snapshot, reading);
            if (!snapshot)
                label(page);
        }
    }
    pump();
}

void Pages::pump() {
    if (!m_snapshot || m_handing)
        return;
    // A page that is being made is left to finish, or a fast stream of snapshots would starve it.
    TablePage* front = current();
    if (front && front->source().dirty() && !front->source().busy())
        front->source().refresh();
    if (m_reading)
        return;
    constexpr std::ptrdiff_t atOnce = 2;  // more would only wait for each other, and for memory
    auto busy = std::count_if(m_pages.begin(), m_pages.end(), [](TablePage* p) { return p->source().busy(); });
    // What reads the whole files waits for the tables that are quick.
    for (const bool readsFiles : {false, true}) {
        for (TablePage* page : m_pages) {
            const bool turn = page->info().readsFiles == readsFiles;
            if (busy < atOnce && turn && page->source().dirty() && !page->source().busy()) {
                page->source().refresh();
                ++busy;
            }
        }
    }
}

void Pages::label(TablePage* page) {
    const int tab = indexOf(page);
    if (tab < 0)
        return;
    const QString& title = page->spec().title;
    if (page->info().rows == capturetables::RowKind::fact || !page->spec().counted)
        return;
    if (!page->known()) {
        setTabText(tab, title);
        return;
    }
    const QString total = locale().toString(page->totalRows());
    setTabText(tab, page->shownRows() == page->totalRows()
                        ? tr("%1 · %2").arg(title, total)
                        : tr("%1 · %2 of %3").arg(title, locale().toString(page->shownRows()), total));
    tabBar()->setTabTextColor(tab, page->totalRows() == 0 ? palette().color(QPalette::PlaceholderText) : QColor());
}

void Pages::applySettings() {
    models::DisplayOptions display;
    display.time = m_settings.time();
    display.origin = models::firstSeen(m_snapshot);
    display.oneDay = m_snapshot && m_snapshot->counters.timed &&
                     models::sameDay(m_snapshot->counters.firstSeen, m_snapshot->counters.lastSeen, display.time);
    display.locale = locale();
    const bool wireBytes = m_settings.wireBytes();
    const Networks home = m_settings.home();
    for (TablePage* page : m_pages) {
        page->setDisplay(display);
        page->setWireBytes(wireBytes);
        page->setHome(home);
    }
}

void Pages::restoreLayout() {
    for (TablePage* page : m_pages) {
        page->view().columns().restore(m_settings.columns(page->spec().settingsKey));
        m_storedColumns.insert(page, page->view().columns().save());
    }
    m_conversations->restoreGrouping(m_settings.grouping());
    m_storedGrouping = m_conversations->saveGrouping();
}

void Pages::saveLayout() {
    for (TablePage* page : m_pages) {
        const QStringList columns = page->view().columns().save();
        const QStringList stored = std::exchange(m_storedColumns[page], columns);
        if (columns != stored)
            m_settings.changeColumns(page->spec().settingsKey, stored, columns);
    }
    const QString grouping = m_conversations->saveGrouping();
    if (std::exchange(m_storedGrouping, grouping) != grouping)
        m_settings.setGrouping(grouping);
}

}  // namespace weir::panes
