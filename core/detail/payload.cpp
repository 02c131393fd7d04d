// SPDX-License-Identifier: GPL-3.0-or-later
// What TCP and UDP carry, told by port (DNS) or by what is said (TLS, HTTP).
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/detail/describers.h"
#include "core/protocol/dns.h"
#include "core/protocol/http.h"

namespace weir::detail {
namespace {

bool onPort(const dissect::PacketRecord& record, std::initializer_list<std::uint16_t> ports) {
    return std::any_of(ports.begin(), ports.end(),
                       [&](std::uint16_t port) { return record.sourcePort == port || record.destinationPort == port; });
}

/// Messages with their length before them (RFC 1035 section 4.2.2), as far as whole ones stand there.
std::size_t dnsOverTcp(Tree& tree, std::size_t begin, std::size_t end) {
    constexpr int maximumMessages = 64;
    for (int i = 0; i < maximumMessages && end - begin > 14; ++i) {
        const auto length = static_cast<std::size_t>(tree.frame()[begin] << 8 | tree.frame()[begin + 1]);
        if (length < 12 || length > end - begin - 2)
            break;
        tree.add({"dns length", std::to_string(length), static_cast<std::uint32_t>(begin), 2});
        describeDns(tree, begin + 2, begin + 2 + length);
        begin += 2 + length;
    }
    return begin;
}

}  // namespace

bool describeHttp(Tree& tree, std::size_t begin, std::size_t end) {
    const Bytes octets = tree.frame().subspan(begin, end - begin);
    protocol::HttpRequest request;
    protocol::HttpResponse response;
    const protocol::HttpStatus asked = protocol::readHttpRequest(octets, request);
    const bool isRequest = asked == protocol::HttpStatus::complete || !request.version.empty();
    if (!isRequest) {
        const protocol::HttpStatus answered = protocol::readHttpResponse(octets, response);
        if (answered != protocol::HttpStatus::complete && response.status == 0)
            return false;
    }
    FieldReader fields(tree, "http", begin, end);
    std::string first;
    const std::string_view text = asText(octets.first(std::min(octets.size(), protocol::maximumHttpHead)));
    std::size_t at = 0;
    for (bool more = true; more && at < text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, stop - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t next = std::min(stop + 1, text.size());
        if (first.empty())
            first = textValue(line);
        if (const std::size_t colon = line.find(':'); at > 0 && colon > 0 && colon != std::string_view::npos) {
            std::string_view value = line.substr(colon + 1);
            while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
            fields.show(textValue(line.substr(0, std::min<std::size_t>(colon, 100))), textValue(value), begin + at,
                        next - at);
        } else if (!line.empty()) {
            fields.show(at == 0 ? "start" : "line", textValue(line), begin + at, next - at);
        }
        more = !line.empty();
        at = next;
    }
    fields.raw().seek(begin + at);
    tree.add(fields.finish(first));
    describeRest(tree, "body", begin + at, end);
    return true;
}

void describePayload(Tree& tree, const dissect::PacketRecord& record, std::size_t begin, std::size_t end) {
    end = std::min(end, tree.frame().size());
    if (begin >= end)
        return;
    if (record.protocol == ipprotocol::udp &&
        onPort(record, {protocol::dnsPort, protocol::multicastDnsPort, protocol::llmnrPort})) {
        describeDns(tree, begin, end);
        return;
    }
    if (record.protocol == ipprotocol::tcp && onPort(record, {protocol::dnsPort}))
        begin = dnsOverTcp(tree, begin, end);
    else if (record.protocol == ipprotocol::tcp && (describeTls(tree, begin, end) || describeHttp(tree, begin, end)))
        return;
    describeRest(tree, "data", begin, end);
}

}  // namespace weir::detail
