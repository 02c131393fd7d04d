// SPDX-License-Identifier: GPL-3.0-or-later
// Every DNS message of the capture, as rows that names, dns, hosts and findings are made from.
#pragma once

#include "core/base/appendonly.h"
#include "core/protocol/dns.h"
#include "core/traffic/addresses.h"

namespace weir::traffic {

/// `tls` and `https`: RFC 7858 and RFC 8484, decrypted.
enum class DnsTransport : std::uint8_t { udp, tcp, tls, https };
/// "udp", "tcp", "tls", "https".
std::string_view transportName(DnsTransport transport);

struct DnsQuestionRow {
    TextId name = 0;
    std::uint16_t type = 0;
    bool typeKnown = true;  ///< see protocol::DnsQuestion
    auto operator<=>(const DnsQuestionRow&) const = default;
};

/// A record of a response (or an address hint inside one).
struct DnsAnswerRow {
    TextId owner = 0;
    TextId data = 0;           ///< in words; empty for a hint, which is part of its record's words
    ToldAddressId address{0};  ///< meaningful where hasAddress
    std::uint32_t timeToLive = 0;
    std::uint16_t type = 0;
    bool hasAddress = false;
    bool inAnswerSection = false;
};

struct DnsMessageRow {
    std::int64_t time = 0;
    std::uint32_t frame = 0;
    std::uint32_t ipId = 0;
    AddressId client{0};  ///< who asks: source of a query, destination of a response
    AddressId server{0};
    std::uint32_t firstQuestion = 0, questionCount = 0;  ///< into DnsLog::questions
    std::uint32_t firstAnswer = 0, answerCount = 0;      ///< into DnsLog::answers
    std::uint32_t octets = 0;                            ///< of the message itself, without any header
    std::uint16_t clientPort = 0;
    std::uint16_t serverPort = 0;
    std::uint16_t id = 0;
    std::uint16_t rcode = 0;
    std::uint8_t opcode = 0;
    DnsTransport transport = DnsTransport::udp;
    bool isResponse = false;
    bool ipIdKnown = false;  ///< IPv6 packets have none
    bool copy = false;       ///< the packet of a message before was captured again
};

/// Append-only; copies share storage and are for reading.
struct DnsLog {
    AppendOnly<DnsMessageRow> messages;
    AppendOnly<DnsQuestionRow> questions;
    AppendOnly<DnsAnswerRow> answers;
    std::uint64_t abridged = 0;  ///< messages of which only a part is kept: they hold more than the limits
};

/// `row` says where and when; the message's contents are filled in from `message`.
void appendDns(DnsLog& log, DnsMessageRow row, const protocol::DnsMessage& message, TextPool& texts, AddressPool& told);

/// Indices into DnsLog::messages in the order of their frames. A datagram of which a fragment is missing is read later
/// than what came after it.
std::vector<std::uint32_t> messagesByFrame(const DnsLog& log);

/// How a message belongs to another.
struct DnsPair {
    static constexpr std::uint32_t none = UINT32_MAX;
    std::uint32_t counterpart = none;  ///< index into DnsLog::messages
    bool retransmission = false;       ///< a query that repeats one that was not answered yet
    bool paired() const { return counterpart != none; }
};

/// For each message its counterpart: a response belongs to the unanswered query of the same client, server, ports,
/// transport, id, first name and type, of which several may be open. A type that was not captured is any type; a
/// response without a question belongs to the latest query of the rest. A repeated query is paired with the same
/// response, which itself is paired with the first of them. A message that was captured again is paired as the one it
/// is a copy of.
std::vector<DnsPair> pairDns(const DnsLog& log);

/// Whether a message belongs to an exchange of query and response between two hosts. Multicast DNS (RFC 6762) and LLMNR
/// (RFC 4795) ask everybody, and silence is an answer there.
bool hasTransaction(const DnsMessageRow& message);

/// How long a response took, in nanoseconds; nothing where the clock was set back in between, or there is no pair.
std::optional<std::int64_t> latencyOf(const DnsLog& log, const DnsMessageRow& message, const DnsPair& pair);

}  // namespace weir::traffic
