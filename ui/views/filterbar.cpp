// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/filterbar.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QCoreApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/filterstate.h"
#include "ui/models/plural.h"

namespace weir::views {

using models::FilterFit;

namespace {

/// Where the word that ends at `position` begins.
qsizetype wordStart(const QString& text, qsizetype position) {
    while (position > 0) {
        const QChar c = text[position - 1];
        if (!(c.isLetterOrNumber() || c == u'_'))
            break;
        --position;
    }
    return position;
}

}  // namespace

FilterBar::FilterBar(models::FilterState& state, QWidget* parent)
    : QWidget(parent),
      m_state(state),
      m_row(new QHBoxLayout),
      m_box(new QLineEdit(this)),
      m_chip(new QFrame(this)),
      m_chipText(new QLabel(m_chip)),
      m_chipClear(new QToolButton(m_chip)),
      m_message(new QLabel(this)),
      m_suggestion(new QPushButton(this)),
      m_completer(new QCompleter(this)),
      m_words(new QStringListModel(this)) {
    auto* label = new QLabel(tr("F&ilter"), this);
    label->setBuddy(m_box);
    m_box->setObjectName(QStringLiteral("filterBox"));
    m_box->setAccessibleName(tr("Filter"));
    m_box->setAccessibleDescription(tr("Shows only the rows that match, in every table that has the columns"));
    m_box->setPlaceholderText(tr("update     10.0.0.0/8     port = 443 and bytes > 1k     name contains msn"));
    m_box->setClearButtonEnabled(true);
    m_box->installEventFilter(this);

    m_chip->setObjectName(QStringLiteral("filterChip"));
    m_chip->setStyleSheet(
        QStringLiteral("#filterChip { background: palette(highlight); border-radius: 9px; }"
                       "#filterChip QLabel { color: palette(highlighted-text); }"
                       "#filterChip QToolButton { color: palette(highlighted-text); border: none; }"));
    m_chipText->setTextFormat(Qt::PlainText);
    m_chipText->setObjectName(QStringLiteral("filterChipText"));
    m_chipClear->setText(QStringLiteral("✕"));
    m_chipClear->setToolTip(tr("Clear the filter"));
    m_chipClear->setAccessibleName(tr("Clear the filter"));
    auto* inChip = new QHBoxLayout(m_chip);
    inChip->setContentsMargins(10, 1, 4, 1);
    inChip->setSpacing(4);
    inChip->addWidget(m_chipText);
    inChip->addWidget(m_chipClear);
    m_chip->hide();

    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("filterMessage"));
    m_message->hide();
    m_suggestion->hide();

    m_row->addWidget(label);
    m_row->addWidget(m_box, 1);
    m_row->addWidget(m_chip);
    auto* second = new QHBoxLayout;
    second->addWidget(m_message, 1);
    second->addWidget(m_suggestion);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addLayout(m_row);
    layout->addLayout(second);

    m_completer->setModel(m_words);
    m_completer->setWidget(m_box);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterBar::insertCompletion);

    m_apply.setSingleShot(true);
    m_apply.setInterval(15);
    m_settle.setSingleShot(true);
    m_settle.setInterval(1500);
    m_patience.setSingleShot(true);
    m_patience.setInterval(800);
    connect(&m_patience, &QTimer::timeout, this, &FilterBar::showFit);
    connect(&m_apply, &QTimer::timeout, this, [this] { m_state.type(m_box->text()); });
    connect(&m_settle, &QTimer::timeout, &m_state, &models::FilterState::commit);
    connect(m_box, &QLineEdit::textEdited, this, [this] {
        m_apply.start();
        m_settle.start();
        m_patience.start();
        complete();
    });
    connect(m_box, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_state.isEmpty())  // the clear button inside the box
            m_apply.start();
    });
    connect(m_box, &QLineEdit::returnPressed, this, [this] {
        m_apply.stop();
        m_patience.stop();
        m_state.type(m_box->text());
        m_state.commit();
        showFit();
    });
    connect(&m_state, &models::FilterState::changed, this, [this](const QString& text) {
        if (m_box->text() != text)
            m_box->setText(text);
    });
    connect(m_chipClear, &QToolButton::clicked, &m_state, &models::FilterState::clear);
    connect(m_suggestion, &QPushButton::clicked, this, [this] {
        QString text = m_state.text();
        text.replace(m_fit.position, m_fit.length, m_fit.suggestion);
        m_state.set(text);
        m_box->setFocus();
    });
}

void FilterBar::addCommands(const QList<QAction*>& before, const QList<QAction*>& after) {
    const auto button = [this](QAction* action, int place) {
        auto* out = new QToolButton(this);
        out->setDefaultAction(action);
        out->setAutoRaise(true);
        out->setFocusPolicy(Qt::TabFocus);
        out->setToolButtonStyle(place == 0 ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
        m_row->insertWidget(place < 0 ? m_row->count() : place, out);
        // A command that is not there at all has no button either.
        const auto follow = [action, out] { out->setVisible(action->isVisible()); };
        connect(action, &QAction::changed, out, follow);
        follow();
    };
    for (auto action = before.rbegin(); action != before.rend(); ++action) button(*action, 0);
    for (QAction* action : after) button(action, -1);
}

void FilterBar::startTyping(const QString& text) {
    m_box->setFocus(Qt::ShortcutFocusReason);
    if (text.isEmpty()) {
        m_box->selectAll();
        return;
    }
    m_box->end(false);
    m_box->insert(text);
    m_patience.start();
    m_apply.start();
    m_settle.start();
    complete();
}

void FilterBar::setFit(const FilterFit& fit, qsizetype shown, qsizetype total) {
    m_fit = fit;
    m_chip->setVisible(!fit.text.isEmpty());
    if (!fit.text.isEmpty()) {
        const QString counts =
            tr("%1 of %2 rows", nullptr, models::plural(total)).arg(locale().toString(shown), locale().toString(total));
        const bool asTyped = fit.text == m_state.text().trimmed();
        const QString brief = fit.text.size() > 32 ? fit.text.left(31) + u'…' : fit.text;
        m_chipText->setText(asTyped ? counts : tr("%1: %2").arg(brief, counts));
        m_chipText->setToolTip(fit.text.toHtmlEscaped());
    }
    showFit();
}

void FilterBar::showFit() {
    const bool wrong = m_fit.state == FilterFit::State::wrong;
    const bool says = (wrong && !m_patience.isActive()) || m_fit.state == FilterFit::State::notHere;
    m_message->setVisible(says);
    m_message->setText(says ? m_fit.message : QString());
    QPalette colours = palette();
    const bool light = colours.color(QPalette::Window).lightness() > 128;
    if (wrong)
        colours.setColor(QPalette::WindowText, light ? QColor(0xa8, 0x1c, 0x0c) : QColor(0xff, 0x8f, 0x7a));
    m_message->setPalette(colours);
    m_suggestion->setVisible(says && wrong && !m_fit.suggestion.isEmpty());
    m_suggestion->setText(tr("&Use “%1”").arg(m_fit.suggestion));
    markWrong();
}

void FilterBar::markWrong() {
    // The wrong part is underlined by the way of an input method's pre-edit attributes, which change no text.
    if (m_box->text() != m_state.text())
        return;
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_fit.state == FilterFit::State::wrong && !m_patience.isActive()) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(QColor(0xd5, 0x3e, 0x2a));
        const qsizetype length = std::max<qsizetype>(1, m_fit.length);
        attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(m_fit.position) - m_box->cursorPosition(),
                           static_cast<int>(length), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_box, &event);
}

QString FilterBar::message() const { return m_message->isHidden() ? QString() : m_message->text(); }
QString FilterBar::chip() const { return m_chip->isHidden() ? QString() : m_chipText->text(); }

void FilterBar::complete() {
    const QString text = m_box->text();
    const qsizetype cursor = m_box->cursorPosition();
    const QString word = text.mid(wordStart(text, cursor), cursor - wordStart(text, cursor));
    QStringList words;
    if (!word.isEmpty()) {
        const std::string octets = text.toStdString();
        const auto position = static_cast<std::size_t>(text.left(cursor).toUtf8().size());
        for (const std::string& completion : table::completions(octets, position, m_schema))
            words << QString::fromStdString(completion);
    }
    if (words.isEmpty() || (words.size() == 1 && words.first().compare(word, Qt::CaseInsensitive) == 0)) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    m_completer->setCompletionPrefix(word);
    if (m_completer->completionCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    QRect at = m_box->rect();
    at.setLeft(m_box->inputMethodQuery(Qt::ImCursorRectangle).toRect().left());
    at.setWidth(m_completer->popup()->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 6);
    m_completer->complete(at);
}

void FilterBar::insertCompletion(const QString& word) {
    const QString text = m_box->text();
    const qsizetype cursor = m_box->cursorPosition();
    const qsizetype start = wordStart(text, cursor);
    m_box->setText(text.left(start) + word + text.mid(cursor));
    m_box->setCursorPosition(static_cast<int>(start + word.size()));
    m_apply.start();
    m_settle.start();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_box && event->type() == QEvent::ShortcutOverride) {
        // On X11 a line edit takes Ctrl+E for the end of the line; here it is the export, wherever the cursor is.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_E && key->modifiers() == Qt::ControlModifier) {
            event->ignore();
            return true;
        }
    }
    if (watched == m_box && event->type() == QEvent::KeyPress && !m_completer->popup()->isVisible()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            if (m_box->text().isEmpty())
                emit leaveRequested();
            else
                m_state.clear();
            return true;
        }
        if (key->key() == Qt::Key_Down) {
            emit leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace weir::views
