// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of the capture, and below them the one in front.
#pragma once

#include "ui/views/tablepage.h"

class QFrame;
class QLabel;
class QSplitter;

namespace weir::panes {

class PacketPane;

class PacketsPage : public views::TablePage {
    Q_OBJECT

public:
    explicit PacketsPage(models::FilterState& filter, QWidget* parent = nullptr);

    PacketPane& pane() { return *m_pane; }
    bool busy() const override;

    /// Only these packets, which `rows` rows of another table are about, with a line over the table that says so.
    void showOnly(session::RowChoice choice, int rows);
    void showAll();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void followRow();

    QFrame* m_only;  ///< says that only chosen packets are shown
    QLabel* m_onlyText;
    PacketPane* m_pane;
    std::uint64_t m_wanted = 0;      ///< the frame that the pane was asked for; 0: none
    traffic::Snapshot m_wantedFrom;  ///< of this reading
};

}  // namespace weir::panes
