// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tableview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <algorithm>

#include "core/handover/markedtable.h"
#include "ui/views/frozencolumns.h"

namespace weir::views {

using models::Combine;
using models::Notice;

namespace {

/// Restoring more than this would hold up the window.
constexpr std::size_t mostRestored = 1000;
/// More rows than this are for a file, not for the clipboard.
constexpr std::size_t mostCopied = 100'000;

/// Whether a row of one table is about the same as that of the other.
bool sameRow(const table::Table& one, const table::Table& other, std::uint32_t row) {
    return row < one.rows() && row < other.rows() && one.subject(row) == other.subject(row);
}

QString elided(const QString& text) { return text.size() > 40 ? text.left(39) + u'…' : text; }

/// A cell's text inside a menu: an ampersand is not an access key there.
QString menuText(QString text) { return elided(text.replace(u'&', QStringLiteral("&&"))); }

}  // namespace

TableView::TableView(QWidget* parent)
    : QTableView(parent),
      m_model(new models::TableModel(this)),
      m_header(new SortHeader(this)),
      m_delegate(new CellDelegate(this)),
      m_frozen(new FrozenColumns(*this)) {
    setModel(m_model);
    setHorizontalHeader(m_header);
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    updateMetrics();
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, &TableView::showHeaderMenu);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, m_frozen, &FrozenColumns::place);
    connect(m_header, &SortHeader::sectionResized, m_frozen, &FrozenColumns::place);
    connect(m_header, &SortHeader::geometriesChanged, m_frozen, &FrozenColumns::place);
    connect(m_header, &SortHeader::sectionMoved, this, [this] {
        if (m_model->table())
            m_columns.takeOrder(*m_header, m_model->table()->schema());
    });
    connect(m_header, &SortHeader::widthChosen, this, [this](int section, int width) {
        if (m_model->table())
            m_columns.resize(QString::fromStdString(m_model->column(section).name), width);
    });
    connect(m_header, &SortHeader::sectionHandleDoubleClicked, this, [this](int section) {
        const QSignalBlocker block(m_header);
        m_header->resizeSection(section, fittingWidth(section));
        m_columns.resize(QString::fromStdString(m_model->column(section).name), m_header->sectionSize(section));
        updateGeometries();
        viewport()->update();
    });
}

MarkHeader& TableView::showMarks(models::MarkBook& marks) {
    auto* header = new MarkHeader(marks, *m_model, this);
    setVerticalHeader(header);
    updateMetrics();
    return *header;
}

void TableView::updateMetrics() {
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

void TableView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    m_frozen->update();  // it shows rows of what was painted
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    m_frozen->place();
}

void TableView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateMetrics();
}

void TableView::setContents(const table::TablePtr& table, std::shared_ptr<const table::Rows> rows,
                            std::vector<std::int64_t> maxima, const std::optional<std::vector<bool>>& empty) {
    const table::TablePtr old = m_model->table();
    const bool sameColumns = table && old && table->schema().size() == old->schema().size();
    // Where only what is known of the rows has changed, they are the same rows.
    const bool sameTable = table && old && table->rows() == old->rows() && table->name() == old->name();
    const QPoint scroll(horizontalScrollBar()->value(), verticalScrollBar()->value());
    std::vector<std::uint32_t> chosen;
    std::optional<std::uint32_t> current;
    const int currentColumn = std::max(0, currentIndex().column());
    if (sameTable) {
        if (selectedCount() <= mostRestored) {
            for (const int row : selectedRows()) {
                if (table == old || sameRow(*table, *old, m_model->tableRow(row)))
                    chosen.push_back(m_model->tableRow(row));
            }
        }
        if (currentIndex().isValid() &&
            (table == old || sameRow(*table, *old, m_model->tableRow(currentIndex().row()))))
            current = m_model->tableRow(currentIndex().row());
    }

    m_delegate->setBarColumn(barColumn(table));
    m_model->setContents(table, std::move(rows), std::move(maxima));
    if (!table)
        return;
    QSet<QString> emptyNames = empty ? QSet<QString>() : m_columns.empty();
    for (std::size_t i = 0; empty && i < empty->size(); ++i) {
        if ((*empty)[i])
            emptyNames.insert(QString::fromStdString(table->schema()[i].name));
    }
    if (!sameColumns || emptyNames != m_columns.empty()) {
        m_columns.setEmpty(std::move(emptyNames));
        applyColumns();
        m_fitted = m_fitted && sameColumns;
    }
    if (!m_fitted && m_model->rowCount() > 0) {
        fitColumns();
        m_fitted = true;
    }
    if (!chosen.empty() || current) {
        std::sort(chosen.begin(), chosen.end());
        QItemSelection selection;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const std::uint32_t number = m_model->tableRow(row);
            if (std::binary_search(chosen.begin(), chosen.end(), number))
                selection.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
            if (current == number)
                selectionModel()->setCurrentIndex(m_model->index(row, currentColumn), QItemSelectionModel::NoUpdate);
        }
        selectionModel()->select(selection, QItemSelectionModel::Select);
    }
    horizontalScrollBar()->setValue(scroll.x());
    verticalScrollBar()->setValue(sameColumns || sameTable ? scroll.y() : 0);
}

int TableView::barColumn(const table::TablePtr& table) const {
    if (!m_header->keys().empty())
        return static_cast<int>(m_header->keys().front().column);
    if (!table)
        return -1;
    if (const auto column = table::findColumn(table->schema(), m_barColumn))
        return static_cast<int>(*column);
    for (std::size_t i = 0; i < table->schema().size(); ++i) {
        if (table->schema()[i].unit == table::Unit::bytes && !m_header->isSectionHidden(static_cast<int>(i)))
            return static_cast<int>(i);
    }
    return -1;
}

void TableView::applyColumns() {
    if (!m_model->table())
        return;
    const QSignalBlocker block(m_header);
    m_columns.apply(*m_header, m_model->table()->schema());
    updateGeometries();
    viewport()->update();
    m_header->viewport()->update();
}

QModelIndex TableView::firstCell() const {
    for (int visual = 0; visual < m_header->count(); ++visual) {
        if (!m_header->isSectionHidden(m_header->logicalIndex(visual)))
            return m_model->index(0, m_header->logicalIndex(visual));
    }
    return {};
}

std::vector<std::size_t> TableView::shownColumns() const {
    std::vector<std::size_t> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int section = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(section))
            columns.push_back(static_cast<std::size_t>(section));
    }
    return columns;
}

std::vector<std::size_t> TableView::exportedColumns() const {
    std::vector<std::size_t> columns;
    for (int place = 0; place < m_header->count(); ++place) {
        const int section = m_columns.moved() ? m_header->logicalIndex(place) : place;
        const std::string& name = m_model->column(section).name;
        if (!m_marked && handover::isMarkColumn(name))
            continue;  // nobody has marked anything
        if (m_columns.exported(QString::fromStdString(m_model->column(section).name)))
            columns.push_back(static_cast<std::size_t>(section));
    }
    return columns;
}

std::size_t TableView::selectedCount() const {
    // Whole rows are selected, so ranges overlap only where they are equal; a few are the rule.
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::size_t count = 0;
    int below = 0;
    for (const auto& [top, bottom] : ranges) {
        if (bottom >= below)
            count += static_cast<std::size_t>(bottom - std::max(top, below) + 1);
        below = std::max(below, bottom + 1);
    }
    return count;
}

std::vector<int> TableView::selectedRows() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

int TableView::fittingWidth(int section) const {
    // A table may have millions of rows: of a long one, rows all over it are measured.
    constexpr int sample = 250;
    constexpr qsizetype longest = 160;
    const int character = fontMetrics().averageCharWidth();
    const int rows = m_model->rowCount();
    const int step = std::max(1, rows / sample);
    QString widest;
    bool v6 = false;
    const bool addresses = m_model->column(section).kind == table::Kind::address;
    for (int row = 0; row < rows; row += step) {
        const QString text = m_model->index(row, section).data().toString();
        v6 = v6 || (addresses && text.contains(u':'));
        if (text.size() > widest.size())
            widest = text.left(longest);
    }
    int width = fontMetrics().horizontalAdvance(widest);
    if (addresses)  // any address fits
        width = std::max(width, fontMetrics().horizontalAdvance(v6 ? QString(39, u'0') : QString(15, u'0')));
    return std::max(width + character * 3, m_header->sectionSizeHint(section) + character);
}

void TableView::fitColumns() {
    const int most = fontMetrics().averageCharWidth() * 44;
    const QSignalBlocker block(m_header);
    int wide = -1;
    int others = 0;
    for (int section = 0; section < m_model->columnCount(); ++section) {
        if (m_header->isSectionHidden(section))
            continue;
        const QString name = QString::fromStdString(m_model->column(section).name);
        const int known = m_columns.resizedWidth(name);
        m_header->resizeSection(section, known > 0 ? known : std::min(fittingWidth(section), most));
        if (name == m_wideColumn && known == 0)
            wide = section;
        else
            others += m_header->sectionSize(section);
    }
    if (wide >= 0)
        m_header->resizeSection(wide, std::max(most, viewport()->width() - others));
    updateGeometries();
    if (m_model->table())
        m_columns.takeFitted(*m_header, m_model->table()->schema());
    viewport()->update();
}

void TableView::fitToContents() {
    m_columns.forgetWidths();
    fitColumns();
}

void TableView::showAllColumns() {
    for (int section = 0; section < m_model->columnCount(); ++section)
        m_columns.setWish(QString::fromStdString(m_model->column(section).name), ColumnLayout::Wish::shown);
    applyColumns();
    emit columnsChanged();
}

void TableView::resetColumns() {
    m_columns.forgetAll();
    applyColumns();
    fitColumns();
    emit columnsChanged();
}

table::Rows TableView::rowsToCopy() {
    table::Rows rows;
    for (const int row : selectedRows()) {
        if (rows.size() == mostCopied) {
            emit notice({Notice::Kind::information,
                         tr("Only the first %1 rows were copied; export the table to get all of them.")
                             .arg(locale().toString(static_cast<qulonglong>(mostCopied)))});
            break;
        }
        rows.push_back(m_model->tableRow(row));
    }
    return rows;
}

QString TableView::selectedAs(exporting::Format format) {
    const table::Rows rows = rowsToCopy();
    std::string text;
    exporting::write({*m_model->table(), rows, exportedColumns()}, format, [&text](std::string_view piece) {
        text += piece;
        return true;
    });
    return QString::fromStdString(text);
}

QString TableView::selectedTabs() {
    const std::vector<std::size_t> columns = shownColumns();
    std::string text;
    std::string scratch;
    for (const std::uint32_t row : rowsToCopy()) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::string cell = table::cellText(m_model->table()->cell(row, columns[i], scratch));
            std::replace_if(
                cell.begin(), cell.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
            text += (i ? "\t" : "") + cell;
        }
        text += '\n';
    }
    return QString::fromStdString(text);
}

void TableView::copyValue() {
    if (currentIndex().isValid())
        QApplication::clipboard()->setText(m_model->rawText(currentIndex().row(), currentIndex().column()));
}

void TableView::copyRowsAsTabs() {
    if (m_model->table())
        QApplication::clipboard()->setText(selectedTabs());
}

void TableView::copyRowsAsCsv() {
    if (m_model->table())
        QApplication::clipboard()->setText(selectedAs(exporting::Format::csv));
}

void TableView::copyRowsAsJson() {
    if (m_model->table())
        QApplication::clipboard()->setText(selectedAs(exporting::Format::json));
}

void TableView::addFilterActions(QMenu& menu, const QModelIndex& index) {
    const table::Column& column = m_model->column(index.column());
    std::string scratch;
    const table::Cell cell =
        m_model->table()->cell(m_model->tableRow(index.row()), static_cast<std::size_t>(index.column()), scratch);
    const QString same = models::cellTest(column, cell, false);
    const QString other = models::cellTest(column, cell, true);
    const auto add = [this](QMenu& to, const QString& label, const QString& test, Combine how) {
        connect(to.addAction(label), &QAction::triggered, this, [this, test, how] { emit filterRequested(test, how); });
    };
    add(menu, tr("&Filter for %1").arg(menuText(same)), same, Combine::replace);
    add(menu, tr("Filter &out: %1").arg(menuText(other)), other, Combine::replace);
    QMenu* more = menu.addMenu(tr("Add to the f&ilter"));
    add(*more, tr("… &and %1").arg(menuText(same)), same, Combine::andAlso);
    add(*more, tr("… and &not: %1").arg(menuText(other)), other, Combine::andAlso);
    add(*more, tr("… &or %1").arg(menuText(same)), same, Combine::orElse);
}

void TableView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex frozen = m_frozen->indexAt(event->pos());
    const QModelIndex index = byKey ? currentIndex() : frozen.isValid() ? frozen : indexAt(event->pos());
    if (!index.isValid())
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("cellMenu"));
    addFilterActions(*menu, index);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy &value")), &QAction::triggered, this, &TableView::copyValue);
    connect(menu->addAction(tr("&Copy rows")), &QAction::triggered, this, &TableView::copyRowsAsTabs);
    connect(menu->addAction(tr("Copy rows as C&SV")), &QAction::triggered, this, &TableView::copyRowsAsCsv);
    connect(menu->addAction(tr("Cop&y rows as JSON")), &QAction::triggered, this, &TableView::copyRowsAsJson);
    emit menuOpening(menu, index);
    if (!m_rowActions.isEmpty()) {
        menu->addSeparator();
        menu->addActions(m_rowActions);
    }
    menu->addSeparator();
    const auto sort = [this, index](bool falling) {
        m_header->setKeys({{static_cast<std::size_t>(index.column()), falling}});
        emit m_header->keysChanged();
    };
    connect(menu->addAction(tr("Sort &rising")), &QAction::triggered, this, [sort] { sort(false); });
    connect(menu->addAction(tr("Sort f&alling")), &QAction::triggered, this, [sort] { sort(true); });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void TableView::showHeaderMenu(const QPoint& position) {
    if (!m_model->table())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("columnMenu"));
    const int at = m_header->logicalIndexAt(position);
    for (int section = 0; section < m_model->columnCount(); ++section) {
        const QString name = QString::fromStdString(m_model->column(section).name);
        QAction* action = menu->addAction(m_model->headerData(section, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(m_columns.shown(name));
        connect(action, &QAction::toggled, this, [this, name](bool on) {
            m_columns.setWish(name, on ? ColumnLayout::Wish::shown : ColumnLayout::Wish::hidden);
            if (shownColumns().empty() || (!on && shownColumns().size() == 1))
                m_columns.setWish(name, ColumnLayout::Wish::shown);  // a table without columns could not be mended
            applyColumns();
            emit columnsChanged();
        });
    }
    menu->addSeparator();
    if (at >= 0) {
        const QString name = QString::fromStdString(m_model->column(at).name);
        connect(menu->addAction(tr("&Hide this column")), &QAction::triggered, this, [this, name] {
            if (shownColumns().size() < 2)
                return;
            m_columns.setWish(name, ColumnLayout::Wish::hidden);
            applyColumns();
            emit columnsChanged();
        });
    }
    connect(menu->addAction(tr("Show &all columns")), &QAction::triggered, this, &TableView::showAllColumns);
    connect(menu->addAction(tr("&Fit widths to contents")), &QAction::triggered, this, &TableView::fitToContents);
    connect(menu->addAction(tr("&Reset columns")), &QAction::triggered, this, &TableView::resetColumns);
    menu->popup(m_header->viewport()->mapToGlobal(position));
}

void TableView::keyPressEvent(QKeyEvent* event) {
    const bool writes = !event->text().isEmpty() && event->text().at(0).isPrint() && event->text() != u" " &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (writes) {
        event->ignore();  // the window starts a filter with it
        return;
    }
    const int key = event->key();
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && (key == Qt::Key_Return || key == Qt::Key_Enter) && currentIndex().isValid()) {
        emit rowOpened();
        return;
    }
    if (plain && (key == Qt::Key_Home || key == Qt::Key_End)) {
        // To the first and last row, as in a list of files; cells do not matter here.
        const int last = m_model->rowCount() - 1, from = std::max(0, currentIndex().row());
        const int to = key == Qt::Key_Home ? 0 : last;
        if (last < 0)
            return;
        const int other = event->modifiers().testFlag(Qt::ShiftModifier) ? from : to;
        const QItemSelection rows(m_model->index(std::min(to, other), 0), m_model->index(std::max(to, other), 0));
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const QModelIndex there = m_model->index(to, std::max(0, currentIndex().column()));
        selectionModel()->setCurrentIndex(there, QItemSelectionModel::NoUpdate);
        scrollTo(there);
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    emit selectionMoved();
}

}  // namespace weir::views
