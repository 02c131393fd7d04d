// SPDX-License-Identifier: GPL-3.0-or-later
// Classic pcap files (draft-ietf-opsawg-pcap) and the variants met in the wild.
#pragma once

#include "core/capture/byteorder.h"
#include "core/capture/inputlog.h"
#include "core/capture/limits.h"
#include "core/capture/recordwalker.h"

namespace weir::capture {

/// A classic file's header, understood: how its records are to be read.
class PcapFormat : public RecordFormat {
public:
    /// Is this a classic file? Four octets decide.
    static bool recognises(Bytes head);
    /// From the first 28 octets (fewer if the file is shorter).
    static Result<std::shared_ptr<const PcapFormat>> parse(Bytes head);
    /// Does a file header stand where a record should begin? No record has the same octets: a time in 2055, 2083 or
    /// 2011 whose fraction is a version, and no length.
    enum class Header : std::uint8_t { no, tooFewOctets, yes };
    static Header headerAt(Bytes rest);

    std::string name() const;  ///< "pcap", "pcap (nanosecond)", …
    std::uint16_t linkType() const { return m_linkType; }
    std::uint32_t snapLength() const { return m_snapLength; }  ///< as the header says; 0: no limit
    std::size_t fileHeaderSize() const { return m_fileHeaderSize; }
    std::uint32_t maximumPacket() const { return m_maximumPacket; }

    /// Reads the `headerSize()` octets of a record's header.
    void readHeader(const std::uint8_t* from, Frame& frame) const {
        const std::uint64_t seconds = m_order.u32(from);
        const std::uint64_t fraction = m_order.u32(from + 4);
        frame.time = static_cast<std::int64_t>(seconds * 1'000'000'000U + fraction * m_fractionUnit);
        frame.captured = m_order.u32(from + 8);
        frame.original = m_order.u32(from + 12);
        if (m_lengths != Lengths::inOrder && (m_lengths == Lengths::swapped || frame.captured > frame.original))
            std::swap(frame.captured, frame.original);
        frame.linkType = m_linkType;
        frame.flags = 0;
    }

    std::size_t headerSize() const override { return m_recordHeaderSize; }
    std::size_t recordSize(std::uint64_t offset, Bytes header) const override;
    bool decode(std::uint64_t offset, Bytes record, Frame& frame) const override;
    std::optional<std::uint64_t> sectionStart(std::uint64_t) const override { return 0; }
    std::vector<Range> preamble(std::uint64_t offset) const override;
    std::vector<Range> interfacesBetween(std::uint64_t, std::uint64_t) const override { return {}; }
    SlicePreamble::Format format() const override { return SlicePreamble::Format::pcap; }
    void mendPreamble(std::vector<std::uint8_t>&) const override {}

private:
    /// Before version 2.3 the original length came first; some writers of 2.3 had not heard.
    enum class Lengths : std::uint8_t { inOrder, swapped, swappedIfImpossible };
    explicit PcapFormat(ByteOrder order) : m_order(order) {}

    ByteOrder m_order;
    Lengths m_lengths = Lengths::inOrder;
    std::uint16_t m_linkType = 0;
    std::uint32_t m_snapLength = 0;
    std::uint32_t m_fractionUnit = 1'000;  ///< nanoseconds
    std::uint32_t m_recordHeaderSize = 16;
    std::uint32_t m_fileHeaderSize = 24;
    std::uint32_t m_maximumPacket = limits::packet;
    const char* m_variant = "";
};

class PcapWalker : public RecordWalker {
public:
    /// `base` is added to offsets to make positions.
    PcapWalker(std::shared_ptr<const PcapFormat> format, std::uint64_t base, InputLog& log);
    Walk walk(Bytes window, std::uint64_t offset, Batch& batch) override;
    std::string cutRecord(Bytes rest, std::uint64_t nextNumber) const override;
    std::shared_ptr<const RecordFormat> format() const override { return m_format; }

private:
    /// What stands where a record begins that looks like no packet.
    enum class Found : std::uint8_t { packet, zeros, capture, tooFew };
    Found lookAt(Bytes rest, std::size_t& zeros) const;

    std::shared_ptr<const PcapFormat> m_format;
    std::uint64_t m_base;
    bool m_headerDone = false;
};

}  // namespace weir::capture
