// SPDX-License-Identifier: GPL-3.0-or-later
// NTLM messages and what carries them, for tests (MS-NLMP section 2.2.1, MS-CIFS section 2.2.4.53).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/support/octets.h"

namespace weir::test {

/// Latin text in UTF-16.
Octets utf16le(std::string_view text);

struct NtlmAuthenticate {
    std::string domain, user, workstation;
    unsigned major = 10, minor = 0, build = 19041;  ///< no version where build is 0
};
Octets ntlmAuthenticate(const NtlmAuthenticate& message);

struct NtlmChallenge {
    std::string domain, computer, dnsName;
    unsigned major = 10, minor = 0, build = 17763;
};
Octets ntlmChallenge(const NtlmChallenge& message);

/// SMB 2 over TCP 445: a session setup with this token.
Octets smb2SessionSetup(Bytes token);
/// SMB 2 likewise: a negotiate request that offers these dialects.
Octets smb2Negotiate(std::initializer_list<unsigned> dialects);
/// SMB 1 likewise, with the client's name for its system.
Octets smb1SessionSetup(Bytes token, std::string_view nativeSystem);
/// Base64 with padding.
std::string base64(Bytes octets);

}  // namespace weir::test
