// SPDX-License-Identifier: GPL-3.0-or-later
// What goes from stage to stage: a batch of frames with what is known of each.
#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/capture/batch.h"
#include "core/traffic/counters.h"
#include "core/traffic/flows.h"

namespace weir::engine {

/// A packet whose octets are worth reading, with what was known of its flow when it was counted.
struct PayloadNote {
    std::uint32_t place = 0;  ///< in Work::records
    traffic::FlowId id{0};
    traffic::Flow* flow = nullptr;  ///< stays where it is; the collector may be changing it
    std::uint32_t packets = 0;      ///< what the side had sent by then, this one included
    std::uint16_t opening = 0;      ///< Flow::openings
    std::uint8_t side = 0;          ///< which sent it
    std::uint8_t client = 0;        ///< Flow::client
    bool opens = false;             ///< a SYN without ACK: perhaps the same ports again, a new connection
    bool speaks = false;            ///< for the inspector
    bool dns = false;               ///< for the DNS reader
};

/// Made by any thread, collected by one at a time, read by one at a time. The vectors' ends change with every packet:
/// no two works share a cache line, nor the neighbour that is fetched with it.
struct alignas(128) PacketBatch {
    capture::Batch batch;
    std::vector<std::uint32_t> chosen;           ///< indices of the frames to count, rising
    std::vector<dissect::PacketRecord> records;  ///< one for each chosen frame
    std::vector<std::uint64_t> hashes;           ///< FlowHash of each record
    traffic::Counters counters;                  ///< of the chosen frames
    std::vector<PayloadNote> payloadNotes;       ///< filled by the collector
    unsigned reader = 0;                         ///< which thread of the pipeline read and dissected it

    const Frame& frame(const PayloadNote& note) const { return batch.frames[chosen[note.place]]; }
    /// Frame numbers are kept in 32 bits.
    std::uint32_t number(const PayloadNote& note) const {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(batch.firstNumber + chosen[note.place], UINT32_MAX));
    }
    Bytes payload(const PayloadNote& note) const {
        const dissect::PacketRecord& record = records[note.place];
        return frame(note).bytes().subspan(record.payloadOffset, record.payloadLength);
    }
};

}  // namespace weir::engine
