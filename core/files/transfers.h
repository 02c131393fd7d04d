// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers that one conversation agrees on and another one carries: FTP's data connections, and TFTP.
#pragma once

#include <memory>
#include <stop_token>

#include "core/base/hashmap.h"
#include "core/files/filesource.h"

namespace weir::files {

/// What was agreed on: a file, and the end that waits for it. Bounded: `maximumTransfers`.
class Transfers {
public:
    static constexpr std::size_t maximumTransfers = 65536;

    struct Transfer {
        std::uint32_t frame = 0;  ///< that asked for it
        std::string path;
        bool upload = false;
        traffic::FlowId asked{0};  ///< the conversation that did
        int client = 0;            ///< its client's side
    };

    /// Reads what clients of FTP and TFTP asked for.
    void learn(const traffic::SnapshotData& state, std::stop_token stop);
    /// Whether a flow has an end that waits.
    bool mayBe(const traffic::SnapshotData& state, const traffic::Flow& flow) const;
    /// Who reads such a flow; null for others. It must not outlive this.
    std::unique_ptr<FileSource> source(const FileContext& context) const;

    void add(const IpAddress& address, std::uint16_t port, bool datagrams, Transfer transfer);

private:
    struct End {
        IpAddress address;
        std::uint16_t port = 0;
        bool datagrams = false;
        bool operator==(const End&) const = default;
    };
    struct Hash {
        HashSeed seed;
        std::size_t operator()(const End& end) const {
            return seed(end.address, std::uint64_t{end.port} << 1 | (end.datagrams ? 1 : 0));
        }
    };
    const std::vector<Transfer>* find(const traffic::SnapshotData& state, const traffic::Flow& flow) const;

    HashMap<End, std::vector<Transfer>, Hash> m_waiting;
    std::size_t m_count = 0;
};

}  // namespace weir::files
