// SPDX-License-Identifier: GPL-3.0-or-later
// A clock that the test moves, a transport without sockets, and keychains that work, fail or say nothing.
#pragma once

#include <QHash>
#include <QList>
#include <QTimer>
#include <functional>

#include "core/enrich/net/transport.h"
#include "core/enrich/queue/clock.h"
#include "core/enrich/queue/secretstore.h"
#include "tests/enrich/answers.h"
#include "tests/enrich/waiting.h"

namespace weir::enrich {
using namespace weir::enrich::net;
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;

class FakeClock : public Clock {
public:
    explicit FakeClock(qint64 start = 1'700'000'000'000) : time(start) {}  // Tuesday, 2023-11-14 22:13:20 UTC
    qint64 now() const override { return time; }
    void wakeAt(qint64 when) override { next = when; }
    /// Goes to where the queue wants to be woken, if that is not later than `limit`; false if it is.
    bool goOn(qint64 limit) {
        if (next < 0 || next > limit)
            return false;
        time = std::max(time, std::exchange(next, -1));
        emit woken();
        return true;
    }
    qint64 time;
    qint64 next = -1;
};

class FakeTransport : public Transport {
public:
    using Answer = std::function<Reply(const RequestPlan&)>;
    explicit FakeTransport(Answer answer) : m_answer(std::move(answer)) {}

    class Pending : public PendingReply {
    public:
        explicit Pending(FakeTransport& owner, QString host) : m_owner(owner), m_host(std::move(host)) {
            ++m_owner.open;
        }
        ~Pending() override { --m_owner.open; }
        void abort() override {}
        FakeTransport& m_owner;
        QString m_host;
    };

    PendingReply* send(const RequestPlan& plan, const QByteArray& key) override {
        sent.append(plan);
        keys.append(key);
        times.append(clock ? clock->now() : 0);
        auto* pending = new Pending(*this, plan.host);
        mostOpen = std::max(mostOpen, open);
        if (!silent)
            QTimer::singleShot(0, pending, [this, pending, plan] { emit pending->finished(m_answer(plan)); });
        return pending;
    }

    QList<RequestPlan> sent;
    QList<QByteArray> keys;
    QList<qint64> times;
    int open = 0, mostOpen = 0;
    bool silent = false;
    const Clock* clock = nullptr;

private:
    Answer m_answer;
};

class FakeKeychain : public SecretStore {
public:
    enum class Mood { works, fails, silent };
    explicit FakeKeychain(Mood mood = Mood::works, QHash<QString, QByteArray> content = {})
        : secrets(std::move(content)), m_mood(mood) {}
    void read(const QString& name, Answer answer) override {
        reply(answer, secrets.contains(name) ? SecretStatus::ok : SecretStatus::absent, secrets.value(name));
    }
    void write(const QString& name, const QByteArray& secret, Answer answer) override {
        if (m_mood == Mood::works)
            secrets.insert(name, secret);
        reply(answer, SecretStatus::ok, {});
    }
    void remove(const QString& name, Answer answer) override {
        secrets.remove(name);
        reply(answer, SecretStatus::ok, {});
    }
    QHash<QString, QByteArray> secrets;

private:
    void reply(const Answer& answer, SecretStatus status, const QByteArray& secret) {
        if (m_mood == Mood::silent)
            return;
        const bool fails = m_mood == Mood::fails;
        QTimer::singleShot(0, this, [=] {
            answer(fails ? SecretStatus::unavailable : status, fails ? QByteArray() : secret,
                   fails ? QStringLiteral("no keychain here") : QString());
        });
    }
    Mood m_mood;
};

}  // namespace weir::enrich
