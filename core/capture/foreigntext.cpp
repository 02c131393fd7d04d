// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are met instead of captures: web pages, exports of other tools, captures written down as text.
#include <algorithm>
#include <cctype>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/capture/foreignfile.h"

namespace weir::capture {
namespace {

using namespace std::string_view_literals;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// UTF-8 without control characters but those that texts have; where the text goes on, its last sequence may be cut.
bool isText(std::string_view text, bool goesOn) {
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text[0]);
        if ((c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b) || c == 0x7f)
            return false;
        const std::size_t length = utf8Length(text);
        if (length == 0 && (!goesOn || text.size() > 3 || c < 0xc2))
            return false;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return true;
}

/// A byte-order mark, or ASCII with every other octet zero.
bool isUtf16(std::string_view text) {
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
        return true;
    constexpr std::size_t looked = 64;
    if (text.size() < 8)
        return false;
    text = text.substr(0, std::min(looked, text.size() & ~std::size_t{1}));
    const std::size_t zeros = text[0] == '\0' ? 0 : 1;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const char zero = text[i + zeros], c = text[i + 1 - zeros];
        if (zero != '\0' || (std::isprint(static_cast<unsigned char>(c)) == 0 && c != '\t' && c != '\r' && c != '\n'))
            return false;
    }
    return true;
}

bool hasTag(std::string_view lower, std::string_view tag) {
    const std::size_t at = lower.find(tag);
    return at != std::string_view::npos && at + tag.size() < lower.size() &&
           (" \t\r\n>/"sv.find(lower[at + tag.size()]) != std::string_view::npos);
}

bool isWebPage(std::string_view lower) {
    if (lower.starts_with("<!doctype html"))
        return true;
    return lower.starts_with("<") && (hasTag(lower, "<html") || hasTag(lower, "<head") || hasTag(lower, "<body") ||
                                      hasTag(lower, "<script") || hasTag(lower, "<title"));
}

/// base64 (RFC 4648) of a file that begins with one of the magics of pcap or with that of pcapng.
bool isBase64OfCapture(std::string_view text) {
    constexpr std::string_view magics[] = {"1MOyoQ", "TTyyoQ", "obLD1A", "obI8TQ", "Cg0NCg"};
    return std::any_of(std::begin(magics), std::end(magics), [&](auto magic) { return text.starts_with(magic); });
}

/// "0000000 d4c3 …", "00000000: d4c3 …", "0000  d4 c3 …": an offset of zero, then hexadecimal digits.
bool isHexDump(std::string_view text) {
    const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size());
    if (zeros < 4 || zeros > 16)
        return false;
    text.remove_prefix(zeros);
    if (text.starts_with(':') || text.starts_with('x'))
        text.remove_prefix(1);
    const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(blanks);
    return blanks > 0 && text.size() >= 2 && std::isxdigit(static_cast<unsigned char>(text[0])) != 0 &&
           std::isxdigit(static_cast<unsigned char>(text[1])) != 0;
}

/// "12:34:56.789012 IP 10.0.0.1.53 > …", with or without a date before it.
bool isTcpdumpOutput(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t colon = line.find(':');
    return colon >= 2 && colon + 6 < line.size() && colon < 16 && isDigit(line[colon - 1]) && line[colon + 3] == ':' &&
           line[colon + 6] == '.' &&
           (line.find(" IP ") != line.npos || line.find(" IP6 ") != line.npos || line.find(" ARP, ") != line.npos);
}

}  // namespace

ForeignKind foreignText(Bytes head) {
    std::string_view text = asText(head.first(std::min(head.size(), foreignHeadSize)));
    const bool goesOn = text.size() == foreignHeadSize;
    if (isUtf16(text))
        return {"text in UTF-16",
                "PowerShell's > makes that of what programs write: let the program write the file itself"};
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (text.empty() || !isText(text, goesOn))
        return {};
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const std::string lower = lowered(text);
    if (isWebPage(lower))
        return {"a web page (HTML)", "download the file itself"};
    if (lower.starts_with("<?xml") || lower.starts_with("<pdml") || lower.starts_with("<psml"))
        return {"XML text", "export packets as pcapng instead"};
    if (text.starts_with("{\"version\":\"https://git-lfs") || text.find(".git/annex/objects/") != text.npos)
        return {"a pointer to the file, not the file itself", "get it: git lfs pull or git annex get"};
    if (text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\n") || text.starts_with("[ ") ||
        text.starts_with("[]") || text.starts_with("[\r"))
        return {"JSON text", "export packets as pcapng instead"};
    if (isBase64OfCapture(text))
        return {"a capture written in base64", "decode it: base64 -d IN > OUT"};
    if (isHexDump(text))
        return {"a hex dump", "turn it into a file with xxd -r, or packets into a capture with text2pcap"};
    if (isTcpdumpOutput(text))
        return {"what tcpdump prints", "write packets with tcpdump -w FILE instead"};
    if (text.starts_with("#separator "))
        return {"a Zeek log, which holds no packets", ""};
    return {"plain text", ""};
}

}  // namespace weir::capture
