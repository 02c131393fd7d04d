// SPDX-License-Identifier: GPL-3.0-or-later
// Messages over the tables instead of boxes in the way: what happened, what it means, what can be done.
#pragma once

#include <QFrame>

#include "ui/models/notice.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace weir::views {

/// One message; a newer one of the same or higher weight replaces it. All text is plain text.
class Banner : public QFrame {
    Q_OBJECT

public:
    using Kind = models::Notice::Kind;

    explicit Banner(QWidget* parent = nullptr);
    /// `action` is the label of a button; empty for none. It emits `actionTriggered`.
    /// Likewise `second`, which emits `secondTriggered`.
    void show(const models::Notice& notice, const QString& action = {}, const QString& second = {});
    using QWidget::show;
    QString text() const;
    Kind kind() const { return m_kind; }

signals:
    void actionTriggered();
    void secondTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    Kind m_kind = Kind::information;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QPushButton* m_second;
    QToolButton* m_close;
};

}  // namespace weir::views
