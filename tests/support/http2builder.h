// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2 frames for tests (RFC 9113), with header fields that are not compressed (RFC 7541 section 6.2.2).
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/octets.h"

namespace weir::test {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::string_view http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

inline Octets headerBlock(const Fields& fields) {
    OctetWriter out;
    for (const auto& [name, value] : fields)
        out.u8(0).u8(static_cast<unsigned>(name.size())).text(name).u8(static_cast<unsigned>(value.size())).text(value);
    return out.done();
}

inline Octets http2Frame(unsigned type, unsigned flags, unsigned stream, Bytes payload = {}) {
    return OctetWriter()
        .u24(static_cast<unsigned>(payload.size()))
        .u8(type)
        .u8(flags)
        .u32(stream)
        .bytes(payload)
        .done();
}
inline Octets http2Headers(unsigned stream, const Fields& fields, bool last) {
    return http2Frame(1, 0x4u | (last ? 1u : 0u), stream, headerBlock(fields));
}
inline Octets http2Data(unsigned stream, std::string_view octets, bool last) {
    return http2Frame(0, last ? 1 : 0, stream, asBytes(octets));
}
inline Octets http2Settings() { return http2Frame(4, 0, 0); }

inline Octets joined(std::initializer_list<Octets> parts) {
    Octets out;
    for (const Octets& part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace weir::test
