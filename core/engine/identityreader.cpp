// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/identityreader.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/protocol/browser.h"
#include "core/protocol/dhcp.h"
#include "core/protocol/kerberos.h"
#include "core/protocol/logins.h"
#include "core/protocol/nbns.h"
#include "core/protocol/ntlmssp.h"
#include "core/protocol/smb.h"
#include "core/protocol/synfingerprint.h"
#include "core/protocol/systemnames.h"

namespace weir::engine {
namespace {

constexpr std::uint16_t dhcpServerPort = 67, dhcpClientPort = 68, kerberosPort = 88, netbiosPort = 137,
                        browserPort = 138, ldapPort = 389;
constexpr std::size_t maximumFacts = 65536, mostOfAKind = 32, longestText = 255;

traffic::HardwareAddress hardwareOf(const std::array<std::uint8_t, 6>& octets) {
    traffic::HardwareAddress out = 0;
    for (const std::uint8_t octet : octets) out = out << 8 | octet;
    return out;
}

/// "DESKTOP-7AB$" is DESKTOP-7AB's own account; "host/pc7.example.org" is a machine's, too.
std::string_view machineOf(std::string_view principal) {
    if (protocol::isMachineAccount(principal))
        return principal.substr(0, principal.size() - 1);
    return principal.starts_with("host/") ? principal.substr(5) : std::string_view{};
}

}  // namespace

void IdentityReader::add(const IpAddress& address, Kind kind, Source source, std::string_view text,
                         std::uint32_t frame) {
    while (!text.empty() && text.back() == 0) text.remove_suffix(1);
    if (!address.valid() || text.empty() || m_found.identity.size() >= maximumFacts)
        return;
    const traffic::ToldAddressId id{index(m_told.intern(address))};
    const std::uint64_t of = std::uint64_t{index(id)} << 8 | static_cast<std::uint8_t>(kind);
    std::uint8_t& count = m_counts[of];
    if (count >= mostOfAKind)
        return;
    const TextId kept = m_texts.intern(text.substr(0, longestText));
    if (!m_known.insert(m_seed(of, std::uint64_t{kept} << 8 | static_cast<std::uint8_t>(source))).second)
        return;
    ++count;
    m_found.identity.push_back({id, kept, frame, kind, source});
}

void IdentityReader::addLocalName(const IpAddress& address, std::string_view name) {
    constexpr std::size_t maximumLocalNames = 65536;
    if (!address.valid() || name.empty() || m_found.localNames.size() >= maximumLocalNames)
        return;
    const traffic::LocalName local{traffic::ToldAddressId{index(m_told.intern(address))},
                                   m_texts.intern(lowered(printable(name.substr(0, longestText))))};
    if (m_localNames.insert(m_seed(index(local.address), local.name)).second)
        m_found.localNames.push_back(local);
}

std::uint16_t IdentityReader::portOf(const traffic::Flow& flow) {
    for (const std::uint16_t port : {dhcpServerPort, dhcpClientPort, kerberosPort, netbiosPort, browserPort, ldapPort})
        if (flow.port[0] == port || flow.port[1] == port)
            return port;
    return 0;
}

void IdentityReader::datagram(std::uint16_t port, const IpAddress& source, const IpAddress& destination, Bytes payload,
                              std::uint32_t frame) {
    switch (port) {
        case dhcpServerPort:
        case dhcpClientPort:
            dhcp(payload, frame);
            break;
        case netbiosPort:
            netbios(source, payload, frame);
            break;
        case browserPort:
            browser(payload, source, frame);
            break;
        case kerberosPort:
            if (const auto message = protocol::readKerberos(payload))
                kerberos(*message, source, destination, frame);
            break;
        case ldapPort:
            add(source, Kind::hostName, Source::ldap, protocol::hostOfNetlogonPing(payload), frame);
            break;
        default:
            break;
    }
}

void IdentityReader::dhcp(Bytes payload, std::uint32_t frame) {
    using Type = protocol::DhcpMessage::Type;
    constexpr std::size_t mostAsking = 4096;
    const auto message = protocol::readDhcp(payload);
    if (!message)
        return;
    const std::string& name = message->fullName.empty() ? message->hostName : message->fullName;
    addLocalName(message->leasedAddress(), name);
    const std::uint64_t hardware = message->hardwareAddress ? hardwareOf(*message->hardwareAddress) : 0;
    if (hardware == 0)
        return;
    if (!message->fromServer) {
        std::string system = protocol::systemOfDhcpParameters(message->parameters);
        if (system.empty())
            system = protocol::systemOfVendorClass(message->vendorClass);
        if (m_asking.size() >= mostAsking)
            m_asking.clear();
        Asking& asking = m_asking[hardware];
        asking.frame = frame;
        if (!name.empty())
            asking.hostName = message->hostName.empty() ? name : message->hostName;
        if (const std::size_t dot = message->fullName.find('.'); dot != std::string::npos)
            asking.domain = message->fullName.substr(dot + 1);
        if (!system.empty())
            asking.system = std::move(system);
    }
    // A client that names the server takes what that offered; without one it asks for what it once had.
    const bool takes = message->type == Type::request && message->serverAddress.valid();
    const IpAddress address =
        takes && !message->clientAddress.valid() ? message->requestedAddress : message->leasedAddress();
    if (address.valid())
        lease(*message, address, frame);
}

void IdentityReader::lease(const protocol::DhcpMessage& message, const IpAddress& address, std::uint32_t frame) {
    const traffic::HardwareAddress hardware = hardwareOf(*message.hardwareAddress);
    if (m_found.leases.size() < maximumFacts &&
        m_known.insert(m_seed(hardware, fold(address.high ^ 1, address.low) | 1)).second)
        m_found.leases.push_back({address, hardware, frame, true});
    const auto found = m_asking.find(hardware);
    if (found == m_asking.end())
        return;
    const Asking& asking = found->second;
    add(address, Kind::hostName, Source::dhcp, asking.hostName, asking.frame);
    add(address, Kind::domain, Source::dhcp, asking.domain, asking.frame);
    add(address, Kind::system, Source::dhcp, asking.system, asking.frame);
}

void IdentityReader::netbios(const IpAddress& source, Bytes payload, std::uint32_t frame) {
    const auto message = protocol::readNetbiosMessage(payload);
    if (!message)
        return;
    constexpr std::uint8_t workstation = 0x00, server = 0x20;
    const auto isMachine = [](const protocol::NetbiosName& name) {
        return name.suffix == workstation || name.suffix == server;
    };
    using Operation = protocol::NetbiosMessage::Operation;
    const bool registers = message->operation == Operation::registration || message->operation == Operation::refresh;
    const bool claims = registers || (message->response && message->positive);
    if (message->group) {  // the workgroup or domain; those that machines look for are no names
        if (registers && message->name.suffix == workstation && !message->name.name.starts_with('\x01'))
            for (const IpAddress& address : message->addresses)
                add(address, Kind::domain, Source::netbios, message->name.name, frame);
        return;
    }
    if (claims && isMachine(message->name)) {
        for (const IpAddress& address : message->addresses) {
            addLocalName(address, message->name.name);
            add(address, Kind::hostName, Source::netbios, message->name.name, frame);
        }
    }
    if (!message->statusNames.empty() && isMachine(message->statusNames.front())) {
        addLocalName(source, message->statusNames.front().name);
        add(source, Kind::hostName, Source::netbios, message->statusNames.front().name, frame);
    }
}

void IdentityReader::browser(Bytes payload, const IpAddress& source, std::uint32_t frame) {
    const auto datagram = protocol::readNetbiosDatagram(payload);
    constexpr std::uint8_t workstation = 0x00, server = 0x20;
    // Relayed ones name another source than the packet does.
    if (!datagram || datagram->source != source)
        return;
    if (datagram->announcedName.empty()) {
        const protocol::NetbiosName& name = datagram->sourceName;
        if (name.suffix == workstation || name.suffix == server)
            add(source, Kind::hostName, Source::browser, name.name, frame);
        return;
    }
    add(source, Kind::hostName, Source::browser, datagram->announcedName, frame);
    if (datagram->windows)
        add(source, Kind::system, Source::browser,
            protocol::windowsName(datagram->majorVersion, datagram->minorVersion, 0, datagram->server), frame);
}

/// Who asks for which ticket, for the findings.
void IdentityReader::keepKerberos(const protocol::KerberosMessage& message, const IpAddress& sender,
                                  const IpAddress& receiver, std::uint32_t frame) {
    using Type = protocol::KerberosMessage::Type;
    constexpr std::size_t most = 1 << 18;
    const bool request = message.type == Type::asRequest || message.type == Type::tgsRequest;
    const bool reply = message.type == Type::asReply || message.type == Type::tgsReply || message.type == Type::error;
    if ((!request && !reply) || m_found.kerberos.size() >= most)
        return;
    traffic::KerberosRow row;
    row.client = traffic::ToldAddressId{index(m_told.intern(request ? sender : receiver))};
    row.server = traffic::ToldAddressId{index(m_told.intern(request ? receiver : sender))};
    row.frame = frame;
    row.name = m_texts.intern(lowered(message.cname));
    row.service = m_texts.intern(lowered(message.sname));
    row.error = static_cast<std::int16_t>(message.errorCode);
    row.ticketEncryption = static_cast<std::int16_t>(message.ticketEncryption);
    row.type = static_cast<std::uint8_t>(message.type);
    m_found.kerberos.push_back(row);
}

void IdentityReader::kerberos(const protocol::KerberosMessage& message, const IpAddress& sender,
                              const IpAddress& receiver, std::uint32_t frame) {
    using Type = protocol::KerberosMessage::Type;
    const bool reply = message.type == Type::asReply || message.type == Type::tgsReply;
    keepKerberos(message, sender, receiver, frame);
    if (!reply && message.type != Type::asRequest)
        return;
    const IpAddress& client = reply ? receiver : sender;
    const std::string_view machine = machineOf(message.cname);
    const Source source = reply || !machine.empty() ? Source::kerberos : Source::kerberosRequest;
    if (!machine.empty())
        add(client, Kind::hostName, source, machine, frame);
    else
        add(client, Kind::user, source, message.cname, frame);
    add(client, Kind::hostName, Source::kerberos, message.hostName, frame);
    add(client, Kind::domain, source, reply ? message.clientRealm : message.realm, frame);
}

void IdentityReader::ntlm(const protocol::NtlmMessage& message, const IpAddress& sender, std::uint32_t frame) {
    using Type = protocol::NtlmMessage::Type;
    if (message.type == Type::authenticate) {
        const std::string_view machine = machineOf(message.user);
        if (!machine.empty())
            add(sender, Kind::hostName, Source::ntlm, machine, frame);
        else
            add(sender, Kind::user, Source::ntlm, message.user, frame);
        if (!message.user.empty() && message.domain != message.workstation)
            add(sender, Kind::domain, Source::ntlm, message.domain, frame);
    }
    add(sender, Kind::hostName, Source::ntlm, message.workstation, frame);
    if (message.type == Type::challenge && message.domain != message.workstation)
        add(sender, Kind::domain, Source::ntlm, message.domain, frame);
    if (message.build != 0)
        add(sender, Kind::system, Source::ntlm,
            protocol::windowsName(message.majorVersion, message.minorVersion, message.build), frame);
}

bool IdentityReader::readsStreams(std::string_view service) {
    return service == "smb" || service == "netbios-ssn" || service == "kerberos" || service == "dcerpc" ||
           service == "ms-sql-s";
}

std::size_t IdentityReader::stream(const Side& side, Bytes octets, std::size_t read) {
    if (side.service == "kerberos") {
        ByteReader reader(octets);
        reader.seek(read);
        while (const auto message = protocol::nextKerberosMessage(reader)) {
            if (const auto known = protocol::readKerberos(*message))
                kerberos(*known, side.sender, side.receiver, side.frame);
        }
        return reader ? reader.position() : octets.size();
    }
    if (side.service == "smb" || side.service == "netbios-ssn") {
        ByteReader reader(octets);
        reader.seek(read);
        while (const auto message = protocol::nextSessionMessage(reader)) smb(side, message->type, message->data);
        return reader ? reader.position() : octets.size();
    }
    return tokens(side, octets, read);
}

/// Messages of NTLM wherever they lie. Returns how much need not be looked through again.
std::size_t IdentityReader::tokens(const Side& side, Bytes octets, std::size_t read) {
    for (;;) {
        const auto place = protocol::findNtlm(octets, read);
        if (!place) {  // the mark may begin in the last octets
            constexpr std::size_t markSize = 8;
            return std::max(read, octets.size() < markSize ? 0 : octets.size() - markSize + 1);
        }
        bool needMore = false;
        const auto message = protocol::readNtlm(octets.subspan(*place), needMore);
        if (needMore)
            return *place;
        if (message)
            ntlm(*message, side.sender, side.frame);
        read = *place + 1;
    }
}

void IdentityReader::smb(const Side& side, std::uint8_t type, Bytes message) {
    constexpr std::uint8_t asksForSession = 0x81;
    if (type == asksForSession) {
        add(side.sender, Kind::hostName, Source::netbios, protocol::callingName(message), side.frame);
        return;
    }
    tokens(side, message, 0);
    add(side.sender, Kind::system, Source::smbDialect, protocol::systemOfDialect(protocol::highestSmb2Dialect(message)),
        side.frame);
    const auto setup = protocol::readSmbSessionSetup(message);
    if (!setup)
        return;
    add(side.sender, Kind::system, Source::smb, protocol::systemOfNative(setup->nativeSystem), side.frame);
    if (protocol::isMachineAccount(setup->account))
        return;
    add(side.sender, Kind::user, Source::smb, setup->account, side.frame);
    if (!setup->account.empty())
        add(side.sender, Kind::domain, Source::smb, setup->domain, side.frame);
}

void IdentityReader::login(std::string_view service, const IpAddress& client, std::string_view user,
                           std::uint32_t frame) {
    const Source source = service == "ldap"   ? Source::ldap
                          : service == "ftp"  ? Source::ftp
                          : service == "http" ? Source::httpBasic
                                              : Source::mail;
    add(client, Kind::user, source, user, frame);
}

void IdentityReader::negotiate(const IpAddress& sender, Bytes token, std::uint32_t frame) {
    bool needMore = false;
    if (const auto place = protocol::findNtlm(token))
        if (const auto message = protocol::readNtlm(token.subspan(*place), needMore))
            ntlm(*message, sender, frame);
}

void IdentityReader::syn(const IpAddress& source, Bytes ip, std::size_t transport, std::uint32_t frame) {
    constexpr std::size_t most = maximumFacts / 4;  // a flood from made-up addresses leaves room for names
    if (m_syns++ < most)
        add(source, Kind::synSignature, Source::syn, protocol::synFingerprint(ip, transport), frame);
}

}  // namespace weir::engine
