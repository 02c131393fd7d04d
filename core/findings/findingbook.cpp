// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/findingbook.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace weir::findings {

std::string lasting(std::int64_t nanoseconds) {
    const double seconds = static_cast<double>(nanoseconds) / 1e9;
    const auto whole = [](double value, std::string_view unit) {
        return counted(static_cast<std::uint64_t>(value + 0.5), unit);
    };
    return seconds < 90              ? whole(seconds, "second")
           : seconds < 5400          ? whole(seconds / 60, "minute")
           : seconds < 2 * 86400.0   ? whole(seconds / 3600, "hour")
           : seconds < 730 * 86400.0 ? whole(seconds / 86400, "day")
                                     : whole(seconds / (365.2425 * 86400), "year");
}

std::string sized(std::uint64_t octets) {
    static constexpr std::string_view units[] = {" bytes", " kB", " MB", " GB", " TB"};
    double value = static_cast<double>(octets);
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < std::size(units); ++unit) value /= 1000;
    const double rounded = value < 10 && unit > 0 ? std::floor(value * 10 + 0.5) / 10 : std::floor(value + 0.5);
    return realText(rounded) + std::string(units[unit]);
}

FindingBook::FindingBook(const traffic::SnapshotData& theState, const FindingsRequest& request,
                         const FindingWeights& theWeights)
    : state(theState),
      home(homeOf(theState, request)),
      notes(request.notes.get()),
      nameNotes(request.nameNotes.get()),
      owners(request.owners.get()),
      lists(request.lists.get()),
      weights(theWeights),
      servers(theState, home) {}

std::optional<traffic::AddressId> FindingBook::find(const IpAddress& address) const {
    for (std::uint32_t i = 0; i < state.addresses.size(); ++i) {
        if (state.addresses[i] == address)
            return traffic::AddressId{i};
    }
    return std::nullopt;
}

std::string FindingBook::shown(TextId id) const {
    constexpr std::size_t enough = 120;
    const std::string_view text = state.texts[id];
    return printable(text.substr(0, enough)) + (text.size() > enough ? "…" : "");
}

std::string FindingBook::shownUrl(const traffic::HttpRow& row) const {
    const bool path = std::string_view(state.texts[row.target]).starts_with('/');
    const std::string scheme = row.protection == traffic::Protection::none ? "http://" : "https://";
    return scheme + shown(row.host) + (path ? "" : " ") + shown(row.target);
}

bool FindingBook::isInOwnNetwork(traffic::AddressId id) const {
    return owners && isOwnNetwork(owners->of(state.address(id)).asNumber);
}

void FindingBook::add(const Server& server, Reason reason) {
    constexpr double ofFamiliar = 0.2, atHome = 0.5;
    const FindingRule* rule = weights.find(reason.kind);
    if (server.isFamiliar() && rule && rule->evidence != EvidenceClass::hard) {
        reason.strength *= ofFamiliar;
        reason.why += " (weak: a familiar name)";
    } else if (rule && rule->evidence != EvidenceClass::hard && isInOwnNetwork(server.address)) {
        reason.strength *= ofFamiliar;
        reason.why += " (weak: in the network of a company that serves nobody else there)";
    }
    if (!server.external)
        reason.strength *= atHome;
    add(server.address, std::move(reason));
}

void FindingBook::add(traffic::AddressId subject, Reason reason) {
    Finding& finding = m_byAddress[index(subject)];
    finding.address = subject;
    add(finding, std::move(reason));
}

void FindingBook::add(std::string_view name, Reason reason) { add(m_byName[std::string(name)], std::move(reason)); }

void FindingBook::add(Finding& finding, Reason reason) const {
    reason.strength = std::clamp(reason.strength, 0.0, 1.0);
    if (reason.strength <= 0)
        return;
    for (Reason& known : finding.reasons) {
        if (known.kind != reason.kind)
            continue;
        if (reason.strength > known.strength)
            known = std::move(reason);
        return;
    }
    finding.reasons.push_back(std::move(reason));
}

void FindingBook::addMembers(traffic::AddressId subject, Members members) {
    Finding& finding = m_byAddress[index(subject)];
    finding.address = subject;
    if (members.count > finding.members.count)
        finding.members = std::move(members);
}

void FindingBook::addMembers(std::string_view name, Members members) {
    Finding& finding = m_byName[std::string(name)];
    if (members.count > finding.members.count)
        finding.members = std::move(members);
}

void FindingBook::withdraw(traffic::AddressId subject, std::string_view kind) {
    const auto found = m_byAddress.find(index(subject));
    if (found != m_byAddress.end())
        std::erase_if(found->second.reasons, [&](const Reason& reason) { return reason.kind == kind; });
}

/// In the packet index.
std::optional<std::size_t> FindingBook::rowOf(std::uint32_t frame) const {
    std::size_t row = 0, above = state.packets.size();
    while (row < above) {
        const std::size_t middle = row + (above - row) / 2;
        if (state.packets.number(middle) < frame)
            row = middle + 1;
        else
            above = middle;
    }
    if (row == state.packets.size() || state.packets.number(row) != frame)
        return std::nullopt;
    return row;
}

std::int64_t FindingBook::timeOf(std::uint32_t frame) const {
    const auto row = rowOf(frame);
    return row ? state.packets[*row].time : 0;
}

/// ", 2026-11-30 12:33:01 UTC"; empty where there is no such frame.
std::string FindingBook::when(std::uint32_t frame) const {
    const auto row = rowOf(frame);
    if (!row)
        return {};
    std::string time = isoTimeText(state.packets[*row].time);
    constexpr std::size_t date = 10, toSeconds = 19;
    if (time.size() < toSeconds)
        return {};
    time[date] = ' ';
    return ", " + time.substr(0, toSeconds) + " UTC";
}

/// Who took part, when and how much.
void FindingBook::complete(Finding& finding) const {
    constexpr std::size_t mostClients = 64;
    if (!finding.address)
        return;
    if (const Server* server = servers.find(*finding.address)) {
        finding.names = server->names;
        finding.firstSeen = server->firstSeen;
        finding.lastSeen = server->lastSeen;
        finding.bytes = server->bytesIn + server->bytesOut;
        for (const std::uint32_t i : servers.flows(*server)) {
            const traffic::AddressId client = state.flows[i].address[state.flows[i].client];
            if (finding.clients.empty() || finding.clients.back() != client)
                finding.clients.push_back(client);
            if (finding.clients.size() >= mostClients)
                break;
        }
    } else if (isHome(*finding.address)) {
        finding.clients.push_back(*finding.address);
    }
}

std::vector<Finding> FindingBook::take() {
    std::vector<Finding> out;
    const auto keep = [&](Finding& finding, std::string subject) {
        if (finding.reasons.empty())
            return;
        finding.subject = std::move(subject);
        complete(finding);
        for (Reason& reason : finding.reasons) {
            reason.why += when(reason.firstFrame);
            reason.why.shrink_to_fit();  // there may be as many as there are addresses
        }
        out.push_back(std::move(finding));
    };
    for (auto& [id, finding] : m_byAddress) keep(finding, text(traffic::AddressId{id}));
    for (auto& [name, finding] : m_byName) keep(finding, name);
    std::sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.subject < b.subject; });
    return out;
}

void findAll(FindingBook& book) {
    for (const Server& server : book.servers) {
        for (const auto rule : {findUnnamed, findDomains, findCertificates, findProtocols, findVolumes, findReputations,
                                findTunnels, findLogins})
            rule(book, server);
    }
    for (const auto rule : {findListed, findNameReputations, findRequests, findFiles, findQuestions, findNames,
                            findAnswers, findDnsOverHttps, findBeacons, findScans, findMovement, findKerberos})
        rule(book);
    findPeers(book);
}

}  // namespace weir::findings
