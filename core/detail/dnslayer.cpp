// SPDX-License-Identifier: GPL-3.0-or-later
// A DNS message (RFC 1035, 6891) field by field. What record data means is read by core/protocol/dns.
#include "core/base/text.h"
#include "core/detail/describers.h"
#include "core/protocol/dns.h"

namespace weir::detail {
namespace {

std::string className(std::uint16_t number) {
    switch (number) {
        case 1:
            return "IN";
        case 3:
            return "CH";
        case 4:
            return "HS";
        case 254:
            return "NONE";
        case 255:
            return "ANY";
        default:
            return "CLASS" + std::to_string(number);
    }
}

std::string withDot(const std::string& name) { return name == "." ? name : name + '.'; }

/// The fields of a message, whose names may be compressed against all of it.
class Message {
public:
    Message(FieldReader& fields, Bytes octets)
        : m_fields(fields), m_reader(octets), m_start(fields.begin()), m_parsed(protocol::parseDns(octets)) {}

    void describe() {
        header();
        for (unsigned i = 0; i < m_counts[0] && i < protocol::maximumDnsQuestions && !m_reader.failed(); ++i)
            question();
        static constexpr const char* sections[] = {"", "answer", "authority", "additional"};
        std::size_t known = 0;
        for (int section = 1; section < 4; ++section) {
            for (unsigned i = 0; i < m_counts[section] && !m_reader.failed(); ++i) {
                if (++m_records > protocol::maximumDnsRecords)
                    return;
                record(sections[section], known);
            }
        }
        if (m_reader.failed())
            m_fields.note("malformed", "the message ends, or a name leads nowhere, in the middle of a record");
        else if (!m_reader.atEnd())
            show("trailing", std::to_string(m_reader.remaining()) + " bytes", m_reader.position(),
                 m_reader.remaining());
    }
    std::string summary() const {
        if (!m_parsed)
            return {};
        std::string out = m_parsed->isResponse ? "response " + protocol::dnsRcodeName(m_parsed->rcode) : "query";
        if (!m_parsed->questions.empty()) {
            const protocol::DnsQuestion& first = m_parsed->questions[0];
            out +=
                (first.typeKnown ? ' ' + protocol::dnsTypeName(first.type) : std::string()) + ' ' + withDot(first.name);
        }
        return textValue(out);
    }

private:
    void show(std::string_view name, std::string value, std::size_t at, std::size_t length) {
        m_fields.show(name, std::move(value), m_start + at, length);
    }
    static Field field(std::string name, std::string value, std::size_t at, std::size_t length) {
        return {std::move(name), std::move(value), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)};
    }

    void header() {
        const std::uint16_t id = m_reader.u16();
        const std::uint16_t flags = m_reader.u16();
        for (std::uint16_t& count : m_counts) count = m_reader.u16();
        if (m_reader.failed())
            return;
        show("id", std::to_string(id), 0, 2);
        const auto bit = [&](const char* name, int shift) {
            show(name, std::to_string(flags >> shift & 1), shift > 7 ? 2 : 3, 1);
        };
        bit("qr", 15);
        const auto opcode = static_cast<std::uint8_t>(flags >> 11 & 0xf);
        show("opcode", protocol::dnsOpcodeName(opcode) + " (" + std::to_string(opcode) + ")", 2, 1);
        bit("aa", 10);
        bit("tc", 9);
        bit("rd", 8);
        bit("ra", 7);
        bit("z", 6);
        bit("ad", 5);
        bit("cd", 4);
        show("rcode", protocol::dnsRcodeName(flags & 0xf) + " (" + std::to_string(flags & 0xf) + ")", 3, 1);
        static constexpr const char* names[] = {"qdcount", "ancount", "nscount", "arcount"};
        for (std::size_t i = 0; i < 4; ++i) show(names[i], std::to_string(m_counts[i]), 4 + i * 2, 2);
    }

    void question() {
        const std::size_t at = m_reader.position();
        const auto name = protocol::readDnsName(m_reader);
        const std::size_t after = m_reader.position();
        const std::uint16_t type = m_reader.u16();
        const std::uint16_t number = m_reader.u16();
        if (!name || m_reader.failed()) {
            if (name)
                show("question", textValue(withDot(*name)), at, after - at);
            m_reader.fail();
            return;
        }
        // The upper bit asks for an answer to this host alone (RFC 6762 section 5.4).
        const std::string kind = protocol::dnsTypeName(type);
        const std::string text = withDot(*name) + ' ' + kind + ' ' + className(number & 0x7fff);
        Field out = field("question", textValue(text), m_start + at, m_reader.position() - at);
        child(out, field("qname", textValue(withDot(*name)), m_start + at, after - at));
        child(out, field("qtype", kind + " (" + std::to_string(type) + ")", m_start + after, 2));
        child(out, field("qclass", className(number & 0x7fff) + ((number & 0x8000) != 0 ? ", unicast answer" : ""),
                         m_start + after + 2, 2));
        m_fields.add(std::move(out));
    }

    void record(const char* section, std::size_t& known) {
        const std::size_t at = m_reader.position();
        const auto name = protocol::readDnsName(m_reader);
        const std::size_t after = m_reader.position();
        const std::uint16_t type = m_reader.u16();
        const std::uint16_t number = m_reader.u16();
        const std::uint32_t life = m_reader.u32();
        const std::uint16_t length = m_reader.u16();
        const std::size_t dataAt = m_reader.position();
        m_reader.skip(length);
        if (!name || m_reader.failed()) {
            m_reader.fail();
            return;
        }
        const std::string kind = protocol::dnsTypeName(type);
        constexpr std::uint16_t opt = 41;
        std::string data;
        if (type == opt)
            data = "version " + std::to_string(life >> 16 & 0xff) + ((life & 0x8000) != 0 ? ", DNSSEC OK" : "");
        else if (m_parsed && known < m_parsed->records.size())
            data = m_parsed->records[known++].data;
        Field out =
            field(section, textValue(withDot(*name) + ' ' + kind + ' ' + data), m_start + at, m_reader.position() - at);
        child(out, field("name", textValue(withDot(*name)), m_start + at, after - at));
        child(out, field("type", kind + " (" + std::to_string(type) + ")", m_start + after, 2));
        if (type == opt) {
            child(out, field("udp_size", std::to_string(number), m_start + after + 2, 2));
            child(out, field("rcode_version_flags", hexText(life, 8), m_start + after + 4, 4));
        } else {
            child(out, field("class", className(number & 0x7fff) + ((number & 0x8000) != 0 ? ", cache flush" : ""),
                             m_start + after + 2, 2));
            child(out, field("ttl", std::to_string(life), m_start + after + 4, 4));
        }
        child(out, field("rdlen", std::to_string(length), m_start + after + 8, 2));
        child(out, field("rdata", textValue(data), m_start + dataAt, length));
        m_fields.add(std::move(out));
    }
    void child(Field& of, Field what) {
        if (m_fields.tree().spend())
            of.children.push_back(std::move(what));
    }

    FieldReader& m_fields;
    ByteReader m_reader;
    std::size_t m_start;
    std::optional<protocol::DnsMessage> m_parsed;
    std::uint16_t m_counts[4] = {};
    std::size_t m_records = 0;
};

}  // namespace

void describeDns(Tree& tree, std::size_t begin, std::size_t end) {
    end = std::min(end, tree.frame().size());
    FieldReader fields(tree, "dns", begin, end);
    Message message(fields, tree.frame().subspan(begin, end - begin));
    message.describe();
    fields.raw().seek(end);
    tree.add(fields.finish(message.summary()));
}

}  // namespace weir::detail
