// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/kerberos.h"

#include <algorithm>

#include "core/protocol/der.h"

namespace weir::protocol {
namespace {

constexpr std::size_t longestText = 256;
constexpr std::size_t mostElements = 32;  // of each list

/// Calls `visit(number, reader over the value)` for each explicitly tagged member [number] of a sequence.
template <typename Visit>
void eachMember(Bytes sequence, Visit visit) {
    ByteReader reader(sequence);
    while (!reader.atEnd()) {
        const std::optional<DerElement> member = nextElementEvenCut(reader);
        if (!member || (member->tag & 0xe0) != derContext(0))
            return;
        ByteReader value(member->value);
        visit(member->tag & 0x1fu, value);
    }
}

/// The inside of a sequence, or as much of it as there is.
Bytes inSequence(ByteReader& reader) {
    const std::optional<DerElement> element = nextElementEvenCut(reader);
    return element && element->tag == derSequence ? element->value : Bytes{};
}

std::int32_t number(ByteReader& reader, std::int32_t otherwise) {
    const std::optional<DerElement> element = nextElement(reader, derInteger);
    return element ? derNumber(*element).value_or(otherwise) : otherwise;
}

/// A GeneralString, whose octets are UTF-8 wherever Windows or MIT wrote them.
std::string text(ByteReader& reader) {
    const std::optional<DerElement> element = nextElement(reader);
    return element ? std::string(asText(element->value.first(std::min(element->value.size(), longestText))))
                   : std::string{};
}

std::string principal(ByteReader& reader) {
    std::string out;
    eachMember(inSequence(reader), [&](unsigned member, ByteReader& value) {
        if (member != 1)
            return;
        ByteReader parts(inSequence(value));
        for (std::size_t i = 0; i < mostElements && !parts.atEnd() && parts && out.size() < longestText; ++i) {
            const std::string part = text(parts);
            if (parts)
                out += (i == 0 ? "" : "/") + part;
        }
        out.resize(std::min(out.size(), longestText));
    });
    return out;
}

/// EncryptedData: what it is encrypted with.
std::int32_t encryption(ByteReader& reader) {
    std::int32_t type = 0;
    eachMember(inSequence(reader), [&](unsigned member, ByteReader& value) {
        if (member == 0)
            type = number(value, 0);
    });
    return type;
}

void readTicket(ByteReader& reader, KerberosMessage& out) {
    constexpr std::uint8_t ticket = 0x61;
    const std::optional<DerElement> element = nextElementEvenCut(reader);
    if (!element || element->tag != ticket)
        return;
    ByteReader inside(element->value);
    eachMember(inSequence(inside), [&](unsigned member, ByteReader& value) {
        if (member == 1)
            out.realm = text(value);
        else if (member == 2)
            out.sname = principal(value);
        else if (member == 3)
            out.ticketEncryption = encryption(value);
    });
}

/// HostAddresses: Windows sends its NetBIOS name as one of type 20, padded and with a suffix.
void readAddresses(ByteReader& reader, KerberosMessage& out) {
    constexpr std::int32_t netbios = 20;
    constexpr std::size_t withoutSuffix = 15;
    ByteReader addresses(inSequence(reader));
    for (std::size_t i = 0; i < mostElements && !addresses.atEnd(); ++i) {
        std::int32_t type = 0;
        eachMember(inSequence(addresses), [&](unsigned member, ByteReader& value) {
            if (member == 0) {
                type = number(value, 0);
            } else if (member == 1 && type == netbios) {
                std::string name = text(value).substr(0, withoutSuffix);
                while (!name.empty() && (name.back() == ' ' || name.back() == 0)) name.pop_back();
                out.hostName = std::move(name);
            }
        });
    }
}

void readRequestBody(ByteReader& reader, KerberosMessage& out) {
    eachMember(inSequence(reader), [&](unsigned member, ByteReader& value) {
        switch (member) {
            case 1:
                out.cname = principal(value);
                break;
            case 2:
                out.realm = text(value);
                break;
            case 3:
                out.sname = principal(value);
                break;
            case 8: {
                ByteReader types(inSequence(value));
                while (!types.atEnd() && out.encryptionTypes.size() < mostElements) {
                    const std::int32_t type = number(types, 0);
                    if (!types)
                        break;
                    out.encryptionTypes.push_back(type);
                }
                break;
            }
            case 9:
                readAddresses(value, out);
                break;
            default:
                break;
        }
    });
}

bool readPreAuthentication(ByteReader& reader) {
    // RFC 4120 section 7.5.2, RFC 4556, RFC 6113: encrypted time, certificates (old and new), FAST, encrypted
    // challenge.
    constexpr std::int32_t proofs[] = {2, 14, 16, 136, 138};
    bool out = false;
    ByteReader list(inSequence(reader));
    for (std::size_t i = 0; i < mostElements && !list.atEnd(); ++i) {
        eachMember(inSequence(list), [&](unsigned member, ByteReader& value) {
            if (member == 1)
                out |= std::find(std::begin(proofs), std::end(proofs), number(value, 0)) != std::end(proofs);
        });
        if (!list)
            break;
    }
    return out;
}

void readMember(KerberosMessage& out, unsigned member, ByteReader& value) {
    using Type = KerberosMessage::Type;
    switch (out.type) {
        case Type::asRequest:
        case Type::tgsRequest:
            if (member == 3 && out.type == Type::asRequest)
                out.preAuthenticated = readPreAuthentication(value);
            else if (member == 4)
                readRequestBody(value, out);
            break;
        case Type::asReply:
        case Type::tgsReply:
            if (member == 3)
                out.clientRealm = text(value);
            else if (member == 4)
                out.cname = principal(value);
            else if (member == 5)
                readTicket(value, out);
            else if (member == 6)
                out.replyEncryption = encryption(value);
            break;
        case Type::apRequest:
            if (member == 3)
                readTicket(value, out);
            break;
        case Type::apReply:
            if (member == 2)
                out.replyEncryption = encryption(value);
            break;
        case Type::error:
            if (member == 6)
                out.errorCode = number(value, -1);
            else if (member == 7)
                out.clientRealm = text(value);
            else if (member == 8)
                out.cname = principal(value);
            else if (member == 9)
                out.realm = text(value);
            else if (member == 10)
                out.sname = principal(value);
            break;
    }
}

}  // namespace

std::optional<KerberosMessage> readKerberos(Bytes message) {
    using Type = KerberosMessage::Type;
    constexpr std::uint8_t applicationClass = 0x60;
    ByteReader reader(message);
    const std::optional<DerElement> outer = nextElementEvenCut(reader);
    if (!outer || (outer->tag & 0xe0) != applicationClass)
        return std::nullopt;
    const auto type = static_cast<Type>(outer->tag & 0x1f);
    if (!(type >= Type::asRequest && type <= Type::apReply) && type != Type::error)
        return std::nullopt;
    // Version and type come first; in requests from [1] on, elsewhere from [0].
    const bool request = type == Type::asRequest || type == Type::tgsRequest;
    const unsigned versionMember = request ? 1 : 0;
    bool version = false, sameType = false;
    KerberosMessage out;
    out.type = type;
    ByteReader inside(outer->value);
    eachMember(inSequence(inside), [&](unsigned member, ByteReader& value) {
        if (member == versionMember)
            version = number(value, 0) == 5;
        else if (member == versionMember + 1)
            sameType = number(value, 0) == static_cast<std::int32_t>(type);
        else if (version && sameType)
            readMember(out, member, value);
    });
    return version && sameType ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Bytes> nextKerberosMessage(ByteReader& reader) {
    constexpr std::uint32_t longest = 1 << 20;
    if (reader.remaining() < 5)
        return std::nullopt;
    ByteReader ahead = reader;
    const std::uint32_t length = ahead.u32();
    if (length == 0 || length > longest || (ahead.peek() & 0xe0) != 0x60) {
        reader.fail();
        return std::nullopt;
    }
    if (ahead.remaining() < length)
        return std::nullopt;
    reader.skip(4);
    return reader.bytes(length);
}

bool isMachineAccount(std::string_view principal) { return principal.size() > 1 && principal.back() == '$'; }

}  // namespace weir::protocol
