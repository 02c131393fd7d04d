// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/hexview.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

#include "core/base/text.h"
#include "core/detail/field.h"
#include "ui/models/plural.h"

namespace weir::views {

namespace {

constexpr int offsetDigits = 6;
constexpr int gap = 2;  // characters between the parts
constexpr std::size_t perLine = HexView::octetsInLine;

QString hexDigits(std::uint8_t octet) { return QStringLiteral("%1").arg(octet, 2, 16, QLatin1Char('0')); }

}  // namespace

HexView::HexView(QWidget* parent) : QAbstractScrollArea(parent) {
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Bytes of the packet"));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    updateRange();
}

void HexView::setOctets(std::shared_ptr<const void> owner, Bytes octets) {
    m_owner = std::move(owner);
    m_octets = octets;
    m_markBegin = m_markLength = m_cursor = m_anchor = 0;
    updateRange();
    verticalScrollBar()->setValue(0);
    describe();
    viewport()->update();
}

void HexView::mark(std::size_t offset, std::size_t length) {
    m_markBegin = std::min(offset, m_octets.size());
    m_markLength = std::min(length, m_octets.size() - m_markBegin);
    if (m_markLength > 0) {
        // Where the user has just clicked, nothing moves away.
        if (m_cursor < m_markBegin || m_cursor >= m_markBegin + m_markLength) {
            m_cursor = m_anchor = m_markBegin;
            showLine((m_markBegin + m_markLength - 1) / perLine);
        }
        showLine(m_cursor / perLine);
    }
    describe();
    viewport()->update();
}

HexView::Columns HexView::columns() const {
    Columns out{};
    out.character = fontMetrics().horizontalAdvance(u'0');
    out.line = fontMetrics().height() + 2;
    out.hex = out.character * (offsetDigits + gap + 1);
    out.text = hexX(out, octetsInLine) + out.character;
    out.width = out.text + out.character * (octetsInLine + 1);
    return out;
}

/// An extra space stands in the middle of a line.
int HexView::hexX(const Columns& columns, int at) const {
    return columns.hex + columns.character * (at * 3 + (at >= octetsInLine / 2 ? 1 : 0));
}

QRect HexView::octetRect(std::size_t offset) const {
    const Columns c = columns();
    const int line = static_cast<int>(offset / perLine) - verticalScrollBar()->value();
    return {hexX(c, static_cast<int>(offset % perLine)) - horizontalScrollBar()->value(), line * c.line,
            c.character * 2, c.line};
}

void HexView::updateRange() {
    const Columns c = columns();
    const int lines = static_cast<int>((m_octets.size() + perLine - 1) / perLine);
    const int page = std::max(1, viewport()->height() / c.line);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, lines - page));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(c.character * 3);
    horizontalScrollBar()->setRange(0, std::max(0, c.width - viewport()->width()));
}

void HexView::showLine(std::size_t line) {
    const int at = static_cast<int>(line);
    const int first = verticalScrollBar()->value();
    if (at < first)
        verticalScrollBar()->setValue(at);
    else if (at >= first + verticalScrollBar()->pageStep())
        verticalScrollBar()->setValue(at - verticalScrollBar()->pageStep() + 1);
}

void HexView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const Columns c = columns();
    const QPalette::ColorGroup group = hasFocus() ? QPalette::Active : QPalette::Inactive;
    const QColor ordinary = palette().color(QPalette::Text);
    const QColor quiet = palette().color(QPalette::PlaceholderText);
    const QColor ground = palette().color(group, QPalette::Highlight);
    const QColor onGround = palette().color(group, QPalette::HighlightedText);
    painter.translate(-horizontalScrollBar()->value(), 0);
    const int base = fontMetrics().ascent() + 1;
    const auto firstLine = static_cast<std::size_t>(verticalScrollBar()->value());
    const auto from = firstLine + static_cast<std::size_t>(event->rect().top() / c.line);
    const auto to = firstLine + static_cast<std::size_t>(event->rect().bottom() / c.line) + 1;
    for (std::size_t line = from; line < to && line * perLine < m_octets.size(); ++line) {
        ++m_linesPainted;
        const int y = static_cast<int>(line - firstLine) * c.line;
        painter.setPen(quiet);
        painter.drawText(c.character / 2, y + base,
                         QStringLiteral("%1").arg(line * perLine, offsetDigits, 16, QLatin1Char('0')));
        for (int i = 0; i < octetsInLine; ++i) {
            const std::size_t at = line * perLine + static_cast<std::size_t>(i);
            if (at >= m_octets.size())
                break;
            const std::uint8_t octet = m_octets[at];
            const bool isMarked = at >= m_markBegin && at - m_markBegin < m_markLength;
            const bool joins = isMarked && at + 1 - m_markBegin < m_markLength && i + 1 < octetsInLine;
            const int x = hexX(c, i);
            const int textX = c.text + c.character * i;
            if (isMarked) {
                const int end = joins ? hexX(c, i + 1) : x + c.character * 2;
                painter.fillRect(x, y, end - x, c.line, ground);
                painter.fillRect(textX, y, c.character, c.line, ground);
            }
            const bool readable = octet >= 0x20 && octet < 0x7f;
            painter.setPen(isMarked ? onGround : ordinary);
            painter.drawText(x, y + base, hexDigits(octet));
            painter.setPen(isMarked ? onGround : readable ? ordinary : quiet);
            painter.drawText(textX, y + base,
                             readable ? QString(QLatin1Char(static_cast<char>(octet))) : QStringLiteral("."));
            if (at == m_cursor && hasFocus()) {
                painter.setPen(isMarked ? onGround : ordinary);
                painter.drawRect(x - 1, y, c.character * 2 + 1, c.line - 1);
            }
        }
    }
}

std::optional<std::size_t> HexView::octetAt(const QPoint& position) const {
    const Columns c = columns();
    const int x = position.x() + horizontalScrollBar()->value();
    if (m_octets.empty() || position.y() < 0)
        return {};
    int at = 0;
    if (x >= c.text) {
        at = (x - c.text) / c.character;
    } else {
        while (at + 1 < octetsInLine && x >= hexX(c, at + 1) - c.character / 2) ++at;
    }
    const auto line = static_cast<std::size_t>(position.y() / c.line + verticalScrollBar()->value());
    const std::size_t offset = line * perLine + static_cast<std::size_t>(std::clamp(at, 0, octetsInLine - 1));
    return offset < m_octets.size() ? std::optional(offset) : std::nullopt;
}

void HexView::moveTo(std::size_t offset, bool extend) {
    m_cursor = offset;
    showLine(offset / perLine);
    if (extend) {
        m_markBegin = std::min(m_anchor, m_cursor);
        m_markLength = std::max(m_anchor, m_cursor) - m_markBegin + 1;
        describe();
    } else {
        m_anchor = m_cursor;
        emit octetChosen(static_cast<quint32>(offset));
    }
    viewport()->update();
}

void HexView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto offset = octetAt(event->position().toPoint()))
        moveTo(*offset, event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
    const auto offset = octetAt(event->position().toPoint());
    if (offset && event->buttons().testFlag(Qt::LeftButton) && *offset != m_cursor)
        moveTo(*offset, true);
}

bool HexView::event(QEvent* event) {
    // The window's own Ctrl+C copies rows of the table; here it copies octets.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void HexView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyHex();
        return;
    }
    if (m_octets.empty()) {
        event->ignore();
        return;
    }
    const auto page = static_cast<std::size_t>(verticalScrollBar()->pageStep()) * perLine;
    const std::size_t last = m_octets.size() - 1;
    const std::size_t inLine = m_cursor % perLine;
    const auto back = [this](std::size_t by) { return m_cursor >= by ? m_cursor - by : m_cursor % perLine; };
    const auto ahead = [&](std::size_t by) { return std::min(m_cursor + by, last); };
    const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
    std::optional<std::size_t> to;
    switch (event->key()) {
        case Qt::Key_Left:
            to = m_cursor == 0 ? 0 : m_cursor - 1;
            break;
        case Qt::Key_Right:
            to = ahead(1);
            break;
        case Qt::Key_Up:
            to = back(perLine);
            break;
        case Qt::Key_Down:
            to = m_cursor + perLine <= last ? m_cursor + perLine : m_cursor;
            break;
        case Qt::Key_PageUp:
            to = back(page);
            break;
        case Qt::Key_PageDown:
            to = ahead(page);
            break;
        case Qt::Key_Home:
            to = whole ? 0 : m_cursor - inLine;
            break;
        case Qt::Key_End:
            to = whole ? last : ahead(perLine - 1 - inLine);
            break;
        default:
            event->ignore();  // typing starts a filter
            return;
    }
    moveTo(*to, event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::contextMenuEvent(QContextMenuEvent* event) {
    if (m_octets.empty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("hexMenu"));
    connect(menu->addAction(tr("Copy bytes as &hexadecimal")), &QAction::triggered, this, &HexView::copyHex);
    connect(menu->addAction(tr("Copy bytes as &text")), &QAction::triggered, this, &HexView::copyText);
    connect(menu->addAction(tr("Copy as &dump")), &QAction::triggered, this, &HexView::copyDump);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(octetRect(m_cursor).bottomLeft())
                    : event->globalPos());
}

Bytes HexView::chosen() const { return m_markLength == 0 ? m_octets : m_octets.subspan(m_markBegin, m_markLength); }

QString HexView::hexText() const {
    const Bytes octets = chosen();
    return QString::fromLatin1(
        QByteArray::fromRawData(reinterpret_cast<const char*>(octets.data()), static_cast<qsizetype>(octets.size()))
            .toHex(' '));
}

QString HexView::plainText() const { return QString::fromStdString(printable(asText(chosen()))); }

QString HexView::dumpText() const { return QString::fromStdString(detail::hexDump(chosen())); }

void HexView::copyHex() { QApplication::clipboard()->setText(hexText()); }
void HexView::copyText() { QApplication::clipboard()->setText(plainText()); }
void HexView::copyDump() { QApplication::clipboard()->setText(dumpText()); }

/// For those who do not see the marks.
void HexView::describe() {
    if (m_markLength == 0) {
        setAccessibleDescription(tr("%1 bytes", nullptr, models::plural(m_octets.size())).arg(m_octets.size()));
        return;
    }
    constexpr std::size_t most = 16;
    QStringList digits;
    for (std::size_t i = 0; i < std::min(m_markLength, most); ++i) digits << hexDigits(m_octets[m_markBegin + i]);
    setAccessibleDescription(tr("Bytes %1 to %2 of %3 are highlighted: %4")
                                 .arg(m_markBegin)
                                 .arg(m_markBegin + m_markLength - 1)
                                 .arg(m_octets.size())
                                 .arg(digits.join(u' ')));
}

void HexView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateRange();
}

void HexView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRange();
}

void HexView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

}  // namespace weir::views
