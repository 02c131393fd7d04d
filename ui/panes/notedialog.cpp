// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/notedialog.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace weir::panes {

NoteDialog::NoteDialog(const QString& about, const QString& note, QWidget* parent)
    : QDialog(parent), m_text(new QPlainTextEdit(note, this)) {
    setObjectName(QStringLiteral("noteDialog"));
    setWindowTitle(tr("Note"));
    auto* label = new QLabel(about, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setBuddy(m_text);
    m_text->setAccessibleName(tr("Note on %1").arg(about));
    m_text->setTabChangesFocus(true);
    m_text->moveCursor(QTextCursor::End);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("&Keep Note"));
    ok->setToolTip(tr("Ctrl+Return"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_text->setFocus();
    const int character = fontMetrics().averageCharWidth();
    resize(character * 64, character * 32);
}

void NoteDialog::keyPressEvent(QKeyEvent* event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier))
        accept();
    else
        QDialog::keyPressEvent(event);
}

QString NoteDialog::note() const { return m_text->toPlainText().left(longest).trimmed(); }

}  // namespace weir::panes
