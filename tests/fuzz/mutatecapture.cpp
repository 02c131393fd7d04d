// SPDX-License-Identifier: GPL-3.0-or-later
// Mutates capture files record by record: changes inside one leave its lengths right, and records are dropped, doubled
// and exchanged. Octets changed at random hardly ever get beyond the first wrong length.
#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "core/base/bytes.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maximum);

namespace {

using Octets = std::vector<std::uint8_t>;

std::uint32_t numberAt(weir::Bytes octets, std::size_t at) {
    weir::ByteReader reader(octets);
    reader.seek(at);
    return reader.u32le();
}

void putNumber(Octets& to, std::size_t at, std::size_t value) {
    for (std::size_t i = 0; i < 4; ++i) to[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

struct Layout {
    std::size_t header;           ///< octets before the first record
    std::size_t record;           ///< octets of a record's own header
    std::vector<Octets> records;  ///< whole
    bool blocks;                  ///< pcapng
};

Layout split(weir::Bytes file) {
    constexpr std::uint32_t classic = 0xa1b2c3d4;
    const bool blocks = numberAt(file, 0) != classic;
    Layout out{blocks ? std::size_t{0} : std::size_t{24}, blocks ? std::size_t{8} : std::size_t{16}, {}, blocks};
    for (std::size_t at = out.header; at + out.record <= file.size();) {
        const std::size_t length = blocks ? numberAt(file, at + 4) : 16 + std::size_t{numberAt(file, at + 8)};
        const std::size_t end = std::min(at + std::max<std::size_t>(length, 12), file.size());
        out.records.emplace_back(file.begin() + static_cast<std::ptrdiff_t>(at),
                                 file.begin() + static_cast<std::ptrdiff_t>(end));
        at = end;
    }
    return out;
}

/// Other octets inside a record, whose lengths are then made to fit.
void change(Octets& record, const Layout& layout) {
    const std::size_t tail = layout.blocks ? 4 : 0;
    if (record.size() < layout.record + tail)
        return;
    Octets body(record.begin() + static_cast<std::ptrdiff_t>(layout.record),
                record.end() - static_cast<std::ptrdiff_t>(tail));
    const std::size_t size = body.size();
    body.resize(size + 64);
    body.resize(LLVMFuzzerMutate(body.data(), size, body.size()));
    if (layout.blocks)
        body.resize((body.size() + 3) / 4 * 4);
    record.resize(layout.record);
    record.insert(record.end(), body.begin(), body.end());
    record.resize(record.size() + tail);
    if (layout.blocks) {
        putNumber(record, 4, record.size());
        putNumber(record, record.size() - 4, record.size());
    } else {
        putNumber(record, 8, body.size());
    }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t maximum,
                                               unsigned seed) {
    std::mt19937 random(seed);
    const weir::Bytes file(data, size);
    Layout layout = size < 28 ? Layout{} : split(file);
    if (layout.records.size() < 2 || random() % 8 == 0)
        return LLVMFuzzerMutate(data, size, maximum);
    auto& records = layout.records;
    const std::size_t at = random() % records.size(), other = random() % records.size();
    switch (random() % 8) {
        case 0:
            records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 1:
            records.insert(records.begin() + static_cast<std::ptrdiff_t>(other), Octets(records[at]));
            break;
        case 2:
            std::swap(records[at], records[other]);
            break;
        default:
            change(records[at], layout);
    }
    Octets out(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(layout.header));
    for (const Octets& record : records) out.insert(out.end(), record.begin(), record.end());
    if (out.size() > maximum)
        return LLVMFuzzerMutate(data, size, maximum);
    std::memcpy(data, out.data(), out.size());
    return out.size();
}
