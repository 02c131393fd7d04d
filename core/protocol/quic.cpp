// SPDX-License-Identifier: GPL-3.0-or-later
// Header protection off, AES-128-GCM off, CRYPTO frames out. Numbers: RFC 9000 sections 16 to 19, RFC 9001 section 5.
#include "core/protocol/quic.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

namespace weir::protocol {

namespace {

constexpr std::size_t maximumCrypto = 64 * 1024;
constexpr std::size_t maximumPieces = 256;
constexpr unsigned maximumDerivations = 8;  // of keys, in a datagram; it takes one
constexpr std::size_t sampleSize = 16;
constexpr std::size_t tagSize = 16;

using Secret = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 20>;

constexpr Salt saltVersion1 = {0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
                               0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a};
constexpr Salt saltVersion2 = {0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
                               0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9};
constexpr Salt saltDraft29 = {0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
                              0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99};
constexpr Salt saltDraft23 = {0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7,
                              0xd2, 0x43, 0x2b, 0xb4, 0x63, 0x65, 0xbe, 0xf9, 0xf5, 0x02};

const Salt* saltOf(std::uint32_t version) {
    if (version == quicVersion1 || (version >= 0xff000021 && version <= 0xff000022))
        return &saltVersion1;
    if (version == quicVersion2)
        return &saltVersion2;
    if (version >= 0xff00001d && version <= 0xff000020)
        return &saltDraft29;
    if (version >= 0xff000017 && version <= 0xff00001c)
        return &saltDraft23;
    return nullptr;
}

bool hmac(Bytes key, Bytes data, Secret& out) {
    unsigned size = 0;
    return HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data.data(), data.size(), out.data(), &size) &&
           size == out.size();
}

/// HKDF-Expand-Label of RFC 8446 section 7.1 with an empty context, for at most one hash's worth of octets.
bool expandLabel(const Secret& secret, std::string_view label, std::span<std::uint8_t> out) {
    std::vector<std::uint8_t> info = {0, static_cast<std::uint8_t>(out.size()),
                                      static_cast<std::uint8_t>(6 + label.size())};
    for (const std::string_view part : {std::string_view("tls13 "), label})
        info.insert(info.end(), part.begin(), part.end());
    info.push_back(0);  // the context
    info.push_back(1);  // the first block
    Secret block;
    if (!hmac(secret, info, block))
        return false;
    std::copy_n(block.begin(), out.size(), out.begin());
    return true;
}

struct CipherFree {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

bool headerMask(const QuicKeys& keys, Bytes sample, std::array<std::uint8_t, 16>& mask) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    return cipher &&
           EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_ecb(), nullptr, keys.headerProtection.data(), nullptr) == 1 &&
           EVP_CIPHER_CTX_set_padding(cipher.get(), 0) == 1 &&
           EVP_EncryptUpdate(cipher.get(), mask.data(), &size, sample.data(), sampleSize) == 1 && size == sampleSize;
}

std::optional<std::vector<std::uint8_t>> decrypt(const QuicKeys& keys, std::uint64_t number, Bytes header,
                                                 Bytes sealed) {
    if (sealed.size() < tagSize)
        return std::nullopt;
    std::array<std::uint8_t, 12> nonce = keys.iv;
    for (std::size_t i = 0; i < 8; ++i) nonce[11 - i] ^= static_cast<std::uint8_t>(number >> (8 * i));
    const Bytes text = sealed.first(sealed.size() - tagSize);
    std::array<std::uint8_t, tagSize> tag;
    std::copy_n(sealed.end() - tagSize, tagSize, tag.begin());

    std::vector<std::uint8_t> plain(text.size());
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool opened =
        cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, keys.key.data(), nonce.data()) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &size, header.data(), static_cast<int>(header.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), plain.data(), &size, text.data(), static_cast<int>(text.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), plain.data() + size, &size) == 1;
    return opened ? std::optional(std::move(plain)) : std::nullopt;
}

/// RFC 9000 section 16.
std::uint64_t variableInteger(ByteReader& reader) {
    const std::uint8_t first = reader.u8();
    std::uint64_t value = first & 0x3f;
    for (unsigned more = (1U << (first >> 6)) - 1; more > 0; --more) value = value << 8 | reader.u8();
    return value;
}

}  // namespace

Bytes quicInitialSalt(std::uint32_t version) {
    const Salt* const salt = saltOf(version);
    return salt != nullptr ? Bytes(*salt) : Bytes();
}

bool deriveInitialKeys(std::uint32_t version, Bytes destinationConnection, QuicSender sender, QuicKeys& keys) {
    const Salt* salt = saltOf(version);
    const bool two = version == quicVersion2;
    Secret initial, secret;
    return salt && hmac(*salt, destinationConnection, initial) &&
           expandLabel(initial, sender == QuicSender::client ? "client in" : "server in", secret) &&
           expandLabel(secret, two ? "quicv2 key" : "quic key", keys.key) &&
           expandLabel(secret, two ? "quicv2 iv" : "quic iv", keys.iv) &&
           expandLabel(secret, two ? "quicv2 hp" : "quic hp", keys.headerProtection);
}

bool beginsQuicInitial(Bytes datagram) {
    ByteReader reader(datagram);
    const std::uint8_t first = reader.u8();
    const std::uint32_t version = reader.u32();
    const unsigned initial = version == quicVersion2 ? 1 : 0;
    return reader && (first & 0xc0) == 0xc0 && (first >> 4 & 3U) == initial && saltOf(version) != nullptr;
}

struct QuicHello::Packet {
    std::uint32_t version = 0;
    Bytes destination;
    Bytes octets;                  ///< the whole packet
    std::size_t numberOffset = 0;  ///< where its packet number begins
    bool initial = false;

    /// Opens the packet with `keys`; nothing where they are not its keys.
    std::optional<std::vector<std::uint8_t>> open(const QuicKeys& keys) const {
        std::array<std::uint8_t, 16> mask;
        if (octets.size() < numberOffset + 4 + sampleSize ||
            !headerMask(keys, octets.subspan(numberOffset + 4, sampleSize), mask))
            return std::nullopt;
        std::vector<std::uint8_t> header(octets.begin(),
                                         octets.begin() + static_cast<std::ptrdiff_t>(numberOffset + 4));
        header[0] = static_cast<std::uint8_t>(header[0] ^ (mask[0] & 0x0f));
        const std::size_t numberSize = (header[0] & 3U) + 1;
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < numberSize; ++i) {
            header[numberOffset + i] ^= mask[1 + i];
            number = number << 8 | header[numberOffset + i];
        }
        header.resize(numberOffset + numberSize);
        // The number is cut to its low octets; a client's first flight never gets beyond them.
        return decrypt(keys, number, header, octets.subspan(header.size()));
    }
};

TlsStatus QuicHello::add(Bytes datagram) {
    if (m_status == TlsStatus::complete || m_status == TlsStatus::broken)
        return m_status;
    bool opened = false;
    unsigned derivations = 0;
    ByteReader reader(datagram);
    while (derivations <= maximumDerivations && !reader.atEnd() && (reader.peek() & 0x80) != 0) {
        const std::size_t start = reader.position();
        Packet packet;
        const std::uint8_t first = reader.u8();
        packet.version = reader.u32();
        packet.destination = reader.bytes(reader.u8());
        reader.skip(reader.u8());
        if (!reader || packet.destination.size() > 20 || !saltOf(packet.version))
            break;
        const unsigned type = first >> 4 & 3U;
        const bool two = packet.version == quicVersion2;
        packet.initial = type == (two ? 1U : 0U);
        if (type == (two ? 0U : 3U))
            break;  // a Retry has no length, and clients send none
        if (packet.initial) {
            const std::uint64_t token = variableInteger(reader);
            if (token > reader.remaining())
                break;
            reader.skip(static_cast<std::size_t>(token));
        }
        const std::uint64_t length = variableInteger(reader);
        if (!reader || length > reader.remaining())
            break;
        packet.numberOffset = reader.position() - start;
        reader.skip(static_cast<std::size_t>(length));
        packet.octets = datagram.subspan(start, reader.position() - start);
        if (packet.initial && addPacket(packet, derivations))
            opened = true;
    }
    if (opened)
        tryHello();
    return opened ? m_status : m_status == TlsStatus::needMore ? TlsStatus::notTls : m_status;
}

bool QuicHello::addPacket(const Packet& packet, unsigned& derivations) {
    std::optional<std::vector<std::uint8_t>> plain;
    if (m_version != 0)
        plain = packet.open(m_keys);
    if (!plain) {
        // The first packet, or one after a Retry or a change of version: its own connection identifier makes the keys.
        QuicKeys keys;
        if (++derivations > maximumDerivations ||
            !deriveInitialKeys(packet.version, packet.destination, QuicSender::client, keys))
            return false;
        plain = packet.open(keys);
        if (!plain)
            return false;
        m_keys = keys;
        m_version = packet.version;
        m_destination.assign(packet.destination.begin(), packet.destination.end());
    }
    return addFrames(*plain);
}

bool QuicHello::addFrames(Bytes payload) {
    ByteReader reader(payload);
    while (!reader.atEnd()) {
        const std::uint64_t type = variableInteger(reader);
        if (type == 0x00 || type == 0x01)  // PADDING, PING
            continue;
        if (type == 0x06) {  // CRYPTO
            const std::uint64_t offset = variableInteger(reader);
            const std::uint64_t length = variableInteger(reader);
            if (!reader || length > reader.remaining())
                return false;
            addCrypto(offset, reader.bytes(static_cast<std::size_t>(length)));
        } else if (type == 0x02 || type == 0x03) {  // ACK: largest, delay, count, first range, ranges
            variableInteger(reader);
            variableInteger(reader);
            const std::uint64_t ranges = variableInteger(reader);
            variableInteger(reader);
            for (std::uint64_t i = 0; i < ranges && reader; ++i) {
                variableInteger(reader);
                variableInteger(reader);
            }
            for (int i = 0; type == 0x03 && i < 3; ++i) variableInteger(reader);
        } else {
            break;  // CONNECTION_CLOSE, or what may not be here: nothing after it is of use
        }
        if (!reader)
            return false;
    }
    return true;
}

void QuicHello::addCrypto(std::uint64_t offset, Bytes data) {
    if (data.empty() || offset > maximumCrypto || data.size() > maximumCrypto - offset ||
        m_held + data.size() > maximumCrypto || m_pieces.size() >= maximumPieces)
        return;
    const auto at = static_cast<std::uint32_t>(offset);
    const auto place = std::lower_bound(m_pieces.begin(), m_pieces.end(), at,
                                        [](const auto& piece, std::uint32_t key) { return piece.first < key; });
    if (place != m_pieces.end() && place->first == at && place->second.size() >= data.size())
        return;  // sent again
    m_pieces.insert(place, {at, {data.begin(), data.end()}});
    m_held += data.size();
}

void QuicHello::tryHello() {
    std::vector<std::uint8_t> joined;
    for (const auto& [offset, data] : m_pieces) {
        if (offset > joined.size())
            break;
        const std::size_t known = joined.size() - offset;
        if (known < data.size())
            joined.insert(joined.end(), data.begin() + static_cast<std::ptrdiff_t>(known), data.end());
    }
    m_status = readClientHelloMessage(joined, m_hello);
    if (m_status == TlsStatus::notTls)
        m_status = TlsStatus::broken;
    if (m_status == TlsStatus::complete)
        m_message = std::move(joined);
    if (m_status != TlsStatus::needMore)
        m_pieces.clear();
}

}  // namespace weir::protocol
