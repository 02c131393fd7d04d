// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/nbns.h"

#include <algorithm>

namespace weir::protocol {

namespace {

constexpr std::size_t maximumEntries = 64;
constexpr std::uint16_t nameType = 0x20;
constexpr std::uint16_t statusType = 0x21;

NetbiosName fromOctets(Bytes octets) {
    NetbiosName out;
    out.suffix = octets[15];
    std::string_view name = asText(octets.first(15));
    while (!name.empty() && (name.back() == ' ' || name.back() == 0)) name.remove_suffix(1);
    out.name = name;
    return out;
}

/// A name in a message: one label of 32 letters, a scope that is passed over, or a pointer to an earlier name.
std::optional<NetbiosName> readName(ByteReader& reader, const std::optional<NetbiosName>& earlier) {
    if ((reader.peek() & 0xc0) == 0xc0) {
        reader.skip(2);
        return reader ? earlier : std::nullopt;
    }
    std::optional<NetbiosName> name = decodeNetbiosName(asText(reader.bytes(reader.u8())));
    for (int labels = 0; name && labels < 128; ++labels) {
        const std::uint8_t length = reader.u8();
        if (length == 0)
            break;
        if ((length & 0xc0) == 0xc0) {
            reader.skip(1);
            break;
        }
        reader.skip(length);
    }
    return reader ? name : std::nullopt;
}

void readResource(ByteReader& reader, NetbiosMessage& message) {
    const std::optional<NetbiosName> name = readName(reader, message.name);
    const std::uint16_t type = reader.u16();
    reader.skip(6);
    ByteReader data = reader.sub(reader.u16());
    if (!reader || !name)
        return;
    message.name = *name;
    if (type == nameType) {
        while (data.remaining() >= 6 && message.addresses.size() < maximumEntries) {
            message.group = (data.u16() & 0x8000) != 0;
            message.addresses.push_back(IpAddress::fromBytes(data.bytes(4)));
        }
    } else if (type == statusType) {
        const std::size_t count = std::min<std::size_t>(data.u8(), maximumEntries);
        for (std::size_t i = 0; i < count && data.remaining() >= 18; ++i) {
            message.statusNames.push_back(fromOctets(data.bytes(16)));
            data.skip(2);
        }
    }
}

}  // namespace

std::optional<NetbiosName> decodeNetbiosName(std::string_view encoded) {
    if (encoded.size() != 32 ||
        !std::all_of(encoded.begin(), encoded.end(), [](char c) { return c >= 'A' && c <= 'P'; }))
        return std::nullopt;
    std::uint8_t octets[16];
    for (std::size_t i = 0; i < 16; ++i)
        octets[i] = static_cast<std::uint8_t>((encoded[2 * i] - 'A') << 4 | (encoded[2 * i + 1] - 'A'));
    return fromOctets(octets);
}

std::optional<NetbiosMessage> readNetbiosMessage(Bytes datagram) {
    ByteReader reader(datagram);
    NetbiosMessage message;
    message.transaction = reader.u16();
    const std::uint16_t flags = reader.u16();
    const std::uint16_t questions = reader.u16();
    const unsigned resources = reader.u16() + reader.u16() + reader.u16();
    if (!reader || questions > 1 || resources > 64)
        return std::nullopt;
    message.response = (flags & 0x8000) != 0;
    message.positive = (flags & 0x000f) == 0;
    switch (flags >> 11 & 15) {
        case 0:
            message.operation = NetbiosMessage::Operation::query;
            break;
        case 5:
            message.operation = NetbiosMessage::Operation::registration;
            break;
        case 6:
            message.operation = NetbiosMessage::Operation::release;
            break;
        case 7:
            message.operation = NetbiosMessage::Operation::wait;
            break;
        case 8:
        case 9:
            message.operation = NetbiosMessage::Operation::refresh;
            break;
        case 15:
            message.operation = NetbiosMessage::Operation::registration;
            break;  // multi-homed
        default:
            break;
    }
    bool named = false;
    if (questions == 1) {
        const std::optional<NetbiosName> name = readName(reader, std::nullopt);
        reader.skip(4);
        if (!reader || !name)
            return std::nullopt;
        message.name = *name;
        named = true;
    }
    for (unsigned i = 0; i < resources && !reader.atEnd() && reader; ++i) {
        // A pointer needs a name before it.
        if (!named && (reader.peek() & 0xc0) == 0xc0)
            break;
        readResource(reader, message);
        named = named || !message.name.name.empty();
    }
    return named ? std::optional(std::move(message)) : std::nullopt;
}

}  // namespace weir::protocol
