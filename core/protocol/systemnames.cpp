// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/systemnames.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/text.h"

namespace weir::protocol {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Digits and points (or underscores, which become points) behind a mark; empty where there are none.
std::string versionAfter(std::string_view text, std::string_view mark) {
    std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return {};
    std::string out;
    constexpr std::size_t longest = 12;
    for (at += mark.size(); at < text.size() && out.size() < longest; ++at) {
        const char c = text[at] == '_' ? '.' : text[at];
        if ((c < '0' || c > '9') && c != '.')
            break;
        out += c;
    }
    while (!out.empty() && out.back() == '.') out.pop_back();
    return out;
}

/// "10.0" or "6.1.7601" as a Windows.
std::string windowsOf(std::string_view version) {
    unsigned numbers[2] = {0, 0};
    std::size_t at = 0;
    for (unsigned& number : numbers) {
        for (; at < version.size() && version[at] >= '0' && version[at] <= '9' && number < 1000; ++at)
            number = number * 10 + static_cast<unsigned>(version[at] - '0');
        at += at < version.size();
    }
    return windowsName(numbers[0], numbers[1]);
}

/// The names of one system, "Windows 10 or 11" as "Windows 10" and "Windows 11", without what is in brackets.
std::vector<std::string> alternatives(std::string_view name) {
    name = name.substr(0, name.find(" ("));
    std::vector<std::string> out;
    const std::string_view family = name.substr(0, name.find(' '));
    while (!name.empty()) {
        const std::size_t end = std::min(name.find(" or "), name.size());
        const std::string_view one = name.substr(0, end);
        out.push_back(out.empty() || family != "Windows" ? std::string(one) : "Windows " + std::string(one));
        name.remove_prefix(std::min(end + 4, name.size()));
    }
    return out;
}

struct Known {
    std::string_view part;
    std::string_view name;
};

/// Parts of Windows that send the version of Windows as theirs.
constexpr std::string_view windowsParts[] = {"Microsoft-CryptoAPI/", "Windows-Update-Agent/", "Microsoft-WNS/",
                                             "Microsoft-Delivery-Optimization/", "Windows Live Messenger BITS/"};

}  // namespace

std::string windowsName(unsigned major, unsigned minor, unsigned build, bool server) {
    // learn.microsoft.com: "Operating System Version", "Windows 10 release information", "Windows Server release
    // information". One build is often a workstation's and a server's.
    struct Version {
        unsigned major, minor;
        std::string_view workstation, ofServer;
    };
    static constexpr Version versions[] = {
        {6, 3, "8.1", "Server 2012 R2"},
        {6, 2, "8", "Server 2012"},
        {6, 1, "7", "Server 2008 R2"},
        {6, 0, "Vista", "Server 2008"},
        {5, 2, "XP x64", "Server 2003"},
        {5, 1, "XP", ""},
        {5, 0, "2000", ""},
    };
    const std::string ending = build == 0 ? std::string{} : " (build " + std::to_string(build) + ")";
    if (major == 10 && minor == 0) {
        std::string_view ofServer;
        switch (build) {
            case 14393:
                ofServer = "Server 2016";
                break;
            case 17763:
                ofServer = "Server 2019";
                break;
            case 26100:
                ofServer = "Server 2025";
                break;
            default:
                break;
        }
        if (build == 20348)
            return "Windows Server 2022" + ending;
        if (server)
            return "Windows " + std::string(ofServer.empty() ? "Server 2016 or later" : ofServer) + ending;
        if (build == 0)
            return "Windows 10 or 11";
        constexpr unsigned firstOf11 = 22000;
        return (build >= firstOf11 ? "Windows 11" : "Windows 10") +
               (ofServer.empty() ? std::string{} : " or " + std::string(ofServer)) + ending;
    }
    for (const Version& version : versions) {
        if (version.major != major || version.minor != minor)
            continue;
        if (server && !version.ofServer.empty())
            return "Windows " + std::string(version.ofServer) + ending;
        return "Windows " + std::string(version.workstation) +
               (version.ofServer.empty() ? std::string{} : " or " + std::string(version.ofServer)) + ending;
    }
    return {};
}

NamedSystem systemOfAgent(std::string_view agent) {
    for (const std::string_view part : windowsParts) {
        if (agent.starts_with(part))
            return {windowsOf(versionAfter(agent, part)), true};
    }
    if (agent.starts_with("Microsoft NCSI") || agent.starts_with("Microsoft BITS/"))
        return {"Windows", true};
    if (agent.starts_with("Debian APT-HTTP/"))
        return {has(agent, "ubuntu") ? "Ubuntu Linux" : "Debian Linux", true};
    if (has(agent, "Windows Phone"))
        return {"Windows Phone"};
    if (const std::string version = versionAfter(agent, "Windows NT "); !version.empty())
        return {windowsOf(version)};
    if (has(agent, "Windows 98"))
        return {"Windows 98"};
    if (const std::string version = versionAfter(agent, "Android "); !version.empty())
        return {"Android " + version};
    if (const std::string version = versionAfter(agent, "iPhone OS "); !version.empty())
        return {"iOS " + version};
    if (const std::string version = versionAfter(agent, "CPU OS "); !version.empty())
        return {"iPadOS " + version};
    // Browsers say 10.15.7 of every later one.
    if (const std::string version = versionAfter(agent, "Mac OS X "); !version.empty())
        return {version == "10.15.7" || version == "10.15" ? "macOS 10.15 or later" : "macOS " + version};
    constexpr Known words[] = {
        {"Android", "Android"},      {"iPhone", "iOS"},       {"iPad", "iPadOS"},         {"Mac OS X", "macOS"},
        {"Darwin/", "macOS or iOS"}, {"CrOS ", "ChromeOS"},   {"Ubuntu", "Ubuntu Linux"}, {"FreeBSD", "FreeBSD"},
        {"OpenBSD", "OpenBSD"},      {"X11; Linux", "Linux"}, {"(Linux", "Linux"},        {"linux-gnu", "Linux"},
    };
    for (const Known& known : words) {
        if (has(agent, known.part))
            return {std::string(known.name)};
    }
    return {};
}

std::string systemOfVendorClass(std::string_view vendorClass) {
    if (const std::string version = versionAfter(vendorClass, "android-dhcp-"); !version.empty())
        return "Android " + version;
    if (vendorClass.starts_with("MSFT "))
        return "Windows";
    if (vendorClass.starts_with("AAPLBSDPC"))
        return "macOS";
    return vendorClass.starts_with("udhcp") || has(vendorClass, ":Linux-") ? "Linux" : std::string{};
}

std::string systemOfDhcpParameters(std::span<const std::uint8_t> parameters) {
    // As seen of these systems' own DHCP clients.
    struct List {
        std::vector<std::uint8_t> parameters;
        std::string_view name;
    };
    static const std::vector<List> lists = {
        {{1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252}, "Windows 10 or 11"},
        {{1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 252, 43}, "Windows 7 or 8 or 8.1"},
        {{1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43, 252}, "Windows 7 or 8 or 8.1"},
        {{1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43}, "Windows Vista or 7"},
        {{1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43}, "Windows XP"},
        {{1, 15, 3, 6, 44, 46, 47, 31, 33, 43}, "Windows 2000"},
        {{1, 121, 3, 6, 15, 119, 252}, "iOS"},
        {{1, 121, 3, 6, 15, 108, 114, 119, 252}, "iOS"},
        {{1, 121, 3, 6, 15, 119, 252, 95, 44, 46}, "macOS"},
        {{1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46}, "macOS"},
        {{1, 121, 3, 6, 15, 114, 119, 252, 95, 44, 46}, "macOS"},
    };
    for (const List& list : lists) {
        if (std::equal(list.parameters.begin(), list.parameters.end(), parameters.begin(), parameters.end()))
            return std::string(list.name);
    }
    return {};
}

bool mayBeSameSystem(std::string_view one, std::string_view other) {
    const std::vector<std::string> left = alternatives(one), right = alternatives(other);
    const auto begins = [](const std::string& a, const std::string& b) {
        return b.starts_with(a + ' ') || (!a.starts_with("Windows") && b.starts_with(a + '.'));
    };
    const auto fits = [&](const std::string& a, const std::string& b) {
        return a == b || begins(a, b) || begins(b, a);
    };
    return std::any_of(left.begin(), left.end(), [&](const std::string& a) {
        return std::any_of(right.begin(), right.end(), [&](const std::string& b) { return fits(a, b); });
    });
}

std::string_view systemFamily(std::string_view name) {
    if (has(name, "Linux") || name.starts_with("Android") || name.starts_with("ChromeOS"))
        return "Linux";
    for (const std::string_view apple : {"macOS", "Mac OS", "MacOS", "iOS", "iPadOS"})
        if (name.starts_with(apple))
            return "Apple";
    return name.substr(0, name.find(' '));
}

bool saysMore(std::string_view one, std::string_view other) {
    const auto isFamily = [](std::string_view name) { return name.find(' ') == std::string_view::npos; };
    if (isFamily(one) || isFamily(other))
        return isFamily(other) && one.size() > other.size();
    const std::size_t left = alternatives(one).size(), right = alternatives(other).size();
    return left != right ? left < right : one.size() > other.size();
}

}  // namespace weir::protocol
