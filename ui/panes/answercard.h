// SPDX-License-Identifier: GPL-3.0-or-later
// What one service said: the verdict, the facts, when it was said, and on request the answer as it came.
#pragma once

#include <QFrame>
#include <QSet>

#include "core/enrich/queue/lookups.h"

class QFormLayout;
class QVBoxLayout;

namespace weir::panes {

/// Everything in it is plain text, since all of it may come from strangers.
class AnswerCard : public QFrame {
    Q_OBJECT

public:
    /// `state` in words; `tone` colours it.
    enum class Tone { plain, weak, warning, bad };
    AnswerCard(const QString& title, const QString& state, Tone tone, QWidget* parent = nullptr);

    void addVerdict(const QString& words, enrich::subject::Verdict verdict);
    void addFact(const QString& label, const QString& value);
    void addNote(const QString& text, Tone tone = Tone::weak);
    /// A switch that shows a text in a box of its own; `open` to begin with.
    void addText(const QString& name, const QString& label, const QString& text, bool open);

signals:
    void textToggled(const QString& name, bool open);

private:
    QVBoxLayout* m_layout;
    QFormLayout* m_facts = nullptr;
};

/// The card of an answer; `now` in ms since the epoch.
AnswerCard* makeAnswerCard(const enrich::subject::LookupResult& result, const QString& service, qint64 now,
                           const QSet<QString>& openTexts, QWidget* parent);

}  // namespace weir::panes
