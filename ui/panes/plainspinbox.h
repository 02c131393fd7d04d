// SPDX-License-Identifier: GPL-3.0-or-later
// A box for a number that shows no more decimals than the number has.
#pragma once

#include <QDoubleSpinBox>
#include <QWheelEvent>

namespace weir::panes {

class PlainSpinBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit PlainSpinBox(QWidget* parent = nullptr) : QDoubleSpinBox(parent) {
        setDecimals(3);
        setKeyboardTracking(false);
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    QString textFromValue(double value) const override {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
    /// Without the focus the wheel scrolls what the box stands in.
    void wheelEvent(QWheelEvent* event) override { hasFocus() ? QDoubleSpinBox::wheelEvent(event) : event->ignore(); }
};

}  // namespace weir::panes
