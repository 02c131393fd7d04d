// SPDX-License-Identifier: GPL-3.0-or-later
// DNS messages as triage needs them: header, questions, and every record with its data in words. RFC 1035, 3596, 2782,
// 9460, 6762, 4795.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"

namespace weir::protocol {

struct DnsQuestion {
    std::string name;  ///< lower case, no final dot, "." for the root, RFC 1035 presentation form
    std::uint16_t type = 0;
    bool typeKnown = true;  ///< false where the message is cut before its type
};

struct DnsRecord {
    enum class Section : std::uint8_t { answer, authority, additional };
    Section section = Section::answer;
    std::string name;
    std::uint16_t type = 0;
    std::uint32_t timeToLive = 0;
    std::string data;    ///< in words: an address, a name, "10 mail.example", or "\# 4 0A000001" (RFC 3597) by number
    IpAddress address;   ///< of A and AAAA
    std::string target;  ///< the name in CNAME, NS, PTR, MX, SRV, SVCB, HTTPS
    std::vector<IpAddress> hints;  ///< ipv4hint and ipv6hint of SVCB and HTTPS
};

struct DnsMessage {
    std::uint16_t id = 0;
    bool isResponse = false;
    bool truncated = false;
    std::uint8_t opcode = 0;
    std::uint16_t rcode = 0;  ///< with the upper bits of an OPT record
    std::vector<DnsQuestion> questions;
    std::vector<DnsRecord> records;
    bool damaged = false;   ///< stopped early: cut short, a bad name, or more than the limits below
    bool abridged = false;  ///< damaged because of those limits
};

/// Limits against hostile messages: records, questions, compression jumps in a name.
constexpr std::size_t maximumDnsRecords = 4096, maximumDnsQuestions = 64, maximumDnsJumps = 128;
/// The characters that a message of so many octets may become, names and data together: pointers let one name stand in
/// thousands of records.
constexpr std::size_t maximumDnsText(std::size_t octets) { return octets < 256 ? 4096 : 16 * octets; }

/// Reads a message; nothing if it has not even a header. What could be read before damage is kept.
std::optional<DnsMessage> parseDns(Bytes message);

/// A name at the cursor, following compression pointers in any direction, at most `maximumDnsJumps` of them, so that
/// circles end. Nothing (and the cursor failed) if bad.
std::optional<std::string> readDnsName(ByteReader& reader);

/// The usual port, that of multicast DNS (RFC 6762) and that of LLMNR (RFC 4795).
constexpr std::uint16_t dnsPort = 53, multicastDnsPort = 5353, llmnrPort = 5355;
constexpr std::uint16_t nxdomain = 3;  ///< the response code of a name that does not exist

std::string dnsTypeName(std::uint16_t type);     ///< "A", "HTTPS", "TYPE4711"
std::string dnsRcodeName(std::uint16_t rcode);   ///< "NOERROR", "NXDOMAIN", "RCODE99"
std::string dnsOpcodeName(std::uint8_t opcode);  ///< "QUERY", "NOTIFY", "OPCODE7"

}  // namespace weir::protocol
