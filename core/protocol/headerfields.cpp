// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/headerfields.h"

#include <algorithm>

namespace weir::protocol {
namespace {

void append(std::string& head, std::string_view text) {
    for (const char each : text) head += each == '\r' || each == '\n' || each == '\0' ? ' ' : each;
}

void appendWord(std::string& head, std::string_view text) {
    for (const char each : text) head += static_cast<unsigned char>(each) <= ' ' ? '_' : each;
}

void appendFields(std::string& head, const HeaderFields& all, bool hasHost) {
    for (const HeaderField& field : all.fields) {
        // What HTTP/1 alone means by these would be misread.
        const bool framing = field.name == "transfer-encoding" || field.name == "upgrade" || field.name == "connection";
        if (field.name.empty() || field.name.front() == ':' || framing || (hasHost && field.name == "host"))
            continue;
        appendWord(head, field.name);
        head += ": ";
        append(head, field.value);
        head += "\r\n";
    }
    head += "\r\n";
}

}  // namespace

void HeaderFields::add(std::string_view name, std::string_view value) {
    constexpr std::size_t cost = 4;
    if (name.size() + value.size() + cost > maximumOctets - octets)
        return;
    octets += name.size() + value.size() + cost;
    fields.push_back({std::string(name), std::string(value)});
}

std::string_view HeaderFields::value(std::string_view name) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const HeaderField& field) { return field.name == name; });
    return found == fields.end() ? std::string_view{} : std::string_view(found->value);
}

std::string requestHead(const HeaderFields& all, std::string_view version) {
    const std::string_view method = all.value(":method"), authority = all.value(":authority");
    std::string_view target = all.value(":path");
    if (target.empty())
        target = authority;  // CONNECT has no path
    if (method.empty() || target.empty())
        return {};
    std::string head;
    appendWord(head, method);
    head += ' ';
    appendWord(head, target);
    head += " HTTP/";
    head += version;
    head += "\r\n";
    if (!authority.empty()) {
        head += "host: ";
        append(head, authority);
        head += "\r\n";
    }
    appendFields(head, all, !authority.empty());
    return head;
}

std::string responseHead(const HeaderFields& all, std::string_view version) {
    const std::string_view status = all.value(":status");
    if (status.size() != 3)
        return {};
    std::string head = "HTTP/";
    head += version;
    head += ' ';
    appendWord(head, status);
    head += " \r\n";
    appendFields(head, all, false);
    return head;
}

}  // namespace weir::protocol
