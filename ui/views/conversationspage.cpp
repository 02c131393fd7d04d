// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/conversationspage.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <algorithm>

#include "ui/views/flowlayout.h"

namespace weir::views {

namespace {

constexpr std::array<const char*, 5> oneWayKeys{"src", "dst", "sport", "dport", "proto"};
constexpr std::array<const char*, 5> twoWayKeys{"client", "server", "cport", "sport", "proto"};

QFrame* separator(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Sunken);
    line->setMinimumHeight(line->fontMetrics().height());
    return line;
}

}  // namespace

ConversationsPage::ConversationsPage(models::FilterState& filter, QWidget* parent)
    : TablePage({tr("Conversations"), QStringLiteral("conversations"), models::requestFor("conversations"),
                 tr("No conversations in this capture"),
                 tr("No frame carries an IP packet, or none is outbound while “Outbound only” is ticked.")},
                filter, parent) {
    auto* flow = new FlowLayout;
    flow->setSpacing(12);
    switches().addLayout(flow, 1);
    FlowLayout& row = *flow;
    m_twoWay = new QRadioButton(tr("&Two way"), this);
    m_oneWay = new QRadioButton(tr("&One way"), this);
    m_oneWay->setObjectName(QStringLiteral("oneWay"));
    m_twoWay->setToolTip(tr("One row for both directions"));
    m_oneWay->setToolTip(tr("One row for each direction"));
    m_twoWay->setChecked(true);
    row.addWidget(m_twoWay);
    row.addWidget(m_oneWay);
    row.addWidget(separator(this));
    row.addWidget(new QLabel(tr("Group by"), this));
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        m_keys[i] = new QCheckBox(this);
        m_keys[i]->setChecked(true);
        row.addWidget(m_keys[i]);
        connect(m_keys[i], &QCheckBox::clicked, this, &ConversationsPage::regroup);
    }
    row.addWidget(separator(this));
    m_outbound = new QCheckBox(tr("Out&bound only"), this);
    m_outbound->setToolTip(tr("Only packets from a home network to elsewhere"));
    row.addWidget(m_outbound);
    auto* home = new QPushButton(tr("Home net&works…"), this);
    home->setFlat(true);
    row.addWidget(home);
    nameKeys();
    connect(m_twoWay, &QRadioButton::toggled, this, &ConversationsPage::regroup);
    connect(m_outbound, &QCheckBox::toggled, this, &ConversationsPage::regroup);
    connect(home, &QPushButton::clicked, this, &ConversationsPage::homeRequested);
}

void ConversationsPage::nameKeys() {
    const bool twoWay = m_twoWay->isChecked();
    const QStringList names =
        twoWay
            ? QStringList{tr("Client"), tr("Server"), tr("Client port"), tr("Server port"), tr("Protocol")}
            : QStringList{tr("Source"), tr("Destination"), tr("Source port"), tr("Destination port"), tr("Protocol")};
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        m_keys[i]->setText(names[static_cast<qsizetype>(i)]);
        m_keys[i]->setObjectName(QStringLiteral("key_") + QLatin1String(oneWayKeys[i]));
    }
}

void ConversationsPage::regroup() {
    nameKeys();
    const auto ticked = [](const QCheckBox* box) { return box->isChecked(); };
    const auto count = std::count_if(m_keys.begin(), m_keys.end(), ticked);
    for (QCheckBox* box : m_keys) box->setEnabled(count > 1 || !box->isChecked());  // a grouping needs a key
    changeRequest([this](capturetables::TableRequest& request) {
        request.twoWay = m_twoWay->isChecked();
        request.outbound = m_outbound->isChecked();
        request.groupBy.clear();
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            if (m_keys[i]->isChecked())
                request.groupBy.emplace_back((request.twoWay ? twoWayKeys : oneWayKeys)[i]);
        }
    });
}

QString ConversationsPage::saveGrouping() const {
    QStringList words{m_twoWay->isChecked() ? QStringLiteral("two-way") : QStringLiteral("one-way")};
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i]->isChecked())
            words << QLatin1String(oneWayKeys[i]);
    }
    return words.join(u' ');
}

void ConversationsPage::endRestrictions() { m_outbound->setChecked(false); }

void ConversationsPage::showFlows() {
    const bool all = std::all_of(m_keys.begin(), m_keys.end(), [](const QCheckBox* box) { return box->isChecked(); });
    if (!all || !m_twoWay->isChecked() || m_outbound->isChecked())
        restoreGrouping(QStringLiteral("two-way src dst sport dport proto"));
}

void ConversationsPage::restoreGrouping(const QString& text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const bool usable = std::any_of(oneWayKeys.begin(), oneWayKeys.end(),
                                    [&](const char* key) { return words.contains(QLatin1String(key)); });
    if (!usable)
        return;
    const QSignalBlocker blockTwoWay(m_twoWay);
    const QSignalBlocker blockOutbound(m_outbound);
    m_twoWay->setChecked(!words.contains(QLatin1String("one-way")));
    m_oneWay->setChecked(words.contains(QLatin1String("one-way")));
    m_outbound->setChecked(false);  // what hides rows is not kept
    for (std::size_t i = 0; i < m_keys.size(); ++i) m_keys[i]->setChecked(words.contains(QLatin1String(oneWayKeys[i])));
    regroup();
}

}  // namespace weir::views
