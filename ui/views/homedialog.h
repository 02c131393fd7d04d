// SPDX-License-Identifier: GPL-3.0-or-later
// Says which networks are the user's own.
#pragma once

#include <QDialog>

#include "core/base/address.h"

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;

namespace weir::views {

class HomeDialog : public QDialog {
    Q_OBJECT

public:
    explicit HomeDialog(const Networks& home, QWidget* parent = nullptr);

signals:
    void chosen(const weir::Networks& home);

private:
    void check();

    QPlainTextEdit* m_text;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace weir::views
