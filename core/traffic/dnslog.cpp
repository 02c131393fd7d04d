// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/dnslog.h"

#include <map>
#include <tuple>

namespace weir::traffic {

void appendDns(DnsLog& log, DnsMessageRow row, const protocol::DnsMessage& message, TextPool& texts,
               AddressPool& told) {
    row.id = message.id;
    row.rcode = message.rcode;
    row.opcode = message.opcode;
    row.isResponse = message.isResponse;
    row.firstQuestion = static_cast<std::uint32_t>(log.questions.size());
    row.questionCount = static_cast<std::uint32_t>(message.questions.size());
    for (const protocol::DnsQuestion& question : message.questions)
        log.questions.push_back({texts.intern(question.name), question.type});
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

std::vector<DnsPair> pairDns(const DnsLog& log) {
    std::vector<DnsPair> pairs(log.messages.size());
    using Key = std::tuple<AddressId, AddressId, std::uint16_t, std::uint16_t, DnsTransport, std::uint16_t>;
    struct Open {
        std::vector<std::uint32_t> queries;  ///< the query and its repetitions
        DnsQuestionRow question;
        bool answered = false;
    };
    std::map<Key, Open> open;
    for (std::uint32_t row = 0; row < log.messages.size(); ++row) {
        const DnsMessageRow& message = log.messages[row];
        const DnsQuestionRow question =
            message.questionCount > 0 ? log.questions[message.firstQuestion] : DnsQuestionRow{};
        Open& entry = open[{message.client, message.server, message.clientPort, message.serverPort, message.transport,
                            message.id}];
        if (!message.isResponse) {
            if (entry.answered || entry.question != question)
                entry = {};
            entry.question = question;
            pairs[row].retransmission = !entry.queries.empty();
            entry.queries.push_back(row);
        } else if (!entry.queries.empty() && !entry.answered &&
                   (message.questionCount == 0 || question == entry.question)) {
            entry.answered = true;
            pairs[row].counterpart = entry.queries.front();
            for (const std::uint32_t query : entry.queries) pairs[query].counterpart = row;
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

}  // namespace weir::traffic
