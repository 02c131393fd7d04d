// SPDX-License-Identifier: GPL-3.0-or-later
// A row of large figures with small captions.
#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace weir::panes {

/// All texts are plain.
struct KeyFigure {
    QString caption;
    QString value;
    QString tooltip;
    bool alarming = false;
};

class KeyFigures : public QWidget {
    Q_OBJECT

public:
    explicit KeyFigures(QWidget* parent = nullptr);
    void setFigures(const std::vector<KeyFigure>& figures);
    QString value(const QString& caption) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Shown {
        QLabel* value;
        QLabel* caption;
        bool alarming = false;
    };
    void colour();

    QHBoxLayout* m_row;
    std::vector<Shown> m_shown;
};

}  // namespace weir::panes
