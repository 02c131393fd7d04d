// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates: self-signed, for another name, with a tool's default subject, or odd in other ways.
#include <algorithm>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

struct Default {
    std::string_view part;
    std::string_view tool;
};

/// Subjects that published tools make by default, or that reports name as typical of a family, in lower case.
constexpr Default defaults[] = {
    // openssl.org, req(1) and openssl.cnf
    {"o=internet widgits pty ltd", "OpenSSL's example, as IcedID, TrickBot and Dridex left it"},
    // recordedfuture.com, "A Multi-Method Approach to Identifying Rogue Cobalt Strike Servers", 2019
    {"cn=major cobalt strike", "Cobalt Strike's default"},
    {"ou=advancedpenetrationtesting", "Cobalt Strike's default"},
    {"cn=quasar server ca", "Quasar RAT's default"},     // github.com/quasar/Quasar, its certificate dialog
    {"cn=asyncrat server", "AsyncRAT's default"},        // github.com/NYAN-x-CAT/AsyncRAT-C-Sharp, likewise
    {"cn=dcrat server", "DcRat's default"},              // github.com/qwqdanchun/DcRat, likewise
    {"o=dcrat by qwqdanchun", "DcRat's default"},        //
    {"o=venomrat by qwqdanchun", "VenomRAT's default"},  // sslbl.abuse.ch, its fork
    {"cn=venomrat", "VenomRAT's default"},               //
    {"cn=orcus server", "Orcus RAT's default"},          // sslbl.abuse.ch
    {"cn=bitrat", "BitRAT's default"},                   // sslbl.abuse.ch
    {"cn=multiplayer", "Sliver's default"},              // github.com/BishopFox/sliver, server/certs
    {"cn=operators", "Sliver's default"},                //
    {"o=assylias", "jRAT's default"},                    // sslbl.abuse.ch
    {"cn=assylias", "jRAT's default"},                   //
    {"cn=covenant", "Covenant's default"},               // github.com/cobbr/Covenant
    {"o=pajfds", "PoshC2's default"},                    // github.com/nettitude/PoshC2, its configuration
    {"cn=p18055077", "PoshC2's default"},                //
};

/// Whether a distinguished name has this attribute with exactly this value.
bool holdsWhole(std::string_view text, std::string_view part) {
    const std::size_t at = text.find(part);
    if (at == std::string_view::npos)
        return false;
    const std::size_t end = at + part.size();
    return end == text.size() || text[end] == ',' || text[end] == ';';
}

void judge(FindingBook& book, const Server& server, const traffic::Flow& flow, std::uint32_t at) {
    const traffic::SnapshotData& state = book.state;
    const traffic::Application& known = state.inspected.applications[flow.application - 1];
    const bool seen = known.certificateNames != 0 || known.certificateIssuer != 0;
    if (!seen)
        return;
    const std::string names = book.shown(known.certificateNames), issuer = book.shown(known.certificateIssuer);
    const std::string who = ", seen by " + book.text(flow.address[flow.client]);
    const auto add = [&](std::string kind, double strength, std::string why) {
        book.add(server,
                 {std::move(kind), strength, std::move(why), flow.firstFrame(), flow.packets(), {Trace::To::flow, at}});
    };
    const std::string lowerIssuer = lowered(state.texts[known.certificateIssuer]);
    const std::string subject = "cn=" + lowered(state.texts[known.certificateNames]);
    for (const Default& each : defaults) {
        if (holdsWhole(lowerIssuer, each.part) || holdsWhole(subject, each.part))
            return add("certificate-tool", 1, "certificate: '" + issuer + "' is " + std::string(each.tool) + who);
    }
    constexpr std::int64_t day = 86'400'000'000'000;
    const std::int64_t from = known.certificateNotBefore, until = known.certificateNotAfter;
    const std::int64_t now = flow.firstSeen();
    const std::string_view name = state.texts[known.certificateNames];
    const std::string_view label = name.substr(0, name.find_first_of(".;"));
    std::string odd;
    const auto note = [&odd](const std::string& what) { odd += (odd.empty() ? "" : ", ") + what; };
    if (known.certificateSelfSigned) {
        if (from != until && until - from > 3000 * day)
            note("valid for " + realText(static_cast<double>((until - from) / day / 365)) + " years");
        if (looksMadeUp(label) || (lowerIssuer.find("cn=") == std::string::npos && name.empty()))
            note("its name looks made up");
        if (lowerIssuer.find("st=some-state") != std::string::npos)
            note("with the defaults of OpenSSL's example");
        add("certificate", 1, "certificate: self-signed, for '" + names + "' by '" + issuer + "'" + who);
    } else if (!known.certificateMatches) {
        add("certificate", 0.6,
            "certificate: " + book.text(flow.address[flow.client]) + " asked for '" + book.shown(known.serverName) +
                "', the certificate is for '" + names + "'");
    }
    if (from != until && now > until)
        note("it had expired " + lasting(now - until) + " before");
    if (from != until && now < from)
        note("it was not valid yet");
    if (known.certificateSelfSigned && from != until && now > from && now - from < 30 * day)
        note("made " + lasting(now - from) + " before");
    if (!known.certificateSelfSigned && looksMadeUp(label) && known.serverName == 0 &&
        lowerIssuer.find("o=") == std::string::npos)
        note("its name looks made up");
    if (!odd.empty())
        add("certificate-odd", 1, "certificate for '" + names + "': " + odd + who);
}

}  // namespace

void findCertificates(FindingBook& book, const Server& server) {
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.application != 0)
            judge(book, server, flow, i);
    }
}

}  // namespace weir::findings
