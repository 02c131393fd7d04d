// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/attacksign.h"

#include "core/base/text.h"

namespace weir::protocol {
namespace {

struct Sign {
    std::string_view part;
    std::string_view what;
};

/// Compared in lower case.
constexpr Sign inRequests[] = {
    {"${jndi:", "a JNDI lookup (Log4Shell, CVE-2021-44228)"},
    {"${${", "a nested lookup, as Log4Shell is hidden (CVE-2021-44228)"},
    {"%24%7bjndi", "a JNDI lookup (Log4Shell, CVE-2021-44228)"},
    {"() { :", "a function in a header (Shellshock, CVE-2014-6271)"},
    {"/etc/passwd", "a path to the password file"},
    {"../../../", "a way out of the server's folder"},
    {"%2e%2e%2f%2e%2e", "a way out of the server's folder"},
    {"..%2f..%2f", "a way out of the server's folder"},
    {"xp_cmdshell", "a shell through SQL Server"},
    {"union select", "SQL in a request"},
    {"union+select", "SQL in a request"},
    {"union%20select", "SQL in a request"},
    {"%{(#", "an OGNL expression (Apache Struts, CVE-2017-5638)"},
    {";wget http", "a shell command in a request"},
    {";wget+http", "a shell command in a request"},
    {"|wget http", "a shell command in a request"},
    {"`wget http", "a shell command in a request"},
    {";curl+http", "a shell command in a request"},
    {";cd /tmp", "a shell command in a request"},
    {"cd+/tmp", "a shell command in a request"},
    {"cd%20/tmp", "a shell command in a request"},
    {"call_user_func_array", "a PHP call in a request (ThinkPHP, CVE-2018-20062)"},
};

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Five octets of a name, the packet's length, that of the contents, then zlib: as Gh0st RAT and its many kin frame
/// their packets (Norman, "The many faces of Gh0st Rat", 2012).
bool isGh0st(Bytes stream) {
    ByteReader reader(stream);
    reader.skip(5);
    const std::uint32_t length = reader.u32le();
    const std::uint32_t unpacked = reader.u32le();
    const std::uint8_t first = reader.u8(), second = reader.u8();
    return reader && first == 0x78 && (second == 0x9c || second == 0x01 || second == 0xda) && length > 15 &&
           length < 0x100000 && unpacked < 0x1000000 && stream.size() <= length + 4096 &&
           (stream.size() >= length || stream.size() >= 512);
}

}  // namespace

std::string_view attackInRequest(std::string_view head) {
    constexpr std::size_t lookedAt = 4096;
    const std::string text = lowered(head.substr(0, lookedAt));
    for (const Sign& sign : inRequests) {
        if (holds(text, sign.part))
            return sign.what;
    }
    return {};
}

std::string_view attackInStream(Bytes client, Bytes server) {
    constexpr std::size_t lookedAt = 2048;
    for (const Bytes side : {client, server}) {
        const std::string_view text = asText(side).substr(0, lookedAt);
        if (holds(text, "Microsoft Windows [") || holds(text, "(c) Microsoft Corporation") || holds(text, "\nC:\\") ||
            holds(text, ":\\Windows\\system32>"))
            return "a Windows command shell";
        if (holds(text, "PS C:\\"))
            return "a PowerShell prompt";
        if (holds(text, "uid=0(root)") || holds(text, "/bin/sh: ") || holds(text, "sh-5.") || holds(text, "sh-4.") ||
            holds(text, "bash: no job control"))
            return "a Unix shell";
        if (holds(text, "\"mining.") || (holds(text, "\"login\"") && holds(text, "\"jsonrpc\"")))
            return "Stratum, the protocol of coin miners";
        if (holds(text, "This program cannot be run in DOS mode") ||
            holds(text, "This program must be run under Win32"))
            return "a Windows program";
        if (isGh0st(side))
            return "packets framed as Gh0st RAT and its kin do";
    }
    return {};
}

}  // namespace weir::protocol
