// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tablepage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/handover/markedtable.h"
#include "ui/models/errorwords.h"
#include "ui/models/plural.h"

namespace weir::views {

using models::FilterFit;

TablePage::TablePage(TablePageSpec spec, models::FilterState& filter, QWidget* parent)
    : QWidget(parent),
      m_spec(std::move(spec)),
      m_filter(filter),
      m_source(m_spec.request),
      m_view(new TableView(this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this)),
      m_unfinished(new QLabel(this)) {
    setObjectName(m_spec.settingsKey);
    m_view->setAccessibleName(m_spec.title);
    m_view->setObjectName(m_spec.settingsKey + QStringLiteral("Table"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_unfinished->setObjectName(QStringLiteral("unfinished"));
    m_unfinished->setTextFormat(Qt::PlainText);
    m_unfinished->setContentsMargins(8, 4, 8, 4);
    m_unfinished->setAutoFillBackground(true);
    m_unfinished->setBackgroundRole(QPalette::ToolTipBase);
    m_unfinished->setForegroundRole(QPalette::ToolTipText);
    m_unfinished->hide();
    layout->addWidget(m_unfinished);
    layout->addWidget(m_stack, 1);
    m_view->setBarColumn(m_spec.barColumn);
    m_view->setWideColumn(m_spec.wideColumn);
    setWireBytes(false);

    connect(&m_source, &models::TableSource::updated, this, &TablePage::show);
    connect(&m_filter, &models::FilterState::changed, &m_source, &models::TableSource::setFilter);
    connect(&m_view->sortHeader(), &SortHeader::keysChanged, this, [this] {
        std::vector<models::NamedSortKey> named;
        for (const table::SortKey& key : m_view->sortHeader().keys())
            named.push_back({m_view->tableModel().column(static_cast<int>(key.column)).name, key.descending});
        m_source.setSort(std::move(named));
    });
    connect(m_view, &TableView::filterRequested, this, [this](const QString& test, models::Combine how) {
        m_filter.set(models::combined(m_filter.text(), test, how));
    });
    connect(m_view, &TableView::selectionMoved, this, &TablePage::selectionMoved);
    connect(m_view, &TableView::notice, this, &TablePage::notice);
    connect(m_view, &TableView::columnsChanged, this, &TablePage::columnsChanged);
    connect(m_empty, &EmptyState::actionTriggered, &m_filter, &models::FilterState::clear);
}

QHBoxLayout& TablePage::switches() {
    if (!m_switches) {
        m_switches = new QHBoxLayout;
        m_switches->setContentsMargins(8, 4, 8, 4);
        m_switches->setSpacing(12);
        static_cast<QVBoxLayout*>(layout())->insertLayout(0, m_switches);
    }
    return *m_switches;
}

qsizetype TablePage::totalRows() const {
    return known() ? static_cast<qsizetype>(m_view->tableModel().table()->rows()) : 0;
}

void TablePage::setSnapshot(const traffic::Snapshot& snapshot, bool reading) {
    m_reading = reading;
    m_source.setSnapshot(snapshot);
    if (!snapshot)
        m_source.refresh();
    showFinality();
}

QString TablePage::unfinishedText() const {
    if (!known())
        return {};
    const int part = m_source.hundredths();
    switch (finality()) {
        case models::Finality::coming:
            return part >= 0 && part < 100
                       ? tr("Not final: about the first %1 % of the capture. Still working…").arg(part)
                       : tr("Not final: about a part of the capture. Still working…");
        case models::Finality::partial:
            return part >= 0 && part < 100
                       ? tr("Partial: about the first %1 % of the capture, which was not read to its end.").arg(part)
                       : tr("Partial: the capture was not read to its end.");
        default:
            return {};
    }
}

void TablePage::showFinality() {
    const QString text = unfinishedText();
    m_unfinished->setText(text);
    m_unfinished->setVisible(!text.isEmpty());
}

void TablePage::setDisplay(const models::DisplayOptions& options) { m_view->tableModel().setDisplay(options); }

void TablePage::setWireBytes(bool wire) {
    m_view->columns().setHiddenByDefault({wire ? QStringLiteral("bytes") : QStringLiteral("wire_bytes")});
    QSet<QString> folded = m_spec.folded;
    for (const table::Column& column : handover::markColumns()) folded << QString::fromStdString(column.name);
    m_view->columns().setFolded(folded);
    m_view->applyColumns();
    if (m_source.request().wireBytes != wire)
        changeRequest([wire](capturetables::TableRequest& request) { request.wireBytes = wire; });
}

void TablePage::setHome(const Networks& home) {
    // The default is no choice: what the capture itself says of home counts, too.
    const std::optional<Networks> chosen = home == Networks::defaultHome() ? std::nullopt : std::optional(home);
    if (m_source.request().home != chosen)
        changeRequest([&chosen](capturetables::TableRequest& request) { request.home = chosen; });
}

void TablePage::setOwners(const std::shared_ptr<const traffic::Owners>& owners) {
    if (m_source.request().owners != owners)
        changeRequest([&owners](capturetables::TableRequest& request) { request.owners = owners; });
}

void TablePage::setMarks(const std::shared_ptr<const handover::CaseFile>& marks) {
    m_view->setMarked(marks && !marks->marks.empty());
    m_source.setMarks(marks, true);  // rows that are judged benign are greyed
}

void TablePage::setNotes(const session::Notes& notes) {
    const capturetables::TableRequest& now = m_source.request();
    if (now.notes != notes.addresses || now.nameNotes != notes.names || now.noteColumns != notes.columns)
        changeRequest([&notes](capturetables::TableRequest& request) { session::useNotes(request, notes); });
}

void TablePage::changeRequest(const std::function<void(capturetables::TableRequest&)>& change) {
    capturetables::TableRequest request = m_source.request();
    change(request);
    m_source.setRequest(std::move(request));
}

void TablePage::show(const std::shared_ptr<const session::TableResult>& result) {
    std::vector<table::SortKey> keys;
    if (result->table) {
        for (const models::NamedSortKey& key : m_source.sort()) {
            if (const auto column = table::findColumn(result->table->schema(), key.column))
                keys.push_back({*column, key.descending});
        }
    }
    m_view->sortHeader().setKeys(std::move(keys));
    m_error = result->error ? models::wholeSentence(*result->error) : QString();
    m_sums = result->sums;
    m_view->setContents(result->table, {result, &result->rows}, result->maxima, result->empty);
    showFitting();
    showFinality();
    emit updated();
}

void TablePage::showFitting() {
    const bool empty = shownRows() == 0;
    if (empty) {
        if (!m_error.isEmpty())
            m_empty->say(tr("This table could not be created"), m_error);
        else if (totalRows() > 0)
            m_empty->say(tr("No rows match"), m_source.filterFit().text, tr("&Clear filter"));
        else if (m_reading)
            m_empty->say(tr("Reading…"), {});
        else
            m_empty->say(m_spec.nothing, m_spec.nothingWhy);
    }
    const bool focused = m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_view);
    if (focused && !empty)
        m_view->setFocus();
}

QString TablePage::countsText(const std::vector<std::int64_t>& sums) const {
    if (!known())
        return {};
    const table::Schema& schema = m_view->tableModel().table()->schema();
    const QLocale& locale = m_view->tableModel().display().locale;
    const auto sum = [&](std::string_view name) -> std::optional<std::int64_t> {
        const auto column = table::findColumn(schema, name);
        return column && *column < sums.size() && schema[*column].kind == table::Kind::integer
                   ? std::optional(sums[*column])
                   : std::nullopt;
    };
    QString text;
    // Of a packet both ends would count it: what each has sent is each packet once.
    const auto sent = sum("packets_sent");
    if (sent)
        text += tr(" · %1 packets sent", nullptr, models::plural(*sent))
                    .arg(locale.toString(static_cast<qlonglong>(*sent)));
    if (const auto packets = sum("packets"); packets && !sent)
        text += tr(" · %1 packets", nullptr, models::plural(*packets))
                    .arg(locale.toString(static_cast<qlonglong>(*packets)));
    if (const auto messages = sum("messages"))
        text += tr(" · %1 messages", nullptr, models::plural(*messages))
                    .arg(locale.toString(static_cast<qlonglong>(*messages)));
    const char* const column =
        wireBytes() ? (sent ? "wire_bytes_sent" : "wire_bytes") : (sent ? "bytes_sent" : "bytes");
    if (const auto bytes = sum(column)) {
        text += (wireBytes() ? tr(" · %1 bytes on the wire (%2)", nullptr, models::plural(*bytes))
                             : tr(" · %1 IP bytes (%2)", nullptr, models::plural(*bytes)))
                    .arg(locale.toString(static_cast<qlonglong>(*bytes)), models::bytesText(*bytes, locale));
    }
    return text;
}

const capturetables::TableInfo& TablePage::info() const { return capturetables::tableInfo(m_source.request().name); }

QString TablePage::summary() const {
    if (!known())
        return {};
    const QLocale& locale = m_view->tableModel().display().locale;
    const QString rows = shownRows() == totalRows()
                             ? tr("%1 rows", nullptr, models::plural(totalRows())).arg(locale.toString(totalRows()))
                             : tr("%1 of %2 rows", nullptr, models::plural(totalRows()))
                                   .arg(locale.toString(shownRows()), locale.toString(totalRows()));
    return rows + countsText(m_sums);
}

QString TablePage::selectionSummary() const {
    const auto count = static_cast<qsizetype>(m_view->selectedCount());
    if (count < 2 || !known())
        return {};
    std::vector<std::int64_t> sums = m_sums;
    if (count != shownRows()) {
        const std::vector<int> selected = m_view->selectedRows();
        table::Rows rows;
        rows.reserve(selected.size());
        for (const int row : selected) rows.push_back(m_view->tableModel().tableRow(row));
        std::vector<std::int64_t> maxima;
        session::summarize(*m_view->tableModel().table(), rows, sums, maxima);
    }
    const QLocale& locale = m_view->tableModel().display().locale;
    return tr("%1 selected", nullptr, models::plural(count)).arg(locale.toString(count)) + countsText(sums);
}

}  // namespace weir::views
