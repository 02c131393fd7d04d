// SPDX-License-Identifier: GPL-3.0-or-later
// Which addresses DNS answers named, to whom, and when.
#pragma once

#include <optional>
#include <vector>

#include "core/base/hashmap.h"
#include "core/traffic/snapshot.h"

namespace weir::traffic {

/// For each address the one that it is only another way to write: ::ffff:a.b.c.d and 64:ff9b::a.b.c.d stand for
/// a.b.c.d where that is an address of the capture; every other address stands for itself.
std::vector<AddressId> plainForms(const SnapshotData& state);

class ToldAddresses {
public:
    explicit ToldAddresses(const SnapshotData& state);

    struct Answer {
        std::uint32_t frame = 0;
        std::int64_t time = 0;
    };
    /// The first by frames, and the first by times: of one file they are hardly ever two.
    struct Answers {
        Answer byFrame, byTime;
    };
    /// The answers that named the address to this client; null where none did. Stays as long as this.
    const Answers* toClient(AddressId client, AddressId address) const;
    /// Whether one of them came before the first packet of a flow: by the order of frames inside a file, by times
    /// between files.
    bool before(const Answers& answers, const Flow& flow) const {
        return isBefore(answers.byFrame, flow) || isBefore(answers.byTime, flow);
    }
    /// Whether an answer named it to whomever.
    bool toAnybody(AddressId address) const { return m_told[index(m_plain[index(address)])]; }
    /// Whether answers say which addresses a name has.
    bool resolved(TextId name) const { return m_resolved[name]; }

private:
    std::uint64_t key(AddressId client, AddressId address) const {
        return std::uint64_t{index(client)} << 32 | index(m_plain[index(address)]);
    }
    bool isBefore(const Answer& answer, const Flow& flow) const;

    const SnapshotData& m_state;
    std::vector<AddressId> m_plain;
    std::vector<bool> m_told;      ///< by plain address
    std::vector<bool> m_resolved;  ///< by text
    HashMap<std::uint64_t, Answers> m_answers;
};

}  // namespace weir::traffic
