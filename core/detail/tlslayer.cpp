// SPDX-License-Identifier: GPL-3.0-or-later
// TLS records and the handshake messages in clear (RFC 8446, 5246). The hellos are read by core/protocol/tls.
#include <algorithm>

#include "core/detail/describers.h"
#include "core/protocol/tls.h"

namespace weir::detail {
namespace {

constexpr std::uint8_t changeCipherSpec = 20, alert = 21, handshake = 22, applicationData = 23, heartbeat = 24;
constexpr std::size_t recordHeader = 5, messageHeader = 4;

bool isRecord(ByteReader reader) {
    const std::uint8_t type = reader.u8();
    const std::uint16_t version = reader.u16();
    const std::uint16_t length = reader.u16();
    return !reader.failed() && type >= changeCipherSpec && type <= heartbeat && version >> 8 == 3 &&
           (version & 0xff) <= 4 && length > 0 && length <= 16384 + 2048;
}

std::string recordName(std::uint8_t type) {
    static constexpr const char* names[] = {"change cipher spec", "alert", "handshake", "application data",
                                            "heartbeat"};
    return names[type - changeCipherSpec];
}

const char* messageName(std::uint8_t type) {
    switch (type) {
        case 0:
            return "hello request";
        case 1:
            return "client hello";
        case 2:
            return "server hello";
        case 4:
            return "new session ticket";
        case 8:
            return "encrypted extensions";
        case 11:
            return "certificate";
        case 12:
            return "server key exchange";
        case 13:
            return "certificate request";
        case 14:
            return "server hello done";
        case 15:
            return "certificate verify";
        case 16:
            return "client key exchange";
        case 20:
            return "finished";
        case 22:
            return "certificate status";
        default:
            return nullptr;
    }
}

std::string numbers(const std::vector<std::uint16_t>& values) {
    std::string out;
    for (const std::uint16_t value : values) {
        if (out.size() > maximumValue - 20)
            return out + " …";
        out += (out.empty() ? "" : " ") + hexText(value, 4);
    }
    return out;
}

void clientHello(FieldReader& fields, Bytes message, std::size_t begin) {
    protocol::ClientHello hello;
    if (protocol::readClientHelloMessage(message, hello) != protocol::TlsStatus::complete)
        return;
    const auto show = [&](const char* name, std::string value) {
        fields.show(name, std::move(value), begin, message.size());
    };
    show("version", protocol::tlsVersionName(hello.version()));
    if (hello.hasServerName)
        show("server_name", textValue(hello.serverName));
    std::string applications;
    for (const std::string& name : hello.applications) applications += (applications.empty() ? "" : ", ") + name;
    if (!applications.empty())
        show("alpn", textValue(applications));
    show("ciphers", numbers(hello.ciphers));
    show("extensions", numbers(hello.extensions));
    if (!hello.groups.empty())
        show("groups", numbers(hello.groups));
    if (!hello.signatureAlgorithms.empty())
        show("signature_algorithms", numbers(hello.signatureAlgorithms));
    if (hello.encryptedClientHello)
        show("encrypted_client_hello", "yes: the server name is the outer one");
}

void serverHello(FieldReader& fields, Bytes fromRecord, std::size_t begin, std::size_t length) {
    protocol::ServerFlight flight;
    protocol::readServerFlight(fromRecord, flight);
    if (!flight.hasHello)
        return;
    const auto show = [&](const char* name, std::string value) { fields.show(name, std::move(value), begin, length); };
    show("version", protocol::tlsVersionName(flight.hello.version));
    show("cipher", hexText(flight.hello.cipher, 4));
    if (!flight.hello.application.empty())
        show("alpn", textValue(flight.hello.application));
    show("extensions", numbers(flight.hello.extensions));
    if (flight.hello.helloRetryRequest)
        show("retry", "this asks for another hello");
}

std::string alertText(Bytes body) {
    if (body.size() != 2)
        return "encrypted";
    return std::string(body[0] == 1 ? "warning " : body[0] == 2 ? "fatal " : "level ") + std::to_string(body[1]);
}

/// The messages in a handshake record; the record may be cut at the end of the segment.
void messages(FieldReader& record, std::size_t recordBegin, std::size_t end, std::string& summary) {
    const Bytes frame = record.tree().frame();
    while (record.position() + messageHeader <= std::min(end, record.raw().whole().size())) {
        const std::size_t at = record.position();
        const std::uint8_t type = record.raw().peek();
        const std::size_t length = static_cast<std::size_t>(frame[at + 1] << 16 | frame[at + 2] << 8 | frame[at + 3]);
        const char* name = messageName(type);
        // A message may be longer than its record, but an encrypted one shows itself by not being one at all.
        if (!name || length > 0x20000) {
            record.octets("encrypted", std::min(end, record.raw().whole().size()) - at);
            summary += (summary.empty() ? "" : ", ") + std::string("encrypted handshake");
            return;
        }
        const std::size_t available = std::min(messageHeader + length, record.raw().whole().size() - at);
        FieldReader message = record.child(name, available);
        message.u8("type");
        message.last("len", std::to_string(message.raw().u24()), 3);
        const Bytes octets = frame.subspan(at, available);
        if (type == 1)
            clientHello(message, octets, at);
        else if (type == 2 && at == recordBegin + recordHeader)
            serverHello(message, frame.subspan(recordBegin, record.raw().whole().size() - recordBegin), at, available);
        message.raw().seek(at + available);
        record.raw().skip(available);
        const bool whole = available == messageHeader + length;
        record.add(message.finish(whole ? "" : "goes on in a later record or packet"));
        summary += (summary.empty() ? "" : ", ") + std::string(name);
    }
}

}  // namespace

bool describeTls(Tree& tree, std::size_t begin, std::size_t end) {
    const Bytes frame = tree.frame();
    if (!isRecord(ByteReader(frame.subspan(begin, end - begin))))
        return false;
    constexpr int maximumRecords = 256;
    for (int i = 0; i < maximumRecords && begin < end; ++i) {
        if (!isRecord(ByteReader(frame.subspan(begin, end - begin))))
            break;
        const auto length = static_cast<std::size_t>(frame[begin + 3] << 8 | frame[begin + 4]);
        const std::size_t stop = std::min(end, begin + recordHeader + length);
        FieldReader fields(tree, "tls", begin, stop);
        const std::uint8_t type = fields.raw().u8();
        fields.last("type", recordName(type) + " (" + std::to_string(type) + ")", 1);
        const std::uint16_t version = fields.raw().u16();
        fields.last("version", protocol::tlsVersionName(version) + " (" + hexText(version, 4) + ")", 2);
        fields.u16("len");
        std::string summary;
        if (type == handshake)
            messages(fields, begin, stop, summary);
        else if (type == alert && stop == begin + recordHeader + length)
            summary = alertText(frame.subspan(begin + recordHeader, length));
        fields.raw().seek(stop);
        if (stop < begin + recordHeader + length)
            fields.note("continued", "the record goes on in a later packet");
        tree.add(fields.finish(recordName(type) + (summary.empty() ? "" : ": " + summary)));
        begin = stop;
    }
    describeRest(tree, "data", begin, end);
    return true;
}

}  // namespace weir::detail
