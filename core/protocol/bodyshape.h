// SPDX-License-Identifier: GPL-3.0-or-later
// What a body is where no file format claims it: text, something encoded that would be a program, or opaque octets.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

enum class BodyShape : std::uint8_t {
    none,            ///< nothing was seen
    known,           ///< a format of filemagic.h
    text,            ///< readable
    opaque,          ///< neither readable nor of a known format: encrypted, or packed in an own way
    encodedProgram,  ///< a Windows program in Base64 or hexadecimal, forwards or backwards
};

/// From the first octets of a body, after content encodings are undone; `encoded` says that they were not.
BodyShape bodyShape(Bytes start, bool encoded);
std::string_view toString(BodyShape shape);

}  // namespace weir::protocol
