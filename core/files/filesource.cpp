// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/filesource.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::files {
namespace {

int hexDigit(char letter) {
    const char lower = static_cast<char>(letter | 0x20);
    return letter >= '0' && letter <= '9' ? letter - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0)
            i += 2;
        out += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
    }
    return out;
}

}  // namespace

bool FileContext::closed(int role) const {
    const traffic::Flow& row = flowRow();
    return (row.flagsSeen[role == 0 ? client : 1 - client] & dissect::fin) != 0;
}

std::string FileContext::serverText() const {
    const IpAddress& address = state.address(flowRow().address[1 - client]);
    return address.version == 6 ? '[' + address.toString() + ']' : address.toString();
}

FileRecord FileContext::record(std::string_view protocol, bool upload, std::uint32_t frame, std::int64_t time) const {
    FileRecord out;
    out.frame = frame;
    out.time = time;
    out.flow = flow;
    out.client = flowRow().address[client];
    out.server = flowRow().address[1 - client];
    out.protocol = protocol;
    out.upload = upload;
    return out;
}

std::string nameInPath(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    if (const std::size_t slash = path.find_last_of("/\\"); slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    return percentDecoded(path.substr(0, maximumText));
}

std::string typeOnly(std::string_view contentType) {
    std::string_view type = contentType.substr(0, contentType.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    return std::string(type.substr(0, maximumText));
}

std::string parameter(std::string_view field, std::string_view name) {
    for (const bool extended : {true, false}) {
        const std::string wanted = std::string(name) + (extended ? "*=" : "=");
        for (std::size_t at = field.find(';'); at != std::string_view::npos; at = field.find(';', at + 1)) {
            std::string_view rest = field.substr(at + 1);
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
            if (!sameButCase(rest.substr(0, wanted.size()), wanted))
                continue;
            rest.remove_prefix(wanted.size());
            std::string value;
            if (rest.starts_with('"')) {
                for (std::size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
                    i += rest[i] == '\\' && i + 1 < rest.size() ? 1 : 0;
                    value += rest[i];
                }
            } else {
                value = rest.substr(0, rest.find_first_of("; \t\r\n"));
            }
            if (extended) {  // charset'language'text
                const std::size_t mark = value.find('\'', value.find('\'') + 1);
                value = percentDecoded(mark == std::string::npos ? value : value.substr(mark + 1));
            }
            return value.substr(0, maximumText);
        }
    }
    return {};
}

}  // namespace weir::files
