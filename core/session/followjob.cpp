// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/followjob.h"

#include "core/base/ipprotocol.h"

namespace weir::session {

namespace {

std::string endpoint(const traffic::SnapshotData& state, const traffic::Flow& flow, int side) {
    const std::string address = state.address(flow.address[side]).toString();
    return flow.hasPorts ? address + ' ' + std::to_string(flow.port[side]) : address;
}

std::shared_ptr<FollowedConversation> run(const FollowOrder& order, const std::stop_token& stop) {
    auto out = std::make_shared<FollowedConversation>();
    const traffic::SnapshotData& state = *order.snapshot;
    const std::vector<traffic::FlowId> flows = order.choose(state);
    if (flows.empty()) {
        out->error = Error::of(ErrorKind::invalid, "this belongs to no conversation");
        return out;
    }
    auto followed = extract::follow(state, flows.front(), order.options, stop);
    if (!followed) {
        out->error = followed.error();
        return out;
    }
    const traffic::Flow& flow = state.flows[index(flows.front())];
    out->client = endpoint(state, flow, flow.client);
    out->server = endpoint(state, flow, flow.server());
    out->protocol = flow.protocol == ipprotocol::tcp ? "tcp" : "udp";
    out->clientSide = flow.client;
    out->others = flows.size() - 1;
    out->said = followed.take();
    return out;
}

}  // namespace

FollowJob::FollowJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        auto failed = std::make_shared<FollowedConversation>();
        failed->error = Error::of(ErrorKind::internal, reason.toStdString());
        emit finished(failed);
    });
}

void FollowJob::start(FollowOrder order) {
    m_worker.start([this, order = std::move(order)](const std::stop_token& stop) -> Worker::Delivery {
        return [this, conversation = run(order, stop)] { emit finished(conversation); };
    });
}

}  // namespace weir::session
