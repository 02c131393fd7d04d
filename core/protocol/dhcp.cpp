// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/dhcp.h"

#include <algorithm>

namespace weir::protocol {

namespace {

IpAddress addressOrNone(Bytes octets) {
    const IpAddress address = IpAddress::fromBytes(octets);
    return address.version == 4 && address.low != 0 ? address : IpAddress{};
}

/// Some clients count the closing zero as part of their name.
std::string text(Bytes octets) {
    while (!octets.empty() && octets.back() == 0) octets = octets.first(octets.size() - 1);
    return std::string(asText(octets));
}

/// RFC 4702: flags, two results that mean nothing, then the name as text or, by bit E, in DNS wire form.
std::string fullName(Bytes octets) {
    ByteReader reader(octets);
    const std::uint8_t flags = reader.u8();
    reader.skip(2);
    if (!reader)
        return {};
    if ((flags & 4) == 0)
        return text(reader.rest());
    std::string name;
    while (!reader.atEnd()) {
        const std::uint8_t length = reader.u8();
        const Bytes label = reader.bytes(length);
        if (!reader || length == 0 || length > 63)
            break;
        if (!name.empty())
            name += '.';
        name += asText(label);
    }
    return name;
}

}  // namespace

IpAddress DhcpMessage::leasedAddress() const {
    if (type == Type::acknowledge)
        return assignedAddress.valid() ? assignedAddress : clientAddress;
    if (type == Type::none)
        return assignedAddress;
    return type == Type::inform || type == Type::request ? clientAddress : IpAddress{};
}

std::optional<DhcpMessage> readDhcp(Bytes datagram) {
    static constexpr std::uint32_t magicCookie = 0x63825363;
    ByteReader reader(datagram);
    const std::uint8_t operation = reader.u8();
    const std::uint8_t hardwareType = reader.u8();
    const std::uint8_t hardwareLength = reader.u8();
    reader.skip(1);
    DhcpMessage message;
    message.transaction = reader.u32();
    reader.skip(4);
    message.clientAddress = addressOrNone(reader.bytes(4));
    message.assignedAddress = addressOrNone(reader.bytes(4));
    reader.skip(8);
    const Bytes hardware = reader.bytes(16);
    reader.skip(64 + 128);
    if (reader.u32() != magicCookie || !reader || (operation != 1 && operation != 2) || hardwareLength > 16)
        return std::nullopt;
    message.fromServer = operation == 2;
    if (hardwareType == 1 && hardwareLength == 6)
        std::copy_n(hardware.begin(), 6, message.hardwareAddress.emplace().begin());

    while (!reader.atEnd()) {
        const std::uint8_t option = reader.u8();
        if (option == 0)
            continue;
        if (option == 255)
            break;
        const Bytes value = reader.bytes(reader.u8());
        if (!reader)
            break;
        switch (option) {
            case 12:
                message.hostName = text(value);
                break;
            case 15:
                message.domainName = text(value);
                break;
            case 50:
                message.requestedAddress = addressOrNone(value);
                break;
            case 53:
                if (value.size() == 1 && value[0] >= 1 && value[0] <= 8)
                    message.type = static_cast<DhcpMessage::Type>(value[0]);
                break;
            case 54:
                message.serverAddress = addressOrNone(value);
                break;
            case 55:
                message.parameters.assign(value.begin(), value.end());
                break;
            case 60:
                message.vendorClass = text(value);
                break;
            case 81:
                message.fullName = fullName(value);
                break;
            default:
                break;
        }
    }
    return message;
}

}  // namespace weir::protocol
