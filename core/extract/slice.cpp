// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts: draft-ietf-opsawg-pcapng (section header, interface, enhanced packet), draft-ietf-opsawg-pcap.
#include "core/extract/slice.h"

#include <algorithm>
#include <map>

namespace weir::extract {
namespace {

using Format = capture::SlicePreamble::Format;
using Octets = std::vector<std::uint8_t>;

void number(Octets& out, std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> i * 8));
}
void padded(Octets& out, Bytes octets) {
    out.insert(out.end(), octets.begin(), octets.end());
    out.resize((out.size() + 3) & ~std::size_t{3});
}

/// A little-endian block around its body, whose length is a multiple of 4.
void block(Octets& out, std::uint32_t type, Bytes body) {
    number(out, type, 4);
    number(out, body.size() + 12, 4);
    out.insert(out.end(), body.begin(), body.end());
    number(out, body.size() + 12, 4);
}

Octets sectionHeader() {
    Octets body, out;
    number(body, 0x1a2b3c4d, 4);
    number(body, 1, 2);
    number(body, 0, 2);
    number(body, ~std::uint64_t{0}, 8);  // length not said
    block(out, 0x0a0d0d0a, body);
    return out;
}

/// What a classic file's header says of the packets after it.
struct ClassicFile {
    bool nanoseconds = false;
    std::uint32_t snapLength = 0;
    std::uint32_t linkField = 0;  ///< with the bits of the frame check sequence

    explicit ClassicFile(Bytes header) {
        ByteReader big(header), little(header);
        const std::uint32_t magic = big.u32();
        const bool isBig = magic == 0xa1b2c3d4 || magic == 0xa1b23c4d || magic == 0xa1b2cd34;
        nanoseconds = magic == 0xa1b23c4d || magic == 0x4d3cb2a1;
        ByteReader& reader = isBig ? big : little;
        reader.seek(16);
        snapLength = isBig ? reader.u32() : reader.u32le();
        linkField = isBig ? reader.u32() : reader.u32le();
    }
};

/// A classic file's section and interface in pcapng.
Octets convertedPreamble(const ClassicFile& file, std::uint16_t linkType) {
    Octets out = sectionHeader();
    Octets body;
    number(body, linkType, 2);
    number(body, 0, 2);
    number(body, file.snapLength, 4);
    const auto option = [&](std::uint16_t code, std::uint8_t value) {
        number(body, code, 2);
        number(body, 1, 2);
        padded(body, Bytes(&value, 1));
    };
    option(9, file.nanoseconds ? 9 : 6);  // if_tsresol
    if ((file.linkField & 0x04000000) != 0)
        option(13, static_cast<std::uint8_t>((file.linkField >> 28) * 16));  // if_fcslen, in bits
    number(body, 0, 4);
    block(out, 1, body);
    return out;
}

Octets enhancedPacket(const Frame& frame, bool nanoseconds) {
    Octets body, out;
    body.reserve(frame.captured + 32);
    out.reserve(frame.captured + 48);
    const std::uint64_t ticks = static_cast<std::uint64_t>(frame.time) / (nanoseconds ? 1 : 1000);
    number(body, 0, 4);
    number(body, ticks >> 32, 4);
    number(body, ticks & 0xffffffff, 4);
    number(body, frame.captured, 4);
    number(body, frame.original, 4);
    padded(body, frame.bytes());
    block(out, 6, body);
    return out;
}

/// A block whose writer forgot to pad it is followed by the start of the next one, where the store reads whole words.
void cutToBlock(Octets& record) {
    ByteReader big(record), little(record);
    big.skip(4);
    little.skip(4);
    for (const std::size_t length : {std::size_t{big.u32()}, std::size_t{little.u32le()}}) {
        if (length % 4 == 0 || length + 4 <= record.size() || length > record.size() || length < 12)
            continue;
        const auto trailer = [&](std::size_t end) {
            return std::equal(record.begin() + 4, record.begin() + 8,
                              record.begin() + static_cast<std::ptrdiff_t>(end - 4));
        };
        if (!trailer(record.size()) && trailer(length))
            record.resize(length);
        return;
    }
}

Error unreadable(std::uint64_t frame) {
    return Error::of(ErrorKind::unreadable, "frame %1 can no longer be read: the capture changed since it was opened",
                     {std::to_string(frame)});
}

class Writer {
public:
    Writer(const traffic::SnapshotData& state, const SliceSink& sink) : m_state(state), m_sink(sink) {}

    /// Looks at every section that the rows need. The rows are in file order.
    Result<void> plan(std::span<const std::uint32_t> rows, const std::stop_token& stop) {
        if (!m_state.frames)
            return Error::of(ErrorKind::unreadable, "the packets cannot be read again: standard input was not kept");
        std::optional<std::uint64_t> last;
        std::optional<Octets> header;
        bool sameHeader = true;
        for (const std::uint32_t row : rows) {
            if (stop.stop_requested())
                return cancelled();
            const traffic::IndexedPacket packet = m_state.packets[row];
            const auto section = m_state.frames->section(packet.position);
            if (!section)
                return unreadable(packet.number);
            if (section == last)
                continue;
            last = section;
            const auto preamble = m_state.frames->preamble(packet.position);
            if (!preamble)
                return unreadable(packet.number);
            if (preamble->format == Format::pcapng) {
                m_info.format = Format::pcapng;
                return {};  // one is enough to decide
            }
            sameHeader = sameHeader && (!header || *header == preamble->octets);
            header = preamble->octets;
        }
        m_info.format = header && sameHeader ? Format::pcap : Format::pcapng;
        return {};
    }

    Result<void> write(std::span<const std::uint32_t> rows, const std::stop_token& stop) {
        if (rows.empty() && !put(sectionHeader()))
            return gaveUp();
        for (const std::uint32_t row : rows) {
            if (stop.stop_requested())
                return cancelled();
            const traffic::IndexedPacket packet = m_state.packets[row];
            const auto section = m_state.frames->section(packet.position);
            if (!section)
                return unreadable(packet.number);
            if (section != m_section) {
                if (auto begun = begin(packet); !begun)
                    return begun;
                m_section = section;
            } else if (auto continued = continueTo(packet); !continued) {
                return continued;
            }
            m_last = packet.position;
            Octets record;
            if (m_converted) {
                const auto stored = m_state.frames->read(packet.position);
                if (!stored)
                    return unreadable(packet.number);
                record = enhancedPacket(stored->frame, m_converted->nanoseconds);
            } else {
                auto raw = m_state.frames->readRecord(packet.position);
                if (!raw)
                    return unreadable(packet.number);
                record = std::move(*raw);
                if (m_info.format == Format::pcapng)
                    cutToBlock(record);
            }
            if (!put(record))
                return gaveUp();
            ++m_info.packets;
        }
        return {};
    }
    const SliceInfo& info() const { return m_info; }

private:
    static Error cancelled() { return Error::of(ErrorKind::cancelled, "writing the packets was cancelled"); }
    static Error gaveUp() { return Error::of(ErrorKind::unwritable, "the packets cannot be written"); }
    static Error noPreamble(const traffic::IndexedPacket& packet) {
        return Error::of(ErrorKind::tooLarge,
                         "what the capture says before frame %1 can no longer be read, or is more than 64 MiB",
                         {std::to_string(packet.number)});
    }

    /// Writes what has to stand before the packets of another section.
    Result<void> begin(const traffic::IndexedPacket& packet) {
        const auto preamble = m_state.frames->preamble(packet.position);
        if (!preamble)
            return noPreamble(packet);
        m_converted.reset();
        if (m_info.format == Format::pcap)
            return m_section ? Result<void>() : written(preamble->octets);
        if (preamble->format == Format::pcapng)
            return written(preamble->octets);
        const auto stored = m_state.frames->read(packet.position);
        if (!stored)
            return unreadable(packet.number);
        m_converted.emplace(preamble->octets);
        return written(convertedPreamble(*m_converted, stored->frame.linkType));
    }
    /// Writes the interfaces that are described between the last packet and this one: a packet that comes before its
    /// interface must not get one in the slice.
    Result<void> continueTo(const traffic::IndexedPacket& packet) {
        if (m_info.format == Format::pcap || m_converted)
            return {};
        const auto interfaces = m_state.frames->interfacesBetween(m_last, packet.position);
        if (!interfaces)
            return noPreamble(packet);
        return interfaces->empty() ? Result<void>() : written(*interfaces);
    }
    Result<void> written(const Octets& octets) { return put(octets) ? Result<void>() : gaveUp(); }
    bool put(const Octets& octets) {
        m_info.octets += octets.size();
        return m_sink(asText(octets));
    }

    const traffic::SnapshotData& m_state;
    const SliceSink& m_sink;
    SliceInfo m_info;
    std::optional<std::uint64_t> m_section;
    std::uint64_t m_last = 0;                ///< position of the last packet
    std::optional<ClassicFile> m_converted;  ///< the classic file whose packets become pcapng now
};

/// Each once, in file order, without those that are none.
PacketRows inOrder(const traffic::SnapshotData& state, std::span<const std::uint32_t> rows) {
    PacketRows out(rows.begin(), rows.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    out.erase(std::lower_bound(out.begin(), out.end(), state.packets.size()), out.end());
    return out;
}

}  // namespace

Result<Format> sliceFormat(const traffic::SnapshotData& state, std::span<const std::uint32_t> rows) {
    const SliceSink none;
    Writer writer(state, none);
    if (const auto planned = writer.plan(inOrder(state, rows), {}); !planned)
        return planned.error();
    return writer.info().format;
}

Result<SliceInfo> writeSlice(const traffic::SnapshotData& state, std::span<const std::uint32_t> rows,
                             const SliceSink& sink, std::stop_token stop) {
    const PacketRows ordered = inOrder(state, rows);
    Writer writer(state, sink);
    auto done = writer.plan(ordered, stop);
    if (done)
        done = writer.write(ordered, stop);
    if (!done)
        return done.error();
    return writer.info();
}

}  // namespace weir::extract
