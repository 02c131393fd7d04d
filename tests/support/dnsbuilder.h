// SPDX-License-Identifier: GPL-3.0-or-later
// DNS messages for tests: DnsBuilder(7).response().question("a.example").a("a.example", "192.0.2.1").build().
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "tests/support/octets.h"

namespace weir::test {

/// Writes a message of RFC 1035, records into the answer section until `authority` or `additional` is called.
/// Names are dotted text without escapes; "." or "" is the root. They are compressed unless told otherwise.
class DnsBuilder {
public:
    explicit DnsBuilder(std::uint16_t id = 1) : m_id(id) {}

    DnsBuilder& response(unsigned rcode = 0);  ///< flags of an ordinary recursive answer
    DnsBuilder& flags(std::uint16_t all);      ///< the whole word, default 0x0100 (recursion desired)
    DnsBuilder& compress(bool on) { return m_compress = on, *this; }
    DnsBuilder& authority() { return m_section = 2, *this; }
    DnsBuilder& additional() { return m_section = 3, *this; }

    DnsBuilder& question(std::string_view name, std::uint16_t type = 1, std::uint16_t dnsClass = 1);
    DnsBuilder& a(std::string_view name, std::string_view address, std::uint32_t ttl = 60);
    DnsBuilder& aaaa(std::string_view name, std::string_view address, std::uint32_t ttl = 60);
    DnsBuilder& cname(std::string_view name, std::string_view target, std::uint32_t ttl = 60);
    DnsBuilder& ns(std::string_view name, std::string_view target);
    DnsBuilder& ptr(std::string_view name, std::string_view target);
    DnsBuilder& mx(std::string_view name, unsigned preference, std::string_view target);
    DnsBuilder& txt(std::string_view name, std::initializer_list<std::string_view> strings);
    DnsBuilder& srv(std::string_view name, unsigned priority, unsigned weight, unsigned port, std::string_view target);
    DnsBuilder& soa(std::string_view name, std::string_view server, std::string_view mailbox, std::uint32_t serial = 1);
    /// RFC 9460: `parameters` are the octets after the target, see `svcParameter`.
    DnsBuilder& svcb(std::string_view name, unsigned priority, std::string_view target, Bytes parameters = {});
    DnsBuilder& https(std::string_view name, unsigned priority, std::string_view target, Bytes parameters = {});
    /// RFC 6891; goes where the section stands, so call `additional` first.
    DnsBuilder& opt(std::uint16_t payloadSize = 1232, unsigned extendedRcode = 0);
    DnsBuilder& record(std::string_view name, std::uint16_t type, std::uint32_t ttl, Bytes data,
                       std::uint16_t dnsClass = 1);

    Octets build() const;

private:
    void name(OctetWriter& out, std::string_view text, bool mayCompress);
    /// A record up to its data length, then `data` for whoever writes names into it.
    template <typename WriteData>
    DnsBuilder& record(std::string_view name, std::uint16_t type, std::uint32_t ttl, const WriteData& writeData);

    std::uint16_t m_id;
    std::uint16_t m_flags = 0x0100;
    std::uint16_t m_counts[4] = {};
    int m_section = 1;
    bool m_compress = true;
    OctetWriter m_body;                         ///< all after the header
    std::map<std::string, unsigned> m_offsets;  ///< of the names written so far, from the message's start
};

/// One key and value of an SVCB or HTTPS record: 1 alpn, 4 ipv4hint, 6 ipv6hint.
Octets svcParameter(unsigned key, Bytes value);
/// With the two octets of length that DNS over TCP puts first.
Octets dnsOverTcp(Bytes message);

}  // namespace weir::test
