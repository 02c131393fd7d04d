// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/quicdecryptor.h"

#include <algorithm>

#include "core/protocol/quic.h"

namespace weir::decrypt {
namespace {

constexpr std::size_t longestConnection = 20;

/// RFC 9000 section 16.
std::uint64_t variableInteger(ByteReader& reader) {
    const std::uint8_t first = reader.u8();
    std::uint64_t value = first & 0x3f;
    for (unsigned more = (1U << (first >> 6)) - 1; more > 0; --more) value = value << 8 | reader.u8();
    return value;
}

const CipherSuite& initialSuite() { return *findCipherSuite(0x1301); }

}  // namespace

DecryptionState QuicDecryptor::state() const {
    if (!m_known)
        return {Outcome::noKeys, 0};
    if (m_opened)
        return {Outcome::readable, 0};
    return {m_unopened ? Outcome::keysDoNotFit : Outcome::readable, 0};
}

void QuicDecryptor::makeInitial(std::uint32_t version) {
    m_version = version;
    for (const int side : {0, 1})
        m_sides[side].openers[initial] =
            QuicOpener::make(initialSuite(), version, quicInitialSecret(version, m_destination, side == 0));
}

void QuicDecryptor::datagram(int side, Bytes octets, std::uint64_t frame, QuicConsumer& consumer) {
    m_frame = frame;
    while (!octets.empty() && !m_stopped && (octets[0] & 0x80) != 0) {
        if (!longPacket(side, octets, frame, consumer))
            return;
    }
    if (octets.empty() || m_stopped || (octets[0] & 0x40) == 0)
        return;
    const Side& other = m_sides[1 - side];
    if (!other.called || octets.size() < 1 + other.connection.size())
        return;
    packet(side, traffic, {octets, 1 + other.connection.size(), false}, frame, consumer);
}

bool QuicDecryptor::longPacket(int side, Bytes& datagram, std::uint64_t frame, QuicConsumer& consumer) {
    ByteReader reader(datagram);
    const std::uint8_t first = reader.u8();
    const std::uint32_t version = reader.u32();
    const Bytes destination = reader.bytes(reader.u8());
    const Bytes source = reader.bytes(reader.u8());
    if (!reader || version == 0 || destination.size() > longestConnection || source.size() > longestConnection)
        return false;
    const bool two = version == protocol::quicVersion2;
    const unsigned type = (first >> 4 & 3U) + (two ? 3U : 0U);  // version 2 turns the types round by one
    const unsigned kind = type % 4;                             // 0 Initial, 1 0-RTT, 2 Handshake, 3 Retry
    if (kind == 3) {
        m_retrying = true;  // the next Initial goes to another identifier, which makes the keys
        return false;
    }
    if (kind == 0) {
        const std::uint64_t token = variableInteger(reader);
        if (!reader || token > reader.remaining())
            return false;
        reader.skip(static_cast<std::size_t>(token));
    }
    const std::uint64_t length = variableInteger(reader);
    if (!reader || length > reader.remaining())
        return false;
    const std::size_t numberOffset = reader.position();
    const Bytes whole = datagram.first(numberOffset + static_cast<std::size_t>(length));
    datagram = datagram.subspan(whole.size());
    if (kind == 0 && side == 0 && (m_version == 0 || m_retrying)) {
        if (protocol::quicInitialSalt(version).empty())
            return false;
        m_destination.assign(destination.begin(), destination.end());
        makeInitial(version);
        m_retrying = false;
    } else if (kind == 0 && m_version != 0 && version != m_version && !protocol::quicInitialSalt(version).empty()) {
        makeInitial(version);  // the server changes it, and its client follows (RFC 9368)
    }
    Side& s = m_sides[side];
    if (!s.called || kind == 0) {
        s.called = true;
        s.connection.assign(source.begin(), source.end());
    }
    const Level level = kind == 0 ? initial : kind == 1 ? early : handshakeLevel;
    packet(side, level, {whole, numberOffset, true}, frame, consumer);
    return true;
}

void QuicDecryptor::packet(int side, Level level, const QuicPacket& packet, std::uint64_t frame,
                           QuicConsumer& consumer) {
    Side& s = m_sides[side];
    if (!s.openers[level]) {
        if (m_hasHello && m_known && m_suite == nullptr)
            waitFor(side, level, packet, frame);
        return;
    }
    const Level space = level == early ? traffic : level;
    auto opened = s.openers[level]->open(packet, s.largest[space]);
    if (!opened && level == traffic) {
        if (!s.nextPhase)
            s.nextPhase = s.openers[traffic]->next();
        if (s.nextPhase)
            opened = s.nextPhase->open(packet, s.largest[space]);
        if (opened)
            s.openers[traffic] = std::move(s.nextPhase);
    }
    if (!opened) {
        m_unopened = m_unopened || level != initial;
        return;
    }
    m_opened = m_opened || level != initial;
    s.largest[space] = std::max(s.largest[space], opened->number + 1);
    frames(side, level, opened->frames, frame, consumer);
}

void QuicDecryptor::waitFor(int side, Level level, const QuicPacket& packet, std::uint64_t frame) {
    if (m_waitingOctets + packet.octets.size() > maximumWaiting)
        return;
    m_waitingOctets += packet.octets.size();
    m_waiting.push_back({side, level, {packet.octets.begin(), packet.octets.end()}, packet.numberOffset, frame});
}

void QuicDecryptor::tryWaiting(QuicConsumer& consumer) {
    const std::vector<Waiting> all = std::exchange(m_waiting, {});
    m_waitingOctets = 0;
    for (const Waiting& each : all)
        packet(each.side, each.level, {each.octets, each.numberOffset, each.level != traffic}, each.frame, consumer);
}

/// RFC 9000 section 19, and DATAGRAM (RFC 9221).
void QuicDecryptor::frames(int side, Level level, Bytes octets, std::uint64_t frame, QuicConsumer& consumer) {
    ByteReader reader(octets);
    const auto skip = [&](int count) {
        for (int i = 0; i < count; ++i) variableInteger(reader);
    };
    while (!reader.atEnd() && reader && !m_stopped) {
        const std::uint64_t type = variableInteger(reader);
        if (type >= 0x08 && type <= 0x0f) {  // STREAM
            const std::uint64_t id = variableInteger(reader);
            const std::uint64_t offset = (type & 4) != 0 ? variableInteger(reader) : 0;
            const std::uint64_t length = (type & 2) != 0 ? variableInteger(reader) : reader.remaining();
            if (!reader || length > reader.remaining())
                return;
            const Bytes data = reader.bytes(static_cast<std::size_t>(length));
            const auto key = std::pair(id, side);
            if (!m_streams.contains(key) && m_streams.size() >= maximumStreams)
                m_streams.erase(m_streams.begin());
            OrderedOctets& stream = m_streams[key];
            const bool before = stream.ended();
            stream.add(offset, data, (type & 1) != 0, [&](Bytes next) { consumer.stream(side, id, next, false); });
            if (!before && stream.ended())
                consumer.stream(side, id, {}, true);
            continue;
        }
        switch (type) {
            case 0x00:  // PADDING
            case 0x01:  // PING
            case 0x1e:  // HANDSHAKE_DONE
                break;
            case 0x02:  // ACK
            case 0x03: {
                skip(2);
                const std::uint64_t ranges = variableInteger(reader);
                skip(1);
                for (std::uint64_t i = 0; i < ranges && reader; ++i) skip(2);
                skip(type == 0x03 ? 3 : 0);
                break;
            }
            case 0x04:  // RESET_STREAM
                skip(3);
                break;
            case 0x05:  // STOP_SENDING
            case 0x11:  // MAX_STREAM_DATA
            case 0x15:  // STREAM_DATA_BLOCKED
                skip(2);
                break;
            case 0x10:  // MAX_DATA
            case 0x12:
            case 0x13:  // MAX_STREAMS
            case 0x14:  // DATA_BLOCKED
            case 0x16:
            case 0x17:  // STREAMS_BLOCKED
            case 0x19:  // RETIRE_CONNECTION_ID
                skip(1);
                break;
            case 0x06: {  // CRYPTO
                const std::uint64_t offset = variableInteger(reader);
                const std::uint64_t length = variableInteger(reader);
                if (!reader || length > reader.remaining())
                    return;
                Side& s = m_sides[side];
                s.crypto[level].add(offset, reader.bytes(static_cast<std::size_t>(length)), false,
                                    [&](Bytes next) { s.messages[level].add(next); });
                if (m_helloFrame == 0)
                    m_helloFrame = frame;
                cryptoOctets(side, level, consumer);
                break;
            }
            case 0x07: {  // NEW_TOKEN
                const std::uint64_t length = variableInteger(reader);
                if (length > reader.remaining())
                    return;
                reader.skip(static_cast<std::size_t>(length));
                break;
            }
            case 0x18:  // NEW_CONNECTION_ID
                skip(2);
                reader.skip(reader.u8());
                reader.skip(16);
                break;
            case 0x1a:  // PATH_CHALLENGE
            case 0x1b:  // PATH_RESPONSE
                reader.skip(8);
                break;
            case 0x30:  // DATAGRAM
                return;
            case 0x31: {
                const std::uint64_t length = variableInteger(reader);
                if (length > reader.remaining())
                    return;
                reader.skip(static_cast<std::size_t>(length));
                break;
            }
            default:  // CONNECTION_CLOSE, or what nobody knows: nothing behind it can be read
                return;
        }
    }
}

void QuicDecryptor::cryptoOctets(int side, Level level, QuicConsumer& consumer) {
    std::uint8_t type = 0;
    Bytes body;
    while (m_sides[side].messages[level].next(type, body)) message(side, type, body, consumer);
}

void QuicDecryptor::message(int side, std::uint8_t type, Bytes body, QuicConsumer& consumer) {
    if (side == 0 && type == clientHello) {
        ClientOffer offer;
        if (!readClientOffer(body, offer))
            return;
        m_hasHello = true;
        m_known = m_keys.knows(offer.random);
        m_secrets = m_keys.find(offer.random);
        m_stopped = !m_known;
    } else if (side == 1 && type == serverHello) {
        ServerChoice choice;
        if (!readServerChoice(body, choice) || choice.retry || m_suite != nullptr)
            return;
        m_suite = findCipherSuite(choice.suite);
        if (m_suite != nullptr && m_known) {
            makeSecrets();
            tryWaiting(consumer);
        }
    } else if (side == 1 && type == encryptedExtensions) {
        consumer.application(chosenApplication(body));
    } else if (side == 1 && type == certificateMessage) {
        consumer.certificate(firstCertificate(body, true));
    }
}

void QuicDecryptor::makeSecrets() {
    const auto make = [&](int side, Level level, SecretKind kind) {
        m_sides[side].openers[level] = QuicOpener::make(*m_suite, m_version, m_secrets[kind]);
    };
    make(0, early, SecretKind::clientEarly);
    make(0, handshakeLevel, SecretKind::clientHandshake);
    make(1, handshakeLevel, SecretKind::serverHandshake);
    make(0, traffic, SecretKind::clientTraffic);
    make(1, traffic, SecretKind::serverTraffic);
}

}  // namespace weir::decrypt
