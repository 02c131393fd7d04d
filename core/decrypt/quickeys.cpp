// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/quickeys.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "core/protocol/quic.h"

namespace weir::decrypt {
namespace {

constexpr std::size_t sampleSize = 16, numberMost = 4, nonceSize = 12;

bool isVersion2(std::uint32_t version) { return version == protocol::quicVersion2; }

std::string label(std::uint32_t version, std::string_view what) {
    return (isVersion2(version) ? "quicv2 " : "quic ") + std::string(what);
}

/// RFC 9000 appendix A.3.
std::uint64_t wholeNumber(std::uint64_t low, std::size_t octets, std::uint64_t expected) {
    const std::uint64_t window = std::uint64_t{1} << (8 * octets), half = window / 2;
    const std::uint64_t candidate = (expected & ~(window - 1)) | low;
    if (candidate + half <= expected && candidate < (std::uint64_t{1} << 62) - window)
        return candidate + window;
    if (candidate > expected + half && candidate >= window)
        return candidate - window;
    return candidate;
}

}  // namespace

void QuicOpener::Free::operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }

bool QuicOpener::setKeys(Bytes secret) {
    m_secret = KeyOctets(secret);
    m_key = expandLabel(m_suite->hash, secret, label(m_version, "key"), m_suite->keySize);
    const KeyOctets iv = expandLabel(m_suite->hash, secret, label(m_version, "iv"), nonceSize);
    if (m_key.empty() || iv.size() != nonceSize)
        return false;
    std::copy_n(iv.data(), nonceSize, m_iv.begin());
    EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, m_suite->cipher, nullptr);
    m_cipher.reset(EVP_CIPHER_CTX_new());
    const bool ready = m_cipher && cipher != nullptr &&
                       EVP_DecryptInit_ex(m_cipher.get(), cipher, nullptr, nullptr, nullptr) == 1 &&
                       EVP_CIPHER_CTX_ctrl(m_cipher.get(), EVP_CTRL_AEAD_SET_IVLEN, nonceSize, nullptr) == 1;
    EVP_CIPHER_free(cipher);
    return ready;
}

std::unique_ptr<QuicOpener> QuicOpener::make(const CipherSuite& suite, std::uint32_t version, Bytes secret) {
    const bool has = suite.sealing == Sealing::gcm || suite.sealing == Sealing::chacha20 ||
                     (suite.sealing == Sealing::ccm && suite.tagSize == 16);
    if (!has || secret.empty())
        return nullptr;
    std::unique_ptr<QuicOpener> out(new QuicOpener);
    out->m_suite = &suite;
    out->m_version = version;
    out->m_header = expandLabel(suite.hash, secret, label(version, "hp"), suite.keySize);
    const EVP_CIPHER* const cipher = suite.sealing == Sealing::chacha20 ? EVP_chacha20()
                                     : suite.keySize == 16              ? EVP_aes_128_ecb()
                                                                        : EVP_aes_256_ecb();
    out->m_mask.reset(EVP_CIPHER_CTX_new());
    const bool ready = !out->m_header.empty() && out->m_mask &&
                       EVP_EncryptInit_ex(out->m_mask.get(), cipher, nullptr, out->m_header.data(), nullptr) == 1 &&
                       EVP_CIPHER_CTX_set_padding(out->m_mask.get(), 0) == 1;
    return ready && out->setKeys(secret) ? std::move(out) : nullptr;
}

std::unique_ptr<QuicOpener> QuicOpener::next() const {
    const KeyOctets secret = expandLabel(m_suite->hash, m_secret, label(m_version, "ku"), m_secret.size());
    std::unique_ptr<QuicOpener> out = make(*m_suite, m_version, secret);
    if (!out)
        return nullptr;
    out->m_header = m_header;
    EVP_EncryptInit_ex(out->m_mask.get(), nullptr, nullptr, m_header.data(), nullptr);
    return out;
}

bool QuicOpener::mask(Bytes sample, std::array<std::uint8_t, 16>& out) {
    int size = 0;
    if (m_suite->sealing != Sealing::chacha20)
        return EVP_EncryptInit_ex(m_mask.get(), nullptr, nullptr, nullptr, nullptr) == 1 &&
               EVP_EncryptUpdate(m_mask.get(), out.data(), &size, sample.data(), sampleSize) == 1;
    // Counter and nonce are the sample, as OpenSSL takes them.
    constexpr std::array<std::uint8_t, 5> zeros{};
    return EVP_EncryptInit_ex(m_mask.get(), nullptr, nullptr, nullptr, sample.data()) == 1 &&
           EVP_EncryptUpdate(m_mask.get(), out.data(), &size, zeros.data(), zeros.size()) == 1;
}

std::optional<OpenedQuicPacket> QuicOpener::open(const QuicPacket& packet, std::uint64_t largest) {
    const std::size_t tag = m_suite->tagSize;
    std::array<std::uint8_t, 16> bits{};
    if (packet.octets.size() < packet.numberOffset + numberMost + sampleSize ||
        !mask(packet.octets.subspan(packet.numberOffset + numberMost, sampleSize), bits))
        return std::nullopt;
    std::vector<std::uint8_t> header(
        packet.octets.begin(), packet.octets.begin() + static_cast<std::ptrdiff_t>(packet.numberOffset + numberMost));
    header[0] = static_cast<std::uint8_t>(header[0] ^ (bits[0] & (packet.isLong ? 0x0f : 0x1f)));
    const std::size_t numberSize = (header[0] & 3U) + 1;
    std::uint64_t low = 0;
    for (std::size_t i = 0; i < numberSize; ++i) {
        header[packet.numberOffset + i] ^= bits[1 + i];
        low = low << 8 | header[packet.numberOffset + i];
    }
    header.resize(packet.numberOffset + numberSize);
    OpenedQuicPacket out;
    out.number = wholeNumber(low, numberSize, largest);
    out.keyPhase = (header[0] & 0x04) != 0;
    const Bytes sealed = packet.octets.subspan(header.size());
    if (sealed.size() < tag)
        return std::nullopt;
    std::array<std::uint8_t, nonceSize> nonce = m_iv;
    for (std::size_t i = 0; i < 8; ++i) nonce[nonceSize - 1 - i] ^= static_cast<std::uint8_t>(out.number >> (8 * i));
    const Bytes text = sealed.first(sealed.size() - tag);
    std::array<std::uint8_t, 16> expected{};
    std::copy(sealed.end() - static_cast<std::ptrdiff_t>(tag), sealed.end(), expected.begin());
    out.frames.resize(text.size());
    EVP_CIPHER_CTX* const context = m_cipher.get();
    const auto length = [](const auto& octets) { return static_cast<int>(octets.size()); };
    int size = 0;
    bool good = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag), expected.data()) == 1 &&
                EVP_DecryptInit_ex(context, nullptr, nullptr, m_key.data(), nonce.data()) == 1;
    if (m_suite->sealing == Sealing::ccm) {
        good = good && EVP_DecryptUpdate(context, nullptr, &size, nullptr, length(text)) == 1 &&
               EVP_DecryptUpdate(context, nullptr, &size, header.data(), length(header)) == 1 &&
               EVP_DecryptUpdate(context, out.frames.data(), &size, text.data(), length(text)) == 1;
    } else {
        good = good && EVP_DecryptUpdate(context, nullptr, &size, header.data(), length(header)) == 1 &&
               EVP_DecryptUpdate(context, out.frames.data(), &size, text.data(), length(text)) == 1 &&
               EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag), expected.data()) == 1 &&
               EVP_DecryptFinal_ex(context, out.frames.data() + text.size(), &size) == 1;
    }
    return good ? std::optional(std::move(out)) : std::nullopt;
}

KeyOctets quicInitialSecret(std::uint32_t version, Bytes destinationConnection, bool client) {
    const Bytes salt = protocol::quicInitialSalt(version);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> initial{};
    unsigned size = 0;
    if (salt.empty() || HMAC(EVP_sha256(), salt.data(), static_cast<int>(salt.size()), destinationConnection.data(),
                             destinationConnection.size(), initial.data(), &size) == nullptr)
        return KeyOctets();
    return expandLabel("SHA256", Bytes(initial).first(size), client ? "client in" : "server in", 32);
}

}  // namespace weir::decrypt
