// SPDX-License-Identifier: GPL-3.0-or-later
// Writes TLS messages octet by octet, so that a test shows what it sends.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace weir::test {

using Octets = std::vector<std::uint8_t>;

inline void put(Octets& out, std::uint64_t value, int octets) {
    for (int i = octets - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}
inline void put(Octets& out, const Octets& more) { out.insert(out.end(), more.begin(), more.end()); }
inline void put(Octets& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

/// `body` behind its length in `octets` octets.
inline Octets counted(const Octets& body, int octets) {
    Octets out;
    put(out, body.size(), octets);
    put(out, body);
    return out;
}
inline Octets numbers(std::initializer_list<std::uint16_t> values) {
    Octets out;
    for (const std::uint16_t value : values) put(out, value, 2);
    return out;
}
inline Octets extension(std::uint16_t type, const Octets& body) {
    Octets out;
    put(out, type, 2);
    put(out, counted(body, 2));
    return out;
}
inline Octets serverName(std::string_view name) {
    Octets entry{0};
    put(entry, name.size(), 2);
    put(entry, name);
    return extension(0, counted(entry, 2));
}
inline Octets applications(std::initializer_list<std::string_view> names) {
    Octets list;
    for (const std::string_view name : names) {
        list.push_back(static_cast<std::uint8_t>(name.size()));
        put(list, name);
    }
    return extension(16, counted(list, 2));
}
/// A handshake message of `type`.
inline Octets message(std::uint8_t type, const Octets& body) {
    Octets out{type};
    put(out, counted(body, 3));
    return out;
}
inline Octets clientHello(std::uint16_t version, const Octets& ciphers, const Octets& extensions) {
    Octets body;
    put(body, version, 2);
    body.insert(body.end(), 32, 0x5a);
    body.push_back(0);
    put(body, counted(ciphers, 2));
    put(body, Octets{1, 0});
    put(body, counted(extensions, 2));
    return message(1, body);
}
inline Octets serverHello(std::uint16_t version, const Octets& extensions) {
    Octets body;
    put(body, version, 2);
    body.insert(body.end(), 32, 9);
    put(body, Octets{0, 0xc0, 0x2f, 0});
    put(body, counted(extensions, 2));
    return message(2, body);
}
/// A Certificate message of TLS 1.2, the leaf first.
inline Octets certificates(std::initializer_list<Octets> chain) {
    Octets list;
    for (const Octets& one : chain) put(list, counted(one, 3));
    return message(11, counted(list, 3));
}
/// `handshake` in records of at most `size` octets.
inline Octets records(const Octets& handshake, std::size_t size = 16384) {
    Octets out;
    for (std::size_t at = 0; at < handshake.size(); at += size) {
        const std::size_t end = std::min(handshake.size(), at + size);
        put(out, Octets{22, 3, 1});
        put(out, end - at, 2);
        out.insert(out.end(), handshake.begin() + static_cast<std::ptrdiff_t>(at),
                   handshake.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return out;
}

}  // namespace weir::test
