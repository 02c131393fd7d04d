// SPDX-License-Identifier: GPL-3.0-or-later
// What goes from stage to stage: a batch of frames with what is known of each.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/frame.h"
#include "core/capture/batch.h"
#include "core/traffic/counters.h"
#include "core/traffic/flows.h"

namespace weir::engine {

/// A packet whose octets are worth reading, with what was known of its flow when it was counted.
struct PayloadNote {
    std::uint32_t place = 0;     ///< in Work::records
    std::uint32_t datagram = 0;  ///< of one put together from fragments: 1 + its place in Work::datagrams; else 0
    traffic::FlowId id{0};
    traffic::Flow* flow = nullptr;  ///< stays where it is; the collector may be changing it
    std::uint32_t packets = 0;      ///< what the side had sent by then, this one included
    std::uint32_t expected = 0;     ///< TCP, where `known`: the sequence number that the side's next octet was to have
    std::uint16_t opening = 0;      ///< Flow::openings
    std::uint8_t side = 0;          ///< which sent it
    std::uint8_t client = 0;        ///< Flow::client
    bool known = false;             ///< TCP: the side was seen before in this connection
    bool beginning = false;         ///< TCP: its SYN was seen, and no payload yet
    bool opens = false;             ///< another connection begins on the same ports
    bool speaks = false;            ///< for the inspector
    bool dns = false;               ///< for the DNS reader
    bool copy = false;              ///< DNS: the packet was captured before
    bool quic = false;              ///< perhaps another QUIC connection
    bool syn = false;               ///< TCP: its source opens its first connection
};

/// A datagram that was put together from fragments.
struct Datagram {
    dissect::PacketRecord record;      ///< of the first fragment
    std::vector<std::uint8_t> octets;  ///< its payload; what the first fragment holds where others are missing
    std::int64_t time = 0;             ///< of the frame that completed it; of the first where it was not completed
    std::uint32_t number = 0;          ///< of the same frame
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
    std::vector<Datagram> datagrams;             ///< filled by the collector
    unsigned reader = 0;                         ///< which thread of the pipeline read and dissected it

    /// Of a datagram put together, any frame: see `time` and `number`.
    const Frame& frame(const PayloadNote& note) const { return batch.frames[chosen[note.place]]; }
    const dissect::PacketRecord& record(const PayloadNote& note) const {
        return note.datagram == 0 ? records[note.place] : datagrams[note.datagram - 1].record;
    }
    std::int64_t time(const PayloadNote& note) const {
        return note.datagram == 0 ? frame(note).time : datagrams[note.datagram - 1].time;
    }
    /// Frame numbers are kept in 32 bits.
    std::uint32_t number(const PayloadNote& note) const {
        if (note.datagram != 0)
            return datagrams[note.datagram - 1].number;
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(batch.firstNumber + chosen[note.place], UINT32_MAX));
    }
    Bytes payload(const PayloadNote& note) const {
        if (note.datagram != 0)
            return datagrams[note.datagram - 1].octets;
        const dissect::PacketRecord& packet = records[note.place];
        return frame(note).bytes().subspan(packet.payloadOffset, packet.payloadLength);
    }
    /// `telling` is what was said of its first fragment.
    void addDatagram(PayloadNote note, Datagram datagram) {
        datagrams.push_back(std::move(datagram));
        note.datagram = static_cast<std::uint32_t>(datagrams.size());
        payloadNotes.push_back(note);
    }
};

}  // namespace weir::engine
