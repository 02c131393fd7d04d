// SPDX-License-Identifier: GPL-3.0-or-later
// Exchanges without a network: what a test says was sent and what came back.
#pragma once

#include <QByteArray>
#include <ostream>

#include "core/enrich/providers/provider.h"

inline void PrintTo(const QString& text, std::ostream* out) { *out << '"' << text.toStdString() << '"'; }
inline void PrintTo(const QByteArray& bytes, std::ostream* out) { *out << '"' << bytes.toStdString() << '"'; }

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;

inline Indicator indicator(const QString& text) {
    const auto made = Indicator::fromUser(text);
    if (!made)
        qFatal("the test's indicator is refused");
    return made.value();
}

inline QString refusal(const QString& text, const OwnNetworks& own = {}) {
    const auto made = Indicator::fromUser(text, own);
    return made ? QString() : QString::fromStdString(made.error().message);
}

inline Reply answered(const QByteArray& body, int httpStatus = 0, QList<RequestHeader> headers = {}) {
    Reply out;
    out.body = body;
    out.httpStatus = httpStatus;
    out.headers = std::move(headers);
    out.receivedAt = 1'700'000'000'000;
    return out;
}

inline Reply faulted(ReplyFault fault, const QString& text, const QByteArray& body = {}) {
    Reply out = answered(body);
    out.fault = fault;
    out.faultText = text;
    return out;
}

/// Plays the provider's questions against `answer` until there is a result.
template <typename Answer>
LookupResult play(const Provider& provider, const Indicator& about, Answer answer, Exchanges* all = nullptr) {
    Exchanges exchanges;
    for (int i = 0; i < 20; ++i) {
        Step step = provider.next(about, exchanges);
        if (auto* result = std::get_if<LookupResult>(&step)) {
            if (all)
                *all = exchanges;
            return *result;
        }
        const auto& plan = std::get<RequestPlan>(step);
        exchanges.push_back({plan, answer(plan)});
    }
    qFatal("the lookup does not end");
}

}  // namespace weir::enrich
