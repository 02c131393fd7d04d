// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markheader.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTableView>
#include <QToolTip>
#include <cmath>
#include <numbers>

namespace weir::views {

using handover::Verdict;

namespace {

constexpr int padding = 3;

QPainterPath starPath(const QRectF& in) {
    QPainterPath path;
    const double outer = in.width() * 0.46;
    for (int corner = 0; corner < 10; ++corner) {
        const double angle = std::numbers::pi * (corner / 5.0 - 0.5);
        const double radius = corner % 2 == 0 ? outer : outer * 0.42;
        const QPointF point = in.center() + QPointF(std::cos(angle), std::sin(angle)) * radius;
        corner == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

struct VerdictLook {
    QColor colour;
    QString sign;  ///< so that nobody has to tell colours apart
};

VerdictLook lookOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::benign:
            return {QColor(0x2e, 0x7d, 0x32), QStringLiteral("✓")};
        case Verdict::suspicious:
            return {QColor(0xb2, 0x5e, 0x00), QStringLiteral("?")};
        case Verdict::malicious:
            return {QColor(0xc6, 0x28, 0x28), QStringLiteral("!")};
        case Verdict::none:
            break;
    }
    return {};
}

void paintVerdict(QPainter& painter, const QRectF& in, Verdict verdict) {
    if (verdict == Verdict::none)
        return;
    const VerdictLook look = lookOf(verdict);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.colour);
    painter.drawEllipse(in.adjusted(1, 1, -1, -1));
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(static_cast<int>(in.height() * 0.68));
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(in, Qt::AlignCenter, look.sign);
}

/// A sheet with three lines.
void paintNote(QPainter& painter, const QRectF& in, const QColor& colour) {
    const QRectF sheet = in.adjusted(in.width() * 0.18, in.height() * 0.08, -in.width() * 0.18, -in.height() * 0.08);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.2));
    painter.drawRoundedRect(sheet, 1.5, 1.5);
    for (const double at : {0.3, 0.5, 0.7}) {
        const double y = sheet.top() + sheet.height() * at;
        painter.drawLine(QPointF(sheet.left() + 2.5, y), QPointF(sheet.right() - 2.5, y));
    }
}

}  // namespace

namespace {

/// Below the rows the strip looks like the table.
void groundAsTable(QHeaderView& header) {
    QPalette colours = header.palette();
    const QColor base = header.parentWidget()->palette().color(QPalette::Base);
    if (colours.color(QPalette::Window) == base)
        return;
    colours.setColor(QPalette::Window, base);
    header.setPalette(colours);
}

}  // namespace

MarkHeader::MarkHeader(models::MarkBook& marks, const models::TableModel& model, QWidget* parent)
    : QHeaderView(Qt::Vertical, parent), m_marks(&marks), m_model(model) {
    setObjectName(QStringLiteral("marks"));
    setAccessibleName(tr("Stars, verdicts and notes"));
    setSectionResizeMode(Fixed);
    setSectionsClickable(false);
    setHighlightSections(false);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setMouseTracking(true);
    groundAsTable(*this);
    connect(&marks, &models::MarkBook::shown, viewport(), qOverload<>(&QWidget::update));
}

QSize MarkHeader::sizeHint() const { return {3 * side() + 2 * padding, QHeaderView::sizeHint().height()}; }

const handover::Mark* MarkHeader::markOf(int row) const {
    const bool there = m_marks && m_model.table() && row >= 0 && row < m_model.rowCount();
    return there ? m_marks->find(*m_model.table(), m_model.tableRow(row)) : nullptr;
}

QString MarkHeader::words(int row) const {
    const handover::Mark* mark = markOf(row);
    if (!mark)
        return {};
    QStringList lines;
    if (mark->starred)
        lines << tr("Starred");
    switch (mark->verdict) {
        case Verdict::benign:
            lines << tr("Benign");
            break;
        case Verdict::suspicious:
            lines << tr("Suspicious");
            break;
        case Verdict::malicious:
            lines << tr("Malicious");
            break;
        case Verdict::none:
            break;
    }
    if (!mark->note.empty())
        lines << QString::fromStdString(mark->note);
    return lines.join(u'\n');
}

void MarkHeader::paintSection(QPainter* painter, const QRect& rect, int row) const {
    const auto* view = qobject_cast<const QTableView*>(parentWidget());
    const bool selected = view && view->selectionModel() && view->selectionModel()->isRowSelected(row, {});
    const auto group = view && view->hasFocus() ? QPalette::Active : QPalette::Inactive;
    const QPalette& colours = view ? view->palette() : palette();
    const auto ground = selected ? QPalette::Highlight : row % 2 == 1 ? QPalette::AlternateBase : QPalette::Base;
    const QColor ink = colours.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    painter->save();
    painter->fillRect(rect, colours.color(group, ground));
    painter->setRenderHint(QPainter::Antialiasing);
    const handover::Mark* mark = markOf(row);
    const double size = std::min(side(), rect.height() - 2);
    const QRectF first(rect.left() + padding + (side() - size) / 2, rect.center().y() + 0.5 - size / 2, size, size);
    if (mark && mark->starred) {
        painter->setPen(QPen(selected ? ink : QColor(0xb5, 0x7c, 0x00), 1));
        painter->setBrush(QColor(0xf5, 0xb7, 0x00));
        painter->drawPath(starPath(first));
    } else if (row == m_hovered) {
        painter->setPen(QPen(ink, 1));
        painter->setBrush(Qt::NoBrush);
        painter->setOpacity(0.5);
        painter->drawPath(starPath(first));
        painter->setOpacity(1);
    }
    if (mark) {
        paintVerdict(*painter, first.translated(side(), 0), mark->verdict);
        if (!mark->note.empty())
            paintNote(*painter, first.translated(2 * side(), 0), ink);
    }
    painter->restore();
}

void MarkHeader::mousePressEvent(QMouseEvent* event) {
    const int row = logicalIndexAt(event->pos());
    if (event->button() == Qt::LeftButton && row >= 0)
        emit starClicked(row);
}

void MarkHeader::mouseMoveEvent(QMouseEvent* event) { setHovered(logicalIndexAt(event->pos())); }

void MarkHeader::setHovered(int row) {
    if (std::exchange(m_hovered, row) != row)
        viewport()->update();
}

bool MarkHeader::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        groundAsTable(*this);
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QString text = words(logicalIndexAt(help->pos()));
    if (text.isEmpty())
        QToolTip::hideText();
    else  // a note is no markup
        QToolTip::showText(help->globalPos(),
                           QStringLiteral("<div style='white-space:pre-wrap'>%1</div>").arg(text.toHtmlEscaped()),
                           viewport());
    return true;
}

}  // namespace weir::views
