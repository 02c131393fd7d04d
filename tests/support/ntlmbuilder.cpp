// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ntlmbuilder.h"

namespace weir::test {
namespace {

constexpr unsigned unicodeAndVersion = 0x02000001;

struct Blob {
    Octets fields, payload;
    std::size_t start;  ///< of the payload
};

void add(Blob& to, const Octets& value) {
    const std::size_t place = to.start + to.payload.size();
    to.fields = OctetWriter(std::move(to.fields))
                    .u16le(static_cast<unsigned>(value.size()))
                    .u16le(static_cast<unsigned>(value.size()))
                    .u32le(place)
                    .done();
    to.payload.insert(to.payload.end(), value.begin(), value.end());
}

Octets version(unsigned major, unsigned minor, unsigned build) {
    return OctetWriter().u8(major).u8(minor).u16le(build).zeros(3).u8(build == 0 ? 0 : 15).done();
}

Octets session(const Octets& smb) {
    return OctetWriter().u8(0).u24(static_cast<unsigned>(smb.size())).bytes(smb).done();
}

}  // namespace

Octets utf16le(std::string_view text) {
    OctetWriter out;
    for (const char c : text) out.u16le(static_cast<unsigned char>(c));
    return out.done();
}

Octets ntlmAuthenticate(const NtlmAuthenticate& message) {
    Blob blob{{}, {}, 88};
    add(blob, Octets(24, 0x11));
    add(blob, Octets(40, 0x22));
    for (const std::string& text : {message.domain, message.user, message.workstation}) add(blob, utf16le(text));
    add(blob, {});
    return OctetWriter()
        .text("NTLMSSP")
        .u8(0)
        .u32le(3)
        .bytes(blob.fields)
        .u32le(unicodeAndVersion)
        .bytes(version(message.major, message.minor, message.build))
        .zeros(16)
        .bytes(blob.payload)
        .done();
}

Octets ntlmChallenge(const NtlmChallenge& message) {
    OctetWriter pairs;
    const auto pair = [&](unsigned kind, std::string_view text) {
        pairs.u16le(kind).u16le(static_cast<unsigned>(2 * text.size())).bytes(utf16le(text));
    };
    pair(2, message.domain);
    pair(1, message.computer);
    pair(3, message.dnsName);
    pairs.u32le(0);
    Blob target{{}, {}, 56};
    add(target, utf16le(message.domain));
    Blob info{{}, {}, 56 + target.payload.size()};
    add(info, pairs.done());
    return OctetWriter()
        .text("NTLMSSP")
        .u8(0)
        .u32le(2)
        .bytes(target.fields)
        .u32le(unicodeAndVersion)
        .zeros(16)
        .bytes(info.fields)
        .bytes(version(message.major, message.minor, message.build))
        .bytes(target.payload)
        .bytes(info.payload)
        .done();
}

Octets smb2SessionSetup(Bytes token) {
    return session(OctetWriter()
                       .u32(0xfe534d42)
                       .u16le(64)
                       .zeros(6)
                       .u16le(1)  // session setup
                       .zeros(50)
                       .u16le(25)
                       .zeros(10)
                       .u16le(88)
                       .u16le(static_cast<unsigned>(token.size()))
                       .zeros(8)
                       .bytes(token)
                       .done());
}

Octets smb2Negotiate(std::initializer_list<unsigned> dialects) {
    OctetWriter out;
    out.u32(0xfe534d42).u16le(64).zeros(6).u16le(0).zeros(50);
    out.u16le(36).u16le(static_cast<unsigned>(dialects.size())).zeros(32);
    for (const unsigned dialect : dialects) out.u16le(dialect);
    return session(out.done());
}

Octets smb1SessionSetup(Bytes token, std::string_view nativeSystem) {
    OctetWriter data;
    data.bytes(token);
    if ((token.size() + 61) % 2 != 0)  // texts begin at an even place of the message
        data.u8(0);
    data.bytes(utf16le(nativeSystem)).u16le(0).bytes(utf16le("Windows 2000 5.0")).u16le(0);
    const Octets bytes = data.done();
    return session(OctetWriter()
                       .u32(0xff534d42)
                       .u8(0x73)
                       .zeros(4)
                       .u8(0x18)
                       .u16le(0xc807)
                       .zeros(20)
                       .u8(12)
                       .u8(0xff)
                       .zeros(13)
                       .u16le(static_cast<unsigned>(token.size()))
                       .zeros(8)
                       .u16le(static_cast<unsigned>(bytes.size()))
                       .bytes(bytes)
                       .done());
}

std::string base64(Bytes octets) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, octets.size() - at);
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < count ? octets[at + i] : 0u);
        for (std::size_t i = 0; i < 4; ++i) out += i <= count ? digits[bits >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

}  // namespace weir::test
