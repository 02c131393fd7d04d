// SPDX-License-Identifier: GPL-3.0-or-later
// A note on what the selected rows are about.
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace weir::panes {

class NoteDialog : public QDialog {
    Q_OBJECT

public:
    NoteDialog(const QString& about, const QString& note, QWidget* parent = nullptr);
    QString note() const;

    static constexpr int longest = 10'000;  ///< characters

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPlainTextEdit* m_text;
};

}  // namespace weir::panes
