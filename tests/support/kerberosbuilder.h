// SPDX-License-Identifier: GPL-3.0-or-later
// Kerberos messages for tests, written as RFC 4120 section 5 has them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "tests/support/octets.h"

namespace weir::test {

/// An element of DER: tag, length, value.
Octets der(unsigned tag, Bytes value);
Octets derSequenceOf(std::initializer_list<Octets> members);
Octets derNumberOf(int value);

struct KerberosRequest {
    unsigned type = 10;                       ///< AS-REQ; 12 is TGS-REQ
    std::vector<std::string> cname = {};      ///< left out where empty
    std::string realm = "EXAMPLE.ORG";        //
    std::vector<std::string> sname = {};      //
    std::vector<int> encryptionTypes = {18};  //
    std::string hostName = {};                ///< NetBIOS address; left out where empty
    std::vector<int> preAuthentication = {};  ///< types of the padata
};
Octets kerberosRequest(const KerberosRequest& request);

struct KerberosReply {
    unsigned type = 11;  ///< AS-REP; 13 is TGS-REP
    std::string clientRealm = "EXAMPLE.ORG";
    std::vector<std::string> cname = {};
    std::string realm = "EXAMPLE.ORG";
    std::vector<std::string> sname = {};
    int ticketEncryption = 18;
    int replyEncryption = 18;
};
Octets kerberosReply(const KerberosReply& reply);

/// KRB-ERROR, with the client's name where there is one.
Octets kerberosError(int code, const std::string& realm, const std::vector<std::string>& sname,
                     const std::vector<std::string>& cname = {});
/// As TCP carries it, the length before it.
Octets overTcp(const Octets& message);

}  // namespace weir::test
