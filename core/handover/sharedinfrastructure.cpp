// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/sharedinfrastructure.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::handover {

extern const char* const sharedInfrastructureText;

namespace {

std::string normal(std::string_view name) {
    if (name.ends_with('.'))
        name.remove_suffix(1);
    return lowered(name);
}

/// Calls `visit` with each name above this one, the nearest first, until it says true. Whether it did.
template <typename Visit>
bool anyAbove(std::string_view name, Visit&& visit) {
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        name.remove_prefix(dot + 1);
        if (visit(name))
            return true;
    }
    return false;
}

}  // namespace

const SharedInfrastructure& SharedInfrastructure::builtIn() {
    static const SharedInfrastructure list = parse(sharedInfrastructureText).take();  // a test reads it first
    return list;
}

Result<SharedInfrastructure> SharedInfrastructure::parse(std::string_view text) {
    SharedInfrastructure out;
    while (!text.empty()) {
        const std::size_t end = text.front() == '#' ? text.find('\n') : text.find_first_of(" \t\r\n#");
        std::string_view entry = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), std::max<std::size_t>(entry.size(), 1)));
        if (entry.empty() || entry.front() == '#')
            continue;
        if (const auto address = IpAddress::parse(entry)) {
            out.m_addresses.insert(*address);
            continue;
        }
        const bool suffix = entry.starts_with("*.");
        const std::string name = normal(entry.substr(suffix ? 2 : 0));
        if (name.find('.') == std::string::npos || name.starts_with('.') ||
            name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") != std::string::npos)
            return Error::of(ErrorKind::invalid, "'%1' is no address, no name and no *.name", {std::string(entry)});
        anyAbove(name, [&](std::string_view parent) {
            out.m_parents.emplace(parent);
            return false;
        });
        (suffix ? out.m_suffixes : out.m_names).insert(name);
    }
    return out;
}

bool SharedInfrastructure::holdsName(std::string_view given) const {
    const std::string name = normal(given);
    return m_names.contains(name) || m_suffixes.contains(name) ||
           anyAbove(name, [&](std::string_view parent) { return m_suffixes.contains(parent); });
}

bool SharedInfrastructure::isPartOf(std::string_view name) const {
    return holdsName(name) || m_parents.contains(normal(name));
}

}  // namespace weir::handover
