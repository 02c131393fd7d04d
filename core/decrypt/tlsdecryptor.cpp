// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/tlsdecryptor.h"

#include <algorithm>

namespace weir::decrypt {
namespace {

enum ContentType : std::uint8_t { changeCipherSpec = 20, alert = 21, handshake = 22, applicationData = 23 };

bool isRecordHeader(Bytes header) {
    const std::size_t length = static_cast<std::size_t>(header[3]) << 8 | header[4];
    return header[0] >= changeCipherSpec && header[0] <= 24 && header[1] == 3 && header[2] <= 4 &&
           length <= maximumFragment;
}

constexpr SecretKind handshakeSecret(int side) {
    return side == 0 ? SecretKind::clientHandshake : SecretKind::serverHandshake;
}
constexpr SecretKind trafficSecret(int side) {
    return side == 0 ? SecretKind::clientTraffic : SecretKind::serverTraffic;
}

}  // namespace

void TlsDecryptor::stop(Outcome outcome, std::uint64_t frame) {
    m_stopped = true;
    m_state = {outcome, m_opened || outcome == Outcome::gap ? frame : 0};
    for (Side& side : m_sides) {
        side.buffer = {};
        side.marks = {};
    }
}

DecryptionState TlsDecryptor::state() const {
    if (m_stopped)
        return m_state;
    if (!m_known || (!m_opened && m_unopened))
        return {m_known ? Outcome::keysDoNotFit : Outcome::noKeys, 0};
    return {Outcome::readable, 0};
}

protocol::TcpArrival TlsDecryptor::arrivalOf(const Side& side, std::size_t end) {
    protocol::TcpArrival latest;
    for (const Mark& mark : side.marks) {
        if (mark.arrival.frame >= latest.frame)
            latest = mark.arrival;
        if (mark.end >= end)
            break;
    }
    return latest;
}

void TlsDecryptor::data(int side, Bytes octets, const protocol::TcpArrival& arrival, TlsConsumer& consumer) {
    if (m_stopped)
        return;
    Side& s = m_sides[side];
    s.last = arrival;
    if (s.skipped > 0) {
        const auto dropped = static_cast<std::size_t>(std::min<std::uint64_t>(s.skipped, octets.size()));
        s.skipped -= dropped;
        octets = octets.subspan(dropped);
    }
    if (octets.empty())
        return;
    s.buffer.insert(s.buffer.end(), octets.begin(), octets.end());
    s.marks.push_back({s.buffer.size(), arrival});
    process(side, consumer);
    // What waited for what this side said.
    if (!m_stopped && !m_sides[1 - side].buffer.empty())
        process(1 - side, consumer);
    if (!m_stopped && s.buffer.size() > maximumWaiting)
        stop(m_known ? Outcome::gap : Outcome::noKeys, arrival.frame);  // the other side's hello never came
}

void TlsDecryptor::process(int side, TlsConsumer& consumer) {
    Side& s = m_sides[side];
    std::size_t at = 0;
    while (!m_stopped && s.buffer.size() - at >= recordHeaderSize) {
        const Bytes rest = Bytes(s.buffer).subspan(at);
        const Bytes header = rest.first(recordHeaderSize);
        const std::size_t length = static_cast<std::size_t>(header[3]) << 8 | header[4];
        const protocol::TcpArrival arrival = arrivalOf(s, at + recordHeaderSize + length);
        if (!isRecordHeader(header)) {
            m_isTls = m_hasHello;
            stop(m_known ? Outcome::keysDoNotFit : Outcome::noKeys, arrival.frame);
            return;
        }
        if (rest.size() - recordHeaderSize < length)
            break;
        const Step step = record(side, {header, rest.subspan(recordHeaderSize, length)}, arrival, consumer);
        if (m_stopped)
            return;
        if (step == Step::stop) {
            stop(m_known ? Outcome::keysDoNotFit : Outcome::noKeys, arrival.frame);
            return;
        }
        if (step == Step::wait)
            break;
        at += recordHeaderSize + length;
    }
    s.buffer.erase(s.buffer.begin(), s.buffer.begin() + static_cast<std::ptrdiff_t>(at));
    std::erase_if(s.marks, [&](const Mark& mark) { return mark.end <= at; });
    for (Mark& mark : s.marks) mark.end -= at;
}

void TlsDecryptor::gap(int side, std::uint64_t octets, TlsConsumer& consumer) {
    if (m_stopped)
        return;
    Side& s = m_sides[side];
    std::uint64_t left = s.skipped;
    if (left == 0 && s.buffer.size() >= recordHeaderSize) {
        const std::size_t length = static_cast<std::size_t>(s.buffer[3]) << 8 | s.buffer[4];
        const std::size_t size = recordHeaderSize + length;
        if (s.opener && s.buffer.size() < size && s.opener->skip()) {
            left = size - s.buffer.size();
            s.buffer.clear();
            s.marks.clear();
            s.messages.clear();
            consumer.plainGap(side, length);
        }
    }
    if (left < octets || left == 0) {
        stop(m_known || !m_hasHello ? Outcome::gap : Outcome::noKeys, s.last.frame);
        return;
    }
    s.skipped = left - octets;
}

TlsDecryptor::Step TlsDecryptor::record(int side, const SealedRecord& record, const protocol::TcpArrival& arrival,
                                        TlsConsumer& consumer) {
    Side& s = m_sides[side];
    if (!s.opener)
        return clearRecord(side, record, consumer);
    const bool is13 = m_choice.version == tls13;
    if (is13 && record.type() != applicationData)
        return Step::done;  // ChangeCipherSpec for old proxies, or an alert before there were keys
    const auto opened = open(side, record);
    if (!opened) {
        m_unopened = true;
        return s.searching ? Step::done : Step::stop;
    }
    s.searching = false;
    if (!is13 && opened->type == changeCipherSpec) {  // after a renegotiation
        if (!s.next) {
            m_known = false;
            return Step::stop;
        }
        s.opener = std::move(s.next);
        return Step::done;
    }
    m_opened = true;
    return takeContent(side, opened->type, opened->content, arrival, consumer);
}

TlsDecryptor::Step TlsDecryptor::clearRecord(int side, const SealedRecord& record, TlsConsumer& consumer) {
    Side& s = m_sides[side];
    switch (record.type()) {
        case handshake:
            return takeHandshake(side, record.fragment, consumer);
        case changeCipherSpec:
            if (!m_hasChoice)
                return side == 0 && m_hasHello && !m_retried ? Step::wait : Step::done;
            if (m_choice.version == tls13)
                return Step::done;
            s.opener = std::move(s.next);
            return s.opener ? Step::done : Step::stop;
        case applicationData:
            if (!m_hasChoice)
                return m_retried ? Step::done : Step::wait;  // early data that the server passed over
            return Step::stop;
        default:
            return Step::done;
    }
}

/// Tries the keys at hand and, in TLS 1.3, those that may have come after them unseen.
std::optional<OpenedRecord> TlsDecryptor::open(int side, const SealedRecord& record) {
    Side& s = m_sides[side];
    if (auto opened = s.opener->open(record, m_scratch))
        return opened;
    if (m_choice.version != tls13 || s.onTraffic)
        return std::nullopt;
    const bool wasEarly = s.early;
    const auto tryKind = [&](SecretKind kind) -> std::optional<OpenedRecord> {
        std::unique_ptr<RecordOpener> other =
            m_secrets[kind].empty() ? nullptr : RecordOpener::of13(*m_suite, m_secrets[kind], m_choice.draft);
        auto opened = other ? other->open(record, m_scratch) : std::nullopt;
        if (opened) {
            useSecret(s, kind);
            s.opener = std::move(other);
            s.onTraffic = kind == trafficSecret(side);
        }
        return opened;
    };
    if (wasEarly) {
        if (auto opened = tryKind(handshakeSecret(side)))
            return opened;
    }
    return tryKind(trafficSecret(side));
}

TlsDecryptor::Step TlsDecryptor::takeContent(int side, std::uint8_t type, Bytes content,
                                             const protocol::TcpArrival& arrival, TlsConsumer& consumer) {
    if (type == handshake)
        return takeHandshake(side, content, consumer);
    if (type == applicationData && !content.empty())
        consumer.plain(side, content, arrival);
    return Step::done;
}

TlsDecryptor::Step TlsDecryptor::takeHandshake(int side, Bytes content, TlsConsumer& consumer) {
    HandshakeMessages& messages = m_sides[side].messages;
    messages.add(content);
    std::uint8_t type = 0;
    Bytes body;
    while (messages.next(type, body)) {
        if (const Step step = takeMessage(side, type, body, consumer); step != Step::done)
            return step;
    }
    return messages.broken() && !m_hasHello ? Step::stop : Step::done;
}

TlsDecryptor::Step TlsDecryptor::takeMessage(int side, std::uint8_t type, Bytes body, TlsConsumer& consumer) {
    Side& s = m_sides[side];
    const bool is13 = m_hasChoice && m_choice.version == tls13;
    switch (type) {
        case clientHello:
            if (side != 0 || !readClientOffer(body, m_offer))
                return Step::stop;
            m_hasHello = true;
            m_hasChoice = false;
            m_known = m_keys.knows(m_offer.random);
            m_secrets = m_keys.find(m_offer.random);
            return m_known ? Step::done : Step::stop;
        case serverHello:
            return side == 1 ? takeServerHello(body, consumer) : Step::stop;
        case encryptedExtensions:
            if (is13)
                consumer.application(chosenApplication(body));
            return Step::done;
        case certificateMessage:
            if (side == 1)
                consumer.certificate(firstCertificate(body, is13));
            return Step::done;
        case endOfEarlyData:
            if (is13 && side == 0 && s.early)
                useSecret(s, handshakeSecret(side));
            return Step::done;
        case finished:
            if (is13 && !s.onTraffic) {
                if (!useSecret(s, trafficSecret(side)))
                    return Step::stop;
                s.onTraffic = true;
            }
            return Step::done;
        case keyUpdate:
            if (is13)
                updateKeys(s);
            return Step::done;
        default:
            return Step::done;
    }
}

TlsDecryptor::Step TlsDecryptor::takeServerHello(Bytes body, TlsConsumer& consumer) {
    ServerChoice choice;
    if (!readServerChoice(body, choice))
        return Step::stop;
    if (choice.retry) {
        m_retried = true;
        return Step::done;
    }
    if (!choice.application.empty())
        consumer.application(choice.application);
    m_choice = choice;
    m_hasChoice = true;
    m_suite = findCipherSuite(choice.suite);
    if (m_suite == nullptr || choice.version < tls10 || choice.version > tls13 || choice.compression != 0)
        return Step::stop;
    if (choice.version == tls13)
        makeHandshakeKeys();
    else
        makeBlockKeys();
    return Step::done;
}

/// Up to TLS 1.2: both sides' keys for what follows their ChangeCipherSpec (RFC 5246 section 6.3).
void TlsDecryptor::makeBlockKeys() {
    const Bytes master = m_secrets[SecretKind::master];
    const std::size_t mac = m_suite->mac != nullptr ? m_suite->tagSize : 0;
    const std::size_t key = m_suite->keySize;
    const std::size_t iv = RecordOpener::ivSize(m_choice.version, *m_suite);
    const char* const hash = m_choice.version == tls12 ? m_suite->hash : "MD5-SHA1";
    for (Side& side : m_sides) side.next.reset();
    if (master.empty())
        return;
    const KeyOctets block = keyBlock(hash, master, m_choice.random, m_offer.random, 2 * (mac + key + iv));
    if (block.empty())
        return;
    const Bytes octets = block;
    for (std::size_t i = 0; i < 2; ++i) {
        const RecordOpener::Keys keys{octets.subspan(i * mac, mac), octets.subspan(2 * mac + i * key, key),
                                      octets.subspan(2 * (mac + key) + i * iv, iv)};
        m_sides[i].next = RecordOpener::before13(m_choice.version, *m_suite, m_choice.encryptThenMac, keys);
    }
}

/// TLS 1.3: where the handshake's secrets are not known, the next ones are tried on each record.
void TlsDecryptor::makeHandshakeKeys() {
    for (const int i : {0, 1}) {
        Side& side = m_sides[i];
        if (i == 0 && m_offer.earlyData && useSecret(side, SecretKind::clientEarly))
            side.early = true;
        else if (!useSecret(side, handshakeSecret(i)) && useSecret(side, trafficSecret(i)))
            side.onTraffic = side.searching = true;
    }
}

bool TlsDecryptor::useSecret(Side& side, SecretKind kind) {
    const Bytes secret = m_secrets[kind];
    side.early = false;
    if (secret.empty())
        return false;
    side.traffic = KeyOctets(secret);
    side.opener = RecordOpener::of13(*m_suite, secret, m_choice.draft);
    return side.opener != nullptr;
}

void TlsDecryptor::updateKeys(Side& side) {
    side.traffic = expandLabel(m_suite->hash, side.traffic, "traffic upd", side.traffic.size());
    if (auto next = RecordOpener::of13(*m_suite, side.traffic, m_choice.draft))
        side.opener = std::move(next);
}

}  // namespace weir::decrypt
