// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: RFC 5246 section 7.4, RFC 8446 section 4.
#include "core/decrypt/handshake.h"

#include <algorithm>

namespace weir::decrypt {
namespace {

enum ExtensionType : std::uint16_t {
    applicationsExtension = 16,
    encryptThenMacExtension = 22,
    earlyDataExtension = 42,
    supportedVersionsExtension = 43,
};

/// SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3).
constexpr ClientRandom retryRandom = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                      0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                      0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

/// 0x7f12 to 0x7f1c: drafts 18 to 28 of TLS 1.3.
bool isDraft(std::uint16_t version) { return version >> 8 == 0x7f && (version & 0xff) >= 18; }

template <typename Take>
void forEachExtension(ByteReader& body, Take take) {
    ByteReader list = body.sub(body.u16());
    while (!list.atEnd()) {
        const std::uint16_t type = list.u16();
        ByteReader extension = list.sub(list.u16());
        if (!list)
            return;
        take(type, extension);
    }
}

std::string firstApplication(ByteReader extension) {
    ByteReader list = extension.sub(extension.u16());
    return std::string(asText(list.bytes(list.u8())));
}

bool readRandom(ByteReader& body, ClientRandom& random) {
    const Bytes octets = body.bytes(random.size());
    std::copy(octets.begin(), octets.end(), random.begin());
    return !body.failed();
}

}  // namespace

bool readClientOffer(Bytes octets, ClientOffer& offer) {
    offer = {};
    ByteReader body(octets);
    body.skip(2);
    if (!readRandom(body, offer.random))
        return false;
    body.skip(body.u8());
    body.skip(body.u16());
    body.skip(body.u8());
    if (!body.atEnd())
        forEachExtension(body, [&](std::uint16_t type, ByteReader&) { offer.earlyData |= type == earlyDataExtension; });
    return !body.failed();
}

bool readServerChoice(Bytes octets, ServerChoice& choice) {
    choice = {};
    ByteReader body(octets);
    choice.version = body.u16();
    if (!readRandom(body, choice.random))
        return false;
    choice.retry = choice.random == retryRandom;
    const bool oldForm = isDraft(choice.version) && (choice.version & 0xff) < 22;  // without session and compression
    if (!oldForm)
        body.skip(body.u8());
    choice.suite = body.u16();
    choice.compression = oldForm ? std::uint8_t{0} : body.u8();
    if (body.failed())
        return false;
    if (!body.atEnd()) {
        forEachExtension(body, [&](std::uint16_t type, ByteReader& extension) {
            if (type == supportedVersionsExtension && extension.remaining() >= 2)
                choice.version = extension.u16();
            else if (type == encryptThenMacExtension)
                choice.encryptThenMac = true;
            else if (type == applicationsExtension)
                choice.application = firstApplication(extension);
        });
    }
    if (isDraft(choice.version)) {
        choice.draft = choice.version & 0xff;
        choice.version = 0x0304;
    }
    return !body.failed();
}

std::string chosenApplication(Bytes octets) {
    std::string out;
    ByteReader body(octets);
    forEachExtension(body, [&](std::uint16_t type, ByteReader& extension) {
        if (type == applicationsExtension)
            out = firstApplication(extension);
    });
    return out;
}

Bytes firstCertificate(Bytes octets, bool isTls13) {
    ByteReader body(octets);
    if (isTls13)
        body.skip(body.u8());  // the context
    ByteReader list = body.sub(body.u24());
    return list.bytes(list.u24());
}

void HandshakeMessages::add(Bytes octets) {
    if (m_broken)
        return;
    m_octets.erase(m_octets.begin(), m_octets.begin() + static_cast<std::ptrdiff_t>(m_taken));
    m_taken = 0;
    m_octets.insert(m_octets.end(), octets.begin(), octets.end());
}

bool HandshakeMessages::next(std::uint8_t& type, Bytes& body) {
    ByteReader reader(Bytes(m_octets).subspan(m_taken));
    type = reader.u8();
    const std::size_t length = reader.u24();
    if (!reader)
        return false;
    if (length > maximumMessage) {
        clear();
        m_broken = true;
        return false;
    }
    body = reader.bytes(length);
    if (!reader)
        return false;
    m_taken += reader.position();
    return true;
}

void HandshakeMessages::clear() {
    m_octets = {};
    m_taken = 0;
}

}  // namespace weir::decrypt
