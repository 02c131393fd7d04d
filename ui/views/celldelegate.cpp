// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/celldelegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "core/handover/markedtable.h"
#include "ui/charts/severityblocks.h"
#include "ui/models/tablemodel.h"

namespace weir::views {

using models::TableModel;

namespace {
constexpr int padding = 4;
}

bool CellDelegate::isBenign(const QModelIndex& index) const {
    const auto* model = qobject_cast<const TableModel*>(index.model());
    if (!model || !model->table())
        return false;
    // Where there are columns of marks, they are the last ones.
    const table::Schema& schema = model->table()->schema();
    const std::size_t own = schema.size() - std::min(schema.size(), handover::markColumns().size());
    for (std::size_t column = own; column < schema.size(); ++column) {
        if (schema[column].name == "judged")
            return model->rawText(index.row(), static_cast<int>(column)) == u"benign";
    }
    return false;
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const bool numeric = index.data(TableModel::NumericRole).toBool();
    option->displayAlignment = Qt::AlignVCenter | (numeric ? Qt::AlignRight : Qt::AlignLeft);
    option->textElideMode = Qt::ElideRight;
    if (isBenign(index))
        option->palette.setColor(QPalette::Text, charts::ChartColours::of(option->palette).muted);
    // The frame around the current cell alone is enough; a dotted focus line in every cell of a row is noise.
    if (option->state & QStyle::State_Selected)
        option->state &= ~QStyle::State_HasFocus;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    // The background fills the cell; text keeps a distance from its neighbours.
    QStyleOptionViewItem background = option;
    QStyledItemDelegate::initStyleOption(&background, index);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    if (index.column() == m_barColumn && !(option.state & QStyle::State_Selected)) {
        if (const QVariant share = index.data(TableModel::ShareRole); share.isValid())
            paintBar(*painter, option, share.toDouble());
    }
    QStyleOptionViewItem inner = option;
    inner.rect.adjust(padding, 0, -padding, 0);
    QStyledItemDelegate::paint(painter, inner, index);
    if (const QVariant severity = index.data(TableModel::SeverityRole); severity.isValid())  // above what is selected
        paintSeverity(*painter, option, severity.toInt());
}

void CellDelegate::paintBar(QPainter& painter, const QStyleOptionViewItem& option, double share) {
    QColor colour = option.palette.color(QPalette::Highlight);
    colour.setAlpha(56);
    QRectF bar = QRectF(option.rect).adjusted(1, 2, -1, -2);
    const qreal width = bar.width() * qBound(0.0, share, 1.0);
    if (option.direction == Qt::RightToLeft)
        bar.setRight(bar.left() + width);
    else
        bar.setLeft(bar.right() - width);
    painter.fillRect(bar, colour);
}

void CellDelegate::paintSeverity(QPainter& painter, const QStyleOptionViewItem& option, int severity) {
    const QColor colour = option.state & QStyle::State_Selected
                              ? option.palette.color(QPalette::HighlightedText)
                              : charts::severityColour(severity, charts::ChartColours::of(option.palette));
    charts::paintSeverity(painter, option.rect.adjusted(padding, 0, -padding, 0), severity, colour, option.direction);
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(TableModel::ExplainedRole).toString();
    const bool shownInFull = text == index.data(Qt::DisplayRole).toString() &&
                             option.fontMetrics.horizontalAdvance(text) + 8 < option.rect.width();
    if (text.isEmpty() || shownInFull)
        QToolTip::hideText();
    else  // a tooltip would take hostile text for markup
        QToolTip::showText(event->globalPos(),
                           QStringLiteral("<div style='white-space:pre-wrap'>%1</div>").arg(text.toHtmlEscaped()),
                           view);
    return true;
}

}  // namespace weir::views
