// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's own client and server, talking through memory: what they send is what a capture of them would hold.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/octets.h"

namespace weir::test {

struct TlsSetup {
    int version = 0x0303;               ///< the only one that both speak
    const char* suite = "ALL";          ///< OpenSSL's name of a cipher suite; of TLS 1.3, too
    const char* application = nullptr;  ///< by ALPN
    bool encryptThenMac = true;
    bool tickets = true;
    bool retry = false;      ///< the client's first key share is of a group that the server does not take (TLS 1.3)
    bool earlyData = false;  ///< the server takes early data
};

/// Side 0 is the client. What goes wrong is thrown as std::runtime_error.
class TlsPair {
public:
    struct Flight {
        int side;
        Octets octets;
    };

    /// `resumes`: a session of a pair before, of the same setup.
    explicit TlsPair(const TlsSetup& setup, const TlsPair* resumes = nullptr);
    ~TlsPair();
    TlsPair(const TlsPair&) = delete;
    TlsPair& operator=(const TlsPair&) = delete;

    /// Before the handshake; the pair must resume.
    void sayEarly(std::string_view text);
    /// False where they do not agree.
    bool handshake();
    void say(int side, std::string_view text);
    void updateKeys(int side);
    void renegotiate();
    bool resumed() const;
    std::string suite() const;

    /// What each sent, in its order; octets of one side that follow each other are one flight.
    const std::vector<Flight>& flights() const;
    /// The secrets, as OpenSSL writes key logs.
    const std::string& keyLog() const;
    /// What each said, all of it.
    const std::string& said(int side) const;

private:
    struct State;
    void pump();
    std::unique_ptr<State> m;
};

/// The names of all suites that OpenSSL's own client offers for this version at the lowest level of security.
std::vector<std::string> tlsSuites(int version);

}  // namespace weir::test
