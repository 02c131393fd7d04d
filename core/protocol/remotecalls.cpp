// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/remotecalls.h"

#include <algorithm>
#include <array>

namespace weir::protocol {
namespace {

constexpr std::size_t lookedAt = 1024;                     // octets of each message
constexpr std::uint64_t enough = std::uint64_t{64} << 20;  // octets of a conversation
constexpr std::size_t mostContexts = 16;

/// An interface as it stands on the wire, little endian.
using Interface = std::array<std::uint8_t, 16>;
constexpr Interface services = {0x81, 0xbb, 0x7a, 0x36, 0x44, 0x98, 0xf1, 0x35,
                                0xad, 0x32, 0x98, 0xf0, 0x38, 0x00, 0x10, 0x03};  // [MS-SCMR] 1.9
constexpr Interface jobs = {0x82, 0x06, 0xf7, 0x1f, 0x51, 0x0a, 0xe8, 0x30,
                            0x07, 0x6d, 0x74, 0x0b, 0xe8, 0xce, 0xe9, 0x8b};  // [MS-TSCH] 1.9, ATSvc
constexpr Interface tasks = {0x49, 0x59, 0xd3, 0x86, 0xc9, 0x83, 0x44, 0x40,
                             0xb4, 0x24, 0xdb, 0x36, 0x32, 0x31, 0xfd, 0x0c};  // [MS-TSCH] 1.9, ITaskSchedulerService
constexpr Interface management = {0x99, 0xdc, 0x56, 0x95, 0x8c, 0x82, 0xcf, 0x11,
                                  0xa3, 0x7e, 0x00, 0xaa, 0x00, 0x32, 0x40, 0xc7};  // [MS-WMI] 1.9, IWbemServices
constexpr Interface netlogon = {0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab,
                                0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf, 0xfb};  // [MS-NRPC] 1.9
constexpr std::array interfaces = {services, jobs, tasks, management, netlogon};
/// NetrServerAuthenticate3 with guesses needs 256 tries on average, an honest machine one (CVE-2020-1472).
constexpr std::uint8_t netlogonPlace = 4;
constexpr std::uint16_t authenticate = 26;
constexpr unsigned manyLogins = 20;

struct Call {
    std::uint8_t interface;
    std::uint16_t operation;
    std::string_view what;
};
/// Operations that make another machine run something; those that only ask are not among them.
constexpr Call calls[] = {
    {0, 12, "created a service"},           // RCreateServiceW
    {0, 24, "created a service"},           // RCreateServiceA
    {0, 44, "created a service"},           // RCreateServiceWOW64A
    {0, 45, "created a service"},           // RCreateServiceWOW64W
    {0, 60, "created a service"},           // RCreateWowService
    {1, 0, "scheduled a job"},              // NetrJobAdd
    {2, 1, "registered a scheduled task"},  // SchRpcRegisterTask
    {3, 24, "ran a method of WMI"},         // ExecMethod
    {3, 25, "ran a method of WMI"},         // ExecMethodAsync
};

/// Names of pipes and files by which published tools run commands on other machines, in UTF-16.
struct Tool {
    std::string_view name, what;
};
constexpr Tool tools[] = {
    {"PSEXESVC", "ran PsExec's service"},           // learn.microsoft.com/sysinternals/downloads/psexec
    {"RemCom_communicat", "ran RemCom's service"},  // github.com/kavika13/RemCom, which Impacket's psexec.py uses
    {"PAExec", "ran PAExec's service"},             // github.com/poweradminllc/PAExec
};

bool holdsWide(Bytes bytes, std::string_view name) {
    const std::size_t length = name.size() * 2;
    for (std::size_t at = 0; at + length <= bytes.size(); ++at) {
        std::size_t same = 0;
        while (same < name.size() && bytes[at + same * 2] == static_cast<std::uint8_t>(name[same]) &&
               bytes[at + same * 2 + 1] == 0)
            ++same;
        if (same == name.size())
            return true;
    }
    return false;
}

constexpr std::uint8_t request = 0, bind = 11, alterContext = 14;

/// A header of DCE RPC, version 5.0, little endian.
bool isPdu(Bytes bytes) {
    return bytes.size() >= 24 && bytes[0] == 5 && bytes[1] == 0 &&
           (bytes[2] == request || bytes[2] == bind || bytes[2] == alterContext) && bytes[4] == 0x10 && bytes[5] == 0 &&
           bytes[6] == 0 && bytes[7] == 0;
}

}  // namespace

std::uint64_t RemoteCallReader::lengthOf(Bytes header) {
    ByteReader reader(header);
    if (m_carrier == Carrier::smb) {  // RFC 1002 section 4.3.1: a type, and the length of what follows
        const std::uint8_t type = reader.u8();
        const std::uint64_t length = reader.u24();
        const std::uint8_t first = reader.peek();
        const bool fits = type == 0 && (first == 0xfe || first == 0xff) && length >= 32;  // not what is encrypted
        return type != 0 || fits ? length + 4 : 0;
    }
    reader.skip(8);
    const std::uint64_t length = reader.u16le();
    return header[0] == 5 && length >= 16 ? length : 0;
}

void RemoteCallReader::add(Bytes octets) {
    constexpr std::size_t headerOctets = 10;
    m_seen += octets.size();
    while (!octets.empty() && !m_done) {
        const std::uint64_t left = m_length == 0 ? lookedAt : m_length - m_taken;
        const std::size_t taken = static_cast<std::size_t>(
            std::min<std::uint64_t>(octets.size(), m_length == 0 ? headerOctets - m_start.size() : left));
        const std::size_t kept = std::min(taken, lookedAt - m_start.size());
        m_start.insert(m_start.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(kept));
        m_taken += taken;
        octets = octets.subspan(taken);
        if (m_length == 0 && m_start.size() == headerOctets) {
            m_length = lengthOf(m_start);
            if (m_length < m_taken)
                m_done = true;
        }
        if (m_length != 0 && m_taken == m_length) {
            message(m_start);
            m_start.clear();
            m_length = m_taken = 0;
        }
    }
    m_done = m_done || !m_found.empty() || m_seen > enough;
}

void RemoteCallReader::message(Bytes start) {
    if (m_carrier == Carrier::dceRpc) {
        if (isPdu(start))
            call(start);
        return;
    }
    for (const Tool& tool : tools) {
        if (holdsWide(start, tool.name))
            m_found = tool.what;
    }
    // A pipe's message lies behind headers whose size depends on the command.
    constexpr std::size_t smbHeader = 32;
    for (std::size_t at = 4 + smbHeader; at + 24 <= start.size(); ++at) {
        if (start[at] == 5 && isPdu(start.subspan(at)))
            return call(start.subspan(at));
    }
}

void RemoteCallReader::call(Bytes pdu) {
    ByteReader reader(pdu);
    reader.skip(2);
    const std::uint8_t type = reader.u8();
    reader.skip(13);
    if (type == request) {  // C706 12.6.4.9: hint, context, operation
        reader.skip(4);
        const std::uint16_t id = reader.u16le(), operation = reader.u16le();
        for (const Context& context : m_contexts) {
            if (context.id == id && context.interface == netlogonPlace && operation == authenticate &&
                ++m_logins >= manyLogins)
                m_found = "tried to log in as a machine without its key (Zerologon, CVE-2020-1472)";
            for (const Call& each : calls) {
                if (context.id == id && context.interface == each.interface && operation == each.operation)
                    m_found = each.what;
            }
        }
        return;
    }
    reader.skip(8);  // C706 12.6.4.3: sizes, group, then the contexts
    const unsigned count = reader.u8();
    reader.skip(3);
    for (unsigned i = 0; i < count && reader; ++i) {
        const std::uint16_t id = reader.u16le();
        const unsigned transfers = reader.u8();
        reader.skip(1);
        const Bytes interface = reader.bytes(16);
        reader.skip(4 + std::size_t{transfers} * 20);
        const auto known = std::find_if(interfaces.begin(), interfaces.end(), [&](const Interface& each) {
            return std::equal(each.begin(), each.end(), interface.begin(), interface.end());
        });
        std::erase_if(m_contexts, [id](const Context& context) { return context.id == id; });
        if (known != interfaces.end() && m_contexts.size() < mostContexts)
            m_contexts.push_back({id, static_cast<std::uint8_t>(known - interfaces.begin())});
    }
}

}  // namespace weir::protocol
