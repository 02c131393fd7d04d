// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where a table would be: one sentence and one thing to do.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace weir::views {

class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void say(const QString& title, const QString& text, const QString& action = {});
    QString title() const;

signals:
    void actionTriggered();

private:
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
};

}  // namespace weir::views
