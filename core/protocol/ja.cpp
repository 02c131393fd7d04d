// SPDX-License-Identifier: GPL-3.0-or-later
// The digests come from libcrypto, the texts from the hello.
#include "core/protocol/ja.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>

namespace weir::protocol {

namespace {

std::string hex(Bytes octets) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(octets.size() * 2);
    for (const std::uint8_t octet : octets) {
        text += digits[octet >> 4];
        text += digits[octet & 15];
    }
    return text;
}

std::string digest(Bytes octets, const EVP_MD* algorithm) {
    std::uint8_t sum[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!algorithm || EVP_Digest(octets.data(), octets.size(), sum, &size, algorithm, nullptr) != 1)
        return {};  // a libcrypto that forbids MD5 (FIPS): no fingerprint rather than a wrong one
    return hex({sum, size});
}

template <typename Number>
void appendDecimals(std::string& text, const std::vector<Number>& numbers) {
    bool first = true;
    for (const Number number : numbers) {
        if (isGrease(number))
            continue;
        if (!first)
            text += '-';
        text += std::to_string(number);
        first = false;
    }
}

std::string hexList(const std::vector<std::uint16_t>& numbers) {
    std::string text;
    for (const std::uint16_t number : numbers) {
        char four[5];
        std::snprintf(four, sizeof four, "%04x", number);
        if (!text.empty())
            text += ',';
        text += four;
    }
    return text;
}

std::vector<std::uint16_t> withoutGrease(std::vector<std::uint16_t> numbers) {
    std::erase_if(numbers, isGrease);
    return numbers;
}

std::string versionCode(std::uint16_t version) {
    switch (version) {
        case 0x0304:
            return "13";
        case 0x0303:
            return "12";
        case 0x0302:
            return "11";
        case 0x0301:
            return "10";
        case 0x0300:
            return "s3";
        case 0x0002:
            return "s2";
        case 0xfeff:
            return "d1";
        case 0xfefd:
            return "d2";
        case 0xfefc:
            return "d3";
        default:
            return "00";
    }
}

std::string twoDigits(std::size_t count) {
    const std::size_t shown = std::min<std::size_t>(count, 99);
    return {static_cast<char>('0' + shown / 10), static_cast<char>('0' + shown % 10)};
}

bool isAlphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// First and last character of the first ALPN value; of its hexadecimal form where either is no letter or digit.
std::string applicationCode(const ClientHello& hello) {
    if (hello.applications.empty() || hello.applications.front().empty())
        return "00";
    const std::string& name = hello.applications.front();
    if (isAlphanumeric(name.front()) && isAlphanumeric(name.back()))
        return {name.front(), name.back()};
    const std::string digits = hex(asBytes(name));
    return {digits.front(), digits.back()};
}

std::string shortDigest(const std::string& text) {
    return text.empty() ? std::string(12, '0') : sha256Hex(asBytes(text)).substr(0, 12);
}

}  // namespace

// Fetched once: libcrypto 3 otherwise looks an algorithm up at every use, which costs more than the digest.
std::string md5Hex(Bytes octets) {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
    return digest(octets, algorithm);
}
std::string sha256Hex(Bytes octets) {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return digest(octets, algorithm);
}

std::string ja3Text(const ClientHello& hello) {
    std::string text = std::to_string(hello.legacyVersion) + ',';
    appendDecimals(text, hello.ciphers);
    text += ',';
    appendDecimals(text, hello.extensions);
    text += ',';
    appendDecimals(text, hello.groups);
    text += ',';
    appendDecimals(text, hello.pointFormats);
    return text;
}
std::string ja3(const ClientHello& hello) { return md5Hex(asBytes(ja3Text(hello))); }

std::string ja3sText(const ServerHello& hello) {
    std::string text = std::to_string(hello.legacyVersion) + ',' + std::to_string(hello.cipher) + ',';
    appendDecimals(text, hello.extensions);
    return text;
}
std::string ja3s(const ServerHello& hello) { return md5Hex(asBytes(ja3sText(hello))); }

std::string ja4(const ClientHello& hello, HelloTransport transport) {
    std::vector<std::uint16_t> ciphers = withoutGrease(hello.ciphers);
    std::vector<std::uint16_t> extensions = withoutGrease(hello.extensions);
    std::string text{static_cast<char>(transport)};
    text += versionCode(hello.version());
    text += hello.hasServerName ? 'd' : 'i';
    text += twoDigits(ciphers.size()) + twoDigits(extensions.size()) + applicationCode(hello);

    std::sort(ciphers.begin(), ciphers.end());
    std::erase_if(extensions, [](std::uint16_t type) { return type == 0 || type == 16; });  // server_name and ALPN
    std::sort(extensions.begin(), extensions.end());
    std::string offered = hexList(extensions);
    const std::string algorithms = hexList(withoutGrease(hello.signatureAlgorithms));
    if (!offered.empty() && !algorithms.empty())
        offered += '_' + algorithms;
    return text + '_' + shortDigest(hexList(ciphers)) + '_' + shortDigest(offered);
}

}  // namespace weir::protocol
