// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/answercard.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/utctime.h"
#include "ui/models/lookupwords.h"
#include "ui/panes/plainlabel.h"

namespace weir::panes {

using enrich::subject::LookupResult;
using enrich::subject::LookupStatus;
using enrich::subject::Verdict;

namespace {

QLabel* selectableLabel(const QString& text, QWidget* parent) {
    QLabel* label = wrappedLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setMinimumWidth(1);  // a long word must not widen the pane
    return label;
}

void colour(QLabel* label, AnswerCard::Tone tone) {
    QPalette colours = label->palette();
    const bool dark = colours.color(QPalette::Window).lightness() < 128;
    if (tone == AnswerCard::Tone::weak)
        label->setForegroundRole(QPalette::PlaceholderText);
    else if (tone == AnswerCard::Tone::warning)
        colours.setColor(QPalette::WindowText, dark ? QColor(0xf0, 0xb4, 0x4c) : QColor(0x8a, 0x55, 0x00));
    else if (tone == AnswerCard::Tone::bad)
        colours.setColor(QPalette::WindowText, dark ? QColor(0xff, 0x8a, 0x78) : QColor(0xb0, 0x22, 0x10));
    if (tone == AnswerCard::Tone::warning || tone == AnswerCard::Tone::bad) {
        label->setForegroundRole(QPalette::WindowText);  // on a base it would be another one
        label->setPalette(colours);
    }
}

void embolden(QLabel* label) {
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
}

}  // namespace

AnswerCard::AnswerCard(const QString& title, const QString& state, Tone tone, QWidget* parent)
    : QFrame(parent), m_layout(new QVBoxLayout(this)) {
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("answerCard"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_layout->setContentsMargins(10, 8, 10, 8);
    m_layout->setSpacing(4);
    QLabel* name = selectableLabel(title, this);
    embolden(name);
    m_layout->addWidget(name);
    if (!state.isEmpty()) {
        QLabel* line = selectableLabel(state, this);
        line->setObjectName(QStringLiteral("answerState"));
        colour(line, tone);
        m_layout->addWidget(line);
    }
}

void AnswerCard::addVerdict(const QString& words, Verdict verdict) {
    QLabel* label = selectableLabel(words, this);
    label->setObjectName(QStringLiteral("verdict"));
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setBold(verdict == Verdict::malicious);
    label->setFont(font);
    colour(label, verdict == Verdict::malicious    ? Tone::bad
                  : verdict == Verdict::suspicious ? Tone::warning
                                                   : Tone::plain);
    m_layout->addWidget(label);
}

void AnswerCard::addFact(const QString& label, const QString& value) {
    if (!m_facts) {
        m_facts = new QFormLayout;
        m_facts->setContentsMargins(0, 4, 0, 0);
        m_facts->setHorizontalSpacing(12);
        m_facts->setVerticalSpacing(2);
        m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        m_facts->setRowWrapPolicy(QFormLayout::WrapLongRows);
        m_layout->addLayout(m_facts);
    }
    auto* name = new QLabel(this);
    name->setTextFormat(Qt::PlainText);
    name->setText(label);
    colour(name, Tone::weak);
    QLabel* shown = selectableLabel(value, this);
    shown->setAccessibleName(label);
    m_facts->addRow(name, shown);
}

void AnswerCard::addNote(const QString& text, Tone tone) {
    QLabel* label = selectableLabel(text, this);
    colour(label, tone);
    m_layout->addWidget(label);
}

void AnswerCard::addText(const QString& name, const QString& label, const QString& text, bool open) {
    auto* toggle = new QToolButton(this);
    toggle->setObjectName(QStringLiteral("show_") + name.section(u'/', -1));
    toggle->setText(label);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toggle->setAutoRaise(true);
    toggle->setCheckable(true);
    toggle->setChecked(open);
    toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    auto* box = new QPlainTextEdit(this);
    box->setObjectName(QStringLiteral("text_") + name.section(u'/', -1));
    box->setReadOnly(true);
    box->setUndoRedoEnabled(false);
    box->setMaximumBlockCount(5000);
    box->setLineWrapMode(QPlainTextEdit::NoWrap);
    box->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    box->setAccessibleName(label);
    box->setPlainText(text);
    const int lines = std::clamp(static_cast<int>(text.count(u'\n')) + 1, 2, 14);
    box->setFixedHeight(lines * box->fontMetrics().lineSpacing() + 30);
    box->setVisible(open);
    connect(toggle, &QToolButton::toggled, this, [this, toggle, box, name](bool on) {
        toggle->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        box->setVisible(on);
        emit textToggled(name, on);
    });
    m_layout->addWidget(toggle);
    m_layout->addWidget(box);
}

AnswerCard* makeAnswerCard(const LookupResult& result, const QString& service, qint64 now,
                           const QSet<QString>& openTexts, QWidget* parent) {
    const bool answered = result.status == LookupStatus::ok || result.status == LookupStatus::notFound ||
                          result.status == LookupStatus::truncated;
    QString state = result.status == LookupStatus::ok ? QString() : enrich::subject::wordsFor(result.status);
    if (!result.reason.isEmpty() && result.reason != state)
        state += (state.isEmpty() ? QString() : QStringLiteral(": ")) + result.reason;
    if (answered && result.retrievedAt > 0) {
        const QString at = QDateTime::fromMSecsSinceEpoch(result.retrievedAt, enrich::subject::utc)
                               .toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
        constexpr qint64 moment = 60'000;
        const QString age = std::abs(now - result.retrievedAt) < moment
                                ? AnswerCard::tr("just now")
                                : AnswerCard::tr("%1 ago").arg(enrich::queue::ageWords(result.retrievedAt, now));
        const QString when =
            (result.stale ? AnswerCard::tr("stale: retrieved %1, %2") : AnswerCard::tr("retrieved %1, %2"))
                .arg(at, age);
        state = state.isEmpty() ? when : AnswerCard::tr("%1; %2").arg(state, when);
        state[0] = state[0].toUpper();
    }
    const auto tone = !answered      ? AnswerCard::Tone::bad
                      : result.stale ? AnswerCard::Tone::warning
                                     : AnswerCard::Tone::weak;
    auto* card = new AnswerCard(service, state, tone, parent);
    if (const QString words = models::verdictWords(result); !words.isEmpty())
        card->addVerdict(words, result.verdict);
    for (const enrich::subject::Field& field : result.fields) card->addFact(field.label, models::valueText(field));
    for (const QString& warning : result.warnings) card->addNote(warning, AnswerCard::Tone::warning);
    const auto add = [&](const QString& name, const QString& label, const QString& text) {
        const QString key = result.provider + u'/' + name;
        card->addText(key, label, text, openTexts.contains(key));
    };
    if (!result.raw.isEmpty()) {
        add(QStringLiteral("raw"),
            result.rawTruncated ? AnswerCard::tr("Raw answer, cut short") : AnswerCard::tr("Raw answer"),
            enrich::subject::cleanText(enrich::subject::decoded(result.raw)));
    }
    if (!result.trail.isEmpty()) {
        QStringList lines;
        for (const enrich::subject::TrailStep& step : result.trail)
            lines << AnswerCard::tr("%1  %2\n    %3, %4 ms")
                         .arg(step.host, step.query, step.outcome)
                         .arg(step.milliseconds);
        add(QStringLiteral("trail"), AnswerCard::tr("What was sent"), lines.join(u'\n'));
    }
    return card;
}

}  // namespace weir::panes
