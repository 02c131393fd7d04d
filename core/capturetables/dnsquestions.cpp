// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/dnsquestions.h"

namespace weir::capturetables {

void Questions::add(const traffic::DnsLog& log, const traffic::DnsMessageRow& message,
                    const traffic::DnsQuestionRow& question, const traffic::DnsPair& pair) {
    ++messages;
    octets += message.octets;
    names.insert(question.name);
    clients.add(index(message.client));
    if (question.typeKnown)
        types.add(question.type);
    firstSeen = std::min(firstSeen, message.time);
    lastSeen = std::max(lastSeen, message.time);
    firstFrame = std::min(firstFrame, message.frame);
    const bool transaction = traffic::hasTransaction(message);
    if (!message.isResponse) {
        ++queries;
        unanswered += transaction && !pair.paired();
        retransmissions += transaction && pair.retransmission;
        return;
    }
    ++responses;
    nxdomains += message.rcode == protocol::nxdomain;
    if (const auto latency = traffic::latencyOf(log, message, pair); latency && !message.copy)
        latencies.push_back(*latency);
    for (std::uint32_t a = 0; a < message.answerCount; ++a) {
        const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
        if (!answer.inAnswerSection)
            continue;
        if (answer.data != 0)
            answers.add(answer.data);
        if (answer.hasAddress)
            addresses.insert(index(answer.address));
    }
}

std::optional<std::int64_t> Questions::medianLatency() const {
    if (latencies.empty())
        return {};
    std::vector<std::int64_t> sorted = latencies;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

std::optional<std::int64_t> Questions::maxLatency() const {
    return latencies.empty() ? std::nullopt : std::optional(*std::max_element(latencies.begin(), latencies.end()));
}

}  // namespace weir::capturetables
