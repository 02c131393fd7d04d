// SPDX-License-Identifier: GPL-3.0-or-later
// Reading one packet again and taking it apart, off the window's thread.
#pragma once

#include <QObject>
#include <optional>

#include "core/detail/layers.h"
#include "core/extract/follow.h"
#include "core/session/worker.h"

namespace weir::session {

/// A packet with its octets and what they say.
struct PacketDetail {
    std::uint64_t number = 0;
    capture::StoredFrame stored;
    std::vector<detail::Field> layers;
    std::optional<Error> error;  ///< the packet cannot be read; all else but `number` is empty then
};

/// One packet at a time; a new one replaces the one before, whose answer is then never told. However many are asked
/// for in a row, at most one is being read and one waits.
class PacketJob : public QObject {
    Q_OBJECT

public:
    explicit PacketJob(QObject* parent = nullptr);
    void start(traffic::Snapshot snapshot, std::uint64_t number);
    void cancel() { m_worker.cancel(); }
    bool busy() const { return m_worker.busy(); }

signals:
    void finished(const std::shared_ptr<const weir::session::PacketDetail>& packet);

private:
    Worker m_worker{"weir-packet"};
    std::uint64_t m_number = 0;
};

}  // namespace weir::session
