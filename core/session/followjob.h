// SPDX-License-Identifier: GPL-3.0-or-later
// Putting together what the two ends of a conversation said, off the window's thread.
#pragma once

#include <QObject>
#include <functional>
#include <optional>
#include <string>

#include "core/extract/follow.h"
#include "core/session/worker.h"

namespace weir::session {

/// Which conversation: the flow is looked for on the worker's thread, since that may mean to look at all of them.
struct FollowOrder {
    traffic::Snapshot snapshot;
    std::function<std::vector<traffic::FlowId>(const traffic::SnapshotData&)> choose;  ///< the first one is followed
    extract::FollowOptions options;
};

struct FollowedConversation {
    std::string client, server;  ///< "10.0.0.1 49153"
    std::string protocol;        ///< "tcp"
    int clientSide = 0;          ///< the side of the pieces that the client sent
    std::size_t others = 0;      ///< flows that the order meant as well
    extract::Followed said;
    std::optional<Error> error;  ///< nothing can be followed; all else is empty then
};

/// One conversation at a time; a new one replaces the one before.
class FollowJob : public QObject {
    Q_OBJECT

public:
    explicit FollowJob(QObject* parent = nullptr);
    void start(FollowOrder order);
    void cancel() { m_worker.cancel(); }
    bool busy() const { return m_worker.busy(); }

signals:
    void finished(const std::shared_ptr<const weir::session::FollowedConversation>& conversation);

private:
    Worker m_worker{"weir-follow"};
};

}  // namespace weir::session
