// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/useragent.h"

#include <charconv>
#include <optional>

namespace weir::protocol {
namespace {

struct Known {
    std::string_view part;
    std::string_view what;
};

/// Defaults of tools and families, with where they are published.
constexpr Known ofMalware[] = {
    {"(Charon; Inferno)", "LokiBot's default"},                     // FireEye, 2017; ET rule 2021641
    {"NetSupport Manager/", "NetSupport Manager, remote control"},  // netsupportmanager.com; CISA AA23-025A
    {"Nmap Scripting Engine", "Nmap's scripts"},                    // nmap.org/book/nse
    {"sqlmap/", "sqlmap"},                                          // sqlmap.org
    {"Nikto/", "Nikto"},                                            // cirt.net/Nikto2
    {"masscan/", "masscan"},                                        // github.com/robertdavidgraham/masscan
    {"zgrab/", "ZGrab"},                                            // github.com/zmap/zgrab
    {"gobuster/", "gobuster"},                                      // github.com/OJ/gobuster
    {"Fuzz Faster U Fool", "ffuf"},                                 // github.com/ffuf/ffuf
    {"feroxbuster/", "feroxbuster"},                                // github.com/epi052/feroxbuster
    {"Hydra)", "hydra"},                                            // github.com/vanhauser-thc/thc-hydra
};

constexpr Known ofScripts[] = {
    {"curl/", "curl"},
    {"Wget", "Wget"},
    {"wget", "Wget"},
    {"python-requests/", "Python"},
    {"Python-urllib/", "Python"},
    {"Python/", "Python"},
    {"aiohttp/", "Python"},
    {"Go-http-client/", "a Go program"},
    {"Java/", "a Java program"},
    {"libwww-perl/", "Perl"},
    {"lwp-request/", "Perl"},
    {"Ruby", "Ruby"},
    {"PHP/", "PHP"},
    {"WindowsPowerShell/", "PowerShell"},
    {"PowerShell/", "PowerShell"},
    {"Microsoft BITS/", "the Windows transfer service"},
    {"CertUtil URL Agent", "certutil"},
    {"WinHttp.WinHttpRequest", "a Windows script"},
    {"WinHTTP", "a program on WinHTTP"},
    {"WinHttp", "a program on WinHTTP"},
    {"WinInet", "a program on WinINet"},
    {"AutoIt", "AutoIt"},
    {"AutoHotkey", "AutoHotkey"},
    {"MSIE Crawler", "a Windows program"},
    {"Indy Library", "a Delphi program"},
    {"Synapse", "a Delphi program"},
    {"InetURL", "a program on the Inet control"},
    {"Microsoft URL Control", "a Visual Basic program"},
    {"Microsoft Office", "an Office document"},
    {"MSOffice", "an Office document"},
    {"NSISDL/", "an installer made with NSIS"},
    {"NSIS_Inetc", "an installer made with NSIS"},
    {"axios/", "Node.js"},
    {"node-fetch", "Node.js"},
    {"node/", "Node.js"},
};

/// The number behind a mark: "Firefox/" in "Firefox/12.0" is 12.
std::optional<int> version(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return {};
    int number = 0;
    const char* const from = text.data() + at + mark.size();
    if (std::from_chars(from, text.data() + text.size(), number).ec != std::errc{})
        return {};
    return number;
}

/// The year in which that browser or system was current for the last time, as far as it can be told.
std::optional<int> lastCurrent(std::string_view text) {
    const bool compatible = text.find("MSIE ") != std::string_view::npos;
    if (const auto msie = version(text, "MSIE "); compatible && msie) {
        if (*msie <= 6)
            return 2006;
        if (*msie == 7)  // also what programs on WinINet say on newer systems
            return 2009;
        return *msie == 8 ? 2011 : *msie == 9 ? 2013 : 2016;
    }
    if (text.find("Windows NT 5.") != std::string_view::npos)
        return 2013;
    if (text.find("Windows 9") != std::string_view::npos && text.find("Windows 9x") == std::string_view::npos)
        return 2004;
    if (const auto firefox = version(text, "Firefox/"))
        return *firefox < 4 ? 2010 : *firefox < 60 ? 2011 + (*firefox - 4) / 8 : 2018 + (*firefox - 60) / 12;
    if (text.find("Edge/") == std::string_view::npos) {
        if (const auto chrome = version(text, "Chrome/"))
            return *chrome < 90 ? 2009 + *chrome / 8 : 2021 + (*chrome - 90) / 12;
    }
    if (const auto opera = version(text, "Opera/"))
        return *opera < 10 ? 2013 : 2014;
    return {};
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

Agent userAgent(std::string_view text, int year) {
    if (text.empty())
        return {AgentKind::none, "no User-Agent"};
    for (const Known& known : ofMalware) {
        if (has(text, known.part))
            return {AgentKind::malware, known.what};
    }
    if (has(text, "WindowsPowerShell/"))
        return {AgentKind::script, "PowerShell"};
    for (const Known& known : ofScripts) {
        if (text.starts_with(known.part) || (known.part.size() > 8 && has(text, known.part)))
            return {AgentKind::script, known.what};
    }
    constexpr int outOfDate = 4;
    if (const auto current = lastCurrent(text); current && year - *current >= outOfDate)
        return {AgentKind::old, "a browser that was years out of date"};
    const bool mozilla = text.starts_with("Mozilla/");
    if (mozilla && !has(text, "("))
        return {AgentKind::odd, "a browser's without its system"};
    if (text.starts_with("Mozila") || text.starts_with("Mozzila") || text.starts_with("mozilla") ||
        text.starts_with("User-Agent") || text.starts_with("Mozilla "))
        return {AgentKind::odd, "a browser's, misspelt"};
    if (!has(text, "/") && !has(text, " ") && text.size() < 24)
        return {AgentKind::odd, "a bare word"};
    return {};
}

}  // namespace weir::protocol
