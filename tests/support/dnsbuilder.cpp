// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dnsbuilder.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/address.h"

namespace weir::test {

namespace {

Octets addressOctets(std::string_view text) {
    const auto parsed = IpAddress::parse(text);
    if (!parsed)
        throw std::invalid_argument("not an address: " + std::string(text));
    const auto all = parsed->octets();
    return {all.begin(), all.begin() + (parsed->version == 4 ? 4 : 16)};
}

}  // namespace

DnsBuilder& DnsBuilder::response(unsigned rcode) { return flags(static_cast<std::uint16_t>(0x8180 | rcode)); }

DnsBuilder& DnsBuilder::flags(std::uint16_t all) {
    m_flags = all;
    return *this;
}

void DnsBuilder::name(OctetWriter& out, std::string_view text, bool mayCompress) {
    constexpr std::size_t headerSize = 12;
    while (!text.empty() && text != ".") {
        const std::string suffix(text);
        if (const auto known = m_offsets.find(suffix); mayCompress && m_compress && known != m_offsets.end()) {
            out.u16(0xc000 | known->second);
            return;
        }
        // Offsets of names inside record data are known too, because data is written in place.
        m_offsets.emplace(suffix, static_cast<unsigned>(headerSize + out.size()));
        const std::string_view label = text.substr(0, text.find('.'));
        out.u8(static_cast<unsigned>(label.size())).text(label);
        text.remove_prefix(std::min(text.size(), label.size() + 1));
    }
    out.u8(0);
}

DnsBuilder& DnsBuilder::question(std::string_view asked, std::uint16_t type, std::uint16_t dnsClass) {
    name(m_body, asked, true);
    m_body.u16(type).u16(dnsClass);
    ++m_counts[0];
    return *this;
}

template <typename WriteData>
DnsBuilder& DnsBuilder::record(std::string_view owner, std::uint16_t type, std::uint32_t ttl,
                               const WriteData& writeData) {
    name(m_body, owner, true);
    m_body.u16(type).u16(1).u32(ttl).u16(0);
    const std::size_t begin = m_body.size();
    writeData(m_body);
    m_body.u16At(begin - 2, static_cast<unsigned>(m_body.size() - begin));
    ++m_counts[m_section];
    return *this;
}

DnsBuilder& DnsBuilder::record(std::string_view owner, std::uint16_t type, std::uint32_t ttl, Bytes data,
                               std::uint16_t dnsClass) {
    name(m_body, owner, true);
    m_body.u16(type).u16(dnsClass).u32(ttl).u16(static_cast<unsigned>(data.size())).bytes(data);
    ++m_counts[m_section];
    return *this;
}

DnsBuilder& DnsBuilder::a(std::string_view owner, std::string_view address, std::uint32_t ttl) {
    return record(owner, 1, ttl, Bytes(addressOctets(address)));
}

DnsBuilder& DnsBuilder::aaaa(std::string_view owner, std::string_view address, std::uint32_t ttl) {
    return record(owner, 28, ttl, Bytes(addressOctets(address)));
}

DnsBuilder& DnsBuilder::cname(std::string_view owner, std::string_view target, std::uint32_t ttl) {
    return record(owner, 5, ttl, [&](OctetWriter& out) { name(out, target, true); });
}

DnsBuilder& DnsBuilder::ns(std::string_view owner, std::string_view target) {
    return record(owner, 2, 60, [&](OctetWriter& out) { name(out, target, true); });
}

DnsBuilder& DnsBuilder::ptr(std::string_view owner, std::string_view target) {
    return record(owner, 12, 60, [&](OctetWriter& out) { name(out, target, true); });
}

DnsBuilder& DnsBuilder::mx(std::string_view owner, unsigned preference, std::string_view target) {
    return record(owner, 15, 60, [&](OctetWriter& out) { name(out.u16(preference), target, true); });
}

DnsBuilder& DnsBuilder::txt(std::string_view owner, std::initializer_list<std::string_view> strings) {
    return record(owner, 16, 60, [&](OctetWriter& out) {
        for (const std::string_view text : strings) out.u8(static_cast<unsigned>(text.size())).text(text);
    });
}

DnsBuilder& DnsBuilder::srv(std::string_view owner, unsigned priority, unsigned weight, unsigned port,
                            std::string_view target) {
    return record(owner, 33, 60, [&](OctetWriter& out) {  // RFC 2782: the target is not compressed
        name(out.u16(priority).u16(weight).u16(port), target, false);
    });
}

DnsBuilder& DnsBuilder::soa(std::string_view owner, std::string_view server, std::string_view mailbox,
                            std::uint32_t serial) {
    return record(owner, 6, 60, [&](OctetWriter& out) {
        name(out, server, true);
        name(out, mailbox, true);
        out.u32(serial).u32(3600).u32(600).u32(86400).u32(60);
    });
}

DnsBuilder& DnsBuilder::svcb(std::string_view owner, unsigned priority, std::string_view target, Bytes parameters) {
    return record(owner, 64, 60, [&](OctetWriter& out) {
        name(out.u16(priority), target, false);
        out.bytes(parameters);
    });
}

DnsBuilder& DnsBuilder::https(std::string_view owner, unsigned priority, std::string_view target, Bytes parameters) {
    return record(owner, 65, 60, [&](OctetWriter& out) {
        name(out.u16(priority), target, false);
        out.bytes(parameters);
    });
}

DnsBuilder& DnsBuilder::opt(std::uint16_t payloadSize, unsigned extendedRcode) {
    return record(".", 41, extendedRcode << 24, {}, payloadSize);
}

Octets DnsBuilder::build() const {
    OctetWriter out;
    out.u16(m_id).u16(m_flags);
    for (const std::uint16_t count : m_counts) out.u16(count);
    OctetWriter body = m_body;
    return out.bytes(body.done()).done();
}

Octets svcParameter(unsigned key, Bytes value) {
    return OctetWriter().u16(key).u16(static_cast<unsigned>(value.size())).bytes(value).done();
}

Octets dnsOverTcp(Bytes message) {
    return OctetWriter().u16(static_cast<unsigned>(message.size())).bytes(message).done();
}

}  // namespace weir::test
