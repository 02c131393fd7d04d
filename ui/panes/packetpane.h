// SPDX-License-Identifier: GPL-3.0-or-later
// One packet: its layers beside its octets, each showing where the other is.
#pragma once

#include <QStackedWidget>

#include "core/session/packetjob.h"
#include "ui/views/fieldtree.h"
#include "ui/views/hexview.h"

class QLabel;

namespace weir::panes {

/// Reads the packet off the window's thread; until it is there the one before stays to be seen.
class PacketPane : public QStackedWidget {
    Q_OBJECT

public:
    explicit PacketPane(QWidget* parent = nullptr);

    /// Wants this frame of the capture shown; the newest wish counts.
    void showPacket(const traffic::Snapshot& snapshot, std::uint64_t number);
    void clear();

    /// The number of the packet that is shown; 0 where none is.
    std::uint64_t shown() const;
    bool busy() const { return m_job.busy(); }
    QString message() const;  ///< what stands in place of a packet
    views::FieldTree& tree() { return *m_tree; }
    views::HexView& hex() { return *m_hex; }

private:
    void take(const std::shared_ptr<const session::PacketDetail>& packet);
    void say(const QString& message);

    QLabel* m_message;
    views::FieldTree* m_tree;
    views::HexView* m_hex;
    QWidget* m_parts;
    session::PacketJob m_job;
};

}  // namespace weir::panes
