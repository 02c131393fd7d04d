// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/packetjob.h"

namespace weir::session {

PacketJob::PacketJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        auto packet = std::make_shared<PacketDetail>();
        packet->number = m_number;
        packet->error = Error{reason.toStdString()};
        emit finished(packet);
    });
}

void PacketJob::start(traffic::Snapshot snapshot, std::uint64_t number) {
    m_number = number;
    m_worker.start([this, snapshot = std::move(snapshot), number](const std::stop_token& stop) -> Worker::Delivery {
        auto packet = std::make_shared<PacketDetail>();
        packet->number = number;
        if (stop.stop_requested())
            return {};
        if (auto stored = extract::frameNumbered(*snapshot, number)) {
            packet->stored = std::move(*stored);
            packet->layers = detail::layersOf(packet->stored.frame, number);
        } else {
            packet->error = Error{"frame " + std::to_string(number) +
                                  " can no longer be read: the capture changed since it was opened, or was not kept"};
        }
        return [this, packet] { emit finished(packet); };
    });
}

}  // namespace weir::session
