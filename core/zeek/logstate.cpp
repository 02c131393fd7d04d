// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zeek/logstate.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/traffic/direction.h"

namespace weir::zeek {
namespace {

constexpr std::size_t mostCertificates = 1'000'000;

std::uint8_t protocolOf(std::string_view name) {
    return name == "tcp" ? ipprotocol::tcp : name == "udp" ? ipprotocol::udp : name == "icmp" ? ipprotocol::icmp : 0;
}

/// What a letter of `history` says was seen; who sent it says its case.
std::uint16_t flagOf(char letter) {
    switch (letter) {
        case 's':
            return dissect::syn;
        case 'h':
            return dissect::syn | dissect::ack;
        case 'a':
        case 'd':
            return dissect::ack;
        case 'f':
            return dissect::fin;
        case 'r':
            return dissect::rst;
        default:
            return 0;
    }
}

/// Zeek's names of services that have another here.
std::string_view serviceName(std::string_view name) {
    name = name.substr(0, name.find(','));
    return name == "ssl" ? "tls" : name == "krb" || name == "krb_tcp" ? "kerberos" : name;
}

/// "TLSv12" as "TLS 1.2"
std::string versionName(std::string_view version) {
    if (version.size() != 6 || !version.starts_with("TLSv"))
        return std::string(version);
    return std::string("TLS ") + version[4] + '.' + version[5];
}

/// The common name in a certificate's subject: "CN=example.com,O=Example".
std::string_view commonName(std::string_view subject) {
    const std::size_t at = subject.starts_with("CN=")                       ? 3
                           : subject.find(",CN=") == std::string_view::npos ? std::string_view::npos
                                                                            : subject.find(",CN=") + 4;
    return at == std::string_view::npos ? std::string_view() : subject.substr(at, subject.find(',', at) - at);
}

bool covers(std::string_view pattern, std::string_view host) {
    if (sameButCase(pattern, host))
        return true;
    const std::size_t dot = host.find('.');
    return pattern.starts_with("*.") && dot != std::string_view::npos &&
           sameButCase(pattern.substr(1), host.substr(dot));
}

std::uint32_t clamped(std::uint64_t value) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
}

}  // namespace

void LogState::see(std::int64_t first, std::int64_t last) {
    m_counters.firstSeen = m_counters.timed ? std::min(m_counters.firstSeen, first) : first;
    m_counters.lastSeen = m_counters.timed ? std::max(m_counters.lastSeen, last) : last;
    m_counters.timed = true;
}

void LogState::addCertificate(const LogEntry& entry) {
    if (m_certificates.size() >= mostCertificates)
        return;
    Certificate certificate{std::string(entry.text("certificate.subject")),
                            std::string(entry.text("certificate.issuer")), entry.texts("san.dns"),
                            entry.time("certificate.not_valid_before").value_or(0),
                            entry.time("certificate.not_valid_after").value_or(0)};
    for (const char* key : {"id", "fingerprint"}) {
        if (!entry.text(key).empty())
            m_certificates.try_emplace(std::string(entry.text(key)), certificate);
    }
}

traffic::Flow* LogState::flowOf(const LogEntry& entry, std::int64_t time, traffic::FlowId& id, int& side) {
    const auto source = IpAddress::parse(entry.text("id.orig_h")),
               destination = IpAddress::parse(entry.text("id.resp_h"));
    if (!source || !destination)
        return nullptr;
    dissect::PacketRecord record;
    record.source = *source;
    record.destination = *destination;
    // ssl and http logs are of TCP, but for QUIC and DTLS, whose connections have been logged with their protocol.
    record.protocol = entry.has("proto") ? protocolOf(entry.text("proto")) : ipprotocol::tcp;
    if (record.protocol == ipprotocol::icmp && source->version == 6)
        record.protocol = ipprotocol::icmpv6;
    record.hasPorts = record.protocol == ipprotocol::tcp || record.protocol == ipprotocol::udp;
    if (record.hasPorts) {
        record.sourcePort = static_cast<std::uint16_t>(entry.number("id.orig_p").value_or(0));
        record.destinationPort = static_cast<std::uint16_t>(entry.number("id.resp_p").value_or(0));
    }
    record.verdict = dissect::Verdict::ip;
    const auto found = m_flows.find(record, m_flows.hash()(record));
    traffic::Flow& flow = m_flows.flows()[index(found.id)];
    id = found.id;
    side = found.side;
    if (found.created) {
        flow.client = static_cast<std::uint8_t>(side);
        traffic::FlowWay& way = flow.way[side];
        way.firstSeen = way.lastSeen = time;
        way.packets = 1;
        way.firstFrame = m_entries;
    }
    return &flow;
}

traffic::Application& LogState::applicationOf(traffic::Flow& flow) {
    if (flow.application == 0) {
        m_inspected.applications.append();
        flow.application = static_cast<std::uint32_t>(m_inspected.applications.size());
    }
    return m_inspected.applications[flow.application - 1];
}

void LogState::addConnection(const LogEntry& entry, std::int64_t time) {
    ++m_entries;
    const std::size_t known = m_flows.flows().size();
    traffic::FlowId id{};
    int side = 0;
    traffic::Flow* const flow = flowOf(entry, time, id, side);
    if (flow == nullptr)
        return;
    if (m_flows.flows().size() > known)
        flow->way[side] = {};
    const std::int64_t last = time + std::max<std::int64_t>(entry.interval("duration").value_or(0), 0);
    see(time, last);
    const auto count = [&](int of, const char* packets, const char* bytes, const char* payload) {
        traffic::FlowWay& way = flow->way[of];
        const std::uint64_t octets = entry.number(bytes).value_or(entry.number(payload).value_or(0));
        std::uint64_t sent = entry.number(packets).value_or(octets > 0 ? 1 : 0);
        if (of == side && sent == 0 && way.packets == 0)
            sent = 1;  // who is logged as the originator sent something
        if (sent == 0)
            return;
        if (way.packets == 0) {
            way.firstSeen = time;
            way.firstFrame = m_entries;
        }
        way.lastSeen = std::max(way.packets == 0 ? last : way.lastSeen, last);
        way.packets = clamped(way.packets + sent);
        way.bytes += octets;
        m_counters.bytes += octets;
    };
    count(side, "orig_pkts", "orig_ip_bytes", "orig_bytes");
    count(1 - side, "resp_pkts", "resp_ip_bytes", "resp_bytes");
    const bool tcp = flow->protocol == ipprotocol::tcp;
    for (const char letter : entry.text("history")) {
        const bool upper = letter >= 'A' && letter <= 'Z';
        const char lower = upper ? static_cast<char>(letter - 'A' + 'a') : letter;
        if (tcp)
            flow->flagsSeen[upper ? side : 1 - side] |= flagOf(lower);
        if (tcp && lower == 's' && upper && !flow->sawOpening) {
            flow->sawOpening = true;
            flow->client = static_cast<std::uint8_t>(side);
        }
    }
    if (!entry.text("service").empty()) {
        traffic::Application& application = applicationOf(*flow);
        application.service = m_texts.intern(serviceName(entry.text("service")));
        application.serviceCertain = true;
        application.sided = true;
    }
}

void LogState::addDns(const LogEntry& entry, std::int64_t time) {
    ++m_entries;
    traffic::FlowId id{};
    int side = 0;
    const traffic::Flow* const flow = flowOf(entry, time, id, side);
    if (flow == nullptr)
        return;
    traffic::DnsMessageRow row;
    row.time = time;
    row.frame = m_entries;
    row.client = flow->address[side];
    row.server = flow->address[1 - side];
    row.clientPort = flow->port[side];
    row.serverPort = flow->port[1 - side];
    row.transport = flow->protocol == ipprotocol::tcp ? traffic::DnsTransport::tcp : traffic::DnsTransport::udp;
    protocol::DnsMessage message;
    message.id = static_cast<std::uint16_t>(entry.number("trans_id").value_or(0));
    std::string name(entry.text("query"));
    if (name.size() > 1 && name.ends_with('.'))
        name.pop_back();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "<root>" || (name.empty() && entry.has("qtype")))
        name = ".";
    const auto type = entry.number("qtype");
    if (!name.empty())
        message.questions.push_back({name, static_cast<std::uint16_t>(type.value_or(0)), type.has_value()});
    see(time, time);
    appendDns(m_dns, row, message, m_texts, m_told);
    const auto rcode = entry.number("rcode");
    const std::vector<std::string> answers = entry.texts("answers");
    if (!rcode && answers.empty())
        return;
    // An entry is a query with its answer, which came a little later.
    ++m_entries;
    row.frame = m_entries;
    row.time = time + std::max<std::int64_t>(entry.interval("rtt").value_or(0), 0);
    message.isResponse = true;
    message.rcode = static_cast<std::uint16_t>(rcode.value_or(0));
    for (const std::string& answer : answers) {
        constexpr std::uint16_t a = 1, cname = 5, aaaa = 28;
        protocol::DnsRecord record;
        record.name = name;
        record.data = answer;
        if (const auto address = IpAddress::parse(answer)) {
            record.address = *address;
            record.type = address->version == 4 ? a : aaaa;
        } else {
            record.type = type && *type != a && *type != aaaa ? static_cast<std::uint16_t>(*type) : cname;
        }
        if (message.records.size() < protocol::maximumDnsRecords)
            message.records.push_back(std::move(record));
    }
    appendDns(m_dns, row, message, m_texts, m_told);
}

void LogState::addTls(const LogEntry& entry, std::int64_t time) {
    ++m_entries;
    traffic::FlowId id{};
    int side = 0;
    traffic::Flow* const flow = flowOf(entry, time, id, side);
    if (flow == nullptr)
        return;
    see(time, time);
    traffic::Application& application = applicationOf(*flow);
    if (application.tlsVersion != 0 || application.nameFrame != 0)
        return;  // another connection on the same ports
    application.service = m_texts.intern("tls");
    application.serviceCertain = true;
    application.sided = true;
    application.tlsVersion = m_texts.intern(versionName(entry.text("version")));
    application.tlsApplication = m_texts.intern(entry.text("next_protocol"));
    application.ja3 = m_texts.intern(entry.text("ja3"));
    application.ja4 = m_texts.intern(entry.text("ja4"));
    application.nameFrame = m_entries;
    if (!entry.text("server_name").empty()) {
        application.serverName = m_texts.intern(entry.text("server_name"));
        application.nameSource = traffic::NameSource::tls;
    }
    addCertificateOf(entry, application);
}

void LogState::addCertificateOf(const LogEntry& entry, traffic::Application& application) {
    const Certificate* found = nullptr;
    for (const char* chain : {"cert_chain_fuids", "cert_chain_fps"}) {
        const std::vector<std::string> keys = entry.texts(chain);
        const auto known = keys.empty() ? m_certificates.end() : m_certificates.find(keys.front());
        if (known != m_certificates.end())
            found = &known->second;
    }
    const std::string_view subject = found != nullptr ? std::string_view(found->subject) : entry.text("subject");
    const std::string_view issuer = found != nullptr ? std::string_view(found->issuer) : entry.text("issuer");
    if (subject.empty() && issuer.empty())
        return;
    std::vector<std::string> names{std::string(commonName(subject))};
    if (found != nullptr) {
        names.insert(names.end(), found->names.begin(), found->names.end());
        application.certificateNotBefore = found->notBefore;
        application.certificateNotAfter = found->notAfter;
    }
    std::string joined;
    bool matches = application.serverName == 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty() || std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
                                    names.begin() + static_cast<std::ptrdiff_t>(i))
            continue;
        joined.append(joined.empty() ? "" : ";").append(names[i]);
        matches = matches || covers(names[i], m_texts[application.serverName]);
    }
    application.certificateNames = m_texts.intern(joined);
    const std::string_view organization = commonName(issuer);
    application.certificateIssuer = m_texts.intern(organization.empty() ? issuer : organization);
    application.certificateSelfSigned = !subject.empty() && subject == issuer;
    application.certificateMatches = matches;
}

void LogState::addHttp(const LogEntry& entry, std::int64_t time) {
    ++m_entries;
    traffic::FlowId id{};
    int side = 0;
    traffic::Flow* const flow = flowOf(entry, time, id, side);
    if (flow == nullptr)
        return;
    see(time, time);
    traffic::HttpRow row;
    row.time = time;
    row.frame = m_entries;
    row.flow = id;
    row.method = m_texts.intern(entry.text("method"));
    row.host = m_texts.intern(entry.text("host"));
    row.target = m_texts.intern(entry.text("uri"));
    row.userAgent = m_texts.intern(entry.text("user_agent"));
    row.version = m_texts.intern(entry.text("version"));
    row.status = static_cast<std::uint16_t>(std::min<std::uint64_t>(entry.number("status_code").value_or(0), 999));
    if (row.status != 0)
        row.responseFrame = m_entries;
    const std::vector<std::string> types = entry.texts("resp_mime_types");
    row.contentType = m_texts.intern(types.empty() ? std::string_view() : std::string_view(types.front()));
    row.bodyOctets =
        static_cast<std::int64_t>(std::min<std::uint64_t>(entry.number("response_body_len").value_or(0), INT64_MAX));
    m_inspected.http.push_back(row);
    traffic::Application& application = applicationOf(*flow);
    application.service = m_texts.intern("http");
    application.serviceCertain = true;
    application.sided = true;
    if (application.serverName == 0 && row.host != 0) {
        application.serverName = row.host;
        application.nameSource = traffic::NameSource::http;
        application.nameFrame = m_entries;
    }
}

std::shared_ptr<traffic::SnapshotData> LogState::finish() {
    auto state = std::make_shared<traffic::SnapshotData>();
    state->counters = m_counters;
    state->flows = std::move(m_flows.flows());
    state->addresses = traffic::Addresses(m_addresses, m_told);
    state->texts = m_texts.share();
    state->dns = m_dns;
    state->inspected = std::move(m_inspected);
    return state;
}

}  // namespace weir::zeek
