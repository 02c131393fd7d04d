// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bodyshape.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/protocol/filemagic.h"

namespace weir::protocol {
namespace {

/// "MZ" and the octets that nearly always follow it, in Base64 (all that begin "MZ\x90\0", "MZ\0\0", "MZ\x80\0",
/// "MZP\0", "MZ\xe8\0", "MZAR") and in hexadecimal.
bool beginsEncodedProgram(std::string_view start) {
    for (const std::string_view mark :
         {"TVqQAA", "TVqAAA", "TVoAAA", "TVpQAA", "TVroAA", "TVpBUl", "4d5a9000", "4D5A9000", "4d5a5000", "4D5A5000",
          "77,90,144", "0x4d,0x5a", "0x4D,0x5A", "4D-5A-90"}) {
        if (start.find(mark) < 64)
            return true;
    }
    return false;
}

}  // namespace

BodyShape bodyShape(Bytes start, bool encoded) {
    if (start.empty())
        return BodyShape::none;
    if (fileKind(start).known())
        return BodyShape::known;
    const std::string_view text = asText(start);
    if (beginsEncodedProgram(text))
        return BodyShape::encodedProgram;
    const auto odd = std::count_if(start.begin(), start.end(), [](std::uint8_t octet) {
        return octet < 9 || (octet > 13 && octet < 32) || octet == 127;
    });
    constexpr std::size_t enough = 64;
    if (static_cast<std::size_t>(odd) * 50 <= start.size())
        return BodyShape::text;
    return encoded || start.size() < enough ? BodyShape::known : BodyShape::opaque;
}

std::string_view toString(BodyShape shape) {
    static constexpr std::string_view texts[] = {"", "known", "text", "opaque", "encoded program"};
    return texts[static_cast<std::size_t>(shape)];
}

}  // namespace weir::protocol
