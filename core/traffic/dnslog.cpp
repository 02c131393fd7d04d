// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/dnslog.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace weir::traffic {

std::string_view transportName(DnsTransport transport) {
    constexpr std::string_view names[] = {"udp", "tcp", "tls", "https"};
    return names[static_cast<std::size_t>(transport)];
}

void appendDns(DnsLog& log, DnsMessageRow row, const protocol::DnsMessage& message, TextPool& texts,
               AddressPool& told) {
    log.abridged += message.abridged;
    row.id = message.id;
    row.rcode = message.rcode;
    row.opcode = message.opcode;
    row.isResponse = message.isResponse;
    row.firstQuestion = static_cast<std::uint32_t>(log.questions.size());
    row.questionCount = static_cast<std::uint32_t>(message.questions.size());
    for (const protocol::DnsQuestion& question : message.questions)
        log.questions.push_back({texts.intern(question.name), question.type, question.typeKnown});
    row.firstAnswer = static_cast<std::uint32_t>(log.answers.size());
    if (message.isResponse) {
        for (const protocol::DnsRecord& record : message.records) {
            DnsAnswerRow answer;
            answer.inAnswerSection = record.section == protocol::DnsRecord::Section::answer;
            if (!answer.inAnswerSection && !record.address.valid() && record.hints.empty())
                continue;
            answer.owner = texts.intern(record.name);
            answer.type = record.type;
            answer.timeToLive = record.timeToLive;
            answer.data = texts.intern(record.data);
            if (record.address.valid()) {
                answer.hasAddress = true;
                answer.address = ToldAddressId{index(told.intern(record.address))};
            }
            log.answers.push_back(answer);
            for (const IpAddress& hint : record.hints) {
                DnsAnswerRow hinted = answer;
                hinted.data = 0;
                hinted.hasAddress = true;
                hinted.address = ToldAddressId{index(told.intern(hint))};
                log.answers.push_back(hinted);
            }
        }
    }
    row.answerCount = static_cast<std::uint32_t>(log.answers.size()) - row.firstAnswer;
    log.messages.push_back(row);
}

namespace {

/// What a query and its response have in common besides the question.
using Exchange = std::tuple<AddressId, AddressId, std::uint16_t, std::uint16_t, DnsTransport, std::uint16_t>;

Exchange exchangeOf(const DnsMessageRow& message) {
    return {message.client, message.server, message.clientPort, message.serverPort, message.transport, message.id};
}

/// The queries that wait for a response, and those that had one.
class Questions {
public:
    struct Asked {
        std::vector<std::uint32_t> queries;  ///< the query and its repetitions
        bool answered = false;
        std::uint32_t response = DnsPair::none;
        bool open() const { return !queries.empty() && !answered; }
    };

    Asked& ask(const Exchange& exchange, const DnsQuestionRow& question) {
        m_latest[exchange] = question;
        return m_asked[{exchange, question}];
    }
    /// Null where no such question is open.
    Asked* answer(const Exchange& exchange, const DnsQuestionRow* question) {
        if (question == nullptr) {
            const auto latest = m_latest.find(exchange);
            return latest == m_latest.end() ? nullptr : exactly(exchange, latest->second);
        }
        if (Asked* const asked = exactly(exchange, *question))
            return asked;
        const DnsQuestionRow cut{question->name, 0, false};
        if (question->typeKnown)
            return exactly(exchange, cut);
        // Any type: few are asked for of one name at a time.
        int most = 16;
        for (auto at = m_asked.lower_bound({exchange, cut}); at != m_asked.end() && most-- > 0; ++at) {
            const auto& [of, asked] = at->first;
            if (of != exchange || asked.name != question->name)
                break;
            if (at->second.open())
                return &at->second;
        }
        return nullptr;
    }
    /// Null where no such question was answered.
    const Asked* answered(const Exchange& exchange, const DnsQuestionRow& question) const {
        const auto found = m_asked.find({exchange, question});
        return found != m_asked.end() && found->second.answered ? &found->second : nullptr;
    }

private:
    Asked* exactly(const Exchange& exchange, const DnsQuestionRow& question) {
        const auto found = m_asked.find({exchange, question});
        return found != m_asked.end() && found->second.open() ? &found->second : nullptr;
    }

    std::map<std::pair<Exchange, DnsQuestionRow>, Asked> m_asked;
    std::map<Exchange, DnsQuestionRow> m_latest;
};

}  // namespace

std::vector<std::uint32_t> messagesByFrame(const DnsLog& log) {
    std::vector<std::uint32_t> order(log.messages.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return log.messages[a].frame < log.messages[b].frame; };
    if (!std::is_sorted(order.begin(), order.end(), before))
        std::stable_sort(order.begin(), order.end(), before);
    return order;
}

std::vector<DnsPair> pairDns(const DnsLog& log) {
    std::vector<DnsPair> pairs(log.messages.size());
    Questions questions;
    for (const std::uint32_t row : messagesByFrame(log)) {
        const DnsMessageRow& message = log.messages[row];
        const Exchange exchange = exchangeOf(message);
        const bool asks = message.questionCount > 0;
        const DnsQuestionRow question = asks ? log.questions[message.firstQuestion] : DnsQuestionRow{};
        if (!message.isResponse) {
            Questions::Asked& asked = questions.ask(exchange, question);
            const bool copy = message.copy && !asked.queries.empty();
            if (asked.answered && !copy)
                asked = {};
            pairs[row].retransmission = !asked.queries.empty() && !copy;
            if (asked.answered)
                pairs[row].counterpart = asked.response;
            asked.queries.push_back(row);
        } else if (Questions::Asked* const asked = questions.answer(exchange, asks ? &question : nullptr)) {
            asked->answered = true;
            asked->response = row;
            pairs[row].counterpart = asked->queries.front();
            for (const std::uint32_t query : asked->queries) pairs[query].counterpart = row;
        } else if (const Questions::Asked* const before =
                       message.copy ? questions.answered(exchange, question) : nullptr) {
            pairs[row].counterpart = before->queries.front();
        }
    }
    return pairs;
}

bool hasTransaction(const DnsMessageRow& message) {
    const auto asksEverybody = [](std::uint16_t port) {
        return port == protocol::multicastDnsPort || port == protocol::llmnrPort;
    };
    return !asksEverybody(message.serverPort) && !asksEverybody(message.clientPort);
}

std::optional<std::int64_t> latencyOf(const DnsLog& log, const DnsMessageRow& message, const DnsPair& pair) {
    if (!message.isResponse || !pair.paired() || !hasTransaction(message))
        return std::nullopt;
    const std::int64_t latency = message.time - log.messages[pair.counterpart].time;
    return latency < 0 ? std::nullopt : std::optional(latency);
}

}  // namespace weir::traffic
