// SPDX-License-Identifier: GPL-3.0-or-later
// Records are peeled first, then handshake messages are read from what is left.
#include "core/protocol/tls.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace weir::protocol {

namespace {

enum ContentType : std::uint8_t { changeCipherSpec = 20, alertType = 21, handshakeType = 22, applicationData = 23 };
enum HandshakeType : std::uint8_t { clientHelloType = 1, serverHelloType = 2, certificateType = 11, helloDone = 14 };
enum ExtensionType : std::uint16_t {
    serverNameExtension = 0,
    groupsExtension = 10,
    pointFormatsExtension = 11,
    signatureAlgorithmsExtension = 13,
    applicationsExtension = 16,
    supportedVersionsExtension = 43,
    encryptedClientHelloExtension = 0xfe0d,
};
constexpr std::size_t recordHeader = 5;
// RFC 5246 allows 2^14 + 2048 octets for a protected record; more is not TLS.
constexpr std::size_t maximumRecord = 16384 + 2048;

void setWanted(std::size_t* wanted, std::size_t value) {
    if (wanted)
        *wanted = value;
}

bool plausibleRecord(ByteReader reader) {
    const std::uint8_t type = reader.u8();
    const std::uint16_t version = reader.u16();
    const std::uint16_t length = reader.u16();
    return reader && type >= changeCipherSpec && type <= applicationData && version >> 8 == 3 &&
           (version & 0xff) <= 4 && length <= maximumRecord && (length > 0 || type == applicationData);
}

/// The handshake octets of consecutive records, joined only where a message is spread over more than one.
struct Handshake {
    Bytes octets;  ///< into the stream, or into `joined`
    std::vector<std::uint8_t> joined;
    std::size_t consumed = 0;  ///< octets of the stream in whole records
    std::size_t wanted = 0;    ///< octets of the stream needed to go on
    bool ended = false;        ///< a record of another kind follows: no more handshake in clear
    bool alert = false;
    bool broken = false;

    void append(Bytes fragment, bool first) {
        if (first) {
            octets = fragment;
            return;
        }
        if (joined.empty())
            joined.assign(octets.begin(), octets.end());
        joined.insert(joined.end(), fragment.begin(), fragment.end());
        octets = joined;
    }
};

/// Peels records off `stream` until there are `enough` handshake octets by the caller's judgement. Where the stream is
/// `cut`, what there is of its last record counts, too.
template <typename Enough>
void peelRecords(Bytes stream, bool cut, Handshake& out, Enough enough) {
    bool first = true;
    while (!enough(out.octets)) {
        ByteReader reader(stream.subspan(out.consumed));
        if (reader.remaining() < recordHeader) {
            out.wanted = out.consumed + recordHeader;
            return;
        }
        if (!plausibleRecord(reader)) {
            out.broken = true;
            return;
        }
        const std::uint8_t type = reader.u8();
        reader.skip(2);
        const std::uint16_t length = reader.u16();
        if (type != handshakeType) {
            out.ended = true;
            out.alert = type == alertType;
            return;
        }
        if (reader.remaining() < length) {
            if (cut)
                out.append(reader.rest(), first);
            out.wanted = out.consumed + recordHeader + length;
            return;
        }
        out.append(reader.bytes(length), first);
        first = false;
        out.consumed += recordHeader + length;
    }
}

void readNumbers(ByteReader list, std::vector<std::uint16_t>& numbers) {
    numbers.clear();
    numbers.reserve(list.remaining() / 2);
    while (list && list.remaining() >= 2) numbers.push_back(list.u16());
}

void readServerName(ByteReader body, ClientHello& hello) {
    hello.hasServerName = true;
    ByteReader list = body.sub(body.u16());
    while (list && list.remaining() >= 3) {
        const std::uint8_t type = list.u8();
        const Bytes name = list.bytes(list.u16());
        if (type == 0 && list) {
            hello.serverName = asText(name);
            return;
        }
    }
}

std::vector<std::string> readApplications(ByteReader body) {
    std::vector<std::string> names;
    ByteReader list = body.sub(body.u16());
    while (!list.atEnd()) {
        const Bytes name = list.bytes(list.u8());
        if (!list)
            break;
        names.emplace_back(asText(name));
    }
    return names;
}

void readClientExtension(std::uint16_t type, ByteReader body, ClientHello& hello) {
    switch (type) {
        case serverNameExtension:
            readServerName(body, hello);
            break;
        case groupsExtension:
            readNumbers(body.sub(body.u16()), hello.groups);
            break;
        case pointFormatsExtension: {
            const Bytes formats = body.bytes(body.u8());
            hello.pointFormats.assign(formats.begin(), formats.end());
            break;
        }
        case signatureAlgorithmsExtension:
            readNumbers(body.sub(body.u16()), hello.signatureAlgorithms);
            break;
        case applicationsExtension:
            hello.applications = readApplications(body);
            break;
        case supportedVersionsExtension:
            readNumbers(body.sub(body.u8()), hello.supportedVersions);
            break;
        case encryptedClientHelloExtension:
            hello.encryptedClientHello = true;
            break;
        default:
            break;
    }
}

/// The body of a ClientHello; `datagram` where DTLS puts a cookie after the session. False where it contradicts itself
/// or is cut; what was read before is kept.
bool readClientBody(ByteReader body, bool datagram, ClientHello& hello) {
    hello.clear();
    hello.legacyVersion = body.u16();
    body.skip(32);
    body.skip(body.u8());
    if (datagram)
        body.skip(body.u8());
    const std::uint16_t cipherOctets = body.u16();
    readNumbers(body.sub(cipherOctets), hello.ciphers);
    body.skip(body.u8());
    if (!body || cipherOctets % 2 != 0)
        return false;
    if (body.atEnd())
        return true;  // before RFC 3546 there were no extensions
    const std::size_t length = body.u16();
    if (!body)
        return false;
    const bool whole = length <= body.remaining();
    ByteReader list = body.sub(std::min(length, body.remaining()));
    while (!list.atEnd()) {
        const std::uint16_t type = list.u16();
        ByteReader extension = list.sub(list.u16());
        if (!list)
            return false;
        hello.extensions.push_back(type);
        readClientExtension(type, extension, hello);
    }
    return whole;
}

bool readServerBody(ByteReader body, ServerHello& hello) {
    // SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3).
    static constexpr std::array<std::uint8_t, 32> retryRandom = {
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};
    hello = {};
    hello.legacyVersion = hello.version = body.u16();
    const Bytes random = body.bytes(32);
    hello.helloRetryRequest = std::equal(random.begin(), random.end(), retryRandom.begin(), retryRandom.end());
    body.skip(body.u8());
    hello.cipher = body.u16();
    body.skip(1);
    if (!body)
        return false;
    if (body.atEnd())
        return true;
    ByteReader list = body.sub(body.u16());
    if (!body)
        return false;
    while (!list.atEnd()) {
        const std::uint16_t type = list.u16();
        ByteReader extension = list.sub(list.u16());
        if (!list)
            return false;
        hello.extensions.push_back(type);
        if (type == supportedVersionsExtension && extension.remaining() >= 2)
            hello.version = extension.u16();
        else if (type == applicationsExtension) {
            const std::vector<std::string> names = readApplications(extension);
            if (!names.empty())
                hello.application = names.front();
        }
    }
    return true;
}

/// The octets that the first message of `octets` takes; 0 while its header is not there.
std::size_t messageSize(Bytes octets) {
    ByteReader reader(octets);
    reader.skip(1);
    const std::size_t length = reader.u24();
    return reader ? length + 4 : 0;
}

}  // namespace

void ClientHello::clear() {
    legacyVersion = 0;
    serverName.clear();
    hasServerName = encryptedClientHello = sslv2Form = cut = false;
    applications.clear();
    for (auto* list : {&supportedVersions, &ciphers, &extensions, &groups, &signatureAlgorithms}) list->clear();
    pointFormats.clear();
}

std::uint16_t ClientHello::version() const {
    std::uint16_t best = 0;
    // DTLS counts downwards from 0xfeff, so the "highest" of it is the lowest number.
    const auto later = [](std::uint16_t a, std::uint16_t b) {
        return (a >> 8 == 0xfe && b >> 8 == 0xfe) ? a < b : a > b;
    };
    for (const std::uint16_t offered : supportedVersions)
        if (!isGrease(offered) && (best == 0 || later(offered, best)))
            best = offered;
    return best != 0 ? best : legacyVersion;
}

std::string tlsVersionName(std::uint16_t version) {
    switch (version) {
        case 0x0002:
            return "SSL 2.0";
        case 0x0300:
            return "SSL 3.0";
        case 0x0301:
            return "TLS 1.0";
        case 0x0302:
            return "TLS 1.1";
        case 0x0303:
            return "TLS 1.2";
        case 0x0304:
            return "TLS 1.3";
        case 0xfeff:
            return "DTLS 1.0";
        case 0xfefd:
            return "DTLS 1.2";
        case 0xfefc:
            return "DTLS 1.3";
        default:
            break;
    }
    char text[8];
    std::snprintf(text, sizeof text, "0x%04x", version);
    return text;
}

bool isSslv2Hello(Bytes stream) {
    ByteReader reader(stream);
    const unsigned length = reader.u16();
    const std::uint8_t type = reader.u8();
    const unsigned version = reader.u16();
    const unsigned ciphers = reader.u16();
    const unsigned session = reader.u16();
    const unsigned challenge = reader.u16();
    return reader && (length & 0x8000) != 0 && type == clientHelloType && (version >> 8 == 3 || version == 2) &&
           ciphers > 0 && ciphers % 3 == 0 && challenge >= 16 && challenge <= 32 &&
           (length & 0x7fff) == 9 + ciphers + session + challenge;
}

TlsStatus readClientHelloMessage(Bytes message, ClientHello& hello, std::size_t* wanted) {
    if (message.empty()) {
        setWanted(wanted, 4);
        return TlsStatus::needMore;
    }
    if (message[0] != clientHelloType)
        return TlsStatus::notTls;
    const std::size_t size = messageSize(message);
    if (size > maximumClientHello)
        return TlsStatus::broken;
    if (size == 0 || message.size() < size) {
        setWanted(wanted, size == 0 ? 4 : size);
        return TlsStatus::needMore;
    }
    return readClientBody(ByteReader(message.subspan(4, size - 4)), false, hello) ? TlsStatus::complete
                                                                                  : TlsStatus::broken;
}

TlsStatus readClientHello(Bytes stream, ClientHello& hello, std::size_t* wanted) {
    if (stream.size() < recordHeader + 1) {
        // Enough to see that it is something else?
        static constexpr std::uint8_t start[] = {handshakeType, 3};
        const std::size_t known = std::min<std::size_t>(stream.size(), 2);
        const bool tls = std::equal(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(known), start);
        if (!tls && (stream[0] & 0x80) == 0)
            return TlsStatus::notTls;
        setWanted(wanted, recordHeader + 1);
        return TlsStatus::needMore;
    }
    if (!beginsClientHello(stream)) {
        if ((stream[0] & 0x80) != 0 && stream[2] == clientHelloType) {
            if (isSslv2Hello(stream)) {
                hello.clear();
                hello.sslv2Form = true;
                hello.legacyVersion = static_cast<std::uint16_t>(stream[3] << 8 | stream[4]);
                return TlsStatus::complete;
            }
            if (stream.size() >= 11)
                return TlsStatus::notTls;
            setWanted(wanted, 11);
            return TlsStatus::needMore;
        }
        return TlsStatus::notTls;
    }
    Handshake handshake;
    peelRecords(stream, false, handshake, [](Bytes octets) {
        const std::size_t size = messageSize(octets);
        return size != 0 && (octets.size() >= size || size > maximumClientHello);
    });
    const TlsStatus status = readClientHelloMessage(handshake.octets, hello);
    if (status != TlsStatus::needMore)
        return status;
    if (handshake.broken || handshake.ended || stream.size() > maximumClientHello)
        return TlsStatus::broken;
    // A first record that holds only a part tells how long the message is, if not how many records it takes.
    setWanted(wanted, handshake.wanted);
    return TlsStatus::needMore;
}

bool readCutClientHello(Bytes stream, ClientHello& hello) {
    hello.clear();
    if (!beginsClientHello(stream))
        return false;
    Handshake handshake;
    peelRecords(stream, true, handshake, [](Bytes octets) { return octets.size() > maximumClientHello; });
    ByteReader body(handshake.octets);
    body.skip(1);
    const std::size_t length = body.u24();
    body = body.sub(std::min(length, body.remaining()));
    readClientBody(body, false, hello);
    hello.cut = true;
    return hello.legacyVersion != 0;
}

bool beginsClientHello(Bytes octets) {
    return octets.size() > recordHeader && plausibleRecord(ByteReader(octets)) && octets[0] == handshakeType &&
           octets[recordHeader] == clientHelloType;
}

bool mayBeginClientHello(Bytes octets) {
    if (octets.size() > recordHeader)
        return beginsClientHello(octets);
    return !octets.empty() && octets[0] == handshakeType && (octets.size() < 2 || octets[1] == 3);
}

bool mayChangeToTls(std::string_view service) {
    static constexpr std::array<std::string_view, 12> services = {
        "ftp", "imap", "irc", "ldap", "mysql", "nntp", "pop3", "postgresql", "rdp", "sieve", "smtp", "xmpp"};
    return std::find(services.begin(), services.end(), service) != services.end();
}

TlsStatus readDtlsClientHello(Bytes datagram, ClientHello& hello) {
    ByteReader reader(datagram);
    const std::uint8_t type = reader.u8();
    const std::uint16_t version = reader.u16();
    reader.skip(8);  // epoch and sequence number
    ByteReader record = reader.sub(reader.u16());
    if (!reader || type != handshakeType || version >> 8 != 0xfe)
        return TlsStatus::notTls;
    const std::uint8_t message = record.u8();
    const std::uint32_t length = record.u24();
    record.skip(2);
    const std::uint32_t offset = record.u24();
    const std::uint32_t fragment = record.u24();
    if (!record || message != clientHelloType)
        return TlsStatus::notTls;
    if (offset != 0 || fragment != length || record.remaining() < length)
        return TlsStatus::broken;
    return readClientBody(record.sub(length), true, hello) ? TlsStatus::complete : TlsStatus::broken;
}

TlsStatus readServerFlight(Bytes stream, ServerFlight& flight, std::size_t* wanted, bool cut) {
    flight = {};
    if (stream.size() < recordHeader) {
        if (!stream.empty() && (stream[0] < changeCipherSpec || stream[0] > applicationData))
            return TlsStatus::notTls;
        setWanted(wanted, recordHeader);
        return TlsStatus::needMore;
    }
    if (!plausibleRecord(ByteReader(stream)))
        return TlsStatus::notTls;

    Handshake handshake;
    std::size_t position = 0;  // of the message that is read next
    bool done = false;
    const auto next = [&](Bytes octets) {
        while (!done) {
            const Bytes rest = octets.subspan(position);
            const std::size_t size = messageSize(rest);
            if (size > maximumServerFlight || (position == 0 && !rest.empty() && rest[0] != serverHelloType)) {
                handshake.broken = done = true;
                break;
            }
            if (size == 0 || rest.size() < size)
                return false;
            ByteReader body(rest.subspan(4, size - 4));
            if (rest[0] == serverHelloType) {
                flight.hasHello = readServerBody(body, flight.hello);
                handshake.broken = !flight.hasHello;
                done = handshake.broken || flight.hello.version >= 0x0304;
            } else if (rest[0] == certificateType) {
                ByteReader list = body.sub(body.u24());
                const Bytes leaf = list.bytes(list.u24());
                flight.certificate.assign(leaf.begin(), leaf.end());
                done = true;
            } else if (rest[0] == helloDone) {
                done = true;
            }
            position += size;
        }
        return true;
    };
    peelRecords(stream, cut, handshake, next);
    if (cut)
        next(handshake.octets);
    flight.alert = handshake.alert;
    if (handshake.broken)
        return position == 0 && !flight.hasHello ? TlsStatus::notTls : TlsStatus::broken;
    if (done || handshake.ended)
        return TlsStatus::complete;
    if (stream.size() > maximumServerFlight)
        return TlsStatus::broken;
    setWanted(wanted, handshake.wanted);
    return TlsStatus::needMore;
}

}  // namespace weir::protocol
