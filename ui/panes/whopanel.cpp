// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/whopanel.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/charts/chartcolours.h"
#include "ui/models/plural.h"
#include "ui/models/rowcells.h"

namespace weir::panes {

namespace {

constexpr std::uint32_t mostCards = 50;  // more are in their own table

QLabel* line(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

WhoPanel::WhoPanel(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("who"));
    setAccessibleName(tr("Clients"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    show(nullptr);
}

void WhoPanel::show(const table::TablePtr& clients) {
    m_lines.clear();
    auto* content = new QWidget(this);
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(8, 8, 8, 8);
    cards->setSpacing(12);
    const auto rows = clients ? static_cast<std::uint32_t>(clients->rows()) : 0;
    for (std::uint32_t row = 0; row < std::min(rows, mostCards); ++row) addCard(*cards, *clients, row);
    if (rows > mostCards)
        cards->addWidget(line(
            tr("%1 more clients", nullptr, models::plural(rows - mostCards)).arg(locale().toString(rows - mostCards)),
            content));
    if (rows == 0)
        cards->addWidget(line(tr("No address at home took part."), content));
    cards->addStretch(1);
    setWidget(content);
}

void WhoPanel::addCard(QVBoxLayout& cards, const table::Table& clients, std::uint32_t row) {
    const models::RowCells cells(clients, row);
    const QString address = cells.text("address");
    const QStringList names = cells.list("host_names");
    auto* card = new QFrame(this);
    auto* lines = new QVBoxLayout(card);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    const auto add = [&](const QString& text) {
        if (text.isEmpty())
            return;
        m_lines << text;
        lines->addWidget(line(text, card));
    };
    auto* title = new QToolButton(card);
    title->setText(QString(names.isEmpty() ? address : names.first()).replace(u'&', QStringLiteral("&&")));
    title->setToolTip(tr("Show only %1 in all tables").arg(address).toHtmlEscaped());
    title->setAutoRaise(true);
    title->setCursor(Qt::PointingHandCursor);
    QFont bold = title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    title->setFont(bold);
    m_lines << title->text();
    lines->addWidget(title, 0, Qt::AlignLeft);
    connect(title, &QToolButton::clicked, this, [this, address] { emit clientPicked(address); });
    if (!names.isEmpty())
        add(address);
    if (const QStringList users = cells.list("user_names"); !users.isEmpty())
        add(tr("user %1").arg(users.join(QStringLiteral(", "))));
    QStringList machine = cells.list("os").mid(0, 1);
    if (const QString vendor = cells.text("vendor"); !vendor.isEmpty())
        machine << vendor;
    add(machine.join(QStringLiteral(" · ")));
    add(cells.list("mac").join(QStringLiteral(", ")));
    const QString worst = cells.text("worst");
    const auto findings = cells.integer("findings");
    if (findings > 0) {
        const QString text = tr("%1 findings", nullptr, models::plural(findings)).arg(locale().toString(findings));
        m_lines << text;
        auto* label = line(text, card);
        if (worst == u"serious" || worst == u"look") {
            QPalette loud = label->palette();
            loud.setColor(QPalette::WindowText, charts::ChartColours::of(palette()).alarm);
            label->setPalette(loud);
        }
        lines->addWidget(label);
    }
    cards.addWidget(card);
}

}  // namespace weir::panes
