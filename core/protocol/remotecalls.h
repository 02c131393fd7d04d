// SPDX-License-Identifier: GPL-3.0-or-later
// What a client makes another Windows machine do: calls of DCE RPC, bare or through SMB's named pipes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {

/// Reads one side of a conversation, the client's, in order. Memory: a kibibyte at most. Looks at the beginning of each
/// message alone, which is enough for headers (C706 chapter 12, [MS-SMB2] 2.2), and passes what is written into files.
class RemoteCallReader {
public:
    enum class Carrier : std::uint8_t { smb, dceRpc };
    explicit RemoteCallReader(Carrier carrier) : m_carrier(carrier) {}

    void add(Bytes octets);
    /// Octets are missing: what comes may begin inside a message, and is not read.
    void gap() { m_done = true; }
    bool done() const { return m_done; }  ///< nothing more is wanted
    /// "created a service"; empty where nothing of the kind was seen. Lives as long as the program.
    std::string_view found() const { return m_found; }

private:
    void message(Bytes start);
    void call(Bytes pdu);
    std::uint64_t lengthOf(Bytes header);  ///< of the message that begins so; 0 where none does

    struct Context {
        std::uint16_t id;
        std::uint8_t interface;  ///< place in the list of interfaces
    };
    Carrier m_carrier;
    bool m_done = false;
    std::string_view m_found;
    std::vector<std::uint8_t> m_start;  ///< of the message that is being read
    std::uint64_t m_length = 0;         ///< of that message; 0 not known yet
    std::uint64_t m_taken = 0;          ///< octets of it that were passed
    std::uint64_t m_seen = 0;           ///< octets altogether
    unsigned m_logins = 0;              ///< calls that log in to a domain controller
    std::vector<Context> m_contexts;    ///< bound ones that matter; few
};

}  // namespace weir::protocol
