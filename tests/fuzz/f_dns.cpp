// SPDX-License-Identifier: GPL-3.0-or-later
// A DNS message keeps to its limits, and what is read of it is there in a prefix that holds it, too.
#include "core/protocol/dns.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {

void dnsMessage(Bytes input) {
    const auto message = protocol::parseDns(input);
    if (!message)
        return;
    std::size_t text = 0;
    for (const protocol::DnsQuestion& question : message->questions) {
        check(!question.name.empty() && question.name.size() <= 4 * 255, "a name is no longer than names are");
        text += question.name.size();
    }
    for (const protocol::DnsRecord& record : message->records) {
        check(!record.name.empty(), "a record has an owner");
        text += record.name.size() + record.data.size();
    }
    check(message->questions.size() <= protocol::maximumDnsQuestions, "questions have a limit");
    check(message->records.size() <= protocol::maximumDnsRecords, "records have a limit");
    check(text <= protocol::maximumDnsText(input.size()), "text stays in proportion to the message");
    check(!message->abridged || message->damaged, "what is abridged is damaged");
    {
        const auto prefix = protocol::parseDns(input.first(input.size() / 2));
        check(!prefix || prefix->questions.size() <= message->questions.size() || message->abridged,
              "a part of a message asks no more than all of it");
    }
}

}  // namespace weir::fuzz
