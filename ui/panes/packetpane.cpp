// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/packetpane.h"

#include <QLabel>
#include <QSplitter>

#include "ui/models/errorwords.h"

namespace weir::panes {

PacketPane::PacketPane(QWidget* parent)
    : QStackedWidget(parent),
      m_message(new QLabel(this)),
      m_tree(new views::FieldTree(this)),
      m_hex(new views::HexView(this)) {
    setObjectName(QStringLiteral("packetPane"));
    m_hex->setObjectName(QStringLiteral("packetOctets"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_tree);
    parts->addWidget(m_hex);
    parts->setStretchFactor(0, 1);
    parts->setSizes({560, 620});
    m_parts = parts;
    addWidget(m_message);
    addWidget(parts);
    connect(m_tree, &views::FieldTree::fieldChosen, this,
            [this](const detail::Field* field) { m_hex->mark(field ? field->offset : 0, field ? field->length : 0); });
    connect(m_tree, &views::FieldTree::copyHexRequested, m_hex, &views::HexView::copyHex);
    connect(m_tree, &views::FieldTree::copyTextRequested, m_hex, &views::HexView::copyText);
    connect(m_hex, &views::HexView::octetChosen, this, [this](quint32 offset) {
        const QModelIndex index = m_tree->fieldModel().innermost(offset);
        if (index.isValid() && index != m_tree->currentIndex().siblingAtColumn(0))
            m_tree->setCurrentIndex(index);
        else if (const detail::Field* field = m_tree->fieldModel().field(index))
            m_hex->mark(field->offset, field->length);
        m_tree->scrollTo(index);
    });
    connect(&m_job, &session::PacketJob::finished, this, &PacketPane::take);
    clear();
}

void PacketPane::showPacket(const traffic::Snapshot& snapshot, std::uint64_t number) { m_job.start(snapshot, number); }

void PacketPane::clear() {
    m_job.cancel();
    say(tr("Select a packet to see its layers and bytes."));
}

std::uint64_t PacketPane::shown() const {
    const auto& packet = m_tree->fieldModel().packet();
    return packet ? packet->number : 0;
}

QString PacketPane::message() const { return currentWidget() == m_message ? m_message->text() : QString(); }

void PacketPane::say(const QString& message) {
    m_message->setText(message);
    setCurrentWidget(m_message);
    m_tree->setPacket(nullptr);
    m_hex->setOctets(nullptr, {});
}

void PacketPane::take(const std::shared_ptr<const session::PacketDetail>& packet) {
    if (packet->error) {
        say(models::wholeSentence(*packet->error));
        return;
    }
    m_hex->setOctets(packet, packet->stored.frame.bytes());
    m_tree->setPacket(packet);
    setCurrentWidget(m_parts);
}

}  // namespace weir::panes
