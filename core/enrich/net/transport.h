// SPDX-License-Identifier: GPL-3.0-or-later
// The only sockets in the program. Both kinds live in the thread that made them and never block it.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

#include "core/enrich/providers/provider.h"

namespace weir::enrich::net {

/// One request on its way. Emits `finished` exactly once, never from within `send` or `abort`, unless it is deleted
/// first: deleting it closes the socket.
class PendingReply : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Closes the socket now; `finished` follows with the fault `cancelled`.
    virtual void abort() = 0;

signals:
    void finished(const weir::enrich::providers::Reply& reply);
};

class Transport : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// The caller owns what is returned. `key` goes into the plan's key header, if it has one.
    virtual PendingReply* send(const enrich::providers::RequestPlan& plan, const QByteArray& key) = 0;
};

struct TransportLimits {
    int resolve = 5'000;  ///< ms to find a host's addresses
    int connect = 8'000;  ///< ms for one address
    int idle = 10'000;    ///< ms without an octet (whois)
    int deadline = 0;     ///< ms for a whole exchange in place of the plan's; 0: the plan's
};

/// Finds a host's addresses: the test endpoints if there are any, the system's resolver otherwise, whose answers must
/// all be public addresses.
class Resolver {
public:
    using Answer = std::function<void(const QList<enrich::subject::Endpoint>&, enrich::providers::ReplyFault,
                                      const QString& faultText)>;
    using SystemLookup = std::function<void(const QString& host, QObject* context,
                                            std::function<void(const QList<QHostAddress>&, const QString& problem)>)>;
    /// Without a lookup, the system's own.
    explicit Resolver(std::shared_ptr<const enrich::subject::HostGate> gate, SystemLookup lookup = {});
    /// `answer` is called later, once, unless `context` is gone by then.
    void resolve(const QString& host, quint16 port, int milliseconds, QObject* context, Answer answer) const;
    const enrich::subject::HostGate& gate() const { return *m_gate; }

private:
    std::shared_ptr<const enrich::subject::HostGate> m_gate;
    SystemLookup m_lookup;
};

class WhoisTransport : public Transport {
    Q_OBJECT
public:
    explicit WhoisTransport(std::shared_ptr<const Resolver> resolver, TransportLimits limits = {},
                            QObject* parent = nullptr)
        : Transport(parent), m_resolver(std::move(resolver)), m_limits(limits) {}
    PendingReply* send(const enrich::providers::RequestPlan& plan, const QByteArray& key) override;

private:
    std::shared_ptr<const Resolver> m_resolver;
    TransportLimits m_limits;
};

/// HTTPS without redirects, cookies, caches, compression, endless headers or a way round certificates. It connects to
/// the very address that passed the gate, not to whatever a second look at the name would give.
class HttpTransport : public Transport {
    Q_OBJECT
public:
    explicit HttpTransport(std::shared_ptr<const Resolver> resolver, TransportLimits limits = {},
                           QObject* parent = nullptr);
    PendingReply* send(const enrich::providers::RequestPlan& plan, const QByteArray& key) override;

private:
    std::shared_ptr<const Resolver> m_resolver;
    TransportLimits m_limits;
};

/// Each plan by its channel.
class NetworkTransport : public Transport {
    Q_OBJECT
public:
    explicit NetworkTransport(std::shared_ptr<const enrich::subject::HostGate> gate, TransportLimits limits = {},
                              QObject* parent = nullptr);
    PendingReply* send(const enrich::providers::RequestPlan& plan, const QByteArray& key) override;

private:
    WhoisTransport m_whois;
    HttpTransport m_http;
};

}  // namespace weir::enrich::net
