// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/hardwarevendors.h"

#include <charconv>
#include <fstream>
#include <map>
#include <string_view>

namespace weir::traffic {
namespace {

/// A prefix that was assigned: how many bits, and their value.
using Assignment = std::pair<unsigned, std::uint64_t>;

constexpr unsigned wholeBits = 48;

std::uint64_t first(HardwareAddress address, unsigned bits) { return address >> (wholeBits - bits); }

/// Prefixes that were never assigned to a vendor, by the programs' own documentation: those of QEMU and KVM, and of
/// Docker's networks.
std::string_view withoutVendor(HardwareAddress address) {
    if (first(address, 24) == 0x525400)
        return "QEMU or KVM virtual machine";
    return first(address, 16) == 0x0242 ? "Docker container" : std::string_view{};
}

/// "MA-L,002272,American Micro-Fuel Device Corp.,2181 …": a field may stand in quotes, with quotes in it doubled.
std::string field(std::string_view line, std::size_t index) {
    std::string out;
    bool quoted = false;
    std::size_t at = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == '"' && at == index)
                out += c;
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            if (++at > index)
                break;
        } else if (at == index) {
            out += c;
        }
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '\r')) out.pop_back();
    return out;
}

}  // namespace

std::string hardwareText(HardwareAddress address) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (int shift = 40; shift >= 0; shift -= 8) {
        const auto octet = static_cast<unsigned>(address >> shift & 0xff);
        out.append(out.empty() ? "" : ":").append({digits[octet >> 4], digits[octet & 15]});
    }
    return out;
}

std::map<HardwareAddress, std::string> hardwareVendors(const std::vector<HardwareAddress>& addresses,
                                                       const std::string& folder) {
    // The longer prefixes lie within others that are assigned to the authority itself.
    constexpr unsigned lengths[] = {24, 28, 36};
    std::map<Assignment, std::string> names;
    for (const HardwareAddress address : addresses)
        for (const unsigned bits : lengths) names[{bits, first(address, bits)}];
    if (!names.empty()) {
        for (const char* name : {"oui.csv", "mam.csv", "oui36.csv"}) {
            std::ifstream file(folder + '/' + name);
            for (std::string line; std::getline(file, line);) {
                constexpr std::size_t assignment = 5;
                const std::size_t end = line.find(',', assignment);
                if (end == std::string::npos || end < assignment + 6)
                    continue;
                std::uint64_t value = 0;
                const char* const last = line.data() + end;
                if (std::from_chars(line.data() + assignment, last, value, 16).ptr != last)
                    continue;
                const auto wanted = names.find({static_cast<unsigned>(end - assignment) * 4, value});
                if (wanted != names.end() && wanted->second.empty())
                    wanted->second = field(line, 2);
            }
        }
    }
    std::map<HardwareAddress, std::string> out;
    for (const HardwareAddress address : addresses) {
        std::string vendor(withoutVendor(address));
        for (const unsigned bits : lengths) {
            if (const std::string& name = names[{bits, first(address, bits)}]; !name.empty())
                vendor = name;
        }
        if (!vendor.empty())
            out.emplace(address, std::move(vendor));
    }
    return out;
}

}  // namespace weir::traffic
