// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weightspanel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <algorithm>

#include "ui/models/kindwords.h"
#include "ui/panes/plainlabel.h"
#include "ui/panes/plainspinbox.h"

namespace weir::panes {

WeightsPanel::WeightsPanel(models::FindingSettings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_reset(new QPushButton(tr("Reset to &defaults"), this)) {
    setObjectName(QStringLiteral("weightsPanel"));
    auto* about = wrappedLabel(
        tr("A score is the sum of the weights of its reasons. A weak reason adds only part of its weight."), this);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Hide the weights"));
    close->setAccessibleName(tr("Hide the weights"));
    auto* inside = new QWidget(this);
    auto* grid = m_grid = new QGridLayout(inside);
    grid->setContentsMargins(8, 4, 8, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    for (const findings::FindingRule& rule : m_settings.weights()->rules()) add(*grid, rule);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    m_reset->setObjectName(QStringLiteral("resetWeights"));
    auto* head = new QHBoxLayout;
    head->addWidget(about, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 0, 4);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_reset, 0, Qt::AlignLeft);
    setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    connect(close, &QToolButton::clicked, this, &WeightsPanel::closeRequested);
    connect(m_reset, &QPushButton::clicked, &m_settings, &models::FindingSettings::reset);
    connect(&m_settings, &models::FindingSettings::changed, this, &WeightsPanel::show);
    show();
}

void WeightsPanel::add(QGridLayout& grid, const findings::FindingRule& rule) {
    QWidget* parent = grid.parentWidget();
    grid.setRowStretch(grid.rowCount() - 1, 0);
    Row row{rule.kind, new QCheckBox(models::kindTitle(rule.kind), parent), new PlainSpinBox(parent), {}, {}};
    const QString kind = QString::fromStdString(rule.kind);
    row.enabled->setObjectName(QStringLiteral("enabled_") + kind);
    row.enabled->setToolTip(tr("Whether this reason counts"));
    row.weight->setObjectName(QStringLiteral("weight_") + kind);
    row.weight->setRange(0, 1000);
    row.weight->setAccessibleName(tr("Weight of %1").arg(kind));
    row.weight->setToolTip(tr("Weight"));
    int at = grid.rowCount();
    grid.setRowMinimumHeight(at++, 8);
    grid.addWidget(row.enabled, at, 0);
    grid.addWidget(row.weight, at, 1);
    const auto explain = [&](const QString& text, int indent) {
        QLabel* label = wrappedLabel(text, parent);
        label->setIndent(indent);
        row.labels.push_back(label);
        return label;
    };
    const int indent = fontMetrics().averageCharWidth() * 3;
    grid.addWidget(explain(models::kindMeaning(rule), indent), ++at, 0, 1, 2);
    if (const QString background = models::kindBackground(rule); !background.isEmpty())
        grid.addWidget(explain(background, 2 * indent), ++at, 0, 1, 2);
    if (rule.own)
        row.weight->setToolTip(tr("Weights of your own rules are changed in rules.toml"));
    for (const auto& [name, value] : rule.settings) {
        const auto meaning = rule.meanings.find(name);
        const bool known = meaning != rule.meanings.end() && !meaning->second.empty();
        grid.addWidget(
            explain(QString::fromStdString(name + (known ? ": " + meaning->second : std::string())), 2 * indent), ++at,
            0);
        auto* box = new PlainSpinBox(parent);
        box->setObjectName(QStringLiteral("setting_%1_%2").arg(kind, QString::fromStdString(name)));
        box->setRange(0, 1e9);
        box->setSingleStep(value < 2 ? 0.05 : 1);
        box->setAccessibleName(tr("%1 of %2").arg(QString::fromStdString(name), kind));
        grid.addWidget(box, at, 1);
        row.settings.emplace_back(name, box);
        connect(box, &QDoubleSpinBox::valueChanged, this,
                [this, rule = rule.kind, name = name](double amount) { m_settings.setSetting(rule, name, amount); });
    }
    connect(row.enabled, &QCheckBox::toggled, this,
            [this, rule = rule.kind](bool on) { m_settings.setEnabled(rule, on); });
    connect(row.weight, &QDoubleSpinBox::valueChanged, this,
            [this, rule = rule.kind](double weight) { m_settings.setWeight(rule, weight); });
    grid.setRowStretch(at + 1, 1);  // what room is left is under the last one
    m_rows.push_back(std::move(row));
}

void WeightsPanel::show() {
    const findings::FindingWeights& weights = *m_settings.weights();
    for (const findings::FindingRule& rule : weights.rules()) {  // rules of the user's own may be new
        if (std::none_of(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.kind == rule.kind; }))
            add(*m_grid, rule);
    }
    for (const findings::FindingRule& rule : weights.rules()) {
        const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.kind == rule.kind; });
        if (row == m_rows.end())
            continue;
        const QSignalBlocker blockEnabled(row->enabled);
        const QSignalBlocker blockWeight(row->weight);
        row->enabled->setChecked(rule.enabled);
        row->weight->setValue(rule.weight);
        row->weight->setEnabled(rule.enabled && !rule.own);
        row->enabled->setEnabled(!rule.own);
        for (QLabel* label : row->labels) label->setEnabled(rule.enabled);
        for (const auto& [name, box] : row->settings) {
            const QSignalBlocker block(box);
            box->setValue(rule.settings.at(name));
            box->setEnabled(rule.enabled);
        }
        QFont font = this->font();
        font.setBold(weights.differs(rule.kind));  // what the user has changed stands out
        row->enabled->setFont(font);
    }
    m_reset->setEnabled(!weights.changesText().empty());
}

}  // namespace weir::panes
