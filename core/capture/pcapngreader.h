// SPDX-License-Identifier: GPL-3.0-or-later
// pcapng files: any number of sections, interfaces, link types, clocks and byte orders in one file.
#pragma once

#include <mutex>

#include "core/capture/inputlog.h"
#include "core/capture/pcapngblocks.h"
#include "core/capture/recordwalker.h"

namespace weir::capture {

/// The sections and interfaces of a file. The walk adds to it while the frame store looks things up.
class PcapngTables : public RecordFormat {
public:
    struct Section {
        std::uint64_t offset;
        std::uint32_t headerLength;
        std::uint32_t firstInterface;
        ByteOrder order;
    };

    // For the one walker, which may read its own additions without a lock.
    bool addSection(std::uint64_t offset, std::uint32_t headerLength, ByteOrder order);  ///< false: too many
    enum class Added : std::uint8_t { yes, ignored, tooMany };
    Added addInterface(const pcapng::Interface& interface);
    /// Remembers a block of names or secrets that slices carry.
    void addCarried(std::uint64_t offset, std::uint32_t length);
    const pcapng::Interface* interfaces() const { return m_interfaces.data() + currentFirst(); }
    std::size_t interfaceCount() const { return m_interfaces.size() - currentFirst(); }
    /// How much the losses grew by what interface `id` of the current section now says.
    std::uint64_t addDropped(std::uint32_t id, std::uint64_t dropped);

    std::size_t headerSize() const override { return pcapng::smallestBlock; }
    std::size_t recordSize(std::uint64_t offset, Bytes header) const override;
    bool decode(std::uint64_t offset, Bytes record, Frame& frame) const override;
    std::optional<std::uint64_t> sectionStart(std::uint64_t offset) const override;
    std::vector<Range> preamble(std::uint64_t offset) const override;
    std::vector<Range> interfacesBetween(std::uint64_t offset, std::uint64_t later) const override;
    SlicePreamble::Format format() const override { return SlicePreamble::Format::pcapng; }
    void mendPreamble(std::vector<std::uint8_t>& octets) const override;

private:
    std::size_t currentFirst() const { return m_sections.empty() ? 0 : m_sections.back().firstInterface; }
    std::size_t sectionAt(std::uint64_t offset) const;
    std::size_t interfacesBefore(std::size_t section, std::uint64_t offset) const;

    mutable std::mutex m_mutex;
    std::vector<Section> m_sections;
    std::vector<pcapng::Interface> m_interfaces;  ///< of all sections, one after another
    std::vector<Range> m_carried;
};

class PcapngWalker : public RecordWalker {
public:
    static bool recognises(Bytes head);
    /// Does a section header stand here? 12 octets decide.
    static bool isSectionHeader(Bytes rest);
    /// How many octets of the file must be at hand to say whether `checkStart` likes it.
    static std::size_t startSize(Bytes head);
    /// Why the section header that a file starts with cannot be used, if so.
    static Result<void> checkStart(Bytes head);

    PcapngWalker(std::uint64_t base, InputLog& log);
    Walk walk(Bytes window, std::uint64_t offset, Batch& batch) override;
    std::string cutRecord(Bytes rest, std::uint64_t nextNumber) const override;
    std::shared_ptr<const RecordFormat> format() const override { return m_tables; }

private:
    const char* beginSection(Bytes block, std::uint64_t offset, ByteOrder order);
    const char* otherBlock(std::uint32_t type, Bytes block, std::uint64_t offset);
    void oddPacket(const Frame& frame, std::uint64_t number, std::uint64_t offset);

    std::shared_ptr<PcapngTables> m_tables = std::make_shared<PcapngTables>();
    std::uint64_t m_base;
    InputLog& m_log;
    ByteOrder m_order = ByteOrder::little();
    std::uint32_t m_blockLimit = limits::block;
    std::int64_t m_lastTime = 0;
};

}  // namespace weir::capture
