// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: RFC 2246, 4346 and 5246 section 6.2.3, RFC 5288, 6655, 7366, 7905, RFC 8446 section 5.2.
#include "core/decrypt/recordopener.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace weir::decrypt {
namespace {

constexpr std::size_t nonceSize = 12, fixedNonceSize = 4, explicitNonceSize = 8;
constexpr std::size_t macHeaderSize = 13;  ///< sequence number, type, version, length

void putNumber(std::uint8_t* to, std::uint64_t value, std::size_t octets) {
    for (std::size_t i = 0; i < octets; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * (octets - 1 - i)));
}

std::array<std::uint8_t, macHeaderSize> macHeader(std::uint64_t sequence, std::uint8_t type, Bytes version,
                                                  std::size_t length) {
    std::array<std::uint8_t, macHeaderSize> out{};
    putNumber(out.data(), sequence, 8);
    out[8] = type;
    out[9] = version[0];
    out[10] = version[1];
    putNumber(out.data() + 11, length, 2);
    return out;
}

}  // namespace

void RecordOpener::FreeCipher::operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }

std::size_t RecordOpener::ivSize(std::uint16_t version, const CipherSuite& suite) {
    switch (suite.sealing) {
        case Sealing::gcm:
        case Sealing::ccm:
            return fixedNonceSize;
        case Sealing::chacha20:
            return nonceSize;
        case Sealing::cbc:
            return version == tls10 ? suite.block : 0;  // later each record brings its own
        case Sealing::mac:
            break;
    }
    return 0;
}

std::unique_ptr<RecordOpener> RecordOpener::before13(std::uint16_t version, const CipherSuite& suite,
                                                     bool encryptThenMac, const Keys& keys) {
    std::unique_ptr<RecordOpener> out(new RecordOpener);
    out->m_suite = &suite;
    out->m_version = version;
    out->m_encryptThenMac = encryptThenMac && suite.sealing == Sealing::cbc;
    out->m_macKey = KeyOctets(keys.mac);
    out->m_iv.assign(keys.iv.begin(), keys.iv.end());
    return out->prepare(keys.cipher) ? std::move(out) : nullptr;
}

std::unique_ptr<RecordOpener> RecordOpener::of13(const CipherSuite& suite, Bytes secret, std::uint16_t draft) {
    std::unique_ptr<RecordOpener> out(new RecordOpener);
    out->m_suite = &suite;
    out->m_version = tls13;
    out->m_sealsHeader = draft == 0 || draft >= 25;
    const KeyOctets key = expandLabel(suite.hash, secret, "key", suite.keySize);
    const KeyOctets iv = expandLabel(suite.hash, secret, "iv", nonceSize);
    out->m_iv.assign(iv.data(), iv.data() + iv.size());
    const bool whole = !key.empty() && !iv.empty() && suite.mac == nullptr;
    return whole && out->prepare(key) ? std::move(out) : nullptr;
}

bool RecordOpener::prepare(Bytes key) {
    if (m_suite->cipher == nullptr)
        return true;
    m_key = KeyOctets(key);
    m_context.reset(EVP_CIPHER_CTX_new());
    EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, m_suite->cipher, nullptr);
    const bool known =
        m_context && cipher != nullptr && EVP_DecryptInit_ex(m_context.get(), cipher, nullptr, nullptr, nullptr) == 1;
    EVP_CIPHER_free(cipher);
    if (!known)
        return false;
    EVP_CIPHER_CTX* const context = m_context.get();
    if (m_suite->sealing == Sealing::cbc)
        return EVP_DecryptInit_ex(context, nullptr, nullptr, key.data(), nullptr) == 1 &&
               EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, nonceSize, nullptr) == 1 &&
           (m_suite->sealing == Sealing::ccm ||
            EVP_DecryptInit_ex(context, nullptr, nullptr, key.data(), nullptr) == 1);
}

std::optional<OpenedRecord> RecordOpener::open(const SealedRecord& record, RecordScratch& scratch) {
    if (record.fragment.size() > maximumFragment)
        return std::nullopt;
    if (scratch.size() < macHeaderSize + maximumFragment)
        scratch.resize(macHeaderSize + maximumFragment);
    auto opened = m_suite->mac != nullptr ? openWithMac(record, scratch) : openAuthenticated(record, scratch);
    if (opened)
        ++m_sequence;
    return opened;
}

bool RecordOpener::skip() {
    ++m_sequence;
    return m_suite->sealing != Sealing::cbc || m_version != tls10;  // there the last block is the next one's vector
}

std::optional<OpenedRecord> RecordOpener::openAuthenticated(const SealedRecord& record, RecordScratch& scratch) {
    const std::size_t tag = m_suite->tagSize;
    const bool hasNonce = m_version != tls13 && m_suite->sealing != Sealing::chacha20;
    const std::size_t front = hasNonce ? explicitNonceSize : 0;
    if (record.fragment.size() < front + tag)
        return std::nullopt;
    std::array<std::uint8_t, nonceSize> nonce{};
    std::copy(m_iv.begin(), m_iv.end(), nonce.begin());
    if (hasNonce) {
        std::copy_n(record.fragment.begin(), explicitNonceSize, nonce.begin() + fixedNonceSize);
    } else {
        for (std::size_t i = 0; i < 8; ++i)
            nonce[nonceSize - 1 - i] ^= static_cast<std::uint8_t>(m_sequence >> (8 * i));
    }
    const Bytes sealed = record.fragment.subspan(front);
    const std::size_t size = sealed.size() - tag;
    if (m_version != tls13) {
        const auto additional = macHeader(m_sequence, record.type(), record.header.subspan(1, 2), size);
        if (!unseal(nonce, additional, sealed, scratch.data()))
            return std::nullopt;
        return OpenedRecord{record.type(), Bytes(scratch).first(size)};
    }
    if (!unseal(nonce, m_sealsHeader ? record.header : Bytes(), sealed, scratch.data()))
        return std::nullopt;
    Bytes inner = Bytes(scratch).first(size);  // content, its type, zeros
    while (!inner.empty() && inner.back() == 0) inner = inner.first(inner.size() - 1);
    if (inner.empty())
        return OpenedRecord{};
    return OpenedRecord{inner.back(), inner.first(inner.size() - 1)};
}

bool RecordOpener::unseal(Bytes nonce, Bytes additional, Bytes sealed, std::uint8_t* to) {
    EVP_CIPHER_CTX* const context = m_context.get();
    const auto tag = static_cast<int>(m_suite->tagSize);
    const Bytes text = sealed.first(sealed.size() - m_suite->tagSize);
    std::array<std::uint8_t, 16> expected{};
    std::copy(sealed.end() - tag, sealed.end(), expected.begin());
    const auto length = [](Bytes octets) { return static_cast<int>(octets.size()); };
    int size = 0;
    if (m_suite->sealing == Sealing::ccm) {  // it wants to know the tag and the length first
        const bool ready = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag, expected.data()) == 1 &&
                           EVP_DecryptInit_ex(context, nullptr, nullptr, m_key.data(), nonce.data()) == 1 &&
                           EVP_DecryptUpdate(context, nullptr, &size, nullptr, length(text)) == 1 &&
                           EVP_DecryptUpdate(context, nullptr, &size, additional.data(), length(additional)) == 1;
        return ready && EVP_DecryptUpdate(context, to, &size, text.data(), length(text)) == 1;
    }
    return EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, nonce.data()) == 1 &&
           (additional.empty() ||
            EVP_DecryptUpdate(context, nullptr, &size, additional.data(), length(additional)) == 1) &&
           (text.empty() || EVP_DecryptUpdate(context, to, &size, text.data(), length(text)) == 1) &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag, expected.data()) == 1 &&
           EVP_DecryptFinal_ex(context, to + text.size(), &size) == 1;
}

bool RecordOpener::decryptBlocks(Bytes iv, Bytes blocks, std::uint8_t* to) {
    int size = 0;
    return EVP_DecryptInit_ex(m_context.get(), nullptr, nullptr, nullptr, iv.data()) == 1 &&
           EVP_DecryptUpdate(m_context.get(), to, &size, blocks.data(), static_cast<int>(blocks.size())) == 1 &&
           size == static_cast<int>(blocks.size());
}

/// `content` has room for the header before it.
bool RecordOpener::verifyMac(std::uint8_t type, Bytes version, std::uint8_t* content, std::size_t size,
                             Bytes mac) const {
    const auto header = macHeader(m_sequence, type, version, size);
    std::copy(header.begin(), header.end(), content - macHeaderSize);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> made{};
    unsigned length = 0;
    return HMAC(EVP_get_digestbyname(m_suite->mac), m_macKey.data(), static_cast<int>(m_macKey.size()),
                content - macHeaderSize, macHeaderSize + size, made.data(), &length) != nullptr &&
           length == mac.size() && CRYPTO_memcmp(made.data(), mac.data(), length) == 0;
}

std::optional<OpenedRecord> RecordOpener::openWithMac(const SealedRecord& record, RecordScratch& scratch) {
    const std::size_t macSize = m_suite->tagSize;
    const std::size_t block = m_suite->block;
    const Bytes version = record.header.subspan(1, 2);
    std::uint8_t* const to = scratch.data() + macHeaderSize;
    Bytes sealed = record.fragment;
    const auto opened = [&](std::size_t size) {
        return OpenedRecord{record.type(), Bytes(scratch).subspan(macHeaderSize, size)};
    };
    if (m_suite->sealing == Sealing::mac) {
        if (sealed.size() < macSize)
            return std::nullopt;
        std::copy(sealed.begin(), sealed.end(), to);
        const std::size_t size = sealed.size() - macSize;
        return verifyMac(record.type(), version, to, size, sealed.last(macSize)) ? std::optional(opened(size))
                                                                                 : std::nullopt;
    }
    if (m_encryptThenMac) {
        if (sealed.size() < macSize)
            return std::nullopt;
        const Bytes mac = sealed.last(macSize);
        sealed = sealed.first(sealed.size() - macSize);
        std::copy(sealed.begin(), sealed.end(), to);
        if (!verifyMac(record.type(), version, to, sealed.size(), mac))
            return std::nullopt;
    }
    const std::size_t front = m_version == tls10 ? 0 : block;
    if (sealed.size() < front + block || sealed.size() % block != 0)
        return std::nullopt;
    const Bytes iv = front == 0 ? Bytes(m_iv) : sealed.first(front);
    const Bytes blocks = sealed.subspan(front);
    if (iv.size() != block || !decryptBlocks(iv, blocks, to))
        return std::nullopt;
    const std::size_t padding = to[blocks.size() - 1] + std::size_t{1};
    const std::size_t behind = padding + (m_encryptThenMac ? 0 : macSize);
    if (behind > blocks.size())
        return std::nullopt;
    const Bytes filler(to + blocks.size() - padding, padding);
    if (std::any_of(filler.begin(), filler.end(), [&](std::uint8_t each) { return each != padding - 1; }))
        return std::nullopt;
    const std::size_t size = blocks.size() - behind;
    if (!m_encryptThenMac && !verifyMac(record.type(), version, to, size, Bytes(to + size, macSize)))
        return std::nullopt;
    if (m_version == tls10)
        m_iv.assign(blocks.end() - static_cast<std::ptrdiff_t>(block), blocks.end());
    return opened(size);
}

}  // namespace weir::decrypt
