// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/net/transport.h"

#include <QHostInfo>

namespace weir::enrich::net {

Resolver::Resolver(std::shared_ptr<const enrich::subject::HostGate> gate, SystemLookup lookup)
    : m_gate(std::move(gate)), m_lookup(std::move(lookup)) {
    if (m_lookup)
        return;
    m_lookup = [](const QString& host, QObject* context, const auto& answer) {
        QHostInfo::lookupHost(host, context, [answer](const QHostInfo& info) {
            answer(info.addresses(), info.error() == QHostInfo::NoError ? QString() : info.errorString());
        });
    };
}

void Resolver::resolve(const QString& host, quint16 port, int milliseconds, QObject* context, Answer answer) const {
    if (!m_gate->endpoints().isEmpty()) {
        const QList<enrich::subject::Endpoint> endpoints = m_gate->endpoints().find(host, port);
        QTimer::singleShot(0, context, [endpoints, host, answer] {
            if (endpoints.isEmpty())
                answer({}, enrich::providers::ReplyFault::network,
                       QStringLiteral("%1 is not among the test endpoints").arg(host));
            else
                answer(endpoints, enrich::providers::ReplyFault::none, {});
        });
        return;
    }
    // The guard is the context of the lookup: what comes late, or after the time is up, comes to nobody.
    auto* guard = new QTimer(context);
    guard->setSingleShot(true);
    QObject::connect(guard, &QTimer::timeout, context, [guard, host, answer] {
        guard->deleteLater();
        answer({}, enrich::providers::ReplyFault::timeout, QStringLiteral("%1 was not found in time").arg(host));
    });
    guard->start(milliseconds);
    // Later even where a lookup answers at once: nobody listens yet.
    const auto later = [context, answer](const QList<enrich::subject::Endpoint>& endpoints,
                                         enrich::providers::ReplyFault fault, const QString& text) {
        QTimer::singleShot(0, context, [answer, endpoints, fault, text] { answer(endpoints, fault, text); });
    };
    m_lookup(host, guard,
             [guard, host, port, later, gate = m_gate](const QList<QHostAddress>& addresses, const QString& problem) {
                 if (!guard->isActive())
                     return;
                 guard->stop();
                 guard->deleteLater();
                 QList<enrich::subject::Endpoint> out;
                 for (const QHostAddress& address : addresses) {
                     if (const QString why = gate->refusesAddress(host, address); !why.isEmpty()) {
                         later({}, enrich::providers::ReplyFault::refusedAddress,
                               QStringLiteral("%1 has the address %2, which is not asked: %3")
                                   .arg(host, address.toString(), why));
                         return;
                     }
                     out.append({address, port});
                 }
                 if (out.isEmpty())
                     later({}, enrich::providers::ReplyFault::network,
                           QStringLiteral("%1 was not found%2")
                               .arg(host, problem.isEmpty() ? QString() : QStringLiteral(": ") + problem));
                 else
                     later(out, enrich::providers::ReplyFault::none, {});
             });
}

NetworkTransport::NetworkTransport(std::shared_ptr<const enrich::subject::HostGate> gate, TransportLimits limits,
                                   QObject* parent)
    : Transport(parent),
      m_whois(std::make_shared<Resolver>(gate), limits),
      m_http(std::make_shared<Resolver>(gate), limits) {}

PendingReply* NetworkTransport::send(const enrich::providers::RequestPlan& plan, const QByteArray& key) {
    return plan.channel == enrich::providers::Channel::whois ? m_whois.send(plan, key) : m_http.send(plan, key);
}

}  // namespace weir::enrich::net
