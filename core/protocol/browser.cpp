// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/browser.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::protocol {
namespace {

/// A first-level encoded name; a scope after it is passed over.
std::optional<NetbiosName> readName(ByteReader& reader) {
    std::optional<NetbiosName> name = decodeNetbiosName(asText(reader.bytes(reader.u8())));
    for (int labels = 0; name && labels < 128; ++labels) {
        const std::uint8_t length = reader.u8();
        if (length == 0)
            break;
        reader.skip(length);
    }
    return reader ? name : std::nullopt;
}

/// The data of a transaction to the mailslot of browsers (MS-CIFS section 2.2.4.33); empty where it is none.
Bytes browseData(Bytes smb) {
    ByteReader reader(smb);
    const bool transaction = reader.u32() == 0xff534d42 && reader.u8() == 0x25;
    reader.skip(27);
    const std::uint8_t words = reader.u8();
    ByteReader parameters = reader.sub(std::size_t{words} * 2);
    reader.skip(2);
    constexpr std::string_view mailslot = "\\MAILSLOT\\BROWSE";
    const std::string_view name = asText(reader.bytes(mailslot.size()));
    parameters.skip(22);
    const std::uint16_t count = parameters.u16le(), place = parameters.u16le();
    if (!transaction || !reader || !parameters || !sameButCase(name, mailslot) || place > smb.size())
        return {};
    return smb.subspan(place, std::min<std::size_t>(count, smb.size() - place));
}

void readAnnouncement(Bytes data, NetbiosDatagram& out) {
    constexpr std::uint8_t hostAnnouncement = 1, localMaster = 15;
    constexpr std::uint32_t domainController = 0x8, backupController = 0x10, unixSystem = 0x800, windowsNt = 0x1000,
                            ntServer = 0x8000;
    ByteReader reader(data);
    const std::uint8_t kind = reader.u8();
    reader.skip(5);
    const Bytes name = reader.bytes(16);
    const std::uint8_t major = reader.u8(), minor = reader.u8();
    const std::uint32_t type = reader.u32le();
    if (!reader || (kind != hostAnnouncement && kind != localMaster))
        return;
    out.announcedName =
        asText(name.first(static_cast<std::size_t>(std::find(name.begin(), name.end(), 0) - name.begin())));
    out.majorVersion = major;
    out.minorVersion = minor;
    out.server = (type & (domainController | backupController | ntServer)) != 0;
    out.windows = (type & windowsNt) != 0 && (type & unixSystem) == 0;
}

}  // namespace

std::optional<NetbiosDatagram> readNetbiosDatagram(Bytes datagram) {
    constexpr std::uint8_t directUnique = 0x10, broadcast = 0x12;
    ByteReader reader(datagram);
    const std::uint8_t kind = reader.u8();
    reader.skip(3);
    NetbiosDatagram out;
    out.source = IpAddress::fromBytes(reader.bytes(4));
    reader.skip(6);
    const std::optional<NetbiosName> source = readName(reader), destination = source ? readName(reader) : std::nullopt;
    if (!reader || kind < directUnique || kind > broadcast || !destination)
        return std::nullopt;
    out.sourceName = *source;
    readAnnouncement(browseData(reader.rest()), out);
    return out;
}

}  // namespace weir::protocol
