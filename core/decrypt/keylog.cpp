// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/keylog.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <optional>

namespace weir::decrypt {
namespace {

constexpr std::size_t largestSecret = 64, masterSize = 48;

struct Label {
    std::string_view text;
    SecretKind kind;
};
// The labels with QUIC_ before them are those of early QUIC programs.
constexpr Label labels[] = {
    {"CLIENT_RANDOM", SecretKind::master},
    {"CLIENT_EARLY_TRAFFIC_SECRET", SecretKind::clientEarly},
    {"CLIENT_HANDSHAKE_TRAFFIC_SECRET", SecretKind::clientHandshake},
    {"SERVER_HANDSHAKE_TRAFFIC_SECRET", SecretKind::serverHandshake},
    {"CLIENT_TRAFFIC_SECRET_0", SecretKind::clientTraffic},
    {"SERVER_TRAFFIC_SECRET_0", SecretKind::serverTraffic},
    {"QUIC_CLIENT_EARLY_TRAFFIC_SECRET", SecretKind::clientEarly},
    {"QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET", SecretKind::clientHandshake},
    {"QUIC_SERVER_HANDSHAKE_TRAFFIC_SECRET", SecretKind::serverHandshake},
    {"QUIC_CLIENT_TRAFFIC_SECRET_0", SecretKind::clientTraffic},
    {"QUIC_SERVER_TRAFFIC_SECRET_0", SecretKind::serverTraffic},
};

int digit(char letter) {
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// How many octets the hexadecimal text gives; nothing where it is none or they are more than there is room for.
std::optional<std::size_t> readHex(std::string_view text, std::span<std::uint8_t> out) {
    if (text.size() % 2 != 0 || text.size() / 2 > out.size())
        return std::nullopt;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit(text[i]), low = digit(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return text.size() / 2;
}

std::string_view takeWord(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return word;
}

}  // namespace

KeyLog::~KeyLog() { OPENSSL_cleanse(m_octets.data(), m_octets.size()); }

std::size_t KeyLog::Hash::operator()(const ClientRandom& random) const {
    ByteReader reader(random);
    std::uint64_t mark = 0;
    while (!reader.atEnd()) mark = seed(mark, reader.u64());
    return mark;
}

std::size_t KeyLog::add(Bytes text) {
    std::size_t taken = 0;
    std::string_view rest = asText(text);
    while (!rest.empty()) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        taken += addLine(line) ? 1 : 0;
    }
    return taken;
}

bool KeyLog::addLine(std::string_view line) {
    const std::string_view word = takeWord(line);
    const auto* const label =
        std::find_if(std::begin(labels), std::end(labels), [&](const Label& each) { return each.text == word; });
    if (label == std::end(labels))
        return false;
    ClientRandom random;
    std::array<std::uint8_t, largestSecret> secret;
    const auto randomSize = readHex(takeWord(line), random);
    const auto size = readHex(takeWord(line), secret);
    // Half a secret, where a file was cut, is none: those of TLS 1.3 are as long as a hash.
    const bool fits =
        size && (label->kind == SecretKind::master ? *size == masterSize : *size == 32 || *size == 48 || *size == 64);
    if (randomSize != random.size() || !fits)
        return false;
    if (m_connections.size() >= maximumConnections && !m_connections.contains(random))
        return false;
    Place& place = m_connections[random][static_cast<std::size_t>(label->kind)];
    if (place.size == 0) {
        place = {static_cast<std::uint32_t>(m_octets.size()), static_cast<std::uint8_t>(*size)};
        m_octets.insert(m_octets.end(), secret.begin(), secret.begin() + static_cast<std::ptrdiff_t>(*size));
    }
    OPENSSL_cleanse(secret.data(), secret.size());
    return true;
}

Secrets KeyLog::find(const ClientRandom& random) const {
    Secrets out;
    const auto found = m_connections.find(random);
    if (found == m_connections.end())
        return out;
    for (std::size_t i = 0; i < secretKinds; ++i) {
        const Place place = found->second[i];
        out.all[i] = Bytes(m_octets).subspan(place.at, place.size);
    }
    return out;
}

}  // namespace weir::decrypt
