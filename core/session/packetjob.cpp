// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/packetjob.h"

#include "core/detail/decrypted.h"

namespace weir::session {

PacketJob::PacketJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        auto packet = std::make_shared<PacketDetail>();
        packet->number = m_number;
        packet->error = Error::of(ErrorKind::internal, reason.toStdString());
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
            if (const auto plain = extract::decryptedIn(*snapshot, number, stop); !plain.empty())
                packet->layers.push_back(detail::decryptedLayer(plain));
        } else {
            packet->error =
                Error::of(ErrorKind::unreadable,
                          "frame %1 can no longer be read: the capture changed since it was opened, or was not kept",
                          {std::to_string(number)});
        }
        return [this, packet] { emit finished(packet); };
    });
}

}  // namespace weir::session
