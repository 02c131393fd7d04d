// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what packets say of machines and their users: names, systems, accounts; never a secret.
#pragma once

#include <string>

#include "core/base/hashmap.h"
#include "core/traffic/applications.h"
#include "core/traffic/identityfacts.h"

namespace weir::protocol {
struct DhcpMessage;
struct KerberosMessage;
struct NtlmMessage;
}  // namespace weir::protocol

namespace weir::engine {

/// Not thread-safe. Bounded: 65,536 facts in all, a quarter of them SYNs', 32 of a kind for each address, and 4,096
/// machines that ask for an address at a time.
class IdentityReader {
public:
    /// Facts go into `found`.
    IdentityReader(TextPool& texts, traffic::AddressPool& told, traffic::Inspected& found)
        : m_texts(texts), m_told(told), m_found(found) {}

    /// Whether every datagram of this port may say something; the lower of a flow's two that is such a port, else 0.
    static std::uint16_t portOf(const traffic::Flow& flow);
    /// A datagram of such a port.
    void datagram(std::uint16_t port, const IpAddress& source, const IpAddress& destination, Bytes payload,
                  std::uint32_t frame);

    /// A side of a TCP conversation.
    struct Side {
        const IpAddress& sender;
        const IpAddress& receiver;
        std::string_view service;
        std::uint32_t frame = 0;  ///< that completed what is given
    };
    /// Whether the octets of such a conversation may say something: Kerberos, and what carries NTLM.
    static bool readsStreams(std::string_view service);
    /// What a side has said so far, at most `streamOctets` of it, and how much of it was read before. Returns how much
    /// need not be read again.
    static constexpr std::size_t streamOctets = 16 * 1024;
    std::size_t stream(const Side& side, Bytes octets, std::size_t read);

    /// Who logs in by a protocol that says so in clear (a name that identify gives), or by HTTP with this field.
    void login(std::string_view service, const IpAddress& client, std::string_view user, std::uint32_t frame);
    void negotiate(const IpAddress& sender, Bytes token, std::uint32_t frame);
    /// A SYN, from its IP header on.
    void syn(const IpAddress& source, Bytes ip, std::size_t transport, std::uint32_t frame);

private:
    using Kind = traffic::IdentityKind;
    using Source = traffic::IdentitySource;
    /// What a machine said of itself before it had an address.
    struct Asking {
        std::string hostName, domain, system;
        std::uint32_t frame = 0;
    };
    void add(const IpAddress& address, Kind kind, Source source, std::string_view text, std::uint32_t frame);
    void addLocalName(const IpAddress& address, std::string_view name);
    void dhcp(Bytes payload, std::uint32_t frame);
    void lease(const protocol::DhcpMessage& message, const IpAddress& address, std::uint32_t frame);
    void netbios(const IpAddress& source, Bytes payload, std::uint32_t frame);
    void browser(Bytes payload, const IpAddress& source, std::uint32_t frame);
    void kerberos(const protocol::KerberosMessage& message, const IpAddress& sender, const IpAddress& receiver,
                  std::uint32_t frame);
    void keepKerberos(const protocol::KerberosMessage& message, const IpAddress& sender, const IpAddress& receiver,
                      std::uint32_t frame);
    void ntlm(const protocol::NtlmMessage& message, const IpAddress& sender, std::uint32_t frame);
    std::size_t tokens(const Side& side, Bytes octets, std::size_t read);
    void smb(const Side& side, std::uint8_t type, Bytes message);

    TextPool& m_texts;
    traffic::AddressPool& m_told;
    traffic::Inspected& m_found;
    HashSeed m_seed;
    HashSet<std::uint64_t> m_known;                 ///< seeded hashes of facts, to keep each once
    HashMap<std::uint64_t, std::uint8_t> m_counts;  ///< facts by address and kind
    HashSet<std::uint64_t> m_localNames;            ///< address and name, to keep each once
    std::size_t m_syns = 0;                         ///< that were read
    HashMap<std::uint64_t, Asking> m_asking;        ///< by hardware address
};

}  // namespace weir::engine
