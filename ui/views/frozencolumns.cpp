// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/frozencolumns.h"

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionHeader>
#include <QTableView>
#include <algorithm>

#include "ui/models/tablemodel.h"

namespace weir::views {

namespace {

constexpr int looked = 4;     // columns among which the subject's is looked for
constexpr int mostPart = 45;  // of a hundred parts of the table's width

/// Whether the column says what a row is about.
bool isSubject(const table::Column& column) {
    static const char* const names[] = {"subject", "name", "registrable_domain", "server_name", "host"};
    return column.kind == table::Kind::address ||
           std::any_of(std::begin(names), std::end(names), [&](const char* name) { return column.name == name; });
}

}  // namespace

/// The frozen sections' heads. A click is the header's, at the place where the section really is.
class FrozenColumns::Head : public QWidget {
public:
    explicit Head(FrozenColumns& frozen) : QWidget(&frozen.m_table), m_frozen(frozen) {
        setAttribute(Qt::WA_OpaquePaintEvent);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QHeaderView& header = *m_frozen.m_table.horizontalHeader();
        for (std::size_t place = 0; place < m_frozen.m_sections.size(); ++place) {
            const int section = m_frozen.m_sections[place];
            QStyleOptionHeader option;
            option.initFrom(&header);
            option.rect = QRect(m_frozen.left(place), 0, header.sectionSize(section), height());
            option.section = section;
            option.orientation = Qt::Horizontal;
            option.state |= QStyle::State_Raised | QStyle::State_Horizontal;
            option.text = u' ' + m_frozen.m_table.model()->headerData(section, Qt::Horizontal).toString() + u' ';
            const bool numeric =
                m_frozen.m_table.model()->headerData(section, Qt::Horizontal, models::TableModel::NumericRole).toBool();
            option.textAlignment = Qt::AlignVCenter | (numeric ? Qt::AlignRight : Qt::AlignLeft);
            header.style()->drawControl(QStyle::CE_Header, &option, &painter, &header);
        }
    }
    void mousePressEvent(QMouseEvent* event) override { pass(event); }
    void mouseReleaseEvent(QMouseEvent* event) override { pass(event); }
    void contextMenuEvent(QContextMenuEvent* event) override { event->ignore(); }

private:
    void pass(QMouseEvent* event) {
        QHeaderView& header = *m_frozen.m_table.horizontalHeader();
        for (std::size_t place = 0; place < m_frozen.m_sections.size(); ++place) {
            const int from = m_frozen.left(place), section = m_frozen.m_sections[place];
            if (event->position().x() < from || event->position().x() >= from + header.sectionSize(section))
                continue;
            const QPointF there(header.sectionViewportPosition(section) + event->position().x() - from,
                                event->position().y());
            QMouseEvent passed(event->type(), there, event->globalPosition(), event->button(), event->buttons(),
                               event->modifiers());
            QApplication::sendEvent(header.viewport(), &passed);
        }
    }

    FrozenColumns& m_frozen;
};

FrozenColumns::FrozenColumns(QTableView& table) : QWidget(&table), m_table(table), m_head(new Head(*this)) {
    setObjectName(QStringLiteral("frozen"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_head->hide();
}

void FrozenColumns::choose() {
    m_sections.clear();
    const QHeaderView& header = *m_table.horizontalHeader();
    const auto* model = qobject_cast<const models::TableModel*>(m_table.model());
    if (!model || !model->table())
        return;
    std::vector<int> shown;
    for (int visual = 0; visual < header.count() && shown.size() < looked; ++visual) {
        if (const int section = header.logicalIndex(visual); !header.isSectionHidden(section))
            shown.push_back(section);
    }
    const auto subject = [&](std::size_t at) { return at < shown.size() && isSubject(model->column(shown[at])); };
    const auto fits = [&](std::size_t count) {
        int wide = 0;
        for (std::size_t i = 0; i < count; ++i) wide += header.sectionSize(shown[i]);
        return wide * 100 <= m_table.viewport()->width() * mostPart;
    };
    std::size_t count = 0;
    while (count < shown.size() && !subject(count)) ++count;
    // A pair of ends belongs together.
    count = count == shown.size() ? 1 : count + 1;
    if (subject(count) && fits(count + 1))
        ++count;
    count = fits(count) ? count : 1;
    if (!shown.empty() && fits(count))
        m_sections.assign(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(count));
}

int FrozenColumns::left(std::size_t place) const {
    int x = 0;
    for (std::size_t i = 0; i < place; ++i) x += m_table.horizontalHeader()->sectionSize(m_sections[i]);
    return x;
}

void FrozenColumns::place() {
    const bool leftToRight = m_table.layoutDirection() != Qt::RightToLeft;
    const QScrollBar& bar = *m_table.horizontalScrollBar();
    if (leftToRight && bar.value() > bar.minimum())
        choose();
    else
        m_sections.clear();
    const bool needed = !m_sections.empty();
    if (needed) {
        const QRect cells = m_table.viewport()->geometry();
        const QRect head = m_table.horizontalHeader()->geometry();
        const int wide = left(m_sections.size());
        setGeometry(cells.left(), cells.top(), wide + 1, cells.height());
        m_head->setGeometry(cells.left(), head.top(), wide, head.height());
        raise();
        m_head->raise();
    }
    setVisible(needed);
    m_head->setVisible(needed);
    update();
    m_head->update();
}

QModelIndex FrozenColumns::indexAt(const QPoint& point) const {
    if (!isVisibleTo(&m_table))
        return {};
    for (std::size_t place = 0; place < m_sections.size(); ++place) {
        const int from = left(place);
        if (point.x() >= from && point.x() < from + m_table.horizontalHeader()->sectionSize(m_sections[place]))
            return m_table.model()->index(m_table.rowAt(point.y()), m_sections[place]);
    }
    return {};
}

void FrozenColumns::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_table.palette().color(QPalette::Base));
    const QAbstractItemModel& model = *m_table.model();
    QStyleOptionViewItem base;
    base.initFrom(&m_table);
    base.widget = &m_table;
    base.font = m_table.font();
    base.decorationPosition = QStyleOptionViewItem::Left;
    const QStyle::State bare =
        base.state & ~(QStyle::State_HasFocus | QStyle::State_MouseOver | QStyle::State_Selected);
    for (int row = std::max(0, m_table.rowAt(0)); row < model.rowCount(); ++row) {
        const int top = m_table.rowViewportPosition(row);
        if (top > height())
            break;
        const bool selected = m_table.selectionModel()->isRowSelected(row);
        for (std::size_t place = 0; place < m_sections.size(); ++place) {
            const QModelIndex index = model.index(row, m_sections[place]);
            QStyleOptionViewItem option = base;
            option.rect = QRect(left(place), top, m_table.horizontalHeader()->sectionSize(m_sections[place]),
                                m_table.rowHeight(row));
            option.state = bare | (selected ? QStyle::State_Selected : QStyle::State_None);
            option.index = index;
            option.showDecorationSelected = true;
            option.features.setFlag(QStyleOptionViewItem::Alternate, row % 2 == 1);
            if (row % 2 == 1)
                painter.fillRect(option.rect, m_table.palette().color(QPalette::AlternateBase));
            m_table.itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
    painter.setPen(m_table.palette().color(QPalette::Mid));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

}  // namespace weir::views
