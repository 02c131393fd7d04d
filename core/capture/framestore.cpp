// SPDX-License-Identifier: GPL-3.0-or-later
// Every answer is read anew from the file, so a capture of any size costs no memory here.
#include "core/capture/framestore.h"

#include <algorithm>
#include <array>

#include "core/capture/limits.h"

namespace weir::capture {

void FileFrameStore::add(std::uint64_t base, std::shared_ptr<const FileHandle> file, std::uint64_t start,
                         std::shared_ptr<const RecordFormat> format) {
    const std::lock_guard lock(m_mutex);
    m_entries.push_back({base, std::move(file), start, std::move(format)});
}

std::optional<FileFrameStore::Entry> FileFrameStore::entryOf(std::uint64_t position) const {
    const std::lock_guard lock(m_mutex);
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), position,
                                        [](std::uint64_t value, const Entry& entry) { return value < entry.base; });
    if (after == m_entries.begin() || (after - 1)->file == nullptr)
        return std::nullopt;
    return *(after - 1);
}

std::optional<std::vector<std::uint8_t>> FileFrameStore::readRecord(std::uint64_t position) const {
    const auto entry = entryOf(position);
    if (!entry)
        return std::nullopt;
    const std::uint64_t offset = position - entry->base;
    std::array<std::uint8_t, 64> header{};
    const std::size_t have =
        entry->file->readAt(entry->start + offset, header.data(), std::min(header.size(), entry->format->headerSize()));
    const std::size_t size = entry->format->recordSize(offset, Bytes(header.data(), have));
    if (size == 0)
        return std::nullopt;
    std::vector<std::uint8_t> record(size);
    record.resize(entry->file->readAt(entry->start + offset, record.data(), size));
    Frame ignored;
    if (!entry->format->decode(offset, record, ignored))
        return std::nullopt;
    return record;
}

std::optional<StoredFrame> FileFrameStore::read(std::uint64_t position) const {
    const auto entry = entryOf(position);
    auto record = readRecord(position);
    if (!entry || !record)
        return std::nullopt;
    StoredFrame stored;
    stored.storage = std::move(*record);
    if (!entry->format->decode(position - entry->base, stored.storage, stored.frame))
        return std::nullopt;
    stored.frame.position = position;
    return stored;
}

std::optional<std::uint64_t> FileFrameStore::section(std::uint64_t position) const {
    const auto entry = entryOf(position);
    if (!entry)
        return std::nullopt;
    const auto begin = entry->format->sectionStart(position - entry->base);
    return begin ? std::optional(entry->base + *begin) : std::nullopt;
}

std::optional<std::vector<std::uint8_t>> FileFrameStore::octetsOf(const Entry& entry,
                                                                  const std::vector<RecordFormat::Range>& ranges) {
    std::vector<std::uint8_t> octets;
    for (const RecordFormat::Range& range : ranges) {
        const std::size_t have = octets.size();
        if (have + range.length > limits::preamble)
            return std::nullopt;
        octets.resize(have + range.length);
        if (entry.file->readAt(entry.start + range.offset, octets.data() + have, range.length) != range.length)
            return std::nullopt;
    }
    return octets;
}

std::optional<SlicePreamble> FileFrameStore::preamble(std::uint64_t position) const {
    const auto entry = entryOf(position);
    const auto section = this->section(position);
    if (!entry || !section)
        return std::nullopt;
    auto octets = octetsOf(*entry, entry->format->preamble(position - entry->base));
    if (!octets)
        return std::nullopt;
    entry->format->mendPreamble(*octets);
    return SlicePreamble{entry->format->format(), *section, std::move(*octets)};
}

std::optional<std::vector<std::uint8_t>> FileFrameStore::interfacesBetween(std::uint64_t position,
                                                                           std::uint64_t later) const {
    const auto entry = entryOf(position);
    if (!entry || later < position)
        return std::nullopt;
    return octetsOf(*entry, entry->format->interfacesBetween(position - entry->base, later - entry->base));
}

}  // namespace weir::capture
