// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered of a pcapng file so that any packet of it can be decoded again.
#include "core/capture/pcapngreader.h"

namespace weir::capture {

bool PcapngTables::addSection(std::uint64_t offset, std::uint32_t headerLength, ByteOrder order) {
    const std::lock_guard lock(m_mutex);
    if (m_sections.size() >= limits::sections)
        return false;
    m_sections.push_back({offset, headerLength, static_cast<std::uint32_t>(m_interfaces.size()), order});
    return true;
}

PcapngTables::Added PcapngTables::addInterface(const pcapng::Interface& interface) {
    const std::lock_guard lock(m_mutex);
    if (interfaceCount() >= limits::interfacesInSection)
        return Added::ignored;
    if (m_interfaces.size() >= limits::interfaces)
        return Added::tooMany;
    m_interfaces.push_back(interface);
    return Added::yes;
}

void PcapngTables::addCarried(std::uint64_t offset, std::uint32_t length) {
    const std::lock_guard lock(m_mutex);
    if (m_carried.size() < limits::carriedBlocks)
        m_carried.push_back({offset, length});
}

std::uint64_t PcapngTables::addDropped(std::uint32_t id, std::uint64_t dropped) {
    const std::lock_guard lock(m_mutex);
    if (id >= interfaceCount())
        return 0;
    std::uint64_t& known = m_interfaces[currentFirst() + id].dropped;
    const std::uint64_t growth = dropped > known ? dropped - known : 0;  // the counters count from the beginning
    known += growth;
    return growth;
}

std::size_t PcapngTables::sectionAt(std::uint64_t offset) const {
    const auto after = std::upper_bound(m_sections.begin(), m_sections.end(), offset,
                                        [](std::uint64_t value, const Section& s) { return value < s.offset; });
    return static_cast<std::size_t>(after - m_sections.begin()) - 1;  // wraps where there is none
}

/// Where in m_interfaces those of the section end that are described before `offset`: one that comes only after a
/// packet does not count for it, as it did not when the file was walked over.
std::size_t PcapngTables::interfacesBefore(std::size_t section, std::uint64_t offset) const {
    const std::size_t end =
        section + 1 < m_sections.size() ? m_sections[section + 1].firstInterface : m_interfaces.size();
    const auto described =
        std::partition_point(m_interfaces.begin() + static_cast<std::ptrdiff_t>(m_sections[section].firstInterface),
                             m_interfaces.begin() + static_cast<std::ptrdiff_t>(end),
                             [&](const pcapng::Interface& i) { return i.offset < offset; });
    return static_cast<std::size_t>(described - m_interfaces.begin());
}

std::size_t PcapngTables::recordSize(std::uint64_t offset, Bytes header) const {
    const std::lock_guard lock(m_mutex);
    const std::size_t section = sectionAt(offset);
    if (header.size() < headerSize() || section >= m_sections.size())
        return 0;
    const ByteOrder order = m_sections[section].order;
    const std::uint32_t length = order.u32(header.data() + 4);
    if (!pcapng::isPacket(order.u32(header.data())) || length < headerSize() || length > limits::bigBlock)
        return 0;
    return (std::size_t{length} + 3) & ~std::size_t{3};
}

bool PcapngTables::decode(std::uint64_t offset, Bytes record, Frame& frame) const {
    const std::lock_guard lock(m_mutex);
    const std::size_t section = sectionAt(offset);
    if (record.size() < headerSize() || section >= m_sections.size())
        return false;
    const std::size_t first = m_sections[section].firstInterface;
    const ByteOrder order = m_sections[section].order;
    const std::uint32_t type = order.u32(record.data());
    const pcapng::BlockSize size = pcapng::blockSize(record.data(), record.size(), order, limits::bigBlock);
    if (!pcapng::isPacket(type) || size.advance == 0)
        return false;
    const std::size_t count = interfacesBefore(section, offset) - first;
    return pcapng::decodePacket(type, record.data(), size.advance, order, m_interfaces.data() + first, count, frame) ==
           nullptr;
}

std::optional<std::uint64_t> PcapngTables::sectionStart(std::uint64_t offset) const {
    const std::lock_guard lock(m_mutex);
    const std::size_t section = sectionAt(offset);
    return section < m_sections.size() ? std::optional(m_sections[section].offset) : std::nullopt;
}

std::vector<RecordFormat::Range> PcapngTables::preamble(std::uint64_t offset) const {
    const std::lock_guard lock(m_mutex);
    const std::size_t section = sectionAt(offset);
    if (section >= m_sections.size())
        return {};
    std::vector<Range> ranges{{m_sections[section].offset, m_sections[section].headerLength}};
    const bool last = section + 1 == m_sections.size();
    const std::size_t end = interfacesBefore(section, offset);
    for (std::size_t i = m_sections[section].firstInterface; i < end; ++i)
        ranges.push_back({m_interfaces[i].offset, m_interfaces[i].blockLength});
    for (const Range& block : m_carried)
        if (block.offset > m_sections[section].offset && (last || block.offset < m_sections[section + 1].offset))
            ranges.push_back(block);
    std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.offset < b.offset; });
    return ranges;
}

std::vector<RecordFormat::Range> PcapngTables::interfacesBetween(std::uint64_t offset, std::uint64_t later) const {
    const std::lock_guard lock(m_mutex);
    const std::size_t section = sectionAt(offset);
    std::vector<Range> ranges;
    if (section >= m_sections.size())
        return ranges;
    const std::size_t end = interfacesBefore(section, later);
    for (std::size_t i = interfacesBefore(section, offset); i < end; ++i)
        ranges.push_back({m_interfaces[i].offset, m_interfaces[i].blockLength});
    return ranges;
}

void PcapngTables::mendPreamble(std::vector<std::uint8_t>& octets) const {
    if (octets.size() >= 24)
        std::fill(octets.begin() + 16, octets.begin() + 24, std::uint8_t{0xff});  // section length -1: not said
}

}  // namespace weir::capture
