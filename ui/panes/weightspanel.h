// SPDX-License-Identifier: GPL-3.0-or-later
// Every reason for a finding with what it weighs, what it means and its thresholds, to be changed and switched off.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/models/findingsettings.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace weir::panes {

class PlainSpinBox;

class WeightsPanel : public QWidget {
    Q_OBJECT

public:
    explicit WeightsPanel(models::FindingSettings& settings, QWidget* parent = nullptr);

signals:
    void closeRequested();

private:
    /// The widgets of one kind.
    struct Row {
        std::string kind;
        QCheckBox* enabled;
        PlainSpinBox* weight;
        std::vector<std::pair<std::string, PlainSpinBox*>> settings;
        std::vector<QLabel*> labels;
    };
    void add(QGridLayout& grid, const findings::FindingRule& rule);
    void show();

    models::FindingSettings& m_settings;
    QGridLayout* m_grid = nullptr;
    std::vector<Row> m_rows;
    QPushButton* m_reset;
};

}  // namespace weir::panes
