// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/field.h"

#include <algorithm>
#include <cstdio>

namespace weir::detail {
namespace {

void append(std::string& out, const Field& field, std::size_t level) {
    out.append(level * 2, ' ').append(field.name);
    if (!field.value.empty())
        out.append(": ").append(field.value);
    out += '\n';
    for (const Field& child : field.children) append(out, child, level + 1);
}

}  // namespace

std::string treeText(const std::vector<Field>& layers) {
    std::string out;
    for (const Field& layer : layers) append(out, layer, 0);
    return out;
}

std::string hexDump(Bytes octets) {
    constexpr std::size_t width = 16;
    std::string out;
    out.reserve((octets.size() / width + 1) * 74);
    for (std::size_t line = 0; line < octets.size(); line += width) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%04zx ", line);
        out += buffer;
        const std::size_t count = std::min(width, octets.size() - line);
        for (std::size_t i = 0; i < width; ++i) {
            if (i == width / 2)
                out += ' ';
            if (i < count)
                std::snprintf(buffer, sizeof buffer, " %02x", octets[line + i]);
            out += i < count ? buffer : "   ";
        }
        out += "  ";
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint8_t octet = octets[line + i];
            out += octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.';
        }
        out += '\n';
    }
    return out;
}

}  // namespace weir::detail
