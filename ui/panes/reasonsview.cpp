// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/reasonsview.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QToolButton>
#include <algorithm>

#include "core/base/text.h"
#include "core/capturetables/tableinfo.h"
#include "ui/charts/chartcolours.h"
#include "ui/models/format.h"
#include "ui/models/kindwords.h"
#include "ui/models/plural.h"
#include "ui/panes/plainlabel.h"

namespace weir::panes {

using findings::CountedReason;
using findings::Evidence;

namespace {

QString figure(const Evidence& evidence, const QLocale& locale) {
    const QString number = locale.toString(static_cast<qulonglong>(evidence.rows));
    const int count = models::plural(evidence.rows);
    switch (capturetables::tableInfo(evidence.table).rows) {
        case capturetables::RowKind::packet:
            return ReasonsView::tr("%1 packets", nullptr, count).arg(number);
        case capturetables::RowKind::conversation:
            return ReasonsView::tr("%1 flows", nullptr, count).arg(number);
        case capturetables::RowKind::message:
            return ReasonsView::tr("%1 messages", nullptr, count).arg(number);
        default:
            return ReasonsView::tr("%1 names", nullptr, count).arg(number);
    }
}

QString points(double score, const QLocale& locale) {
    return locale.toString(score, 'f', QLocale::FloatingPointShortest);
}

}  // namespace

ReasonsView::ReasonsView(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("reasons"));
    setAccessibleName(tr("Reasons"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    clear();
}

void ReasonsView::clear() {
    m_subject.clear();
    setWidget(new QWidget(this));
}

std::vector<const CountedReason*> ReasonsView::inOrder(const QString& subject,
                                                       const std::vector<CountedReason>& reasons) {
    std::vector<const CountedReason*> out;
    for (const CountedReason& reason : reasons) out.push_back(&reason);
    const auto place = [this](const CountedReason* reason) {
        const qsizetype at = m_order.indexOf(QString::fromStdString(reason->reason.kind));
        return at < 0 ? m_order.size() : at;
    };
    if (subject == m_orderOf)
        std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    m_orderOf = subject;
    m_order.clear();
    for (const CountedReason* reason : out) m_order << QString::fromStdString(reason->reason.kind);
    return out;
}

void ReasonsView::show(const QString& subject, const std::vector<CountedReason>& reasons) {
    m_subject = subject;
    auto* inside = new QWidget(this);
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(8, 6, 8, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    double sum = 0;
    for (const CountedReason& counted : reasons) sum += counted.score;
    const std::string octets = subject.toStdString();
    QLabel* title = plainLabel(tr("%1: %2 points").arg(models::shownText(octets), points(sum, locale())), inside);
    title->setObjectName(QStringLiteral("reasonsTitle"));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    grid->addWidget(title, 0, 0, 1, 2);
    for (const CountedReason* counted : inOrder(subject, reasons)) add(*grid, *counted);
    grid->setRowStretch(grid->rowCount(), 1);
    setWidget(inside);
}

void ReasonsView::add(QGridLayout& grid, const CountedReason& counted) {
    QWidget* inside = grid.parentWidget();
    const QString kind = QString::fromStdString(counted.reason.kind);
    const bool counts = !counted.dismissed && !counted.switchedOff;
    auto* counting = new QCheckBox(models::kindTitle(counted.reason.kind), inside);
    counting->setObjectName(QStringLiteral("reason_") + kind);
    counting->setChecked(counts);
    counting->setEnabled(!counted.switchedOff);
    counting->setToolTip(counted.switchedOff ? tr("Switched off for every subject, under Weights")
                                             : tr("Whether this reason counts for this subject"));
    QLabel* score = plainLabel(counts ? points(counted.score, locale()) : QStringLiteral("–"), inside);
    score->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    score->setToolTip(tr("What it adds to the score"));
    QLabel* why = plainLabel(models::shownText(counted.reason.why), inside);
    why->setWordWrap(true);
    why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!counts) {
        QPalette muted = why->palette();
        muted.setColor(QPalette::WindowText, charts::ChartColours::of(palette()).mutedText);
        why->setPalette(muted);
    }
    auto* links = new QHBoxLayout;
    links->setSpacing(10);
    for (const Evidence& evidence : counted.evidence)
        links->addWidget(link(figure(evidence, locale()), QString::fromStdString(evidence.table),
                              QString::fromStdString(evidence.filter)));
    const QString frame = QString::number(counted.reason.firstFrame);
    links->addWidget(link(tr("frame %1").arg(frame), QStringLiteral("packets"), QStringLiteral("number = ") + frame));
    const int row = grid.rowCount();
    links->addStretch(1);
    links->setContentsMargins(20, 0, 0, 8);
    why->setContentsMargins(20, 0, 0, 0);
    grid.addWidget(counting, row, 0);
    grid.addWidget(score, row, 1);
    grid.addWidget(why, row + 1, 0, 1, 2);
    grid.addLayout(links, row + 2, 0, 1, 2);
    connect(counting, &QCheckBox::toggled, this,
            [this, kind](bool on) { emit dismissRequested(m_subject, kind, !on); });
}

QToolButton* ReasonsView::link(const QString& text, const QString& table, const QString& filter) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("link_") + table);
    button->setText(text);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    // A dark desktop often leaves the palette's link as dark as it is by default.
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    const QColor usual = palette().color(QPalette::Link);
    const QString colour = (dark && usual.lightness() < 150 ? QColor(0x7d, 0xb8, 0xff) : usual).name();
    button->setStyleSheet(
        QStringLiteral("QToolButton { color: %1; border: 1px solid transparent; text-decoration: underline; }"
                       "QToolButton:focus { border-color: %1; }")
            .arg(colour));
    button->setToolTip(tr("Show these rows: %1").arg(filter).toHtmlEscaped());
    connect(button, &QToolButton::clicked, this, [this, table, filter] { emit rowsRequested(table, filter); });
    return button;
}

}  // namespace weir::panes
