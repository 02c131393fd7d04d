// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/talkchart.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/charts/severityblocks.h"
#include "ui/charts/talkwords.h"

namespace weir::charts {

using capturetables::TalkMap;
using findings::Severity;
using Kind = TalkItem::Kind;

namespace {

constexpr int margin = TalkLayout::margin, padding = TalkLayout::padding;

int blocksOf(Severity severity) { return static_cast<int>(severity) + 1; }

QFont bolder(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace

TalkChart::TalkChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("talkChart"));
    setAccessibleName(tr("Picture: who talks to whom"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_colours = ChartColours::of(palette());
    lay();
}

void TalkChart::setMap(TalkMap map) {
    m_map = std::move(map);
    m_hovered.reset();
    m_current.reset();
    lay();
    updateGeometry();
}

void TalkChart::setDisplay(const models::DisplayOptions& display) {
    m_display = display;
    update();
}

void TalkChart::lay() {
    m_layout.emplace(m_map, size(), fontMetrics());
    update();
}

TalkWords TalkChart::words() const { return {m_map, m_display.locale}; }

QString TalkChart::explanation(const TalkItem& item) const { return words().explanation(item); }

QSize TalkChart::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 90, TalkLayout::heightFor(m_map, fontMetrics())};
}

void TalkChart::paintRibbons(QPainter& painter) const {
    const std::optional<TalkItem> pointed = m_hovered ? m_hovered : m_current;
    const auto paint = [&](std::size_t i, bool alone) {
        const Severity severity = m_map.links[i].severity;
        QColor colour = severity == Severity::little ? m_colours.blue : m_colours.alarm;
        const int strength = severity == Severity::serious ? 215 : severity == Severity::look ? 150 : 90;
        colour.setAlpha(!pointed ? strength : alone ? 235 : 30);
        painter.fillPath(m_layout->ribbons[i].path, colour);
    };
    // What is bad lies on top, and what is pointed at above all.
    for (const bool top : {false, true}) {
        for (const Severity severity : {Severity::little, Severity::look, Severity::serious}) {
            for (std::size_t i = 0; i < m_layout->ribbons.size(); ++i) {
                if (m_map.links[i].severity == severity && (pointed && m_layout->touches(*pointed, i)) == top)
                    paint(i, top);
            }
        }
    }
}

void TalkChart::paintClient(QPainter& painter, std::size_t index) const {
    const TalkMap::Client& client = m_map.clients[index];
    const QRect& box = m_layout->clients[index];
    const bool bad = client.severity != Severity::little;
    painter.setPen(QPen(bad ? m_colours.alarm : m_colours.muted, bad ? 2 : 1));
    painter.setBrush(m_colours.background);
    painter.drawRoundedRect(box, 4, 4);
    QRect line = box.adjusted(padding, 0, -padding, 0);
    const int height = fontMetrics().height();
    const bool named = client.address && !client.name.empty();
    line.setTop(box.center().y() - height * (named ? 3 : 2) / 2);
    line.setHeight(height);
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, Qt::ElideMiddle, line.width()));
        line.translate(0, height);
    };
    write(words().clientTitle(index), bolder(font()), m_colours.text);
    if (named)
        write(QString::fromStdString(client.address->toString()), font(), m_colours.text);
    write(words().sized(client.bytes), font(), m_colours.mutedText);
    painter.setFont(font());
}

void TalkChart::paintHost(QPainter& painter, std::size_t index) const {
    const TalkMap::Host& host = m_map.hosts[index];
    QRect line = m_layout->hosts[index].adjusted(4, 0, -4, 0);
    const bool bad = host.severity != Severity::little;
    if (bad) {
        painter.fillRect(QRect(line.left() - 4, line.top() + 1, 2, line.height() - 2), m_colours.alarm);
        const int blocks = blocksOf(host.severity);
        paintSeverity(painter, line, blocks, severityColour(blocks, m_colours), Qt::LeftToRight);
        line.setLeft(line.left() + severityWidth + padding);
    }
    const QString size = words().sized(host.bytes);
    const int sizeWidth = fontMetrics().horizontalAdvance(size);
    painter.setPen(m_colours.mutedText);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, size);
    line.setRight(line.right() - sizeWidth - padding);
    const QFont own = bad ? bolder(font()) : font();
    const QFontMetrics metrics(own);
    const QString title = words().hostTitle(index);
    const QString second = !host.address        ? QString()
                           : !host.name.empty() ? QString::fromStdString(host.address->toString())
                           : TalkLayout::standsApart(m_map.groups[host.group]) ? models::shownText(host.owner)
                                                                               : QString();
    // An address stands beside its name in full where there is room, the name being shortened at need.
    const int secondWidth = second.isEmpty() ? 0 : fontMetrics().horizontalAdvance(second) + padding;
    const int least = std::min(metrics.horizontalAdvance(title), line.width() / 2);
    const bool both = secondWidth > 0 && secondWidth + least <= line.width();
    const QString shown = metrics.elidedText(title, Qt::ElideMiddle, line.width() - (both ? secondWidth : 0));
    painter.setFont(own);
    painter.setPen(host.address ? m_colours.text : m_colours.mutedText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter.setFont(font());
    if (both) {
        line.setLeft(line.left() + metrics.horizontalAdvance(shown) + padding);
        painter.setPen(m_colours.mutedText);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, second);
    }
}

void TalkChart::paintGroup(QPainter& painter, std::size_t index) const {
    const TalkMap::Group& group = m_map.groups[index];
    const QRect& area = m_layout->groups[index];
    const bool away = TalkLayout::standsApart(group);
    if (away) {  // a frame of its own around hosts and title
        painter.setPen(QPen(group.severity == Severity::little ? m_colours.muted : m_colours.alarm, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        const int left =
            width() - margin - area.width() - padding - (m_layout->hosts.empty() ? 0 : m_layout->hosts.front().width());
        painter.drawRoundedRect(QRect(left - 4, area.top() - 4, area.right() - left + 8, area.height() + 8), 4, 4);
    }
    painter.setPen(QPen(m_colours.muted, 1));
    painter.drawLine(area.left(), area.top() + 3, area.left(), area.bottom() - 3);
    QRect line = area.adjusted(padding, 0, -4, 0);
    const bool twoLines = area.height() >= 2 * m_layout->rowHeight();
    const QString size = group.hosts > 1 ? words().sized(group.bytes) : QString();
    if (twoLines && !size.isEmpty()) {
        line.setTop(area.center().y() - fontMetrics().height());
        line.setHeight(2 * fontMetrics().height());
    }
    painter.setFont(away ? bolder(font()) : font());
    painter.setPen(m_colours.text);
    const QString title =
        QFontMetrics(painter.font()).elidedText(words().groupTitle(index), Qt::ElideRight, line.width());
    painter.drawText(line, (twoLines && !size.isEmpty() ? Qt::AlignTop : Qt::AlignVCenter) | Qt::AlignLeft, title);
    painter.setFont(font());
    if (twoLines && !size.isEmpty()) {
        painter.setPen(m_colours.mutedText);
        painter.drawText(line, Qt::AlignBottom | Qt::AlignLeft, size);
    }
}

void TalkChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_colours.background);
    if (m_current && hasFocus()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colours.selection);
        if (m_current->kind != Kind::link)
            painter.drawRoundedRect(m_layout->areaOf(*m_current), 3, 3);
    }
    paintRibbons(painter);
    for (std::size_t i = 0; i < m_layout->clients.size(); ++i) paintClient(painter, i);
    for (std::size_t i = 0; i < m_layout->hosts.size(); ++i) paintHost(painter, i);
    for (std::size_t i = 0; i < m_layout->groups.size(); ++i) paintGroup(painter, i);
}

void TalkChart::resizeEvent(QResizeEvent*) { lay(); }

void TalkChart::mouseMoveEvent(QMouseEvent* event) {
    const auto under = m_layout->itemAt(event->pos());
    if (under == m_hovered)
        return;
    m_hovered = under;
    setCursor(under ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void TalkChart::leaveEvent(QEvent*) {
    m_hovered.reset();
    update();
}

void TalkChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto item = m_layout->itemAt(event->pos()))
        emit picked(*item);
}

void TalkChart::goTo(const TalkItem& item) {
    m_current = item;
    m_hovered.reset();
    setAccessibleDescription(explanation(item));
    emit reached(m_layout->areaOf(item));
    update();
}

void TalkChart::keyPressEvent(QKeyEvent* event) {
    if (m_map.hosts.empty())
        return QWidget::keyPressEvent(event);
    const auto move = [this](int step) {
        const std::size_t count = m_current->kind == Kind::client  ? m_layout->clients.size()
                                  : m_current->kind == Kind::group ? m_layout->groups.size()
                                                                   : m_layout->hosts.size();
        const int next = std::clamp(static_cast<int>(m_current->index) + step, 0, static_cast<int>(count) - 1);
        goTo({m_current->kind, static_cast<std::size_t>(next)});
    };
    const int key = event->key();
    const bool arrow = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
    if (arrow && !m_current)
        return goTo({Kind::host, 0});
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        move(key == Qt::Key_Up ? -1 : 1);
    } else if (key == Qt::Key_Left) {
        if (m_current->kind == Kind::group) {
            const auto first = std::find_if(m_map.hosts.begin(), m_map.hosts.end(),
                                            [&](const TalkMap::Host& host) { return host.group == m_current->index; });
            goTo({Kind::host, static_cast<std::size_t>(first - m_map.hosts.begin())});
        } else {
            goTo({Kind::client, 0});
        }
    } else if (key == Qt::Key_Right) {
        goTo(m_current->kind == Kind::host     ? TalkItem{Kind::group, m_map.hosts[m_current->index].group}
             : m_current->kind == Kind::client ? TalkItem{Kind::host, 0}
                                               : *m_current);
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_current) {
        emit picked(*m_current);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TalkChart::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&Copy picture")), &QAction::triggered, this, &TalkChart::copyPicture);
    menu->popup(event->globalPos());
}

void TalkChart::copyPicture() {
    m_hovered.reset();
    QApplication::clipboard()->setPixmap(grab());
}

bool TalkChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto item = m_layout->itemAt(help->pos()))  // hostile text must not be taken for markup
            QToolTip::showText(
                help->globalPos(),
                QStringLiteral("<div style='white-space:pre-wrap'>%1</div>").arg(explanation(*item).toHtmlEscaped()),
                this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void TalkChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_colours = ChartColours::of(palette());
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        lay();
}

}  // namespace weir::charts
