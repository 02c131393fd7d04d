// SPDX-License-Identifier: GPL-3.0-or-later
// A hello is read from the first octets that hold all of it, and from no fewer; what comes behind changes nothing.
#include "core/protocol/certificate.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

bool same(const protocol::ClientHello& a, const protocol::ClientHello& b) {
    return a.serverName == b.serverName && a.ciphers == b.ciphers && a.extensions == b.extensions &&
           a.applications == b.applications && a.legacyVersion == b.legacyVersion;
}

}  // namespace

void tlsHellos(Bytes input) {
    using namespace protocol;
    constexpr std::size_t most = 4096;  // cut at every octet
    ClientHello hello;
    const TlsStatus status = readClientHello(input, hello);
    if (status == TlsStatus::complete) {
        ja3(hello);
        ja4(hello, HelloTransport::tcp);
    }
    bool complete = false;
    std::size_t useless = 0;
    for (std::size_t cut = 1; cut <= std::min(input.size(), most); ++cut) {
        ClientHello part;
        std::size_t wanted = 0;
        const TlsStatus now = readClientHello(input.first(cut), part, &wanted);
        if (now == TlsStatus::needMore) {
            check(wanted > cut, "more octets are wanted than there are");
            check(!complete, "what is whole stays whole");
            useless = wanted;
        } else {
            check(now == TlsStatus::notTls || cut >= useless, "no hello is whole with fewer octets than wanted");
        }
        if (now == TlsStatus::complete) {
            complete = true;
            check(status == TlsStatus::complete && same(part, hello), "a hello is the same whatever comes behind it");
        }
    }
    ServerFlight flight;
    readServerFlight(input, flight);
    if (!flight.certificate.empty())
        readCertificate(flight.certificate);
    readCertificate(input);
    readCutClientHello(input, hello);
    readDtlsClientHello(input, hello);
}

}  // namespace weir::fuzz
