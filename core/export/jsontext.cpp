// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/jsontext.h"

#include <cstdio>

#include "core/base/text.h"

namespace weir::exporting {

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const unsigned char first = static_cast<unsigned char>(text.front());
        if (first >= 0x20 && first < 0x7f) {
            if (first == '"' || first == '\\')
                out += '\\';
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (first < 0x80) {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\u%04x", first);
            out += first == '\n' ? "\\n" : first == '\t' ? "\\t" : first == '\r' ? "\\r" : buffer;
            text.remove_prefix(1);
            continue;
        }
        const std::size_t length = utf8Length(text);
        out += length == 0 ? "\xef\xbf\xbd" : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

}  // namespace weir::exporting
